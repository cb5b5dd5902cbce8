"""The checkout at its edge: the form, the live sums, the type-ahead, and every way in which an order is refused."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Stock
from storefront.accounts.models import Address
from storefront.accounts.services import keep_address
from storefront.cart.models import CartLine
from storefront.orders.models import Order
from tests.checkout.checkout import everything
from tests.factories import (
    HANOI,
    HANOI_COMMUNE,
    PASSWORD,
    PHONE,
    make_group,
    make_order,
    make_product,
    make_rates,
    make_tax_rates,
    make_user,
)
from tests.pages.reading import html_of, texts, words_of

HTMX = {"HTTP_HX_REQUEST": "true"}
CHECKOUT = "/dat-hang/"


@pytest.fixture
def ground(db):
    make_rates(qr_minutes=30, free_from_vnd=500_000, free_max_fee_vnd=40_000, cod_max_order_vnd=5_000_000, cod_confirm_from_vnd=1_500_000)
    make_tax_rates()


@pytest.fixture
def honey(ground):
    return make_product(make_group("Nhóm mật Ea Tân"), "Mật ong hoa rừng", price_vnd=185_000, weight_g=800).variants.get()


def fill(client: Client, variant, quantity: int = 1) -> None:
    client.post(reverse("cart:add"), {"variant": variant.pk, "quantity": quantity})


def sent(page, **changes) -> dict:
    """What a browser would send: the hidden fields of the page, and what she types."""
    html = html_of(page)
    hidden = {field["name"]: field["value"] for field in html.select("#checkout input[type=hidden], input[form=checkout]")}
    typed = {
        "recipient": "Người Nhận Thử",
        "phone": "0912 345 678",
        "email": "khach@example.com",
        "street": "12 ngõ 34",
        "province": HANOI,
        "commune": HANOI_COMMUNE,
        "note": "gọi trước 15 phút",
        "method": "cod",
    }
    return {**hidden, **typed, **changes}


def ready(client, **changes):
    """A form for which the shopper has seen the total of her place and way of paying."""
    page = client.get(CHECKOUT)
    form = sent(page, **changes)
    quote = client.post(reverse("checkout:quote"), form, **HTMX)
    return {**form, "shown_total_vnd": html_of(quote).select_one("input[name=shown_total_vnd]")["value"]}


def errors_of(page) -> str:
    return texts(html_of(page).select_one(".errors"))


def test_an_empty_cart_leads_back_to_the_cart(client, ground):
    assert client.get(CHECKOUT)["Location"] == "/gio-hang/"
    assert client.post(CHECKOUT, {})["Location"] == "/gio-hang/"


def test_the_page_shows_parcels_sums_and_limits(client, honey):
    fill(client, honey, 2)

    page = client.get(CHECKOUT)

    said = words_of(page)
    assert page.status_code == 200
    assert "Gói 1 · Nhóm mật Ea Tân, Tuyên Quang" in said
    assert [texts(row) for row in html_of(page).select(".sums > div")] == ["Hàng (2 món) 370.000 ₫", "Cộng, chưa tính phí giao 370.000 ₫"]
    assert "Đặt xong, hàng được giữ cho bạn 30 phút để quét mã." in said
    assert "đến 5.000.000 ₫ mỗi đơn. Đơn từ 1.500.000 ₫ chúng tôi gọi xác nhận trước." in said
    assert uuid.UUID(html_of(page).select_one("input[name=checkout_key]")["value"])
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_guest_orders_and_lands_on_the_order(client, honey):
    fill(client, honey, 2)
    form = ready(client)
    assert form["shown_total_vnd"] == "415000"  # 370,000 and 45,000 for two kilograms to another region

    answer = client.post(CHECKOUT, form)

    order = Order.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, order.get_absolute_url())
    assert (order.total_vnd, order.method, order.phone, order.email) == (415_000, "cod", PHONE, "khach@example.com")
    assert (order.recipient, order.street, order.commune_code, order.note) == (
        "Người Nhận Thử", "12 ngõ 34", HANOI_COMMUNE, "gọi trước 15 phút",
    )  # fmt: skip
    assert (order.user, order.language, order.wants_invoice) == (None, "vi", False)
    assert CartLine.objects.count() == 0


def test_an_order_in_english_is_kept_in_english(client, honey):
    fill(client, honey)
    page = client.get("/en" + CHECKOUT)
    answer = client.post("/en" + CHECKOUT, sent(page, shown_total_vnd="225000"))

    order = Order.objects.get()
    assert order.language == "en"
    assert answer["Location"] == f"/en/don/{order.number}/{order.secret}/"


def test_the_same_page_sent_twice_is_one_order(client, honey):
    fill(client, honey, 2)
    form = ready(client)

    first = client.post(CHECKOUT, form)
    second = client.post(CHECKOUT, form)

    assert first["Location"] == second["Location"] == Order.objects.get().get_absolute_url()


def test_the_sums_follow_place_and_method(client, honey):
    fill(client, honey)
    form = sent(client.get(CHECKOUT), province="", commune="", method="vietqr")

    def sums(**changes):
        page = html_of(client.post(reverse("checkout:quote"), {**form, **changes}, **HTMX))
        assert page.select_one("#parcels") and page.select_one("#summary[hx-swap-oob=true]")
        return [texts(row.dd) for row in page.select(".sums > div")]

    assert sums() == ["185.000 ₫", "185.000 ₫"]
    assert sums(province="08") == ["185.000 ₫", "20.000 ₫", "205.000 ₫"]
    assert sums(province="01") == ["185.000 ₫", "40.000 ₫", "225.000 ₫"]
    assert sums(province="00") == ["185.000 ₫", "185.000 ₫"]
    type(honey).objects.update(price_vnd=185_400)
    assert sums(province="01", method="cod") == ["185.400 ₫", "40.000 ₫", "−400 ₫", "225.000 ₫"]


def test_the_quote_without_htmx_or_cart_leads_to_the_page(client, honey):
    assert client.post(reverse("checkout:quote"))["Location"] == CHECKOUT
    assert client.get(reverse("checkout:quote")).status_code == 405


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"recipient": " "}, "Họ và tên : Bạn cho biết tên người nhận."),
        ({"phone": ""}, "Số điện thoại : Bạn cho xin số điện thoại, để bưu tá gọi khi đến."),
        ({"phone": "091234567"}, "Số này còn thiếu chữ số. Số di động có 10 chữ số, ví dụ 0912 345 678."),
        ({"phone": "09123456789"}, "Số này thừa chữ số."),
        ({"phone": "912345678"}, "Số điện thoại bắt đầu bằng số 0"),
        ({"phone": "01689123456"}, "Đây là số 11 chữ số cũ. Số bây giờ là 0389 123 456"),
        ({"phone": "0412345678"}, "Không có đầu số 0412."),
        ({"phone": "+1 202 555 0100"}, "Số này không phải số Việt Nam."),
        ({"phone": "không có"}, "Số điện thoại chỉ gồm chữ số."),
        ({"phone": "19001234"}, "Đây là số tổng đài"),
        ({"email": "khach@"}, "Địa chỉ email này chưa đúng"),
        ({"street": ""}, "Bạn cho biết số nhà, đường hoặc thôn."),
        ({"province": ""}, "Bạn chọn tỉnh, thành phố nhận hàng."),
        ({"commune": ""}, "Bạn chọn xã, phường nhận hàng."),
        ({"province": "79"}, "Xã, phường này không thuộc tỉnh đã chọn."),
        ({"method": ""}, "Bạn chọn cách trả tiền."),
        ({"method": "stripe"}, "Bạn chọn cách trả tiền."),
        ({"wants_invoice": "on"}, "Bạn cho biết tên công ty ghi trên hóa đơn."),
        ({"wants_invoice": "on", "invoice_tax_code": "12345"}, "Mã số thuế có 10 chữ số, của chi nhánh có 13 chữ số."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, honey, changes, told):
    fill(client, honey)
    form = ready(client)
    before = everything()

    page = client.post(CHECKOUT, {**form, **changes})

    assert page.status_code == 422
    assert told in errors_of(page)
    assert everything() == before
    html = html_of(page)
    assert html.select_one("#id_street").get("value", "") == changes.get("street", "12 ngõ 34")
    assert html.select_one("#id_note")["value"] == "gọi trước 15 phút"
    assert html.select_one("input[name=checkout_key]")["value"] == form["checkout_key"]
    for link in html.select(".errors a"):
        assert html.select_one(link["href"]) is not None


@pytest.mark.parametrize(
    ("typed", "kept"), [("0101234567", "0101234567"), ("0101234567-001", "0101234567-001"), ("0101 234 567", "0101234567")]
)
def test_an_invoice_is_asked_for(client, honey, typed, kept):
    fill(client, honey)
    wanted = {"wants_invoice": "on", "invoice_name": "Công ty Mẫu", "invoice_tax_code": typed, "invoice_address": "Số 1 phố Mẫu"}

    client.post(CHECKOUT, {**ready(client), **wanted})

    order = Order.objects.get()
    assert (order.wants_invoice, order.invoice_name, order.invoice_tax_code) == (True, "Công ty Mẫu", kept)


def test_a_changed_total_is_shown_and_asked_again(client, honey):
    fill(client, honey)
    form = ready(client)
    type(honey).objects.update(price_vnd=200_000)
    before = everything()

    page = client.post(CHECKOUT, form)

    assert page.status_code == 409
    assert "Tổng tiền lúc bạn xem là 225.000 ₫, bây giờ là 240.000 ₫." in errors_of(page)
    assert everything() == before
    again = client.post(CHECKOUT, {**form, "shown_total_vnd": html_of(page).select_one("input[name=shown_total_vnd]")["value"]})
    assert again["Location"] == Order.objects.get().get_absolute_url()
    assert Order.objects.get().total_vnd == 240_000


def test_without_javascript_the_fee_is_told_before_anything_is_charged(client, honey):
    fill(client, honey)
    form = sent(client.get(CHECKOUT), province=HANOI, commune="")

    step = client.post(CHECKOUT, {**form, "step": "place"})

    html = html_of(step)
    assert step.status_code == 200
    assert html.select_one(".errors") is None
    assert html.select_one("#id_recipient")["value"] == "Người Nhận Thử"
    assert html.select_one(f"#id_commune option[value='{HANOI_COMMUNE}']") is not None
    assert html.select_one("input[name=shown_total_vnd]")["value"] == "225000"
    assert html.select_one("input[name=checkout_key]")["value"] == form["checkout_key"]
    client.post(CHECKOUT, sent(step))
    assert Order.objects.get().total_vnd == 225_000


def test_sold_out_meanwhile_says_what_is_left(client, honey):
    fill(client, honey, 3)
    form = ready(client)
    Stock.objects.filter(pk=honey.pk).update(on_hand=2)
    before = everything()

    page = client.post(CHECKOUT, form)

    assert page.status_code == 409
    assert f"Mật ong hoa rừng, {honey.name} chỉ còn 2. Bạn quay lại giỏ để sửa số lượng." in errors_of(page)
    assert everything() == before

    Stock.objects.filter(pk=honey.pk).update(on_hand=0)
    assert "vừa hết hàng. Bạn quay lại giỏ để bỏ món này ra." in errors_of(client.post(CHECKOUT, form))
    type(honey).objects.update(is_active=False)
    assert "không còn bán. Bạn quay lại giỏ để bỏ món này ra." in errors_of(client.post(CHECKOUT, form))


def test_a_change_in_the_cart_is_told_there_first(client, honey):
    fill(client, honey)
    type(honey).objects.update(price_vnd=200_000)

    answer = client.get(CHECKOUT, follow=True)

    assert answer.redirect_chain == [("/gio-hang/", 302)]
    assert "Giỏ có thay đổi. Bạn xem lại trước khi đặt hàng." in words_of(answer)


def test_fresh_goods_that_cannot_go_there_are_refused(client, ground):
    fill(client, make_product(is_fresh=True).variants.get())
    form = sent(client.get(CHECKOUT))

    page = client.post(CHECKOUT, form)

    assert page.status_code == 409
    assert "Gói này có hàng tươi, chưa giao được tới Hà Nội." in errors_of(page)
    assert Order.objects.count() == 0


def test_cash_has_its_limits(client, ground):
    fill(client, make_product(price_vnd=5_100_000).variants.get())
    form = ready(client)
    page = client.post(CHECKOUT, form)

    assert page.status_code == 409
    assert "Trả tiền khi nhận chỉ dùng cho đơn đến 5.000.000 ₫." in errors_of(page)
    assert Order.objects.count() == 0


def test_cash_orders_of_one_number_are_limited(client, honey):
    for _ in range(3):
        make_order({make_product().variants.get(): 1})
    fill(client, honey)

    page = client.post(CHECKOUT, ready(client))

    assert "Số điện thoại này đang có 3 đơn trả khi nhận chưa xong." in errors_of(page)
    assert Order.objects.count() == 3


def test_a_large_cash_order_is_announced_to_need_a_call(client, ground):
    fill(client, make_product(price_vnd=1_600_000).variants.get())
    page = client.post(reverse("checkout:quote"), sent(client.get(CHECKOUT)), **HTMX)

    assert "Đơn này chúng tôi sẽ gọi cho bạn để xác nhận trước khi nhóm gói hàng." in words_of(page)


def test_without_an_account_to_pay_to_only_cash_is_offered(client, honey, settings):
    settings.SHOP_BANK = {"bin": "", "account": "", "holder": ""}
    fill(client, honey)

    page = client.get(CHECKOUT)

    assert [field["value"] for field in html_of(page).select("input[name=method]")] == ["cod"]
    assert client.post(CHECKOUT, ready(client, method="vietqr")).status_code == 422
    assert Order.objects.count() == 0


# --- type-ahead -------------------------------------------------------------------------------------------------------


def options(client, **query):
    page = html_of(client.get(reverse("checkout:communes"), query))
    return [(option["data-code"], texts(option)) for option in page.select("[role=option]")]


def test_communes_are_found_without_marks(client, db):
    assert options(client, q="ba dinh", tinh="01")[0] == (HANOI_COMMUNE, "Phường Ba Đình")


def test_a_commune_of_the_past_says_what_it_became(client, db):
    page = html_of(client.get(reverse("checkout:communes"), {"q": "Quận Ba Đình", "tinh": ""}))

    notes = [option["data-note"] for option in page.select("[role=option]") if option["data-note"]]
    assert any(note.startswith("Quận Ba Đình, ") and "nay thuộc Phường" in note for note in notes)
    assert all(option["data-province"] for option in page.select("[role=option]"))


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "zzzzzz"}, {"q": "ba dinh", "tinh": "nowhere"}])
def test_the_type_ahead_answers_anything(client, db, query):
    assert client.get(reverse("checkout:communes"), query).status_code == 200


# --- signed in --------------------------------------------------------------------------------------------------------


@pytest.fixture
def shopper(client, honey):
    user = make_user(email="chi@example.com")
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    fill(client, honey)
    return user


def kept(user, **changes) -> Address:
    fields = {"recipient": "Chị Thử", "phone": PHONE, "street": "5 phố Cũ", "province": HANOI, "commune": HANOI_COMMUNE}
    return keep_address(user=user, **{**fields, **changes})


def test_a_new_address_is_kept_when_asked(client, shopper):
    client.post(CHECKOUT, {**ready(client), "keep_address": "on"})

    order, address = Order.objects.get(), Address.objects.get()
    assert order.user == shopper
    assert (address.user, address.street, address.commune_code, address.is_default) == (shopper, "12 ngõ 34", HANOI_COMMUNE, True)


def test_a_new_address_is_not_kept_unasked(client, shopper):
    client.post(CHECKOUT, ready(client))

    assert (Order.objects.count(), Address.objects.count()) == (1, 0)


def test_a_kept_address_is_offered_and_used(client, shopper):
    address = kept(shopper)
    page = client.get(CHECKOUT)
    assert "Chị Thử, 5 phố Cũ, Phường Ba Đình, Thành phố Hà Nội" in words_of(page)
    form = sent(page, address=str(address.pk), recipient="", phone="", street="", province="", commune="")
    assert form["shown_total_vnd"] == "225000"  # the fee to the address that is chosen already

    client.post(CHECKOUT, form)

    order = Order.objects.get()
    assert (order.recipient, order.street, order.commune_code, order.phone) == ("Chị Thử", "5 phố Cũ", HANOI_COMMUNE, PHONE)


def test_another_address_beside_a_kept_one(client, shopper):
    kept(shopper)

    client.post(CHECKOUT, ready(client, address=""))

    assert Order.objects.get().street == "12 ngõ 34"


def test_the_address_of_somebody_else_is_refused(client, shopper):
    kept(shopper)
    foreign = kept(make_user(), street="Nhà người khác")
    before = everything()

    page = client.post(CHECKOUT, ready(client, address=str(foreign.pk)))

    assert page.status_code == 422
    assert everything() == before
    assert "Nhà người khác" not in words_of(page)


# --- again ------------------------------------------------------------------------------------------------------------


def test_an_order_can_be_put_into_the_cart_again(client, honey):
    cocoa = make_product(name="Ca cao", stock=4).variants.get()
    gone = make_product(name="Khăn").variants.get()
    order = make_order({honey: 2, cocoa: 3, gone: 1})
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)

    answer = client.post(reverse("checkout:reorder", args=[order.number, order.secret]), follow=True)

    assert dict(CartLine.objects.values_list("variant", "quantity")) == {honey.pk: 2, cocoa.pk: 1}
    said = words_of(answer)
    assert f"Khăn, {gone.name}: không còn bán hoặc đã hết." in said
    assert f"Ca cao, {cocoa.name}: chỉ còn 1." in said
    assert "Đã cho lại vào giỏ." in said


def test_a_wrong_secret_fills_no_cart(client, honey):
    order = make_order({honey: 1})

    assert client.post(reverse("checkout:reorder", args=[order.number, "x" * 24])).status_code == 404
    assert client.get(reverse("checkout:reorder", args=[order.number, order.secret])).status_code == 405
    assert CartLine.objects.count() == 0
