"""The page of an order at its edge: behind its secret link, its money, cancelling, and finding it again."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from catalog.models import Stock
from storefront.orders import services
from storefront.orders.models import Order, Parcel
from storefront.orders.numbers import new_order_number
from storefront.payments.models import Refund
from storefront.payments.services.bank_lines import record_bank_line
from storefront.payments.services.expire import expire_unpaid
from tests.factories import PHONE, make_carrier, make_group, make_order, make_product, make_rates, make_sent_parcel, make_tax_rates
from tests.pages.reading import html_of, texts, words_of

HTMX = {"HTTP_HX_REQUEST": "true"}
ACCOUNT = "1028866888"


@pytest.fixture
def ground(db):
    make_rates(qr_minutes=30)
    make_tax_rates()


@pytest.fixture
def honey(ground):
    return make_product(make_group("Nhóm mật Ea Tân"), "Mật ong hoa rừng", price_vnd=185_000).variants.get()


@pytest.fixture
def rice(ground):
    return make_product(make_group("Tổ nếp Tú Lệ"), "Nếp nương", price_vnd=165_000).variants.get()


def pay(order: Order, amount_vnd: int | None = None, ref: str = "1") -> None:
    record_bank_line(
        account=ACCOUNT,
        booked_at=timezone.now(),
        amount_vnd=order.total_vnd if amount_vnd is None else amount_vnd,
        text=f"CK {order.number}",
        bank_ref=ref,
    )


def link(name: str, order: Order) -> str:
    return reverse(name, args=[order.number, order.secret])


def poll(client, order, page):
    """What htmx asks five seconds later: the address that the page gave it."""
    return client.get(html_of(page).select_one("#payment-wait")["hx-get"], **HTMX)


# --- the link ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["orders:detail", "payments:state", "payments:qr", "payments:qr_image", "payments:cancel"])
def test_only_the_whole_link_opens_an_order(client, honey, name):
    order, other = make_order({honey: 1}, method="vietqr"), make_order({honey: 1}, method="vietqr")

    for number, secret in [(order.number, other.secret), (order.number, "x" * 24), ("HTX0000000", order.secret), (order.number, "-" * 24)]:
        assert client.get(reverse(name, args=[number, secret])).status_code == 404
        assert client.post(reverse(name, args=[number, secret])).status_code in (404, 405)
    assert set(Order.objects.values_list("status", flat=True)) == {"awaiting_payment"}


@pytest.mark.parametrize("name", ["orders:detail", "payments:state", "payments:qr", "payments:qr_image", "payments:cancel"])
def test_nobody_keeps_or_indexes_what_lies_behind_the_link(client, honey, name):
    answer = client.get(link(name, make_order({honey: 1}, method="vietqr")))

    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "strict-origin"


def test_the_page_shows_lines_sums_address_and_road(client, honey, rice):
    order = make_order({honey: 2, rice: 1}, note="gọi trước")

    page = client.get(order.get_absolute_url())

    said, html = words_of(page), html_of(page)
    assert texts(html.h1) == "Hàng đang được chuẩn bị"
    assert [texts(head) for head in html.select(".parcel h2")] == ["Gói 1, từ Nhóm mật Ea Tân", "Gói 2, từ Tổ nếp Tú Lệ"]
    assert [texts(row) for row in html.select(".sums > div")] == [
        "Hàng (3 món) 535.000 ₫", "Giao hàng, 2 gói 80.000 ₫", "Cộng 615.000 ₫",
    ]  # fmt: skip
    assert "Người Nhận Thử, 0912 345 678" in said
    assert "12 ngõ 34, Phường Ba Đình, Thành phố Hà Nội" in said
    assert "Dặn: gọi trước" in said
    assert "Trả bưu tá 410.000 ₫ khi nhận gói này" in said
    assert texts(html.select_one("[aria-current=step]")) == "Đang gói"


def test_the_page_asks_the_same_few_questions_whatever_the_order(client, ground, django_assert_max_num_queries):
    small = make_order({make_product().variants.get(): 1})
    large = make_order({make_product().variants.get(): 1 for _ in range(6)}, phone="0987654321")
    client.get(small.get_absolute_url())
    with django_assert_max_num_queries(12) as few:
        client.get(small.get_absolute_url())
    with django_assert_max_num_queries(12) as many:
        client.get(large.get_absolute_url())
    assert len(many) == len(few)


def test_a_parcel_under_way_has_a_link_to_its_carrier(client, honey):
    parcel = make_sent_parcel(make_order({honey: 1}), carrier=make_carrier("buu-dien", tracking_url="https://example.com/tra/{code}"))

    html = html_of(client.get(parcel.order.get_absolute_url()))

    anchor = html.select_one("a[rel~=noreferrer]")
    assert anchor["href"] == f"https://example.com/tra/{parcel.tracking_number}"
    assert texts(html.h1) == "Hàng đang trên đường tới bạn"
    assert texts(html.select_one("[aria-current=step]")).startswith("Đang trên đường tới bạn dự kiến từ ")


def test_delivered_returned_and_cancelled_say_so(client, honey):
    delivered = make_sent_parcel(make_order({honey: 1}))
    services.deliver_parcel(parcel_id=delivered.pk, actor=None)
    assert texts(html_of(client.get(delivered.order.get_absolute_url())).h1) == "Bạn đã nhận hàng"

    returned = make_sent_parcel(make_order({honey: 1}))
    services.return_parcel(parcel_id=returned.pk, actor=None)
    assert texts(html_of(client.get(returned.order.get_absolute_url())).h1) == "Hàng đã quay về"

    order = make_order({honey: 1})
    services.cancel_order(order_id=order.pk, actor=None, reason="thử")
    assert texts(html_of(client.get(order.get_absolute_url())).h1) == "Đơn đã hủy"


def test_a_large_cash_order_says_that_we_call(client, ground):
    order = make_order({make_product(price_vnd=2_000_000).variants.get(): 1})

    page = client.get(order.get_absolute_url())

    assert texts(html_of(page).h1) == "Chờ chúng tôi gọi xác nhận"
    assert "chúng tôi gọi số 0912 345 678 để xác nhận" in words_of(page)


# --- paying by transfer -----------------------------------------------------------------------------------------------


def test_the_code_is_drawn_with_exact_amount_number_and_account(client, honey):
    order = make_order({honey: 1}, method="vietqr")

    html = html_of(client.get(order.get_absolute_url()))

    assert html.select_one("#payment .qr-code svg") is not None
    assert [texts(field.span) for field in html.select("#payment .copy")] == [
        "Ngân hàng Vietcombank",
        f"Số tài khoản {ACCOUNT}",
        "Chủ tài khoản SINH KE DEMO",
        "Số tiền 225.000 ₫",
        f"Nội dung {order.number}",
    ]
    assert html.select_one("#payment-wait")["hx-trigger"] == "every 5s"
    progress = html.select_one("#payment-wait progress")
    assert (progress["value"], progress["max"]) == ("30", "30")
    assert client.get(link("payments:qr", order))["Content-Type"] == "image/svg+xml"
    image = client.get(link("payments:qr_image", order))
    assert image.content.startswith(b"\x89PNG")
    assert image["Content-Disposition"] == f'attachment; filename="{order.number}.png"'


def test_polling_says_only_the_time_until_something_happens(client, honey):
    order = make_order({honey: 1}, method="vietqr")
    page = client.get(order.get_absolute_url())

    answer = poll(client, order, page)

    assert "HX-Retarget" not in answer
    assert html_of(answer).select_one("#payment-wait") is not None
    assert html_of(answer).select_one("#payment") is None


def test_polling_says_that_the_money_has_come(client, honey):
    order = make_order({honey: 1}, method="vietqr")
    page = client.get(order.get_absolute_url())
    pay(order)

    answer = poll(client, order, page)

    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#payment", "outerHTML")
    html = html_of(answer)
    assert texts(html.select_one("#payment .note-ok")).startswith("Đã nhận đủ 225.000 ₫ lúc ")
    assert texts(html.select_one("#payment-news[hx-swap-oob]")) == "Đã nhận đủ 225.000 ₫. Cảm ơn bạn."
    assert html.select_one("[hx-trigger=load]")["hx-get"] == order.get_absolute_url()
    assert html.select_one("#payment-wait") is None
    assert client.get(link("payments:qr", order)).status_code == 404


def test_polling_says_what_is_still_missing(client, honey):
    order = make_order({honey: 1}, method="vietqr")
    page = client.get(order.get_absolute_url())
    pay(order, 200_000)

    answer = poll(client, order, page)

    assert "Đã nhận 200.000 ₫, còn thiếu 25.000 ₫." in words_of(answer)
    assert "Số tiền25.000 ₫" in words_of(answer)


def test_too_much_money_is_told(client, honey):
    order = make_order({honey: 1}, method="vietqr")
    pay(order)
    pay(order, 50_000, ref="2")

    assert "Đã nhận đủ" in words_of(client.get(order.get_absolute_url()))


def test_the_time_runs_out_and_the_goods_go_back(client, honey, clock):
    order = make_order({honey: 1}, method="vietqr")
    page = client.get(order.get_absolute_url())
    clock.advance(minutes=31)

    over = poll(client, order, page)
    assert "Hết giờ giữ hàng. Xin đừng chuyển tiền nữa." in words_of(over)
    assert html_of(over).select_one(".qr") is None

    expire_unpaid()
    gone = poll(client, order, over)
    assert "Hết giờ giữ hàng nên đơn đã hủy và hàng trở lại quầy." in words_of(gone)
    assert html_of(gone).select_one(f"form[action='{link('checkout:reorder', order)}']") is not None
    assert Stock.objects.get(pk=honey.pk).reserved == 0


def test_polling_without_htmx_leads_to_the_page(client, honey):
    order = make_order({honey: 1}, method="vietqr")
    assert client.get(link("payments:state", order))["Location"] == order.get_absolute_url()


def test_without_an_account_to_pay_to_she_is_asked_to_call(client, honey, settings):
    order = make_order({honey: 1}, method="vietqr")
    settings.SHOP_BANK = {"bin": "", "account": "", "holder": ""}

    assert "Lúc này chưa đưa được mã chuyển khoản." in words_of(client.get(order.get_absolute_url()))
    assert client.get(link("payments:qr", order)).status_code == 404


# --- cancelling -------------------------------------------------------------------------------------------------------


def test_cancelling_asks_first(client, honey):
    order = make_order({honey: 2})

    page = client.get(link("payments:cancel", order))
    assert texts(html_of(page).h1) == "Hủy cả đơn?"
    assert Order.objects.get().status == "preparing"

    answer = client.post(link("payments:cancel", order), {"reason": "khách đổi ý"}, follow=True)
    assert answer.redirect_chain == [(order.get_absolute_url(), 302)]
    assert "Đã hủy." in words_of(answer)
    order.refresh_from_db()
    assert (order.status, order.cancel_reason, Stock.objects.get(pk=honey.pk).reserved) == ("cancelled", "khách đổi ý", 0)


def test_one_parcel_can_be_cancelled_and_the_sums_say_so(client, honey, rice):
    order = make_order({honey: 1, rice: 1})
    address = html_of(client.get(order.get_absolute_url())).select_one("a[href*='goi=2']")["href"]
    assert texts(html_of(client.get(address)).h1) == "Hủy gói 2?"

    page = client.post(address, follow=True)

    assert list(order.parcels.values_list("position", "status")) == [(1, "to_pack"), (2, "cancelled")]
    assert [texts(row) for row in html_of(page).select(".sums > div")][-2:] == ["Gói không giao nữa −205.000 ₫", "Cộng 225.000 ₫"]


def test_what_was_paid_is_given_back(client, honey):
    order = make_order({honey: 1}, method="vietqr")
    pay(order)
    assert "Chúng tôi chuyển lại 225.000 ₫ cho bạn" in words_of(client.get(link("payments:cancel", order)))

    page = client.post(link("payments:cancel", order), follow=True)

    assert Refund.objects.get().amount_vnd == 225_000
    assert "Tiền bạn đã trả sẽ được chuyển lại" in words_of(page)
    assert "Chúng tôi đang chuyển lại 225.000 ₫ cho bạn." in words_of(page)


def test_what_is_packed_is_not_cancelled(client, honey):
    order = make_order({honey: 1})
    services.pack_parcel(parcel_id=order.parcels.get().pk, actor=None)

    page = client.post(link("payments:cancel", order), follow=True)

    assert "Đơn này không hủy được nữa: hàng đã gói hoặc đã gửi." in words_of(page)
    assert Parcel.objects.get().status == "packed"
    assert html_of(client.get(order.get_absolute_url())).select_one("a[href*='/huy/']") is None


def test_what_is_cancelled_is_not_cancelled_again(client, honey):
    order = make_order({honey: 1})
    client.post(link("payments:cancel", order))

    assert client.post(link("payments:cancel", order), follow=True).status_code == 200
    assert Order.objects.get().status == "cancelled"


@pytest.mark.parametrize("which", ["9", "x", "-1"])
def test_a_parcel_that_is_not_there_is_not_cancelled(client, honey, which):
    order = make_order({honey: 1})

    assert client.post(link("payments:cancel", order) + f"?goi={which}").status_code == 404
    assert Order.objects.get().status == "preparing"


def test_an_order_that_waits_for_one_transfer_is_cancelled_whole(client, honey, rice):
    order = make_order({honey: 1, rice: 1}, method="vietqr")

    assert client.post(link("payments:cancel", order) + "?goi=1").status_code == 404
    assert html_of(client.get(order.get_absolute_url())).select_one("a[href*='goi=']") is None


# --- finding it again -------------------------------------------------------------------------------------------------


def find(client, number: str, phone: str):
    return client.post("/don/", {"number": number, "phone": phone})


@pytest.mark.parametrize("write", [str, str.lower, lambda n: f"{n[:3]} {n[3:6]} {n[6:]}", lambda n: n[3:]])
def test_number_and_telephone_lead_to_the_order(client, honey, write):
    order = make_order({honey: 1})

    assert find(client, write(order.number), "0912 345 678")["Location"] == order.get_absolute_url()


def test_one_of_the_two_is_not_enough_and_says_nothing(client, honey):
    order, other = make_order({honey: 1}), make_order({honey: 1}, phone="0987654321")

    answers = [find(client, order.number, "0987654321"), find(client, other.number, PHONE), find(client, "HTX0000000", PHONE)]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    said = {texts(html_of(answer).select_one(".errors")) for answer in answers}
    assert len(said) == 1
    assert "Không có đơn nào có mã và số điện thoại này." in said.pop()


def test_nonsense_is_told(client, db):
    said = texts(html_of(find(client, "ABC", "12")).select_one(".errors"))

    assert "Mã đơn có HTX và 7 chữ số hoặc chữ cái đi sau." in said
    assert "Số điện thoại bắt đầu bằng số 0, ví dụ 0912 345 678." in said


def test_guessing_is_stopped(client, honey):
    order = make_order({honey: 1})
    for number in range(10):
        assert find(client, new_order_number(), f"09876543{number:02d}").status_code == 422

    stopped = find(client, order.number, PHONE)

    assert (stopped.status_code, stopped["Retry-After"]) == (429, "600")
    assert "Bạn đã thử nhiều lần. Xin đợi 10 phút" in words_of(stopped)


def test_guessing_one_number_is_stopped_from_wherever(client, honey):
    order = make_order({honey: 1})
    for number in range(8):
        client.post("/don/", {"number": order.number, "phone": "0987654321"}, REMOTE_ADDR=f"10.0.0.{number}")

    assert client.post("/don/", {"number": order.number, "phone": PHONE}, REMOTE_ADDR="10.0.0.99").status_code == 429


@pytest.mark.parametrize(("proxies", "invented", "last"), [(1, "", 422), (1, "10.9.9.9, ", 422), (2, "", 429), (0, "", 429)])
def test_visitors_behind_our_own_proxy_are_counted_one_by_one(client, db, settings, proxies, invented, last):
    cache.clear()
    settings.TRUSTED_PROXIES = proxies
    tries = [
        client.post("/don/", {"number": "x", "phone": "0987654321"}, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=f"{invented}10.0.0.{n}")
        for n in range(12)
    ]
    assert tries[-1].status_code == last


def test_who_invents_addresses_is_still_counted(client, db, settings):
    cache.clear()
    settings.TRUSTED_PROXIES = 1
    for n in range(12):
        answer = client.post("/don/", {"number": "x", "phone": "0987654321"}, HTTP_X_FORWARDED_FOR=f"10.1.1.{n}, 10.0.0.7")
    assert answer.status_code == 429
