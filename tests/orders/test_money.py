"""From the sale to the group's money, to the đồng: what is booked, when, and what is given back."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from catalog.models import Reservation, Stock
from cooperatives.ledger.chart import account
from cooperatives.ledger.models import Account, Entry
from cooperatives.ledger.services import Line, balances, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.orders import errors, services
from storefront.orders.locks import lock_parcel
from storefront.orders.models import Order, Parcel
from storefront.orders.shares import record_refund, refund_of_lines
from tests.factories import make_carrier, make_group, make_order, make_product, make_sent_parcel, make_user
from tests.race import together

pytestmark = pytest.mark.usefixtures("ground")


def _books() -> dict[str, int]:
    """Every account that is not at zero."""
    found = balances(Account.objects.values_list("code", flat=True))
    return {code: amount for code, amount in sorted(found.items()) if amount}


def _bank_money(amount_vnd: int) -> Account:
    with write_txn():
        post_entry(key=f"bank:{amount_vnd}", kind="bank", postings=[Line(account("1010", "main"), account("2090"), amount_vnd)])
    return account("2090")


def _pay(order: Order, key: str = "sale:bank:1") -> Order:
    funding = _bank_money(order.total_vnd)
    return services.mark_paid(order_id=order.pk, funding=funding, key=key, paid_at=timezone.now())


def _numbers(order: Order) -> tuple[int, int]:
    stock = Stock.objects.get(variant=order.parcels.get().lines.get().variant)
    return stock.on_hand, stock.reserved


@pytest.fixture
def jar():
    """185,000 đ from a household: 14,800 fee (1,345 VAT in it), 1,850 + 925 tax withheld, 167,425 for the group."""
    return make_product(make_group(kind="household"), price_vnd=185_000, stock=10).variants.get()


def test_a_paid_transfer_is_booked_whole_and_the_group_may_pack(jar):
    order = _pay(make_order({jar: 1}, method="vietqr"))
    parcel = order.parcels.get()
    group = f"2110.g{parcel.group_id}"
    assert _books() == {
        "1010.main": 225_000,
        group: 167_425,
        "2300.pit": 925,
        "2300.vat": 1_850,
        "2400": 1_345,
        "4010": 13_455,
        "4030": 40_000,
    }
    assert (order.status, parcel.status) == (Order.Status.PREPARING, Parcel.Status.TO_PACK)
    assert (order.paid_at, parcel.cash_matched_at) == (order.confirmed_at, order.paid_at)
    assert Entry.objects.get(key="sale:bank:1").ref == {"order": order.number, "parcels": [parcel.pk]}


def test_paid_twice_by_one_line_is_paid_once_and_by_another_is_refused(jar):
    order = _pay(make_order({jar: 1}, method="vietqr"))
    books = _books()
    funding = account("2090")
    again = services.mark_paid(order_id=order.pk, funding=funding, key="sale:bank:1", paid_at=timezone.now())
    assert (again.pk, again.paid_at) == (order.pk, order.paid_at)
    with pytest.raises(errors.OrderAlreadyPaid):
        services.mark_paid(order_id=order.pk, funding=funding, key="sale:bank:2", paid_at=timezone.now())
    assert _books() == books


def test_money_for_a_cancelled_order_is_not_a_sale(jar):
    order = make_order({jar: 1}, method="vietqr")
    services.cancel_order(order_id=order.pk, actor=None, reason="quá hạn")
    with pytest.raises(errors.OrderNotOpen):
        _pay(order)
    assert _books() == {"1010.main": 225_000, "2090": 225_000}


@pytest.mark.parametrize(("price_vnd", "rounding"), [(185_400, {"5070": 400}), (185_600, {"5070": -400}), (185_000, {})])
def test_cash_is_booked_at_the_door_with_its_rounding(price_vnd, rounding):
    jar = make_product(make_group(terms={"fee_bps": 0}), price_vnd=price_vnd).variants.get()
    order = make_order({jar: 1})
    parcel = make_sent_parcel(order, carrier=make_carrier("ghn"))
    assert _books() == {}
    services.deliver_parcel(parcel_id=parcel.pk, actor=None)
    cash = order.total_vnd
    assert cash % 1_000 == 0
    assert _books() == {"1030.ghn": cash, f"2110.g{parcel.group_id}": price_vnd, "4030": 40_000, **rounding}


@pytest.mark.parametrize("last", ["delivered", "returned"])
def test_cash_makes_the_order_paid_when_nothing_more_is_to_come(last):
    packs = {make_product(make_group()).variants.get(): 1 for _ in range(3)}
    order = make_order(packs)
    first, second, third = (parcel.pk for parcel in order.parcels.all())
    services.cancel_parcel(parcel_id=third, actor=None, reason="hết")
    for number, pk in enumerate((first, second)):
        services.pack_parcel(parcel_id=pk, actor=None)
        services.hand_over_parcel(parcel_id=pk, carrier=make_carrier(), tracking_number=f"N{number}", actor=None)
    services.deliver_parcel(parcel_id=first, actor=None)
    assert Order.objects.get(pk=order.pk).paid_at is None
    if last == "delivered":
        services.deliver_parcel(parcel_id=second, actor=None)
    else:
        services.return_parcel(parcel_id=second, actor=None)
    order.refresh_from_db()
    assert (order.status, order.paid_at is not None) == (Order.Status.DELIVERED, True)


def test_stock_leaves_with_the_carrier(jar):
    order = make_order({jar: 3})
    assert _numbers(order) == (10, 3)
    make_sent_parcel(order)
    assert _numbers(order) == (7, 0)


def test_cash_refused_at_the_door_was_never_a_sale(jar):
    order = make_order({jar: 3})
    parcel = make_sent_parcel(order)
    returned = services.return_parcel(parcel_id=parcel.pk, actor=make_user(), reason="khách đổi ý")
    assert (returned.refund, _books(), _numbers(order)) == (None, {}, (10, 0))
    assert Order.objects.get(pk=order.pk).status == Order.Status.RETURNED


def test_lost_on_the_way_comes_back_to_no_shelf(jar):
    order = make_order({jar: 3})
    services.return_parcel(parcel_id=make_sent_parcel(order).pk, actor=None, restock=False)
    assert _numbers(order) == (7, 0)


def test_prepaid_that_comes_back_needs_a_refund(jar):
    order = _pay(make_order({jar: 2}, method="vietqr"))
    parcel = make_sent_parcel(order)
    with pytest.raises(errors.RefundNeeded):
        services.return_parcel(parcel_id=parcel.pk, actor=None)
    assert Parcel.objects.get(pk=parcel.pk).status == Parcel.Status.HANDED_OVER
    returned = services.return_parcel(parcel_id=parcel.pk, actor=None, refunding=True)
    assert (returned.refund.amount_vnd, returned.refund.net_vnd, returned.refund.shipping_vnd) == (370_000, 334_850, 0)


def test_cancelling_before_payment_gives_the_stock_back(jar):
    order = make_order({jar: 3}, method="vietqr")
    cancelled = services.cancel_order(order_id=order.pk, actor=None, reason="quá hạn")
    order.refresh_from_db()
    assert (order.status, order.cancel_reason, order.cancelled_at is not None) == (Order.Status.CANCELLED, "quá hạn", True)
    assert (cancelled.refunds, _numbers(order)) == ([], (10, 0))
    assert Reservation.objects.get().state == Reservation.State.RELEASED
    with pytest.raises(errors.OrderNotOpen):
        services.cancel_order(order_id=order.pk, actor=None, reason="lần nữa")


def test_cancelling_after_payment_says_what_goes_back(jar):
    order = _pay(make_order({jar: 3}, method="vietqr"))
    with pytest.raises(errors.RefundNeeded) as refused:
        services.cancel_order(order_id=order.pk, actor=None, reason="đổi ý")
    assert refused.value.facts["paid_vnd"] == 600_000
    (refund,) = services.cancel_order(order_id=order.pk, actor=None, reason="đổi ý", refunding=True).refunds
    assert (refund.amount_vnd, refund.goods_vnd, refund.shipping_vnd) == (600_000, 555_000, 45_000)
    assert (refund.fee_vnd, refund.fee_vat_vnd, refund.tax_vat_vnd, refund.tax_pit_vnd) == (44_400, 4_036, 5_550, 2_775)
    assert _numbers(order) == (10, 0)


def test_what_is_packed_only_staff_may_cancel_and_what_is_sent_nobody(jar):
    order = make_order({jar: 1})
    parcel = order.parcels.get()
    services.pack_parcel(parcel_id=parcel.pk, actor=None)
    for cancel in (
        lambda: services.cancel_order(order_id=order.pk, actor=None, reason=""),
        lambda: services.cancel_parcel(parcel_id=parcel.pk, actor=None, reason=""),
    ):
        with pytest.raises(errors.CancelNotAllowed) as refused:
            cancel()
        assert refused.value.facts["reason"] == "packed"
    assert services.cancel_parcel(parcel_id=parcel.pk, actor=None, reason="", even_packed=True).refund is None
    sent = make_sent_parcel(make_order({jar: 1}))
    with pytest.raises(errors.CancelNotAllowed) as refused:
        services.cancel_parcel(parcel_id=sent.pk, actor=None, reason="", even_packed=True)
    assert refused.value.facts["reason"] == "sent"


def test_one_parcel_of_a_transfer_cannot_be_cancelled_while_the_money_is_awaited():
    order = make_order({make_product(make_group()).variants.get(): 1 for _ in range(2)}, method="vietqr")
    parcel = order.parcels.all()[0]
    with pytest.raises(errors.CancelNotAllowed) as refused:
        services.cancel_parcel(parcel_id=parcel.pk, actor=None, reason="")
    assert refused.value.facts == {"number": f"{order.number}-1", "reason": "awaiting_payment"}
    assert set(order.parcels.values_list("status", flat=True)) == {Parcel.Status.WAITING}


def test_an_order_is_cancelled_whole_or_not_at_all():
    order = make_order({make_product(make_group()).variants.get(): 1 for _ in range(2)})
    services.pack_parcel(parcel_id=order.parcels.all()[1].pk, actor=None)
    with pytest.raises(errors.CancelNotAllowed):
        services.cancel_order(order_id=order.pk, actor=None, reason="")
    assert list(order.parcels.values_list("status", flat=True)) == [Parcel.Status.TO_PACK, Parcel.Status.PACKED]


def test_a_large_cash_order_is_confirmed_once():
    order = make_order({make_product(price_vnd=2_000_000).variants.get(): 1})
    with pytest.raises(errors.TransitionNotAllowed):
        services.pack_parcel(parcel_id=order.parcels.get().pk, actor=None)
    confirmed = services.confirm_order(order_id=order.pk, actor=make_user(staff=True), note="đã gọi")
    assert (confirmed.status, order.parcels.get().status) == (Order.Status.PREPARING, Parcel.Status.TO_PACK)
    with pytest.raises(errors.OrderNotOpen):
        services.confirm_order(order_id=order.pk, actor=None)


def _delivered(jar, clock, *, quantity: int = 1) -> Parcel:
    parcel = make_sent_parcel(_pay(make_order({jar: quantity}, method="vietqr")))
    return services.deliver_parcel(parcel_id=parcel.pk, actor=None, delivered_at=clock.now)


def test_money_is_released_when_the_holdback_is_over_and_not_before(jar, clock):
    parcel = _delivered(jar, clock)
    assert parcel.release_on == datetime.date(2026, 3, 9)
    clock.set("2026-03-08 23:59:59")
    assert services.release_due_parcels() == []
    clock.set("2026-03-09 00:00:00")
    assert (services.release_due_parcels(), services.release_due_parcels()) == ([parcel.pk], [])
    group = parcel.group_id
    assert balances([f"2110.g{group}", f"2120.g{group}"]) == {f"2110.g{group}": 0, f"2120.g{group}": 167_425}
    assert Entry.objects.filter(key=f"rel:{parcel.pk}:{group}").count() == 1


def test_cash_is_released_only_after_the_carrier_has_remitted_it(jar, clock):
    parcel = make_sent_parcel(make_order({jar: 1}))
    services.deliver_parcel(parcel_id=parcel.pk, actor=None)
    clock.advance(days=30)
    assert services.release_due_parcels() == []
    assert (
        services.mark_cash_matched(parcel_ids=[parcel.pk], at=clock.now),
        services.mark_cash_matched(parcel_ids=[parcel.pk], at=clock.now),
    ) == (1, 0)
    assert services.release_due_parcels() == [parcel.pk]


def test_release_leaves_out_what_went_back_to_the_đồng(jar, clock):
    parcel = _delivered(jar, clock, quantity=3)
    held, to_send = account("2110", str(parcel.group_id)), account("2200")
    kept = 555_000 - 44_400 - 5_550 - 2_775
    with write_txn():
        locked = lock_parcel(parcel.pk)
        refund = refund_of_lines(parcel=locked, quantities={locked.lines.all()[0].pk: 2})
        record_refund(refund)
        post_entry(key="refreq:1", kind="refund", postings=[Line(held, to_send, refund.net_vnd)])
    clock.advance(days=8)
    assert services.release_due_parcels() == [parcel.pk]
    codes = [f"2110.g{parcel.group_id}", f"2120.g{parcel.group_id}"]
    assert list(balances(codes).values()) == [0, kept - refund.net_vnd]


def test_a_parcel_that_was_refunded_whole_is_released_with_nothing(jar, clock):
    parcel = _delivered(jar, clock)
    locked = lock_parcel(parcel.pk)
    record_refund(refund_of_lines(parcel=locked, quantities={locked.lines.all()[0].pk: 1}))
    clock.advance(days=8)
    assert services.release_due_parcels() == [parcel.pk]
    assert not Entry.objects.filter(kind="release").exists()


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_two_workers_release_each_parcel_once(jar):
    for number in range(3):
        order = make_order({jar: 1}, phone=f"+8491234560{number}")
        parcel = make_sent_parcel(order)
        services.deliver_parcel(parcel_id=parcel.pk, actor=None)
    services.mark_cash_matched(parcel_ids=Parcel.objects.values_list("pk", flat=True), at=timezone.now())
    later = timezone.now() + datetime.timedelta(days=9)
    results = together([lambda: services.release_due_parcels(later)] * 4)
    assert sorted(pk for one in results for pk in one) == sorted(Parcel.objects.values_list("pk", flat=True))
    assert balances([f"2120.g{jar.product.group_id}"]) == {f"2120.g{jar.product.group_id}": 3 * 167_425}


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_paid_and_cancelled_at_once_only_one_of_them_happens(jar):
    order = make_order({jar: 1}, method="vietqr")
    funding, now = _bank_money(order.total_vnd), timezone.now()
    results = together(
        [
            lambda: services.mark_paid(order_id=order.pk, funding=funding, key="sale:bank:1", paid_at=now),
            lambda: services.cancel_order(order_id=order.pk, actor=None, reason="quá hạn"),
        ]
        * 4
    )
    order.refresh_from_db()
    was_paid = order.paid_at is not None
    assert order.status == (Order.Status.PREPARING if was_paid else Order.Status.CANCELLED)
    assert balances(["2090"]) == {"2090": 0 if was_paid else order.total_vnd}
    assert Reservation.objects.get().state == ("held" if was_paid else "released")
    assert sum(isinstance(one, services.CancelledOrder) for one in results) == (0 if was_paid else 1)
