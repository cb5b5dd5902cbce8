"""What goes into a cart, what does not, and what she is told when things changed meanwhile."""

from __future__ import annotations

import datetime

import pytest

from catalog.models import Product, Stock, Variant
from catalog.services.stock import OutOfStock
from cooperatives.groups.models import Group
from storefront.cart import services
from storefront.cart.errors import CartFull, NotForSale, QuantityOutOfRange
from storefront.cart.models import Cart, CartLine
from tests.factories import make_cart, make_group, make_product, make_variant
from tests.race import together

TODAY = datetime.date(2026, 3, 2)
Kind = services.CartChange.Kind


@pytest.fixture
def jar(db):
    return make_variant(make_product(make_group(), variants=0), stock=5, price_vnd=185_000, weight_g=700)


def _lines(cart: Cart) -> list[tuple[int, int, int]]:
    return list(CartLine.objects.filter(cart=cart).values_list("variant", "quantity", "seen_price_vnd"))


def test_adding_puts_packs_on_top_and_remembers_the_price_she_sees(jar):
    cart = make_cart({})
    services.add_line(cart=cart, variant_id=jar.pk, quantity=2)
    Variant.objects.filter(pk=jar.pk).update(price_vnd=190_000)
    services.add_line(cart=cart, variant_id=jar.pk)
    assert _lines(cart) == [(jar.pk, 3, 190_000)]


def test_more_than_can_be_bought_does_not_go_in(jar):
    cart = make_cart({jar: 4})
    with pytest.raises(OutOfStock) as refused:
        services.add_line(cart=cart, variant_id=jar.pk, quantity=2)
    assert refused.value.facts == {"variant_id": jar.pk, "wanted": 6, "available": 5}
    assert _lines(cart) == [(jar.pk, 4, 185_000)]


@pytest.mark.parametrize(
    "withdraw",
    [
        lambda jar: Variant.objects.filter(pk=jar.pk).update(is_active=False),
        lambda jar: Product.objects.filter(pk=jar.product_id).update(live=False),
        lambda jar: Group.objects.filter(pk=jar.product.group_id).update(is_active=False),
    ],
    ids=["variant", "product", "group"],
)
def test_what_is_not_on_sale_does_not_go_in_and_is_told_of_when_it_lies_there(jar, withdraw):
    full, empty = make_cart({jar: 1}), make_cart({})
    withdraw(jar)
    with pytest.raises(NotForSale):
        services.add_line(cart=empty, variant_id=jar.pk)
    review = services.review_cart(full)
    assert [(change.kind, change.is_blocking) for change in review.changes] == [(Kind.GONE, True)]
    assert (review.goods_vnd, review.can_order, _lines(empty)) == (0, False, [])


def test_a_variant_that_does_not_exist_is_not_for_sale(db):
    with pytest.raises(NotForSale):
        services.add_line(cart=make_cart({}), variant_id=404)


@pytest.mark.parametrize("quantity", [0, -1, 1_000])
def test_quantities_out_of_range_are_refused(jar, quantity):
    Stock.objects.filter(variant=jar).update(on_hand=2_000)
    cart = make_cart({})
    with pytest.raises(QuantityOutOfRange):
        services.add_line(cart=cart, variant_id=jar.pk, quantity=quantity)
    assert _lines(cart) == []


def test_a_cart_has_only_so_many_lines(jar):
    product = make_product(variants=services.MAX_LINES)
    cart = make_cart(dict.fromkeys(product.variants.all(), 1))
    with pytest.raises(CartFull):
        services.add_line(cart=cart, variant_id=jar.pk)
    assert cart.lines.count() == services.MAX_LINES


def test_quantities_are_set_lowered_and_brought_to_nothing(jar):
    cart = make_cart({jar: 2})
    line = cart.lines.get()
    assert services.set_quantity(cart=cart, line_id=line.pk, quantity=5).quantity == 5
    with pytest.raises(OutOfStock):
        services.set_quantity(cart=cart, line_id=line.pk, quantity=6)
    Stock.objects.filter(variant=jar).update(on_hand=1)
    assert services.set_quantity(cart=cart, line_id=line.pk, quantity=4).quantity == 4
    assert services.set_quantity(cart=cart, line_id=line.pk, quantity=0) is None
    assert _lines(cart) == []


def test_a_line_of_another_cart_cannot_be_touched(jar):
    mine, hers = make_cart({}), make_cart({jar: 2})
    line = hers.lines.get()
    with pytest.raises(CartLine.DoesNotExist):
        services.set_quantity(cart=mine, line_id=line.pk, quantity=1)
    assert services.remove_line(cart=mine, line_id=line.pk) is None
    assert _lines(hers) == [(jar.pk, 2, 185_000)]


