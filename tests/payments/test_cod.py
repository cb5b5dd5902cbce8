"""Cash on delivery: what carriers list and pay over, what differs, what they still owe."""

from __future__ import annotations

import io

import pytest

from storefront.orders.models import Order, Parcel
from storefront.orders.services import hand_over_parcel, pack_parcel, release_due_parcels
from storefront.payments import errors
from storefront.payments.models import BankLine, CodRemittance, CodRemittanceRow
from storefront.payments.services.cod import (
    accept_row,
    book_remittance,
    cod_ageing,
    dismiss_row,
    open_differences,
    record_cod_remittance,
    suggest_remittances,
    told_differences,
)
from storefront.payments.services.decisions import refund_line, waiting_lines
from storefront.payments.services.follow import deliver_and_collect
from tests.factories import make_carrier, make_group, make_order, make_product
from tests.payments.till import BANK, assert_books_hold, books, pay
from tests.race import together

pytestmark = pytest.mark.django_db
FEE = 5_000


def sent(number: str, *, price_vnd: int = 100_400, phone: str = "+84912345678", deliver: bool = True, group=None) -> Parcel:
    """A cash parcel on its way, or at the shopper's."""
    variant = make_product(group or make_group(), price_vnd=price_vnd).variants.get()
    order = make_order({variant: 1}, method=Order.Method.COD, phone=phone)
    parcel = order.parcels.get()
    pack_parcel(parcel_id=parcel.pk, actor=None)
    parcel = hand_over_parcel(parcel_id=parcel.pk, carrier=make_carrier("ghn"), tracking_number=number, actor=None)
    return deliver_and_collect(parcel_id=parcel.pk, actor=None) if deliver else parcel


def listing(*rows: tuple[str, int, int]) -> io.BytesIO:
    lines = ["Mã vận đơn;Tiền thu hộ;Phí", *(f"{number};{collected};{fee}" for number, collected, fee in rows)]
    return io.BytesIO("\n".join(lines).encode())


def record(*rows: tuple[str, int, int], line: BankLine | None = None) -> CodRemittance:
    recorded = record_cod_remittance(
        carrier=make_carrier("ghn"), file=listing(*rows), file_name="ghn.csv", actor=None, line_id=line.pk if line else None
    )
    return recorded.remittance


def states(remittance: CodRemittance) -> list[str]:
    return list(remittance.rows.order_by("number").values_list("state", flat=True))


def test_delivery_books_the_sale_and_counts_as_collected(ground):
    parcel = sent("GHN001")
    order = Order.objects.select_related("payment").get(pk=parcel.order_id)
    assert (parcel.due_vnd, parcel.rounding_vnd) == (140_000, -400)
    assert (order.payment.status, order.payment.received_vnd) == ("paid", 140_000)
    assert books() == {"1030.ghn": 140_000, f"2110.g{parcel.group_id}": 92_368, "4010": 7_302, "2400": 730, "4030": 40_000, "5070": 400}
    assert_books_hold()


def test_a_list_and_its_money(ground, clock):
    one, two = sent("GHN001"), sent("GHN002", price_vnd=250_000)
    remittance = record(("GHN001", one.due_vnd, FEE), ("GHN002", two.due_vnd, FEE))
    assert (states(remittance), Parcel.objects.filter(cash_matched_at=None).count()) == (["matched", "matched"], 2)
    clock.advance(days=8)
    assert release_due_parcels() == []
    net = one.due_vnd + two.due_vnd - 2 * FEE
    line = pay("GHN chuyen tien COD", net)
    assert suggest_remittances(line) == [remittance]
    book_remittance(remittance_id=remittance.pk, line_id=line.pk, actor=None)
    line.refresh_from_db()
    assert (line.state, line.unallocated_vnd, states(remittance)) == ("remittance", 0, ["booked", "booked"])
    left = books()
    assert (left[BANK], left["5040"], "1030.ghn" in left, "2090" in left) == (net, 2 * FEE, False, False)
    assert release_due_parcels() == [one.pk, two.pk]
    assert_books_hold()


