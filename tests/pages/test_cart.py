"""The cart at its edge: what a shopper sees and sends, with htmx and without."""

from __future__ import annotations

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.models import Stock
from storefront.cart.models import Cart, CartLine
from tests.factories import PASSWORD, TUYEN_QUANG, make_group, make_product, make_rates, make_user, make_variant
from tests.pages.reading import html_of, texts, words_of

HTMX = {"HTTP_HX_REQUEST": "true"}
CART = "/gio-hang/"


@pytest.fixture
def shop(db):
    make_rates(free_from_vnd=500_000)


@pytest.fixture
def honey(shop):
    product = make_product(make_group("Nhóm mật Ea Tân"), "Mật ong hoa rừng", variants=0)
    return make_variant(product, name_vi="Hũ 500 ml", price_vnd=185_000, stock=5, weight_g=800)


def add(client: Client, variant, quantity: int = 1, **headers):
    return client.post(reverse("cart:add"), {"variant": variant.pk, "quantity": quantity}, **headers)


def lines() -> list[tuple[int, int, int]]:
    return list(CartLine.objects.values_list("variant_id", "quantity", "seen_price_vnd"))


def test_an_empty_cart_says_so_and_makes_nothing(client, shop):
    page = client.get(CART)

    assert page.status_code == 200
    assert "Giỏ còn trống" in words_of(page)
    assert Cart.objects.count() == 0
    assert "gio" not in page.cookies


def test_adding_without_javascript_lands_on_the_cart_with_a_message(client, honey):
    answer = add(client, honey, 2, follow=True)

    assert answer.redirect_chain == [(CART, 302)]
    assert "Đã cho vào giỏ: Mật ong hoa rừng, Hũ 500 ml." in words_of(answer)
    assert lines() == [(honey.pk, 2, 185_000)]


def test_adding_with_htmx_answers_with_a_toast_and_the_new_count(client, honey):
    answer = add(client, honey, 3, **HTMX)

    page = html_of(answer)
    assert answer.status_code == 200
    assert page.select_one("#cart-count[hx-swap-oob=true]")["data-count"] == "3"
    toast = page.select_one("[hx-swap-oob='beforeend:#toasts'] .toast")
    assert texts(toast) == "Đã cho vào giỏ: Mật ong hoa rừng Xem giỏ"
    assert toast.a["href"] == CART
    assert "<html" not in answer.content.decode()


def test_the_plus_of_a_browser_without_javascript_is_part_of_the_number(client, honey):
    client.post(reverse("cart:add"), {"variant": honey.pk, "quantity": 1, "step": 1})

    assert lines() == [(honey.pk, 2, 185_000)]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [(6, "Chỉ còn 5, bạn đặt bớt giúp."), (0, None), (1_000, "Mỗi món đặt được từ 1 đến 999. Cần nhiều hơn, bạn gọi cho chúng tôi.")],
)
def test_adding_more_than_there_is_says_so_and_adds_nothing(client, honey, wanted, told):
    answer = add(client, honey, wanted, follow=True)

    if told is None:  # nothing typed means one
        assert lines() == [(honey.pk, 1, 185_000)]
        return
    assert answer.redirect_chain == [(f"/hang/{honey.product.slug}/", 302)]
    assert told in words_of(answer)
    assert lines() == []


def test_adding_what_the_cart_already_holds_says_what_is_there(client, honey):
    add(client, honey, 4)
    answer = add(client, honey, 2, **HTMX)

    assert "Chỉ còn 5, và trong giỏ của bạn đã có 4." in words_of(answer)
    assert lines() == [(honey.pk, 4, 185_000)]


@pytest.mark.parametrize("sent", [{}, {"variant": "x"}, {"variant": 999_999}])
def test_adding_nonsense_is_refused_in_words(client, shop, sent):
    answer = client.post(reverse("cart:add"), sent, follow=True)

    assert answer.status_code == 200
    assert re.search("Chưa rõ bạn muốn món nào|Món này không còn bán nữa", words_of(answer))
    assert lines() == []


