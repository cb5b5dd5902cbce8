"""Two things at the same moment that must not both happen: each race has one winner, and the books hold whoever it is."""

from __future__ import annotations

import datetime

import pytest
from django.db.models import Sum
from django.utils import timezone

from catalog.models import Stock
from cooperatives.ledger.services import balance
from cooperatives.vietnam.errors import DomainError
from storefront.orders.models import Order, Parcel
from storefront.orders.services import deliver_parcel, hand_over_parcel, pack_parcel, release_due_parcels
from storefront.payments.models import BankLine, Refund
from storefront.payments.services.cancel import cancel_and_refund, return_and_refund
from storefront.payments.services.decisions import refund_line
from storefront.payments.services.refunds import fail_refund, request_refund, send_refund
from tests.factories import make_carrier, make_user
from tests.payments.till import assert_books_hold, pay, transfer_order
from tests.race import together

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]


def paid_order(**fields) -> Order:
    order = transfer_order(**fields)
    pay(f"ck {order.number}", order.total_vnd)
    order.refresh_from_db()
    assert order.paid_at is not None
    return order


def refused(answers: list) -> int:
    others = [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, DomainError)]
    assert others == []
    return sum(isinstance(answer, DomainError) for answer in answers)


def test_cancelled_many_times_is_refunded_once(ground):
    order = paid_order(quantity=3)
    answers = together([lambda: cancel_and_refund(order_id=order.pk, actor=None, reason="đổi ý") for _ in range(5)])
    assert refused(answers) == 4
    assert Refund.objects.aggregate(total=Sum("amount_vnd"))["total"] == order.total_vnd == balance("2200")
    assert Stock.objects.get().reserved == 0
    assert_books_hold()


def test_cancelled_while_it_is_packed(ground):
    order = paid_order()
    parcel = order.parcels.get()
    answers = together(
        [
            lambda: cancel_and_refund(order_id=order.pk, actor=None, reason="đổi ý"),
            lambda: pack_parcel(parcel_id=parcel.pk, actor=None),
            lambda: cancel_and_refund(parcel_id=parcel.pk, actor=None, reason="đổi ý"),
            lambda: pack_parcel(parcel_id=parcel.pk, actor=None),
        ]
    )
    assert refused(answers) == 3
    parcel.refresh_from_db()
    was_cancelled = parcel.status == Parcel.Status.CANCELLED
    assert (Refund.objects.count(), Stock.objects.get().reserved) == ((1, 0) if was_cancelled else (0, 1))
    assert_books_hold()


def test_paid_while_it_is_cancelled(ground):
    order = transfer_order()
    together([lambda: pay(f"ck {order.number}", order.total_vnd), lambda: cancel_and_refund(order_id=order.pk, actor=None, reason="đổi ý")])
    order.refresh_from_db()
    line = BankLine.objects.get()
    assert order.status == Order.Status.CANCELLED
    if order.paid_at is None:
        assert (line.state, line.unallocated_vnd, Refund.objects.count()) == ("late", order.total_vnd, 0)
    else:
        assert (line.state, line.unallocated_vnd, Refund.objects.get().amount_vnd) == ("exact", 0, order.total_vnd)
    assert_books_hold()


def test_released_while_it_is_refunded(ground):
    order = paid_order(quantity=2)
    parcel, line = order.parcels.get(), order.parcels.get().lines.get()
    pack_parcel(parcel_id=parcel.pk, actor=None)
    hand_over_parcel(parcel_id=parcel.pk, carrier=make_carrier(), tracking_number="VD1", actor=None)
    deliver_parcel(parcel_id=parcel.pk, actor=None)
    later = timezone.now() + datetime.timedelta(days=30)
    answers = together(
        [
            lambda: release_due_parcels(later),
            lambda: request_refund(parcel_id=parcel.pk, quantities={line.pk: 1}, reason="vỡ", actor=None, key="a"),
            lambda: release_due_parcels(later),
            lambda: request_refund(parcel_id=parcel.pk, quantities={line.pk: 1}, reason="vỡ", actor=None, key="a"),
            lambda: request_refund(parcel_id=parcel.pk, quantities={line.pk: 2}, reason="vỡ", actor=None, key="b"),
        ]
    )
    assert refused(answers) == (1 if Refund.objects.get().amount_vnd < parcel.goods_vnd else 2)
    owner = f"g{parcel.group_id}"
    parcel.refresh_from_db()
    assert (balance(f"2110.{owner}"), balance(f"1060.{owner}"), parcel.refunded_vnd) == (0, 0, balance("2200"))
    assert_books_hold()


def test_taken_back_while_it_is_delivered(ground):
    order = paid_order()
    parcel = order.parcels.get()
    pack_parcel(parcel_id=parcel.pk, actor=None)
    hand_over_parcel(parcel_id=parcel.pk, carrier=make_carrier(), tracking_number="VD1", actor=None)
    answers = together(
        [
            lambda: deliver_parcel(parcel_id=parcel.pk, actor=None),
            lambda: return_and_refund(parcel_id=parcel.pk, actor=None, reason="không nhận"),
            lambda: return_and_refund(parcel_id=parcel.pk, actor=None, reason="không nhận"),
        ]
    )
    assert refused(answers) == 2
    parcel.refresh_from_db()
    assert Refund.objects.count() == (1 if parcel.status == Parcel.Status.RETURNED else 0)
    assert_books_hold()


def test_a_refund_is_sent_once_and_failed_once(ground):
    order = paid_order()
    (refund,) = cancel_and_refund(order_id=order.pk, actor=None, reason="đổi ý")
    people = [make_user(staff=True) for _ in range(4)]
    answers = together([lambda person=person: send_refund(refund_id=refund.pk, actor=person) for person in people])
    assert refused(answers) == 3
    assert balance("2200") == 0
    answers = together([lambda: fail_refund(refund_id=refund.pk, actor=None, reason="sai số") for _ in range(4)])
    assert refused(answers) == 3
    assert balance("2200") == refund.amount_vnd
    assert_books_hold()


def test_money_of_a_line_goes_back_once(ground):
    line, clerk = pay("không rõ", 150_000), make_user(staff=True)
    answers = together([lambda: refund_line(line_id=line.pk, actor=clerk, note="trả lại") for _ in range(4)])
    assert refused(answers) == 3
    assert (Refund.objects.get().amount_vnd, balance("2090"), balance("2200")) == (150_000, 0, 150_000)
    assert_books_hold()
