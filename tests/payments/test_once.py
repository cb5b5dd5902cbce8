"""Once, and only once: expiry against payment, kills between any two statements, sweeps that repeat."""

from __future__ import annotations

import os
import signal

import pytest
from django.db import connection, connections
from django.utils import timezone

from catalog.models import Stock
from cooperatives.ledger.models import Entry
from storefront.orders.models import Order
from storefront.payments.models import BankLine, Payment, PaymentEvent
from storefront.payments.services.expire import expire_unpaid
from storefront.payments.services.sweep import sweep
from storefront.payments.totals import totals_of
from tests.payments.till import BANK, assert_books_hold, books, pay, transfer_order
from tests.race import together

WRITES = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE")


def assert_caches_are_the_fold() -> None:
    """Rebuild every payment's cached columns from its events."""
    for payment in Payment.objects.all():
        totals = totals_of(payment)
        assert (payment.received_vnd, payment.status) == (totals.received_vnd, totals.status)


@pytest.mark.django_db
def test_expiry_happens_once_and_gives_the_goods_back(ground, clock):
    order = transfer_order(stock=3, quantity=2)
    variant = order.parcels.get().lines.get().variant
    assert expire_unpaid() == []
    clock.advance(minutes=24 * 60)
    assert expire_unpaid() == []
    clock.advance(seconds=1)
    assert (expire_unpaid(), expire_unpaid()) == ([order.pk], [])
    order.refresh_from_db()
    assert (order.status, order.payment.status, order.cancel_reason) == ("cancelled", "expired", "expired")
    assert (Stock.objects.get(variant=variant).on_hand, Stock.objects.get(variant=variant).reserved) == (3, 0)
    assert list(order.payment.events.values_list("kind", flat=True)) == ["expired"]
    assert books() == {}


@pytest.mark.django_db
def test_a_paid_order_does_not_expire(ground, clock):
    order = transfer_order()
    pay(order.number, order.total_vnd)
    clock.advance(hours=5)
    assert expire_unpaid() == []
    order.refresh_from_db()
    assert order.status == "preparing"


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_of_expiry_and_payment_at_the_same_time_exactly_one_wins(ground, clock):
    orders = [transfer_order() for _ in range(6)]
    clock.advance(hours=24, minutes=1)
    work = [lambda order=order: pay(order.number, order.total_vnd) for order in orders]
    results = together([expire_unpaid, *work, expire_unpaid])
    assert [result for result in results if isinstance(result, Exception)] == []
    expired = {pk for ids in (results[0], results[-1]) for pk in ids}
    assert len(results[0]) + len(results[-1]) == len(expired)
    for order, line in zip(orders, results[1:-1], strict=True):
        order.refresh_from_db()
        reserved = Stock.objects.get(variant=order.parcels.get().lines.get().variant).reserved
        lost = order.pk in expired
        assert (line.state, order.status, reserved, line.unallocated_vnd) == (
            ("late", "cancelled", 0, order.total_vnd) if lost else ("exact", "preparing", 1, 0)
        )
        assert Entry.objects.filter(key__startswith=f"sale:bank:{line.pk}").count() == (0 if lost else 1)
    assert books()[BANK] == sum(order.total_vnd for order in orders)
    assert_caches_are_the_fold()
    assert_books_hold()


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_two_short_lines_at_the_same_time_make_one_sale(ground):
    order = transfer_order()
    half = order.total_vnd // 2
    results = together([lambda: pay(order.number, half), lambda: pay(order.number, order.total_vnd - half)])
    assert sorted(BankLine.objects.values_list("state", "unallocated_vnd")) == [("exact", 0), ("settled", 0)], results
    assert Entry.objects.filter(kind="sale").count() == 1
    assert_caches_are_the_fold()
    assert_books_hold()