def test_the_cart_is_grouped_by_group_with_sums_and_delivery(client, honey):
    rice = make_product(make_group("Tổ nếp Tú Lệ", province="15"), "Nếp nương", price_vnd=165_000, weight_g=2_000).variants.get()
    add(client, honey, 2)
    add(client, rice, 1)
    client.post(reverse("cart:province"), {"tinh": "01"})

    page = html_of(client.get(CART))

    assert [texts(title) for title in page.select(".parcel h2")] == ["Gói 1 · Nhóm mật Ea Tân", "Gói 2 · Tổ nếp Tú Lệ"]
    assert [texts(row) for row in page.select(".sums > div")] == [
        "Hàng (3 món) 535.000 ₫",
        "Giao hàng, 2 gói 90.000 ₫",  # 40,000 + 5,000 for the second kilogram, each
        "Cộng 625.000 ₫",
    ]
    assert "Giao 45.000 ₫, tới Hà Nội sau 5–8 ngày" in texts(page)
    assert "Trong đó 492.200 ₫ về 2 nhóm làm ra hàng." in texts(page)
    assert client.cookies["tinh"].value == "01"


def test_a_place_that_may_not_be_shown_is_not(client, shop):
    hidden = make_group("Nhóm kín", province=TUYEN_QUANG, place_shown="hidden")
    add(client, make_product(hidden).variants.get())

    assert "Gửi từ" not in words_of(client.get(CART))


def test_a_number_can_be_changed_with_plain_forms(client, honey):
    add(client, honey, 2)
    line = CartLine.objects.get()

    more = client.post(reverse("cart:update"), {"line": line.pk, "quantity": 2, "step": 1})
    assert (more.status_code, more["Location"], lines()) == (302, CART, [(honey.pk, 3, 185_000)])

    typed = client.post(reverse("cart:update"), {"line": line.pk, "quantity": 5})
    assert (typed.status_code, lines()) == (302, [(honey.pk, 5, 185_000)])


def test_a_number_can_be_changed_with_htmx(client, honey):
    add(client, honey, 2)
    line = CartLine.objects.get()

    # htmx sends the button that was pressed too, though the page's script has counted already
    answer = client.post(reverse("cart:update"), {"line": line.pk, "quantity": 4, "step": 1}, **HTMX)

    page = html_of(answer)
    assert lines() == [(honey.pk, 4, 185_000)]
    assert page.select_one("#cart") is not None
    assert page.select_one("#cart-count")["data-count"] == "4"
    assert texts(page.select_one("#cart .sums .all dd")) == "740.000 ₫"
    assert texts(page.select_one("#cart-bar[hx-swap-oob=true] .price")) == "740.000 ₫"
    assert page.select_one(f"#dong-{line.pk}-more") is not None  # htmx finds the focus again by this id


def test_a_number_that_stock_does_not_reach_is_refused_in_words(client, honey):
    add(client, honey, 2)
    line = CartLine.objects.get()

    answer = client.post(reverse("cart:update"), {"line": line.pk, "quantity": 9}, **HTMX)

    assert "Chỉ còn 5, bạn đặt bớt giúp." in texts(html_of(answer).select_one("[role=alert]"))
    assert lines() == [(honey.pk, 2, 185_000)]


@pytest.mark.parametrize("quantity", ["", "hai", "-1", "1e3"])
def test_a_number_that_is_none_changes_nothing(client, honey, quantity):
    add(client, honey, 2)

    answer = client.post(reverse("cart:update"), {"line": CartLine.objects.get().pk, "quantity": quantity}, follow=True)

    assert "Số lượng phải là một số. Bạn nhập lại giúp." in words_of(answer)
    assert lines() == [(honey.pk, 2, 185_000)]


def test_taking_out_offers_to_put_it_back(client, honey):
    add(client, honey, 2)

    answer = client.post(reverse("cart:remove"), {"line": CartLine.objects.get().pk}, follow=True)

    assert lines() == []
    form = html_of(answer).select_one(".cart-undo")
    assert "Đã bỏ Mật ong hoa rừng ra khỏi giỏ." in texts(form)
    client.post(form["action"], {field["name"]: field["value"] for field in form.select("input[name]")})
    assert lines() == [(honey.pk, 2, 185_000)]


def test_zero_takes_a_line_out(client, honey):
    add(client, honey, 2)
    answer = client.post(reverse("cart:update"), {"line": CartLine.objects.get().pk, "quantity": 0}, **HTMX)

    assert lines() == []
    assert "Giỏ còn trống" in words_of(answer)