def test_removing_tells_what_was_removed_so_that_it_can_be_put_back(jar):
    cart = make_cart({jar: 2})
    line_id = cart.lines.get().pk
    removed = services.remove_line(cart=cart, line_id=line_id)
    assert (removed.variant_id, removed.quantity) == (jar.pk, 2)
    assert services.remove_line(cart=cart, line_id=line_id) is None


def test_a_cart_is_shown_by_group_with_its_sums(jar):
    other = make_variant(make_product(jar.product.group, variants=0), price_vnd=50_000, weight_g=100)
    cloth = make_product(make_group(), price_vnd=1_000).variants.get()
    review = services.review_cart(make_cart({jar: 2, cloth: 3, other: 1}))
    assert [(one.group, one.goods_vnd, one.weight_g) for one in review.groups] == [
        (jar.product.group, 420_000, 1_500),
        (cloth.product.group, 3_000, 1_500),
    ]
    assert (review.goods_vnd, review.count, review.can_order, review.changes) == (423_000, 6, True, ())


@pytest.mark.parametrize(("price_vnd", "kind"), [(190_000, Kind.PRICE_UP), (180_000, Kind.PRICE_DOWN)])
def test_a_changed_price_is_told_with_old_and_new_and_taken_over_when_she_accepts(jar, price_vnd, kind):
    cart = make_cart({jar: 2})
    Variant.objects.filter(pk=jar.pk).update(price_vnd=price_vnd)
    review = services.review_cart(cart)
    (change,) = review.changes
    assert (change.kind, change.old, change.new, change.is_blocking) == (kind, 185_000, price_vnd, False)
    assert review.goods_vnd == 2 * price_vnd
    assert _lines(cart) == [(jar.pk, 2, 185_000)]
    services.accept_changes(cart=cart)
    assert _lines(cart) == [(jar.pk, 2, price_vnd)]
    assert services.review_cart(cart).changes == ()


def test_fewer_left_blocks_until_she_accepts(jar):
    cart = make_cart({jar: 4})
    Stock.objects.filter(variant=jar).update(reserved=2)
    review = services.review_cart(cart)
    assert [(one.kind, one.old, one.new) for one in review.changes] == [(Kind.FEWER_LEFT, 4, 3)]
    assert not review.can_order
    services.accept_changes(cart=cart)
    assert _lines(cart) == [(jar.pk, 3, 185_000)]
    assert services.review_cart(cart).can_order


def test_what_is_sold_out_leaves_only_when_she_accepts(jar):
    cart = make_cart({jar: 4})
    Stock.objects.filter(variant=jar).update(on_hand=0)
    assert [one.kind for one in services.review_cart(cart).changes] == [Kind.SOLD_OUT]
    assert _lines(cart) == [(jar.pk, 4, 185_000)]
    services.accept_changes(cart=cart)
    assert _lines(cart) == []


def test_a_group_on_leave_keeps_its_lines_for_later(jar):
    cloth = make_product(make_group(), price_vnd=1_000).variants.get()
    Group.objects.filter(pk=jar.product.group_id).update(closed_until=TODAY)
    cart = make_cart({jar: 1, cloth: 1})
    review = services.review_cart(cart, today=TODAY)
    assert [(one.kind, one.until, one.is_blocking) for one in review.changes] == [(Kind.GROUP_CLOSED, TODAY, False)]
    assert (review.goods_vnd, review.can_order) == (1_000, True)
    services.accept_changes(cart=cart, today=TODAY)
    assert cart.lines.count() == 2
    assert services.review_cart(cart, today=TODAY + datetime.timedelta(days=1)).goods_vnd == 186_000


def test_looking_costs_one_query_and_four_with_pictures(jar, django_assert_num_queries):
    cart = make_cart({jar: 1, make_product().variants.get(): 1})
    with django_assert_num_queries(1):
        services.review_cart(cart)
    with django_assert_num_queries(2):  # no pictures to fetch: the look for them is one more
        services.review_cart(cart, with_pictures=True)


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_eight_tabs_add_at_once_and_nothing_is_lost():
    variant = make_product(stock=6).variants.get()
    cart = make_cart({})
    results = together([lambda: services.add_line(cart=cart, variant_id=variant.pk)] * 8)
    assert sum(isinstance(one, OutOfStock) for one in results) == 2
    assert [quantity for _, quantity, _ in _lines(cart)] == [6]
