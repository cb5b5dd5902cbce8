"""Every state of a bank line, with the books exact to the đồng, and what people decide about the rest."""

from __future__ import annotations

import pytest
from wagtail.models import ModelLogEntry

from catalog.models import Stock
from catalog.services.stock import OutOfStock
from storefront.orders.models import Order, Parcel
from storefront.payments import errors
from storefront.payments.models import BankLine, Payment, Refund
from storefront.payments.services.bank_lines import record_bank_line
from storefront.payments.services.decisions import accept_late, match_line, refund_line, set_aside, suggest_orders, waiting_lines
from storefront.payments.services.expire import expire_unpaid
from storefront.payments.services.matching import match_automatically
from tests.factories import make_order, make_variant
from tests.payments.till import ACCOUNT, BANK, assert_books_hold, books, pay, transfer_order

pytestmark = pytest.mark.django_db
State = BankLine.State


def sold(order: Order) -> dict[str, int]:
    """The books of one paid order of one cooperative: 8 % fee with 10 % VAT inside, no taxes."""
    parcel = order.parcels.get()
    fee = sum(line.fee_vnd for line in parcel.lines.all())
    vat = sum(line.fee_vat_vnd for line in parcel.lines.all())
    return {f"2110.g{parcel.group_id}": parcel.goods_vnd - fee, "2400": vat, "4010": fee - vat, "4030": parcel.shipping_vnd}


def state_of(order: Order) -> tuple[str, str, int]:
    order = Order.objects.select_related("payment").get(pk=order.pk)
    return order.status, order.payment.status, order.payment.received_vnd


def late(order: Order, clock) -> Order:
    clock.advance(hours=24, minutes=1)
    assert expire_unpaid() == [order.pk]
    return order


def test_exact(ground):
    order = transfer_order()
    assert (order.total_vnd, sold(order)["4010"], sold(order)["2400"]) == (200_000 + order.shipping_vnd, 14_545, 1_455)
    line = pay(f"MBVCB.123 {order.number} chuyen tien", order.total_vnd)
    assert (line.state, line.order, line.unallocated_vnd) == (State.EXACT, order, 0)
    assert state_of(order) == ("preparing", "paid", order.total_vnd)
    assert books() == {BANK: order.total_vnd, **sold(order)}
    assert_books_hold()


def test_a_mangled_memo_is_still_exact(ground):
    order = transfer_order()
    mangled = f"htx {order.number[3:7].lower()}-{order.number[7:].lower()}"
    assert pay(mangled, order.total_vnd).state == State.EXACT


def test_short_waits_and_a_second_line_completes(ground):
    order = transfer_order()
    first = pay(order.number, 150_000)
    assert (first.state, first.unallocated_vnd, state_of(order)) == (State.SHORT, 150_000, ("awaiting_payment", "short", 150_000))
    assert books() == {BANK: 150_000, "2090": 150_000}
    assert list(waiting_lines()) == []
    second = pay(order.number, order.total_vnd - 150_000)
    first.refresh_from_db()
    assert (first.state, first.unallocated_vnd) == (State.SETTLED, 0)
    assert (second.state, second.unallocated_vnd, state_of(order)) == (State.EXACT, 0, ("preparing", "paid", order.total_vnd))
    assert books() == {BANK: order.total_vnd, **sold(order)}
    assert_books_hold()


def test_over_is_sold_and_the_surplus_waits_for_a_refund(ground, clerk):
    order = transfer_order()
    line = pay(order.number, order.total_vnd + 7_000)
    assert (line.state, line.unallocated_vnd, state_of(order)) == (State.OVER, 7_000, ("preparing", "over", order.total_vnd + 7_000))
    assert books() == {BANK: order.total_vnd + 7_000, "2090": 7_000, **sold(order)}
    assert list(waiting_lines()) == [line]
    refund = refund_line(line_id=line.pk, actor=clerk, note="trả tiền thừa")
    line.refresh_from_db()
    assert (refund.amount_vnd, refund.order, line.state, line.unallocated_vnd) == (7_000, order, State.SETTLED, 0)
    assert state_of(order) == ("preparing", "paid", order.total_vnd)
    assert books() == {BANK: order.total_vnd + 7_000, "2200": 7_000, **sold(order)}
    assert_books_hold()


def test_duplicate_stays_in_the_queue(ground):
    order = transfer_order()
    pay(order.number, order.total_vnd)
    again = pay(order.number, order.total_vnd)
    assert (again.state, again.order, again.unallocated_vnd) == (State.DUPLICATE, order, order.total_vnd)
    assert state_of(order) == ("preparing", "paid", order.total_vnd)
    assert books() == {BANK: 2 * order.total_vnd, "2090": order.total_vnd, **sold(order)}
    assert list(waiting_lines()) == [again]


