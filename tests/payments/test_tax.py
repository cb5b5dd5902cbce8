"""Taxes withheld: the month's report is the ledger's movement to the đồng; paying on takes two people and a line of the statement."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperatives.groups.models import LegalForm, TaxRate
from cooperatives.ledger.services import balance
from storefront.payments import errors
from storefront.payments.models import BankLine, TaxPayment
from storefront.payments.services.refunds import request_refund
from storefront.payments.services.tax_payments import approve_tax_payment, drop_tax_payment, propose_tax_payment, settle_tax_payment
from storefront.payments.services.tax_report import tax_months, tax_report
from storefront.payments.tax_sheet import tax_sheet
from tests.factories import make_group, make_order, make_product
from tests.payments.test_refunds import everything, household_order
from tests.payments.till import BANK, assert_books_hold, books, pay
from tests.race import together

NOW = timezone.now


def period(days: float = 1) -> dict[str, datetime]:
    return {"since": NOW() - timedelta(days=days), "until": NOW() + timedelta(days=1)}


def numbers(row) -> tuple[int, ...]:
    return (row.sold_vnd, row.vat_vnd, row.pit_vnd, row.returned_vnd, row.returned_vat_vnd, row.returned_pit_vnd)


def withhold(amount_vnd: int = 200_000):
    """A household sells for so much and 1 % + 0.5 % are withheld."""
    order = household_order(price_vnd=amount_vnd - 77_777, quantity=1)
    return order.parcels.get()


@pytest.mark.django_db
def test_a_month_lists_sellers_by_form_and_rate_and_equals_the_ledger(ground):
    first = household_order().parcels.get()  # 3 × 33,333 + 77,777
    cooperative = make_order({make_product(make_group(kind=LegalForm.COOPERATIVE)).variants.get(): 1}, method="vietqr")
    pay(cooperative.number, cooperative.total_vnd)
    report = tax_report(**period())
    [row] = report.rows
    assert (row.seller, row.legal_form, row.vat_bps, row.pit_bps) == (first.seller, "household", 100, 50)
    assert numbers(row) == (177_776, balance("2300.vat"), balance("2300.pit"), 0, 0, 0)
    assert (report.vat.withheld_vnd, report.vat.closing_vnd, report.pit.closing_vnd) == (row.vat_vnd, row.vat_vnd, row.pit_vnd)
    assert report.is_equal


@pytest.mark.django_db
def test_a_new_rate_makes_a_row_of_its_own(ground):
    group = make_group(kind=LegalForm.HOUSEHOLD)
    for vat_bps in (100, 200):
        TaxRate.objects.filter(legal_form="household", supply="goods").update(vat_bps=vat_bps)
        order = make_order({make_product(group, price_vnd=100_000).variants.get(): 1}, method="vietqr")
        pay(order.number, order.total_vnd)
    report = tax_report(**period())
    assert [(row.vat_bps, row.sold_vnd, row.vat_vnd) for row in report.rows] == [(100, 100_000, 1_000), (200, 100_000, 2_000)]
    assert report.is_equal


@pytest.mark.django_db
def test_a_return_corrects_the_month_in_which_it_is_booked(ground, clerk, clock):
    clock.set("2026-03-20 10:00:00")
    parcel = household_order().parcels.get()
    clock.set("2026-04-02 10:00:00")
    line = parcel.lines.order_by("position")[0]
    request_refund(parcel_id=parcel.pk, quantities={line.pk: 1}, reason="vỡ", actor=clerk, key="a")
    (march, sold), (april, back) = tax_months(seller=parcel.seller, since=clock.set("2026-01-01"), until=clock.set("2027-01-01"))
    assert ((march.month, march.day), (april.month, april.day)) == ((3, 1), (4, 1))
    assert numbers(sold) == (177_776, 1_778, 889, 0, 0, 0)
    assert (back.sold_vnd, back.returned_vnd, back.revenue_vnd) == (0, 33_333, -33_333)
    assert (sold.due_vat_vnd + back.due_vat_vnd, sold.due_pit_vnd + back.due_pit_vnd) == (balance("2300.vat"), balance("2300.pit"))
    only_april = tax_report(since=clock.set("2026-04-01"), until=clock.set("2026-05-01"))
    assert (only_april.vat.opening_vnd, only_april.due_vat_vnd, only_april.is_equal) == (1_778, -back.returned_vat_vnd, True)
    assert only_april.vat.closing_vnd == balance("2300.vat")


@pytest.mark.django_db
def test_the_sheet_of_a_year_adds_up(ground, clerk):
    parcel = household_order().parcels.get()
    request_refund(parcel_id=parcel.pk, quantities=everything(parcel), reason="trả", actor=clerk, key="a")
    sheet = tax_sheet(parcel.seller)
    assert (sheet.year, sheet.revenue_vnd, sheet.vat_vnd, sheet.pit_vnd, sheet.total_vnd) == (timezone.localdate().year, 0, 0, 0, 0)
    assert (tax_sheet(parcel.seller, "2020").rows, tax_sheet(parcel.seller, "x").year) == ([], sheet.year)
    assert tax_sheet(make_group()).rows == []


@pytest.mark.django_db
def test_paying_takes_two_people_and_a_line_of_the_statement(ground, clerk, second):
    withhold()
    held = {code: balance(code) for code in ("2300.vat", "2300.pit", "2400")}
    amounts = {"vat_vnd": held["2300.vat"], "pit_vnd": held["2300.pit"], "own_vat_vnd": held["2400"]}
    row = propose_tax_payment(period_on=date(2026, 3, 15), actor=clerk, **amounts)
    assert (row.period_on, row.total_vnd, row.status) == (date(2026, 3, 1), sum(held.values()), "proposed")
    line = pay("nop thue", -row.total_vnd)
    before = books()
    for refused, act in (
        (errors.TaxPaymentNotOpen, lambda: settle_tax_payment(payment_id=row.pk, line_id=line.pk, actor=second)),
        (errors.TaxPaymentNeedsAnother, lambda: approve_tax_payment(payment_id=row.pk, actor=clerk)),
        (errors.TaxPaymentOpen, lambda: propose_tax_payment(period_on=date(2026, 3, 1), vat_vnd=1, pit_vnd=0, own_vat_vnd=0, actor=second)),
    ):
        with pytest.raises(refused):
            act()
    assert (books(), TaxPayment.objects.get().status) == (before, "proposed")
    approve_tax_payment(payment_id=row.pk, actor=second)
    settle_tax_payment(payment_id=row.pk, line_id=line.pk, actor=clerk)
    line.refresh_from_db()
    assert ({code: balance(code) for code in held}, line.state) == (dict.fromkeys(held, 0), BankLine.State.SETTLED)
    assert balance(BANK) == before[BANK] - row.total_vnd
    report = tax_report(**period())
    assert (report.vat.paid_vnd, report.pit.paid_vnd, report.vat.closing_vnd, report.is_equal) == (
        held["2300.vat"],
        held["2300.pit"],
        0,
        True,
    )
    with pytest.raises(errors.TaxPaymentNotOpen):
        drop_tax_payment(payment_id=row.pk, actor=clerk)
    assert_books_hold()


@pytest.mark.django_db
def test_another_amount_or_a_settled_line_is_refused(ground, clerk, second):
    withhold()
    row = propose_tax_payment(period_on=date(2026, 3, 1), vat_vnd=500, pit_vnd=0, own_vat_vnd=0, actor=clerk)
    approve_tax_payment(payment_id=row.pk, actor=second)
    line, before = pay("nop thue", -501), books()
    with pytest.raises(errors.TransferDiffers):
        settle_tax_payment(payment_id=row.pk, line_id=line.pk, actor=clerk)
    came = pay("tien vao", 500)
    with pytest.raises(errors.LineNotWaiting):
        settle_tax_payment(payment_id=row.pk, line_id=came.pk, actor=clerk)
    assert (TaxPayment.objects.get().status, balance("2300.vat")) == ("approved", before["2300.vat"])


@pytest.mark.django_db
@pytest.mark.parametrize("amounts", [(2_001, 0, 0), (0, 0, 0), (-1, 5, 0), (0, 1_001, 0)])
def test_no_more_is_proposed_than_is_held(ground, clerk, amounts):
    withhold()
    with pytest.raises(errors.TaxMoreThanHeld):
        propose_tax_payment(
            period_on=date(2026, 3, 1), actor=clerk, **dict(zip(("vat_vnd", "pit_vnd", "own_vat_vnd"), amounts, strict=True))
        )
    assert TaxPayment.objects.count() == 0


@pytest.mark.django_db
def test_a_return_after_the_tax_was_paid_on_is_told_apart(ground, clerk, second):
    parcel = withhold()
    vat_vnd = balance("2300.vat")
    row = propose_tax_payment(period_on=date(2026, 3, 1), vat_vnd=vat_vnd, pit_vnd=0, own_vat_vnd=0, actor=clerk)
    approve_tax_payment(payment_id=row.pk, actor=second)
    settle_tax_payment(payment_id=row.pk, line_id=pay("nop thue", -vat_vnd).pk, actor=clerk)
    request_refund(parcel_id=parcel.pk, quantities=everything(parcel), reason="trả", actor=clerk, key="a")
    report = tax_report(**period())
    assert (report.due_vat_vnd, report.borne_vat_vnd, report.borne_pit_vnd, report.vat.closing_vnd) == (0, vat_vnd, 0, 0)
    assert report.is_equal


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_at_once_one_does(ground, clerk, second):
    withhold()
    row = propose_tax_payment(period_on=date(2026, 3, 1), vat_vnd=500, pit_vnd=0, own_vat_vnd=0, actor=clerk)
    approve_tax_payment(payment_id=row.pk, actor=second)
    lines, before = [pay("nop thue", -500) for _ in range(2)], balance("2300.vat")

    def settle(line):
        try:
            return settle_tax_payment(payment_id=row.pk, line_id=line.pk, actor=clerk)
        except errors.TaxPaymentNotOpen:
            return None

    done = together([lambda line=line: settle(line) for line in lines])
    assert (sum(one is not None for one in done), balance("2300.vat")) == (1, before - 500)


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(st.tuples(st.integers(1_000, 99_999), st.integers(1, 4), st.integers(0, 4)), min_size=1, max_size=4))
def test_whatever_is_sold_and_given_back_rows_and_ledger_agree(ground, clerk, steps):
    for price_vnd, quantity, back in steps:
        parcel = household_order(price_vnd=price_vnd, quantity=quantity).parcels.get()
        line = parcel.lines.order_by("position")[0]
        if back := min(back, quantity):
            request_refund(parcel_id=parcel.pk, quantities={line.pk: back}, reason="trả", actor=clerk, key=f"k{parcel.pk}")
    report = tax_report(**period())
    assert report.is_equal
    assert (report.due_vat_vnd, report.due_pit_vnd) == (balance("2300.vat"), balance("2300.pit"))
