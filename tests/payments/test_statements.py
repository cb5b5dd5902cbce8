"""Bank files taken in: once each, overlapping, broken off half-way, previewed."""

from __future__ import annotations

import io

import pytest

from storefront.payments.models import BankLine, BankStatement
from storefront.payments.services import bank_lines
from storefront.payments.services.bank_lines import import_statement, preview_statement, record_bank_line
from tests.payments.till import ACCOUNT, BANK, assert_books_hold, books, transfer_order
from tests.race import together

HEADER = "Ngày;Số CT;Ghi nợ;Ghi có;Nội dung\n"


def file(*rows: str) -> io.BytesIO:
    return io.BytesIO((HEADER + "\n".join(rows)).encode())


def day(number: int, ref: str, credit: int, text: str = "x") -> str:
    return f"{number:02d}/03/2026;{ref};;{credit};{text}"


@pytest.fixture
def march(clock):
    clock.set("2026-03-20 12:00")
    return clock


@pytest.mark.django_db
def test_a_file_is_taken_in_matched_and_counted(ground, clerk, march):
    order = transfer_order()
    rows = [
        day(20, "FT100001", order.total_vnd, order.number),
        day(20, "FT100002", 5_000),
        "20/03/2026;FT100003;11000;;phi",
        "99/03/2026;;;1;?",
    ]
    result = import_statement(file=file(*rows), file_name="sao-ke.csv", actor=clerk)
    assert [(row.is_new, row.line.state) for row in result.rows] == [(True, "exact"), (True, "unmatched"), (True, "outgoing")]
    assert [(row.number, row.reason) for row in result.bad] == [(5, "date")]
    assert (result.new_count, result.repeated_count, result.in_vnd, result.out_vnd) == (3, 0, order.total_vnd + 5_000, 11_000)
    assert (result.statement.line_count, result.statement.repeated_count, result.is_known_file) == (3, 0, False)
    assert books()[BANK] == order.total_vnd + 5_000
    assert_books_hold()


@pytest.mark.django_db
def test_the_same_file_twice_brings_nothing(ground, clerk, march):
    rows = [day(18, "1", 5_000), day(18, "2", 5_000), day(19, "FT100001", 7_000)]
    import_statement(file=file(*rows), file_name="a.csv", actor=clerk)
    before = books()
    again = import_statement(file=file(*rows), file_name="b.csv", actor=clerk)
    assert (again.is_known_file, again.new_count, again.repeated_count) == (True, 0, 3)
    assert (again.statement.line_count, again.statement.repeated_count) == (3, 0)
    assert (BankStatement.objects.count(), BankLine.objects.count(), books()) == (1, 3, before)


@pytest.mark.django_db
def test_an_overlapping_file_brings_only_what_is_new(ground, clerk, march):
    first = [day(18, "1", 5_000), day(18, "2", 5_000), day(19, "FT100001", 7_000)]
    import_statement(file=file(*first), file_name="a.csv", actor=clerk)
    result = import_statement(
        file=file(*first[1:], first[0], day(18, "3", 5_000), day(20, "FT100002", 9_000)), file_name="b.csv", actor=clerk
    )
    assert [(row.row.amount_vnd, row.is_new) for row in result.rows] == [
        (5_000, False),
        (7_000, False),
        (5_000, False),
        (5_000, True),
        (9_000, True),
    ]
    assert (result.statement.line_count, result.statement.repeated_count) == (2, 3)
    assert books() == {BANK: 31_000, "2090": 31_000}
    assert_books_hold()


@pytest.mark.django_db
def test_a_transfer_and_its_fee_under_one_reference_are_two_lines(ground, clerk, march):
    result = import_statement(file=file(day(18, "FT100001", 5_000), "18/03/2026;FT100001;1100;;phi"), file_name="a.csv", actor=clerk)
    assert [row.line.amount_vnd for row in result.rows] == [5_000, -1_100]


@pytest.mark.django_db
def test_a_preview_writes_nothing(ground, clerk, march):
    import_statement(file=file(day(18, "FT100001", 5_000)), file_name="a.csv", actor=clerk)
    wanted = [day(18, "FT100001", 5_000), day(19, "FT100002", 6_000), "?;;;1;"]
    seen = preview_statement(file=file(*wanted), file_name="b.csv")
    assert [(row.is_new, row.line is None) for row in seen.rows] == [(False, False), (True, True)]
    assert (seen.statement, seen.is_known_file, len(seen.bad), seen.in_vnd) == (None, False, 1, 6_000)
    assert (BankStatement.objects.count(), BankLine.objects.count(), books()) == (1, 1, {BANK: 5_000, "2090": 5_000})


@pytest.mark.django_db
def test_an_import_that_broke_off_is_finished_by_the_same_file(ground, clerk, march, monkeypatch):
    rows = [day(18, "FT100001", 5_000), day(18, "FT100002", 6_000), day(18, "FT100003", 7_000)]
    real = bank_lines.record_bank_line
    brought = iter([True, True])

    def breaks_off(**fields):
        if next(brought, None) is None:
            raise KeyboardInterrupt
        return real(**fields)

    monkeypatch.setattr(bank_lines, "record_bank_line", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        import_statement(file=file(*rows), file_name="a.csv", actor=clerk)
    assert BankLine.objects.count() == 2
    monkeypatch.setattr(bank_lines, "record_bank_line", real)
    result = import_statement(file=file(*rows), file_name="a.csv", actor=clerk)
    assert (result.new_count, result.repeated_count, result.statement.line_count) == (1, 2, 3)
    assert books() == {BANK: 18_000, "2090": 18_000}


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_record_one_line(ground, march):
    order = transfer_order()
    wanted = {"account": ACCOUNT, "booked_at": march.now, "amount_vnd": order.total_vnd, "text": order.number, "bank_ref": "FT100001"}
    results = together([lambda: record_bank_line(**wanted)] * 20)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert sorted(result.is_new for result in results) == [False] * 19 + [True]
    assert (BankLine.objects.get().state, order.payment.events.count()) == ("exact", 1)
    assert books()[BANK] == order.total_vnd
    assert_books_hold()
