"""``kill -9`` between every two steps of placing an order: nothing lost, nothing doubled, and the same page can be posted again."""

from __future__ import annotations

import pytest

from catalog.models import Reservation, Stock
from storefront.cart.models import CartLine
from storefront.checkout import services
from storefront.orders.models import Order, OrderLine
from tests.checkout.checkout import everything, page
from tests.checkout.processes import killed_before
from tests.factories import make_cart, make_group, make_order, make_product

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("ground")]
MOST_STATEMENTS = 100


@pytest.mark.parametrize("method", ["cod", "vietqr"])
def test_killed_before_every_statement_nothing_is_lost_and_nothing_doubled(method):
    variants = [make_product(make_group(), stock=500).variants.get() for _ in range(2)]
    make_order({variants[0]: 1}, phone="+84987654321")  # whatever a process remembers is in place; the first order is no special case
    untouched = placed = 0
    for statement in range(1, MOST_STATEMENTS):
        cart = make_cart(dict.fromkeys(variants, 2))
        wish = page(cart, method=method, phone=f"+8491{statement:07}")
        before = everything()
        was_cut = killed_before(statement, lambda wish=wish: services.place_order(**wish))
        order = Order.objects.filter(checkout_key=wish["checkout_key"]).first()
        if order is None:
            assert everything() == before
            untouched += 1
        else:
            placed += 1
            _assert_whole(order, cart)
        assert services.place_order(**wish).pk == (order or Order.objects.get(checkout_key=wish["checkout_key"])).pk
        _assert_whole(Order.objects.get(checkout_key=wish["checkout_key"]), cart)
        assert _held() == 2 * 2 * statement + 1
        if not was_cut:
            break
    else:
        pytest.fail("place_order has more statements than this test has patience")
    assert untouched >= 20
    assert placed >= 2  # right after COMMIT, and at the very end


def _assert_whole(order: Order, cart) -> None:
    lines = OrderLine.objects.filter(parcel__order=order)
    assert (order.parcels.count(), lines.count(), order.payment.amount_vnd) == (2, 2, order.total_vnd)
    assert Reservation.objects.filter(key__in=[line.reservation_key for line in lines], state="held").count() == 2
    assert not CartLine.objects.filter(cart=cart).exists()


def _held() -> int:
    """Packs that stock says are held; reservations must say the same."""
    held = sum(Stock.objects.values_list("reserved", flat=True))
    assert held == sum(Reservation.objects.filter(state="held").values_list("quantity", flat=True))
    return held
