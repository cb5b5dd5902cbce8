"""Money back to shoppers: before and after the group's money was released, in parts, by two people, and when the bank fails."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from catalog.models import Stock
from cooperatives.groups.models import LegalForm
from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.orders.errors import CancelNotAllowed, RefundTooMuch
from storefront.orders.models import Order, OrderLine, Parcel
from storefront.orders.services import hand_over_parcel, pack_parcel, release_due_parcels
from storefront.payments import errors
from storefront.payments.models import BankLine, Refund
from storefront.payments.services.cancel import cancel_and_refund, return_and_refund
from storefront.payments.services.follow import deliver_and_collect
from storefront.payments.services.outgoing import book_bank_fee, settle_refund
from storefront.payments.services.refunds import fail_refund, request_refund, send_refund
from storefront.payments.services.sweep import sweep
from storefront.shipping.models import DeliveryPolicy
from tests.factories import make_carrier, make_group, make_order, make_product, make_user
from tests.payments.till import BANK, assert_books_hold, books, pay
from tests.race import together


def household_order(*, price_vnd: int = 33_333, quantity: int = 3, method: str = "vietqr", **terms) -> Order:
    """One parcel of a household (1 % + 0.5 % withheld, 8 % fee) with awkward prices; paid when it is a transfer."""
    group = make_group(kind=LegalForm.HOUSEHOLD, terms={"fee_bps": 800, **terms})
    product = make_product(group, variants=[{"price_vnd": price_vnd}, {"price_vnd": 77_777}], stock=20)
    first, second = product.variants.order_by("position")
    order = make_order({first: quantity, second: 1}, method=method)
    if method == "vietqr":
        pay(order.number, order.total_vnd)
        order.refresh_from_db()
        assert order.paid_at is not None
    return order


def delivered(order: Order) -> Parcel:
    parcel = order.parcels.get()
    pack_parcel(parcel_id=parcel.pk, actor=None)
    hand_over_parcel(parcel_id=parcel.pk, carrier=make_carrier(), tracking_number=f"VD{parcel.pk}", actor=None)
    return deliver_and_collect(parcel_id=parcel.pk, actor=None)


def everything(parcel: Parcel) -> dict[int, int]:
    return {line.pk: line.quantity for line in parcel.lines.all()}


@pytest.mark.django_db
def test_cancelling_a_paid_order_gives_all_of_it_back(ground, clerk, second):
    order = household_order()
    parcel = order.parcels.get()
    [refund] = cancel_and_refund(order_id=order.pk, actor=clerk, reason="khách đổi ý")
    order.refresh_from_db()
    assert (refund.amount_vnd, refund.parcel, refund.status, order.status) == (order.total_vnd, parcel, "requested", "cancelled")
    assert (order.payment.status, order.payment.received_vnd) == ("cancelled", 0)
    assert books() == {BANK: order.total_vnd, "2200": order.total_vnd}
    assert set(Stock.objects.filter(variant__product__group=parcel.group).values_list("reserved", flat=True)) == {0}
    with pytest.raises(RefundTooMuch):
        request_refund(parcel_id=parcel.pk, quantities={parcel.lines.first().pk: 1}, reason="lại", actor=clerk, key="again")
    send_refund(refund_id=refund.pk, actor=second)
    line = pay(f"hoan tien {refund.reference} {order.number}", -order.total_vnd)
    refund.refresh_from_db()
    assert (line.state, refund.status) == ("settled", "settled")
    assert books() == {}
    assert_books_hold()


@pytest.mark.django_db
def test_cancelling_one_parcel_of_two(ground, clerk):
    one, two = make_product(price_vnd=100_000).variants.get(), make_product(price_vnd=60_000).variants.get()
    order = make_order({one: 1, two: 2}, method="vietqr")
    pay(order.number, order.total_vnd)
    parcel = order.parcels.get(group=two.product.group)
    [refund] = cancel_and_refund(parcel_id=parcel.pk, actor=clerk, reason="hết nguyên liệu")
    order.refresh_from_db()
    assert (refund.amount_vnd, order.status, order.payment.status) == (parcel.due_vnd, "preparing", "paid")
    assert order.payment.received_vnd == order.total_vnd - parcel.due_vnd
    assert books()["2200"] == parcel.due_vnd
    assert f"2110.g{parcel.group_id}" not in books()
    assert_books_hold()


@pytest.mark.django_db
def test_an_unpaid_order_is_cancelled_without_a_refund(ground, clerk):
    variant = make_product().variants.get()
    order = make_order({variant: 1}, method="vietqr")
    assert cancel_and_refund(order_id=order.pk, actor=None, reason="đổi ý") == []
    order.refresh_from_db()
    assert (order.status, order.payment.status, books(), Refund.objects.count()) == ("cancelled", "cancelled", {}, 0)
    assert pay(order.number, order.total_vnd).state == "late"


@pytest.mark.django_db
def test_what_is_packed_is_not_cancelled_by_the_shopper(ground, clerk):
    order = household_order()
    pack_parcel(parcel_id=order.parcels.get().pk, actor=None)
    before = books()
    with pytest.raises(CancelNotAllowed):
        cancel_and_refund(order_id=order.pk, actor=None, reason="đổi ý")
    assert (books(), Refund.objects.count()) == (before, 0)
    cancel_and_refund(order_id=order.pk, actor=clerk, reason="hỏng", even_packed=True)
    assert books() == {BANK: order.total_vnd, "2200": order.total_vnd}


@pytest.mark.django_db
def test_a_prepaid_parcel_that_comes_back_is_refunded_without_its_delivery(ground, clerk):
    order = household_order()
    parcel = order.parcels.get()
    pack_parcel(parcel_id=parcel.pk, actor=None)
    hand_over_parcel(parcel_id=parcel.pk, carrier=make_carrier(), tracking_number="VD-BACK", actor=None)
    refund = return_and_refund(parcel_id=parcel.pk, actor=clerk, reason="không nhận")
    assert refund.amount_vnd == order.goods_vnd
    assert books() == {BANK: order.total_vnd, "2200": order.goods_vnd, "4030": order.shipping_vnd}
    assert_books_hold()


@pytest.mark.django_db
def test_after_the_release_the_group_pays_from_what_is_there_and_owes_the_rest(ground, clerk, clock):
    order = household_order()
    parcel = delivered(order)
    clock.advance(days=8)
    assert release_due_parcels() == [parcel.pk]
    available = books()[f"2120.g{parcel.group_id}"]
    lines = list(parcel.lines.all())
    taxes = sum(line.tax_vat_vnd + line.tax_pit_vnd for line in lines)
    assert available == order.goods_vnd - sum(line.fee_vnd for line in lines) - taxes
    with write_txn():  # a payout run took most of it meanwhile
        owner = str(parcel.group_id)
        post_entry(key="po:test", kind="payout", postings=[Line(account("2120", owner), account("2130", owner), available - 10_000)])
    refund = request_refund(parcel_id=parcel.pk, quantities=everything(parcel), reason="hỏng", actor=clerk, key="k1", with_shipping=True)
    assert refund.amount_vnd == order.total_vnd
    owner = parcel.group_id
    assert books() == {
        BANK: order.total_vnd,
        "2200": order.total_vnd,
        f"2130.g{owner}": available - 10_000,
        f"1060.g{owner}": available - 10_000,
    }
    assert_books_hold()


@pytest.mark.django_db
def test_tax_that_was_paid_to_the_state_already_is_the_centers_loss(ground, clerk):
    order = household_order()
    vat = books()["2300.vat"]
    with write_txn():
        post_entry(key="taxpay:test", kind="tax", postings=[Line(account("2300.vat"), account("1010", BANK[5:]), vat)])
    cancel_and_refund(order_id=order.pk, actor=clerk, reason="x")
    assert books() == {BANK: order.total_vnd - vat, "2200": order.total_vnd, "5050": vat}
    assert_books_hold()


@pytest.mark.django_db
def test_the_delivery_fee_goes_back_in_parts_and_never_twice(ground, clerk):
    order = household_order()
    parcel = order.parcels.get()
    ask = {"parcel_id": parcel.pk, "quantities": {}, "reason": "chậm", "actor": clerk}
    assert request_refund(**ask, key="a", shipping_vnd=15_000).amount_vnd == 15_000
    with pytest.raises(RefundTooMuch):
        request_refund(**ask, key="b", shipping_vnd=parcel.shipping_vnd - 15_000 + 1)
    assert request_refund(**ask, key="c", with_shipping=True).amount_vnd == parcel.shipping_vnd - 15_000
    with pytest.raises(RefundTooMuch):
        request_refund(**ask, key="d", with_shipping=True)
    assert "4030" not in books()
    assert_books_hold()


@pytest.mark.django_db
def test_cash_on_delivery_is_refunded_after_delivery_only(ground, clerk):
    order = household_order(method="cod")
    parcel = order.parcels.get()
    with pytest.raises(errors.NothingToRefund):
        request_refund(parcel_id=parcel.pk, quantities=everything(parcel), reason="x", actor=clerk, key="early")
    delivered(order)
    refund = request_refund(parcel_id=parcel.pk, quantities=everything(parcel), reason="x", actor=clerk, key="k", with_shipping=True)
    assert refund.amount_vnd == order.total_vnd == parcel.due_vnd
    assert books() == {"1030.xe-thu": order.total_vnd, "2200": order.total_vnd}
    assert_books_hold()


@pytest.mark.django_db
def test_the_same_page_sent_twice_is_one_refund(ground, clerk):
    order = household_order()
    parcel = order.parcels.get()
    line = parcel.lines.first()
    ask = {"parcel_id": parcel.pk, "quantities": {line.pk: 1}, "reason": "x", "actor": clerk, "key": "page-1"}
    assert request_refund(**ask).pk == request_refund(**ask).pk
    assert OrderLine.objects.get(pk=line.pk).refunded_quantity == 1


@pytest.mark.django_db
def test_two_people_and_one_step_at_a_time(ground, clerk, second):
    [refund] = cancel_and_refund(order_id=household_order().pk, actor=clerk, reason="x")
    before = books()
    with pytest.raises(errors.RefundNeedsAnother):
        send_refund(refund_id=refund.pk, actor=clerk)
    assert books() == before
    send_refund(refund_id=refund.pk, actor=second)
    with pytest.raises(errors.RefundNotOpen):
        send_refund(refund_id=refund.pk, actor=make_user(staff=True))
    assert books() == {BANK: refund.amount_vnd, "1050": -refund.amount_vnd}


@pytest.mark.django_db
def test_a_failed_transfer_is_sent_again(ground, clerk, second):
    [refund] = cancel_and_refund(order_id=household_order().pk, actor=clerk, reason="x")
    amount = refund.amount_vnd
    send_refund(refund_id=refund.pk, actor=second)
    fail_refund(refund_id=refund.pk, actor=second, reason="sai số tài khoản")
    assert books() == {BANK: amount, "2200": amount}
    send_refund(refund_id=refund.pk, actor=second)
    other = pay("chuyen tien", -amount)
    settle_refund(refund_id=refund.pk, line_id=other.pk, actor=second)
    assert books() == {}
    back = pay("tra lai lenh chuyen tien", amount)
    fail_refund(refund_id=refund.pk, actor=second, reason="bank trả lại", line_id=back.pk)
    refund.refresh_from_db()
    assert (refund.status, books()) == ("failed", {BANK: amount, "2200": amount})
    send_refund(refund_id=refund.pk, actor=second)
    assert books() == {BANK: amount, "1050": -amount}
    assert_books_hold()


@pytest.mark.django_db
def test_an_outgoing_line_of_another_amount_settles_nothing(ground, clerk, second):
    [refund] = cancel_and_refund(order_id=household_order().pk, actor=clerk, reason="x")
    send_refund(refund_id=refund.pk, actor=second)
    line = pay(refund.reference, -refund.amount_vnd - 1)
    assert line.state == "outgoing"
    with pytest.raises(errors.TransferDiffers):
        settle_refund(refund_id=refund.pk, line_id=line.pk, actor=clerk)
    book_bank_fee(line_id=line.pk, actor=clerk)
    with pytest.raises(errors.LineNotWaiting):
        book_bank_fee(line_id=line.pk, actor=clerk)
    assert books()["5020"] == refund.amount_vnd + 1
    assert BankLine.objects.get(pk=line.pk).state == "settled"


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_two_full_refunds_at_the_same_time_are_one(ground):
    order = household_order()
    parcel = order.parcels.get()
    wanted = everything(parcel)
    people = [make_user(staff=True) for _ in range(4)]

    def ask(person):
        return lambda: request_refund(
            parcel_id=parcel.pk, quantities=wanted, reason="x", actor=person, key=f"k{person.pk}", with_shipping=True
        )

    results = together([ask(person) for person in people])
    assert sorted(type(result).__name__ for result in results) == ["Refund"] + ["RefundTooMuch"] * 3
    assert books() == {BANK: order.total_vnd, "2200": order.total_vnd}
    assert_books_hold()


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_one_line_is_refunded_once_however_many_click(ground):
    order = household_order()
    [refund] = cancel_and_refund(order_id=order.pk, actor=make_user(staff=True), reason="x")
    people = [make_user(staff=True) for _ in range(8)]
    results = together([lambda person=person: send_refund(refund_id=refund.pk, actor=person) for person in people])
    assert sorted(type(result).__name__ for result in results) == ["Refund"] + ["RefundNotOpen"] * 7
    assert books() == {BANK: order.total_vnd, "1050": -order.total_vnd}


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    price=st.integers(1_000, 250_000),
    quantity=st.integers(1, 7),
    fee_bps=st.integers(0, 3_000),
    method=st.sampled_from(["vietqr", "cod"]),
    released=st.booleans(),
    seed=st.randoms(use_true_random=False),
)
def test_many_partial_refunds_are_the_whole_to_the_dong(ground, price, quantity, fee_bps, method, released, seed):
    DeliveryPolicy.objects.update(cod_open_orders_per_phone=1_000)  # all examples are one shopper's
    before = books()
    actor = make_user(staff=True)
    order = household_order(price_vnd=price, quantity=quantity, method=method, fee_bps=fee_bps)
    assume(order.status == "preparing")
    parcel = delivered(order) if released or method == "cod" else order.parcels.get()
    if released:
        Parcel.objects.filter(pk=parcel.pk).update(release_on="2020-01-01", cash_matched_at=parcel.delivered_at)
        assert release_due_parcels() == [parcel.pk]
    packs = [line.pk for line in parcel.lines.all() for _ in range(line.quantity)]
    seed.shuffle(packs)
    refunds = [
        request_refund(parcel_id=parcel.pk, quantities={pk: 1}, reason="x", actor=actor, key=f"{order.pk}:{n}", with_shipping=n == 1)
        for n, pk in enumerate(packs)
    ]
    assert sum(refund.amount_vnd for refund in refunds) == parcel.due_vnd
    own = {code: amount for code, amount in books().items() if code.endswith(f".g{parcel.group_id}")}
    assert own == {}
    with pytest.raises(RefundTooMuch):
        request_refund(parcel_id=parcel.pk, quantities={packs[0]: 1}, reason="x", actor=actor, key=f"{order.pk}:more")
    for code in ("2300.vat", "2300.pit", "2400", "4010", "4030", "5050", "5070"):
        assert books().get(code, 0) == before.get(code, 0)
    assert Parcel.objects.get(pk=parcel.pk).refunded_vnd == parcel.due_vnd
    assert_books_hold()


@pytest.mark.django_db
def test_the_sweep_follows_what_another_door_did(ground):
    """A delivery said in the orders' own room is collected, a cancellation there closes the payment."""
    from storefront.orders.services import cancel_order, deliver_parcel

    cash = household_order(method="cod")
    parcel = cash.parcels.get()
    pack_parcel(parcel_id=parcel.pk, actor=None)
    hand_over_parcel(parcel_id=parcel.pk, carrier=make_carrier(), tracking_number="VD-S", actor=None)
    deliver_parcel(parcel_id=parcel.pk, actor=None)
    gone = make_order({make_product().variants.get(): 1}, method="vietqr")
    cancel_order(order_id=gone.pk, actor=None, reason="x")
    assert sorted(sweep()["followed"]) == sorted([cash.pk, gone.pk])
    assert sweep()["followed"] == []
    for order, state in ((cash, ("paid", cash.total_vnd)), (gone, ("cancelled", 0))):
        order.payment.refresh_from_db()
        assert (order.payment.status, order.payment.received_vnd) == state
