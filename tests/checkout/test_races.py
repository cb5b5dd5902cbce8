"""Many at once, in real processes and threads: never more sold than there is, never one page twice."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from catalog.models import Reservation, Stock
from catalog.services.stock import OutOfStock
from storefront.cart.models import CartLine
from storefront.cart.services import add_line
from storefront.checkout import services
from storefront.checkout.errors import CartEmpty, CodLimitReached
from storefront.orders.models import Order, OrderLine, Parcel
from storefront.payments.models import Payment
from tests.checkout.checkout import page
from tests.checkout.processes import in_processes
from tests.factories import make_cart, make_group, make_product, make_rates
from tests.race import together

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("ground")]

PROCESSES, THREADS = 8, 25


def _outcomes(wishes: list[dict]) -> list:
    """What became of each wish: the order's id or the refusal's code."""

    def post(wish: dict):
        try:
            return services.place_order(**wish).pk
        except Exception as refused:
            return getattr(refused, "code", repr(refused))

    return together([partial(post, wish) for wish in wishes])


def test_two_hundred_buyers_for_ten_jars():
    """Each wants one of 10 jars and one of plenty of bags; those who get no jar get nothing at all."""
    jar, bag = make_product(stock=10).variants.get(), make_product(stock=1_000).variants.get()
    wishes = [page(make_cart({jar: 1, bag: 1}), method="vietqr", phone=f"+8491{number:07}") for number in range(PROCESSES * THREADS)]
    shares = [wishes[start::PROCESSES] for start in range(PROCESSES)]
    results = [one for part in in_processes([lambda share=share: _outcomes(share) for share in shares]) for one in part]
    assert Counter("sold" if isinstance(one, int) else one for one in results) == {"sold": 10, "out_of_stock": 190}
    assert (Stock.objects.get(variant=jar).on_hand, Stock.objects.get(variant=jar).reserved) == (10, 10)
    assert Stock.objects.get(variant=bag).reserved == 10
    assert (Order.objects.count(), Parcel.objects.count(), OrderLine.objects.count(), Payment.objects.count()) == (10, 20, 20, 10)
    assert Reservation.objects.count() == 20
    assert CartLine.objects.count() == 380
    assert set(Order.objects.values_list("pk", flat=True)) == {one for one in results if isinstance(one, int)}


@pytest.mark.parametrize("method", ["cod", "vietqr"])
def test_the_same_page_sixteen_times_at_once_is_one_order(method):
    packs = {make_product(make_group(), stock=20).variants.get(): 2 for _ in range(2)}
    cart = make_cart(packs)
    wish = page(cart, method=method)
    orders = together([lambda: services.place_order(**wish)] * 16)
    assert len({order.pk for order in orders}) == 1
    assert (Order.objects.count(), Parcel.objects.count(), Payment.objects.count()) == (1, 2, 1)
    assert list(Stock.objects.values_list("on_hand", "reserved")) == [(20, 2), (20, 2)]
    assert not cart.lines.exists()


def test_two_tabs_of_one_cart_buy_it_once():
    cart = make_cart({make_product(stock=20).variants.get(): 2})
    wishes = [page(cart) for _ in range(8)]
    results = together([lambda wish=wish: services.place_order(**wish) for wish in wishes])
    assert sum(isinstance(one, Order) for one in results) == 1
    assert sum(isinstance(one, CartEmpty) for one in results) == 7
    assert Stock.objects.get().reserved == 2


def test_one_phone_number_cannot_pass_its_limit_by_hurrying():
    make_rates(cod_open_orders_per_phone=3)
    variant = make_product(stock=100).variants.get()
    wishes = [page(make_cart({variant: 1})) for _ in range(12)]
    results = together([lambda wish=wish: services.place_order(**wish) for wish in wishes])
    assert sum(isinstance(one, Order) for one in results) == 3
    assert sum(isinstance(one, CodLimitReached) for one in results) == 9
    assert Stock.objects.get().reserved == 3


def test_what_is_put_in_the_cart_during_a_checkout_is_bought_or_stays():
    variants = [make_product(stock=100).variants.get() for _ in range(6)]
    cart = make_cart({variants[0]: 1})
    wish = page(cart)
    results = together(
        [lambda: services.place_order(**wish), *(lambda one=one: add_line(cart=cart, variant_id=one.pk) for one in variants[1:])]
    )
    bought = set(OrderLine.objects.values_list("variant", flat=True))
    kept = set(CartLine.objects.values_list("variant", flat=True))
    assert not bought & kept
    assert bought | kept == {one.pk for one in variants}
    # Either she got exactly what she was shown, or the page was out of date and she was told.
    assert (bought == {variants[0].pk}) == isinstance(results[0], Order)


def test_orders_over_the_same_packs_in_other_order_do_not_deadlock():
    first, second = (make_product(stock=100).variants.get() for _ in range(2))
    carts = [make_cart({first: 1, second: 1} if number % 2 else {second: 1, first: 1}) for number in range(16)]
    wishes = [page(cart, phone=f"+8491{number:07}") for number, cart in enumerate(carts)]
    results = together([lambda wish=wish: services.place_order(**wish) for wish in wishes])
    assert [type(one) for one in results] == [Order] * 16
    assert list(Stock.objects.values_list("reserved", flat=True)) == [16, 16]
    assert not any(isinstance(one, OutOfStock) for one in results)