def test_unmatched_and_matched_by_hand(ground, clerk):
    order = transfer_order()
    line = pay("chuyen tien mua hang", order.total_vnd)
    assert (line.state, line.order, books()) == (State.UNMATCHED, None, {BANK: order.total_vnd, "2090": order.total_vnd})
    assert [(one.order, one.missing_vnd) for one in suggest_orders(line)] == [(order, order.total_vnd)]
    matched = match_line(line_id=line.pk, order_id=order.pk, actor=clerk, note="khách gọi báo")
    assert (matched.state, matched.decided_by, matched.decision) == (State.EXACT, clerk, "khách gọi báo")
    assert books() == {BANK: order.total_vnd, **sold(order)}
    entry = ModelLogEntry.objects.get(action="payments.line_matched")
    assert (entry.user_id, entry.data["note"]) == (clerk.pk, "khách gọi báo")
    with pytest.raises(errors.LineNotWaiting):
        match_line(line_id=line.pk, order_id=order.pk, actor=clerk)
    assert_books_hold()


def test_another_amount_is_not_suggested(ground):
    order = transfer_order()
    assert list(suggest_orders(pay("mua hang", order.total_vnd + 1))) == []


def test_expired_money_is_late_and_is_accepted_while_the_goods_are_there(ground, clerk, clock):
    order = late(transfer_order(stock=1), clock)
    variant = order.parcels.get().lines.get().variant
    assert state_of(order) == ("cancelled", "expired", 0)
    assert Stock.objects.get(variant=variant).reserved == 0
    line = pay(order.number, order.total_vnd)
    assert (line.state, line.order, line.unallocated_vnd) == (State.LATE, order, order.total_vnd)
    assert books() == {BANK: order.total_vnd, "2090": order.total_vnd}
    accepted = accept_late(line_id=line.pk, actor=clerk, note="còn hàng")
    assert (accepted.state, accepted.unallocated_vnd) == (State.EXACT, 0)
    assert state_of(order) == ("preparing", "paid", order.total_vnd)
    assert Stock.objects.get(variant=variant).reserved == 1
    assert Parcel.objects.get(order=order).status == "to_pack"
    assert books() == {BANK: order.total_vnd, **sold(order)}
    assert_books_hold()


def test_late_money_is_not_accepted_when_the_goods_are_gone(ground, clerk, clock):
    order = late(transfer_order(stock=1), clock)
    line = pay(order.number, order.total_vnd)
    make_order({order.parcels.get().lines.get().variant: 1})
    with pytest.raises(OutOfStock):
        accept_late(line_id=line.pk, actor=clerk)
    line.refresh_from_db()
    assert (line.state, line.unallocated_vnd, line.decided_at, state_of(order)) == (
        State.LATE,
        order.total_vnd,
        None,
        ("cancelled", "expired", 0),
    )
    refund_line(line_id=line.pk, actor=clerk, note="hết hàng")
    assert books() == {BANK: order.total_vnd, "2200": order.total_vnd}
    assert_books_hold()


def test_late_money_that_is_not_enough_is_not_accepted(ground, clerk, clock):
    order = late(transfer_order(), clock)
    line = pay(order.number, order.total_vnd - 1)
    with pytest.raises(errors.PaymentIncomplete):
        accept_late(line_id=line.pk, actor=clerk)
    assert state_of(order) == ("cancelled", "expired", 0)


def test_partial_money_of_an_expired_order_waits_for_people_and_the_rest_may_still_complete_it(ground, clerk, clock):
    order = transfer_order()
    first = pay(order.number, 100_000)
    late(order, clock)
    assert state_of(order) == ("cancelled", "expired", 100_000)
    assert list(waiting_lines()) == [first]
    second = pay(order.number, order.total_vnd - 100_000)
    assert second.state == State.LATE
    accept_late(line_id=second.pk, actor=clerk)
    assert state_of(order) == ("preparing", "paid", order.total_vnd)
    assert list(waiting_lines()) == []
    assert books() == {BANK: order.total_vnd, **sold(order)}
    assert_books_hold()


def test_partial_money_of_an_expired_order_is_refunded(ground, clerk, clock):
    order = transfer_order()
    line = pay(order.number, 100_000)
    late(order, clock)
    refund_line(line_id=line.pk, actor=clerk, note="quá hạn")
    assert state_of(order) == ("cancelled", "expired", 0)
    assert books() == {BANK: 100_000, "2200": 100_000}
    assert_books_hold()


def test_several_orders_in_one_transfer_are_exact_only_together(ground):
    one, two = transfer_order(100_000), transfer_order(300_000)
    both = one.total_vnd + two.total_vnd
    wrong = pay(f"{one.number} {two.number}", both - 1)
    assert (wrong.state, wrong.unallocated_vnd) == (State.UNMATCHED, both - 1)
    assert state_of(one)[1] == state_of(two)[1] == "pending"
    right = pay(f"tt {one.number} va {two.number}", both)
    assert (right.state, right.unallocated_vnd) == (State.EXACT, 0)
    assert (state_of(one), state_of(two)) == (("preparing", "paid", one.total_vnd), ("preparing", "paid", two.total_vnd))
    left = books()
    assert (left[BANK], left["2090"]) == (2 * both - 1, both - 1)
    assert_books_hold()


