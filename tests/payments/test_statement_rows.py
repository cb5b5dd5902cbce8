"""Bank files as banks write them: every form of header, date and amount, and what is refused."""

from __future__ import annotations

import datetime
import io
import zipfile
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from storefront.payments.sheets import ColumnsMissing, FileNotReadable
from storefront.payments.statement_rows import read_amount, read_moment
from storefront.payments.statement_rows import read_table_statement as read_statement

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ACCOUNT = "1028866888"
NOW = datetime.datetime(2026, 3, 31, 12, tzinfo=HANOI)


def read(text: str | bytes):
    return read_statement(text.encode() if isinstance(text, str) else text, account=ACCOUNT, now=NOW)


def short(result) -> list[tuple]:
    return [(f"{row.booked_at:%d/%m %H:%M}", row.amount_vnd, row.text, row.bank_ref) for row in result.good]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_vietnamese_file_with_credit_and_debit(delimiter, encoding):
    rows = [
        ["NGÂN HÀNG THỬ", "", "", "", ""],
        ["Số tài khoản:", ACCOUNT, "", "", ""],
        ["Ngày giao dịch", "Số bút toán", "Ghi nợ", "Ghi có", "Nội dung"],
        ["05/03/2026", "FT0000123", "", "250.000", "HTX7K3M9Q2 chuyen tien"],
        ["06/03/2026 14:05:09", "0000456", "1.200.000", "0", "Trả nhóm"],
        ["", "", "", "", ""],
        ["Cộng phát sinh", "", "1.200.000", "250.000", ""],
    ]
    result = read("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    assert short(result) == [
        ("05/03 00:00", 250_000, "HTX7K3M9Q2 chuyen tien", "FT0000123"),
        ("06/03 14:05", -1_200_000, "Trả nhóm", "0000456"),
    ]
    assert [(row.number, row.reason) for row in result.bad] == [(7, "date")]


def test_an_english_file_with_a_signed_amount_and_quotes():
    rows = [
        "Transaction Date,Reference No,Amount,Description",
        '2026-03-05 08:00:00,REF001,"+250,000.00","a, b"',
        '2026-03-05,REF002,"-50,000",fee',
    ]
    result = read("\n".join(rows))
    assert short(result) == [("05/03 08:00", 250_000, "a, b", "REF001"), ("05/03 00:00", -50_000, "fee", "REF002")]


def test_a_two_language_header_and_a_direction_column():
    text = (
        "Ngày GD / Date;Số tiền (VND);Nợ/Có;Diễn giải/Details;Số dư\n5/3/2026;250000;C;vào;1\n5/3/2026;40000;D;ra;1\n5/3/2026;40000;X;?;1\n"
    )
    result = read(text)
    assert [(row.amount_vnd, row.text) for row in result.good] == [(250_000, "vào"), (-40_000, "ra")]
    assert [(row.number, row.reason) for row in result.bad] == [(4, "direction")]


def test_a_workbook_keeps_leading_zeros_and_reads_its_own_dates_and_numbers():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Sao kê"])
    sheet.append(["Ngày giao dịch", "Số chứng từ", "Phát sinh có", "Phát sinh nợ", "Nội dung", "Số tài khoản"])
    sheet.append([datetime.datetime(2026, 3, 5, 9, 30), "0001234", 250000.0, None, "HTX 7K3M9Q2", "0" + ACCOUNT])
    sheet.append(["06/03/2026", "0001235", None, 11000, "phí", ACCOUNT])
    sheet.append(["06/03/2026", "0001236", 500, None, "khác", "999999999"])
    kept = io.BytesIO()
    book.save(kept)
    result = read(kept.getvalue())
    assert short(result) == [("05/03 09:30", 250_000, "HTX 7K3M9Q2", "0001234"), ("06/03 00:00", -11_000, "phí", "0001235")]
    assert [(row.number, row.reason) for row in result.bad] == [(5, "other_account")]