def test_the_same_list_twice_and_its_line_twice(ground):
    parcel = sent("GHN001")
    rows = [("GHN001", parcel.due_vnd, FEE)]
    line = pay("GHN", parcel.due_vnd - FEE)
    first, again = record(*rows, line=line), record(*rows, line=line)
    assert (first.pk, CodRemittance.objects.count()) == (again.pk, 1)
    other = pay("GHN", parcel.due_vnd - FEE)
    with pytest.raises(errors.RemittanceBooked):
        book_remittance(remittance_id=first.pk, line_id=other.pk, actor=None)
    assert books()["2090"] == parcel.due_vnd - FEE
    assert_books_hold()


def test_every_kind_of_difference(ground):
    good, less, under_way = sent("GHN001"), sent("GHN002", phone="+84912345679"), sent("GHN003", phone="+84912345670", deliver=False)
    remittance = record(
        ("GHN001", good.due_vnd, 0), ("GHN002", less.due_vnd - 10_000, 0), ("GHN003", under_way.due_vnd, 0), ("LA", 1, 0), ("GHN001", 1, 0)
    )
    assert states(remittance) == ["matched", "differs", "not_delivered", "unknown", "repeated"]
    before = books()
    line = pay("GHN", good.due_vnd)
    with pytest.raises(errors.RemittanceDiffers) as refused:
        book_remittance(remittance_id=remittance.pk, line_id=line.pk, actor=None)
    assert refused.value.facts["line_vnd"] == good.due_vnd
    assert books() == {**before, BANK: good.due_vnd, "2090": good.due_vnd}


def test_a_row_that_differs_books_nothing_until_decided(ground, clerk):
    good, less = sent("GHN001"), sent("GHN002")
    remittance = record(("GHN001", good.due_vnd, FEE), ("GHN002", less.due_vnd - 10_000, FEE))
    row = remittance.rows.get(state="differs")
    with pytest.raises(errors.RemittanceBooked):
        accept_row(row_id=row.pk, actor=clerk, note="sớm quá")
    line = pay("GHN", good.due_vnd + less.due_vnd - 10_000 - 2 * FEE)
    book_remittance(remittance_id=remittance.pk, line_id=line.pk, actor=clerk)
    line.refresh_from_db()
    assert (states(remittance), line.unallocated_vnd) == (["booked", "differs"], less.due_vnd - 10_000 - FEE)
    assert (books()["1030.ghn"], books()["2090"]) == (less.due_vnd, less.due_vnd - 10_000 - FEE)
    accept_row(row_id=row.pk, actor=clerk, note="hãng thiếu 10.000")
    assert (books()["1030.ghn"], "2090" in books()) == (10_000, False)
    less.refresh_from_db()
    assert less.cash_matched_at is None
    rest = record(("GHN002", 10_000, 0), line=pay("GHN bu", 10_000))
    accept_row(row_id=rest.rows.get().pk, actor=clerk, note="đã bù")
    less.refresh_from_db()
    assert (less.cash_matched_at is None, "1030.ghn" in books()) == (False, False)
    with pytest.raises(errors.RowNotWaiting):
        accept_row(row_id=row.pk, actor=clerk, note="lại")
    assert_books_hold()


def test_a_shortfall_may_be_borne_by_the_center(ground, clerk):
    parcel = sent("GHN001")
    remittance = record(("GHN001", parcel.due_vnd - 3_000, 0), line=pay("GHN", parcel.due_vnd - 3_000))
    accept_row(row_id=remittance.rows.get().pk, actor=clerk, note="bỏ qua", write_off=True)
    parcel.refresh_from_db()
    assert (parcel.cash_matched_at is None, books()["5050"], "1030.ghn" in books()) == (False, 3_000, False)
    assert_books_hold()


@pytest.mark.parametrize("why", ["fee", "return_fee"])
def test_a_fee_that_the_carrier_took_is_the_centers(ground, clerk, why):
    parcel = sent("GHN001")
    remittance = record(("GHN001", parcel.due_vnd - 3_000, 0), line=pay("GHN", parcel.due_vnd - 3_000))
    row = accept_row(row_id=remittance.rows.get().pk, actor=clerk, note="phụ phí", difference=why)
    parcel.refresh_from_db()
    assert (parcel.cash_matched_at is None, books()["5040"], "1030.ghn" in books(), "5050" in books()) == (False, 3_000, False, False)
    assert told_differences() == [(remittance.carrier, row.get_difference_display(), 1, 3_000)]
    assert_books_hold()