def test_one_wrong_transfer_is_shared_out_by_hand(ground, clerk):
    one, two = transfer_order(100_000), transfer_order(300_000)
    line = pay(f"{one.number} {two.number}", one.total_vnd + two.total_vnd + 500)
    line = match_line(line_id=line.pk, order_id=one.pk, actor=clerk)
    assert (line.state, line.unallocated_vnd) == (State.OVER, two.total_vnd + 500)
    line = match_line(line_id=line.pk, order_id=two.pk, actor=clerk)
    assert (line.state, line.unallocated_vnd) == (State.OVER, 500)
    assert (state_of(one), state_of(two)) == (("preparing", "paid", one.total_vnd), ("preparing", "over", two.total_vnd + 500))
    assert_books_hold()


def test_short_money_that_was_meant_for_another_order_is_moved(ground, clerk):
    wrong, right = transfer_order(300_000), transfer_order(100_000)
    line = pay(wrong.number, right.total_vnd)
    assert (line.state, state_of(wrong)[1:]) == (State.SHORT, ("short", right.total_vnd))
    line = match_line(line_id=line.pk, order_id=right.pk, actor=clerk)
    assert (line.state, line.order) == (State.EXACT, right)
    assert (state_of(wrong), state_of(right)) == (("awaiting_payment", "pending", 0), ("preparing", "paid", right.total_vnd))
    assert_books_hold()


def test_orders_that_take_no_transfer(ground, clerk, clock):
    line = pay("?", 200_000)
    cash = make_order({make_variant(): 1})
    paid = transfer_order()
    pay(paid.number, paid.total_vnd)
    gone = late(transfer_order(), clock)
    before = books()
    for order, reason in ((cash, "method"), (paid, "paid"), (gone, "gone")):
        with pytest.raises(errors.OrderTakesNoTransfer) as refused:
            match_line(line_id=line.pk, order_id=order.pk, actor=clerk)
        assert refused.value.facts["reason"] == reason
    with pytest.raises(errors.OrderNotLate):
        accept_late(line_id=line.pk, order_id=cash.pk, actor=clerk)
    assert books() == before


def test_a_cash_order_named_in_a_transfer_waits_for_people(ground):
    cash = make_order({make_variant(): 1})
    assert pay(cash.number, cash.total_vnd).state == State.UNMATCHED


def test_refunding_in_two_steps_and_never_too_much(ground, clerk):
    line = pay("?", 100_000)
    with pytest.raises(errors.MoreThanWaits):
        refund_line(line_id=line.pk, actor=clerk, note="", amount_vnd=100_001)
    refund_line(line_id=line.pk, actor=clerk, note="một phần", amount_vnd=40_000)
    refund_line(line_id=line.pk, actor=clerk, note="phần còn lại")
    with pytest.raises(errors.LineNotWaiting):
        refund_line(line_id=line.pk, actor=clerk, note="")
    assert sorted(Refund.objects.values_list("amount_vnd", "order")) == [(40_000, None), (60_000, None)]
    assert books() == {BANK: 100_000, "2200": 100_000}


def test_set_aside_moves_nothing(ground, clerk):
    line = pay("?", 100_000)
    aside = set_aside(line_id=line.pk, actor=clerk, note="hỏi ngân hàng")
    assert (aside.state, aside.decision, aside.decided_by) == (State.UNMATCHED, "hỏi ngân hàng", clerk)
    assert books() == {BANK: 100_000, "2090": 100_000}
    assert list(waiting_lines()) == [line]


def test_money_going_out_books_nothing_and_waits(ground):
    line = pay("phi quan ly", -11_000)
    assert (line.state, line.unallocated_vnd, books(), list(waiting_lines())) == (State.OUTGOING, 0, {}, [line])


def test_a_line_moves_something(ground):
    with pytest.raises(errors.BankLineZero):
        pay("?", 0)
    assert BankLine.objects.count() == 0


def test_the_same_line_twice_is_one_line(ground, clock):
    order = transfer_order()
    wanted = {"account": ACCOUNT, "booked_at": clock.now, "amount_vnd": order.total_vnd, "text": order.number, "bank_ref": "FT999999"}
    first, second = record_bank_line(**wanted), record_bank_line(**wanted)
    assert (first.is_new, second.is_new, first.line.pk) == (True, False, second.line.pk)
    assert books() == {BANK: order.total_vnd, **sold(order)}


def test_matching_again_changes_nothing(ground):
    order = transfer_order()
    line = pay(order.number, order.total_vnd)
    assert match_automatically(line_id=line.pk).state == State.EXACT
    assert Payment.objects.get(order=order).events.count() == 1