def test_a_line_of_somebody_else_is_left_alone(client, honey):
    add(Client(), honey, 2)
    foreign = CartLine.objects.get()
    add(client, honey, 1)

    client.post(reverse("cart:remove"), {"line": foreign.pk})
    client.post(reverse("cart:update"), {"line": foreign.pk, "quantity": 5})

    assert CartLine.objects.get(pk=foreign.pk).quantity == 2


def test_a_new_price_is_told_and_taken_over_only_when_accepted(client, honey):
    add(client, honey, 2)
    type(honey).objects.update(price_vnd=190_000)

    page = client.get(CART)

    assert "Mật ong hoa rừng, Hũ 500 ml: giá tăng từ 185.000 ₫ lên 190.000 ₫." in words_of(page)
    assert not html_of(page).select(f"a[href='{reverse('checkout:start')}']")
    assert lines() == [(honey.pk, 2, 185_000)]

    client.post(reverse("cart:accept"))
    page = client.get(CART)
    assert lines() == [(honey.pk, 2, 190_000)]
    assert "giá tăng" not in words_of(page)
    assert html_of(page).select(f"a[href='{reverse('checkout:start')}']")


def test_fewer_left_sold_out_and_gone_are_told_and_put_right_when_accepted(client, shop):
    few, none, gone = (make_product(name=name, price_vnd=10_000).variants.get() for name in ("Măng khô", "Cốm", "Khăn"))
    for variant in (few, none, gone):
        add(client, variant, 4)
    Stock.objects.filter(pk=few.pk).update(on_hand=3)
    Stock.objects.filter(pk=none.pk).update(on_hand=0)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)

    said = words_of(client.get(CART))

    assert f"Măng khô, {few.name}: bạn chọn 4, nay chỉ còn 3." in said
    assert f"Cốm, {none.name}: đã hết hàng." in said
    assert f"Khăn, {gone.name}: không còn bán." in said
    assert len(lines()) == 3

    answer = client.post(reverse("cart:accept"), **HTMX)
    assert lines() == [(few.pk, 3, 10_000)]
    assert "Có thay đổi" not in words_of(answer)


def test_goods_of_a_group_on_leave_stay_for_later(client, honey):
    add(client, honey, 1)
    day = timezone.localdate() + datetime.timedelta(days=3)
    type(honey.product.group).objects.update(closed_until=day)

    page = client.get(CART)

    assert f"Nhóm nghỉ đến hết {day:%d/%m/%Y}. Món này ở lại trong giỏ để bạn đặt sau." in words_of(page)
    assert html_of(page).select(".btn[disabled]")
    assert lines() == [(honey.pk, 1, 185_000)]


def test_fresh_goods_that_cannot_go_there_are_told(client, shop):
    add(client, make_product(is_fresh=True).variants.get())
    client.post(reverse("cart:province"), {"tinh": "79"})

    assert "Gói này có hàng tươi, chưa giao được tới Thành phố Hồ Chí Minh" in words_of(client.get(CART))


def test_an_unknown_province_is_ignored(client, honey):
    add(client, honey)
    client.post(reverse("cart:province"), {"tinh": "00"})

    assert Cart.objects.get().province_code == ""


@pytest.mark.parametrize("name", ["add", "update", "remove", "accept", "province"])
def test_nothing_is_changed_by_looking(client, shop, name):
    assert client.get(reverse(f"cart:{name}")).status_code == 405


def test_the_cart_survives_signing_in_and_out(client, honey):
    user = make_user()
    add(client, honey, 2)

    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(user.pk)
    assert "370.000 ₫" in words_of(client.get(CART))
    client.post(reverse("account_logout"))
    assert "370.000 ₫" in words_of(client.get(CART))
    assert lines() == [(honey.pk, 2, 185_000)]


def test_the_page_asks_the_same_few_questions_whatever_its_size(client, shop, django_assert_max_num_queries):
    def fill(many: int) -> None:
        for _ in range(many):
            add(client, make_product(variants=2).variants.first())

    fill(2)
    client.get(CART)  # menus and rates are remembered from here on
    with django_assert_max_num_queries(8) as few:
        client.get(CART)
    fill(12)
    with django_assert_max_num_queries(8) as many:
        client.get(CART)
    assert len(many) == len(few)


def test_english(client, honey):
    add(client, honey, 2)

    page = client.get("/en/gio-hang/")

    assert page.status_code == 200
    assert "₫370,000" in words_of(page)