@pytest.mark.parametrize("why", ["lost", "short"])
def test_what_a_carrier_lost_it_still_owes(ground, clerk, why):
    parcel = sent("GHN001")
    remittance = record(("GHN001", parcel.due_vnd - 3_000, 0), line=pay("GHN", parcel.due_vnd - 3_000))
    assert [row.tracking_number for row in open_differences()] == ["GHN001"]
    accept_row(row_id=remittance.rows.get().pk, actor=clerk, note="hãng sẽ đền", difference=why)
    parcel.refresh_from_db()
    assert (parcel.cash_matched_at, books()["1030.ghn"], list(open_differences())) == (None, 3_000, [])


def test_a_reason_that_is_none_changes_nothing(ground, clerk):
    parcel = sent("GHN001")
    remittance = record(("GHN001", parcel.due_vnd - 3_000, 0), line=pay("GHN", parcel.due_vnd - 3_000))
    before = books()
    with pytest.raises(ValueError, match="stolen"):
        accept_row(row_id=remittance.rows.get().pk, actor=clerk, note="", difference="stolen")
    assert (books(), remittance.rows.get().state) == (before, "differs")


def test_a_dismissed_row_leaves_its_money_to_be_given_back(ground, clerk):
    parcel = sent("GHN001")
    remittance = record(("GHN001", parcel.due_vnd, 0), ("CUA-NGUOI-KHAC", 77_000, 0), line=pay("GHN", parcel.due_vnd + 77_000))
    line = remittance.bank_line
    dismiss_row(row_id=remittance.rows.get(state="unknown").pk, actor=clerk, note="không phải của mình")
    line.refresh_from_db()
    assert (line.state, line.unallocated_vnd, list(waiting_lines())) == ("unmatched", 77_000, [line])
    refund_line(line_id=line.pk, actor=clerk, note="trả hãng")
    assert (books()["2200"], "2090" in books()) == (77_000, False)
    assert_books_hold()


def test_a_parcel_delivered_after_the_upload_is_looked_at_again(ground):
    parcel = sent("GHN001", deliver=False)
    remittance = record(("GHN001", parcel.due_vnd, 0))
    assert states(remittance) == ["not_delivered"]
    deliver_and_collect(parcel_id=parcel.pk, actor=None)
    book_remittance(remittance_id=remittance.pk, line_id=pay("GHN", parcel.due_vnd).pk, actor=None)
    assert states(remittance) == ["booked"]
    assert_books_hold()


def test_another_carriers_waybill_is_unknown(ground):
    parcel = sent("GHN001")
    other = record_cod_remittance(
        carrier=make_carrier("ghtk"), file=listing(("GHN001", parcel.due_vnd, 0)), file_name="x.csv", actor=None
    ).remittance
    assert states(other) == ["unknown"]


def test_ageing(ground, clock):
    old = sent("GHN001")
    clock.advance(days=10)
    sent("GHN002", price_vnd=250_000)
    [age] = cod_ageing()
    assert (age.carrier.code, age.owed_vnd, age.parcels, age.oldest_at, age.late_vnd) == ("ghn", 430_000, 2, old.delivered_at, 0)
    assert (age.week_vnd, age.fortnight_vnd) == (290_000, 140_000)
    clock.advance(days=5)
    assert [(one.week_vnd, one.fortnight_vnd, one.late_vnd) for one in cod_ageing()] == [(290_000, 0, 140_000)]
    record(("GHN001", 140_000, 0), line=pay("GHN", 140_000))
    assert [(one.owed_vnd, one.parcels, one.late_vnd) for one in cod_ageing()] == [(290_000, 1, 0)]


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_a_list_is_booked_once_however_many_click(ground):
    parcel = sent("GHN001")
    remittance = record(("GHN001", parcel.due_vnd, FEE))
    lines = [pay("GHN", parcel.due_vnd - FEE) for _ in range(4)]
    results = together([lambda line=line: book_remittance(remittance_id=remittance.pk, line_id=line.pk, actor=None) for line in lines])
    assert sorted(type(result).__name__ for result in results) == ["CodRemittance"] + ["RemittanceBooked"] * 3
    assert (CodRemittanceRow.objects.get().state, books()["2090"], books()["5040"]) == ("booked", 3 * (parcel.due_vnd - FEE), FEE)
    assert_books_hold()