def _killed_before(number: int, work) -> int:
    """Run ``work`` in a child that is killed -9 before its statement ``number`` that writes or commits; returns how it ended."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        left = [number]

        def count(execute, sql, params, many, context):
            if sql.lstrip().upper().startswith(WRITES):
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        code = 1
        try:
            connection.ensure_connection()
            commit = connection._commit  # type: ignore[attr-defined]

            def commit_or_die():
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return commit()

            connection._commit = commit_or_die  # type: ignore[attr-defined]
            with connection.execute_wrapper(count):
                work()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_killed_between_any_two_statements_of_a_payment(ground):
    """Whatever moment the process dies at, either nothing or everything of a step is there, and the line again ends in one sale."""
    kills = 0
    for number in range(1, 400):
        order = transfer_order()
        before = books()
        when, ref = timezone.now(), f"FTKILL{number}"
        ended = _killed_before(number, lambda: pay(order.number, order.total_vnd, at=when, ref=ref))  # noqa: B023
        after = books()
        line = BankLine.objects.filter(bank_ref=ref).first()
        sold = Order.objects.get(pk=order.pk).paid_at is not None
        came = after.get(BANK, 0) - before.get(BANK, 0)
        assert came == (order.total_vnd if line else 0)
        assert (line is not None and line.state == "exact") == sold == Entry.objects.filter(ref__order=order.number, kind="sale").exists()
        assert sum(BankLine.objects.values_list("unallocated_vnd", flat=True)) == after.get("2090", 0)
        pay(order.number, order.total_vnd, at=when, ref=ref)
        sweep()
        order.refresh_from_db()
        assert (order.status, BankLine.objects.get(bank_ref=ref).state) == ("preparing", "exact")
        assert books().get(BANK, 0) - before.get(BANK, 0) == order.total_vnd
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        kills += 1
    assert ended == 0 and kills > 30
    assert books().get("2090", 0) == 0
    assert_caches_are_the_fold()
    assert_books_hold()


@pytest.mark.django_db
def test_the_sweep_matches_a_line_whose_process_died(ground, monkeypatch):
    order = transfer_order()
    monkeypatch.setattr("storefront.payments.services.bank_lines.match_automatically", lambda line_id: BankLine.objects.get(pk=line_id))
    line = pay(order.number, order.total_vnd)
    assert line.state == "unmatched"
    assert sweep() == {"matched": [line.pk], "confirmed": [], "followed": []}
    assert sweep() == {"matched": [], "confirmed": [], "followed": []}
    order.refresh_from_db()
    assert order.status == "preparing"
    assert_books_hold()


@pytest.mark.django_db
def test_the_sweep_tells_an_order_whose_payment_is_complete(ground):
    order = transfer_order()
    line = pay("?", order.total_vnd)
    BankLine.objects.filter(pk=line.pk).update(order=order, state="exact", unallocated_vnd=0)
    event_id = f"bank:{line.pk}:{order.pk}"
    PaymentEvent.objects.create(
        payment=order.payment, provider="vietqr", event_id=event_id, kind="received", amount_vnd=order.total_vnd, at=line.booked_at
    )
    Payment.objects.update(received_vnd=order.total_vnd, status="paid")
    assert sweep()["confirmed"] == [order.pk]
    assert sweep()["confirmed"] == []
    assert Entry.objects.filter(key=f"sale:bank:{line.pk}").count() == 1
    assert_books_hold()


@pytest.mark.django_db
def test_a_failure_while_selling_leaves_the_money_unmatched(ground, monkeypatch):
    """The line and its entry are committed before; what went wrong with the sale is tried again by the sweep."""
    order = transfer_order()

    def fails(**fields):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("storefront.payments.services.confirm.mark_paid", fails)
        with pytest.raises(ZeroDivisionError):
            pay(order.number, order.total_vnd)
    line = BankLine.objects.get()
    assert (line.state, books()) == ("unmatched", {BANK: order.total_vnd, "2090": order.total_vnd})
    assert sweep()["matched"] == [line.pk]
    assert Order.objects.get(pk=order.pk).status == "preparing"
    assert_caches_are_the_fold()
    assert_books_hold()