def test_bad_rows_are_listed_with_their_numbers_and_the_good_ones_kept():
    text = (
        "Ngày;Ghi nợ;Ghi có;Nội dung\n05/03/2026;;250.000;tốt\n31/02/2026;;1.000;không có ngày này\n03/15/2026;;1.000;tháng trước ngày\n"
        "05/03/2026;;0;không\n05/03/2026;1.000;1.000;hai\n05/03/2026;;1.5;lẻ\n05/03/2026;;abc;chữ\n05/04/2026;;1.000;mai sau\n"
    )
    result = read(text)
    assert [row.text for row in result.good] == ["tốt"]
    assert [(row.number, row.reason) for row in result.bad] == [
        (3, "date"),
        (4, "date"),
        (5, "zero_amount"),
        (6, "two_amounts"),
        (7, "amount"),
        (8, "amount"),
        (9, "date_in_future"),
    ]


def test_rows_that_look_alike_are_counted():
    rows = ["x;1", "x;2", "y;3", "x;FT123456", "z;FT123456"]
    text = "\n".join(["Ngày;Số tiền;Nội dung;Số CT", *(f"05/03/2026;1.000;{row}" for row in rows)])
    assert [row.ordinal for row in read(text).good] == [0, 1, 0, 0, 1]


def _workbook_with(part: str, content: bytes) -> bytes:
    """A workbook with one part of it written anew."""
    book = openpyxl.Workbook()
    book.active.append(["Ngày", "Số tiền"])
    whole, changed = io.BytesIO(), io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as read_from, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read_from.namelist():
            written.writestr(name, content if name == part else read_from.read(name))
    return changed.getvalue()


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<worksheet><sheetData><row>", b"\x00\xff"])
def test_a_broken_workbook_is_refused_in_words(part, content):
    with pytest.raises(FileNotReadable) as refused:
        read(_workbook_with(part, content))
    assert refused.value.facts == {"reason": "not_a_workbook"}


def test_a_workbook_that_unpacks_to_far_more_is_refused_before_it_is_unpacked():
    bomb = _workbook_with("xl/worksheets/sheet1.xml", b" " * 120_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(FileNotReadable) as refused:
        read(bomb)
    assert refused.value.facts == {"reason": "too_large"}


@pytest.mark.parametrize(
    ("content", "error", "facts"),
    [
        (b"", FileNotReadable, {"reason": "empty"}),
        (b"  \n", FileNotReadable, {"reason": "empty"}),
        (b"PK\x03\x04broken", FileNotReadable, {"reason": "not_a_workbook"}),
        (b"x" * (10 * 1024 * 1024 + 1), FileNotReadable, {"reason": "too_large"}),
        ("Tên;Tuổi\nA;1\n".encode(), ColumnsMissing, {"missing": ["date", "amount"]}),
        ("Ngày;Tuổi\nA;1\n".encode(), ColumnsMissing, {"missing": ["amount"]}),
    ],
)
def test_what_is_no_statement(content, error, facts):
    with pytest.raises(error) as refused:
        read(content)
    assert refused.value.facts == facts


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("", 0),
        ("0", 0),
        ("0.00", 0),
        ("-", 0),
        ("250000", 250_000),
        ("250.000", 250_000),
        ("1,250,000", 1_250_000),
        ("1.250.000,00", 1_250_000),
        ("250000.00", 250_000),
        ("+200 000 VND", 200_000),
        ("-50,000", -50_000),
        ("\N{MINUS SIGN}50.000 đ", -50_000),
        ("(15.000)", -15_000),
        ("15.000-", -15_000),
        ("1.5", None),
        ("1.000,5", None),
        ("12e5", None),
        ("1tr", None),
        ("--5", None),
    ],
)
def test_amounts(text, amount):
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("05/03/2026", "2026-03-05T00:00:00+07:00"),
        ("5-3-2026 9:05", "2026-03-05T09:05:00+07:00"),
        ("05.03.26", "2026-03-05T00:00:00+07:00"),
        ("2026-03-05T09:05:06", "2026-03-05T09:05:06+07:00"),
        ("2026-03-05 09:05:06.123", "2026-03-05T09:05:06+07:00"),
    ],
)
def test_moments(text, shown):
    assert read_moment(text).isoformat() == shown


@pytest.mark.parametrize("text", ["", "hôm nay", "31/04/2026", "03/15/2026", "05/03/2026 25:00"])
def test_no_moments(text):
    assert read_moment(text) is None
