"""Understand the rows of a bank statement: which columns mean what, dates and amounts as banks write them.

Tolerant of form, strict of meaning: a row that two people could read in two ways is listed as bad with its number and the reason, and
the good rows are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Final

from django.utils import timezone

from cooperatives.vietnam.money import MoneyFormatError, parse_vnd
from cooperatives.vietnam.text import fold

from .sheets import Names, Row, headings, read_table

NAMES: Final[Names] = {
    "booked": headings(
        "ngay | ngay giao dich | ngay gd | ngay hach toan | ngay ghi so | ngay hieu luc | ngay ct | ngay chung tu | thoi gian",
        "thoi gian giao dich | date | transaction date | trans date | tran date | tnx date | posting date | booking date | value date",
        "effective date | transactiondate | time",
    ),
    "credit": headings(
        "ghi co | co | so tien ghi co | phat sinh co | ps co | tien vao | so tien vao | thu",
        "credit | credit amount | deposit | deposits | paid in | money in",
    ),
    "debit": headings(
        "ghi no | no | so tien ghi no | phat sinh no | ps no | tien ra | so tien ra | chi",
        "debit | debit amount | withdrawal | withdrawals | paid out | money out",
    ),
    "amount": headings(
        "so tien | so tien giao dich | so tien gd | phat sinh | amount | transaction amount | trans amount | transferamount"
    ),
    "direction": headings(
        "loai | loai giao dich | loai gd | dau | no/co | co/no | thu/chi | +/- | c/d | d/c | dr/cr | cr/dr | type | transfertype",
        "direction",
    ),
    "text": headings(
        "noi dung | noi dung giao dich | noi dung chi tiet | noi dung chuyen khoan | noi dung thanh toan | dien giai | mo ta | chi tiet",
        "description | transaction description | details | detail | transaction detail | transaction details | remark | remarks | content",
        "narrative | memo",
    ),
    "ref": headings(
        "so but toan | so chung tu | so ct | so tham chieu | ma tham chieu | ma giao dich | ma gd | so giao dich | so gd | so hieu",
        "reference | reference no | reference number | ref | ref no | transaction id | transaction no | trans id | doc no | document no",
        "referencecode | seq. no",
    ),
    "balance": headings(
        "so du | so du sau giao dich | so du tai khoan | so du luy ke | balance | running balance | account balance | accumulated"
    ),
    "account": headings("so tai khoan | so tk | tai khoan | tk | account | account no | account number | accountnumber"),
}
_DATE = re.compile(
    r"(?:(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}|\d{2})|(?P<Y>\d{4})[/-](?P<M>\d{1,2})[/-](?P<D>\d{1,2}))"
    r"(?:[ T]+(?P<h>\d{1,2}):(?P<i>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?)?"
)
_CENTS = re.compile(r"(\d+)[.,]0{1,2}")
_IN, _OUT = (
    frozenset({"c", "cr", "co", "credit", "+", "in", "thu", "vao", "tien vao"}),
    frozenset({"d", "dr", "no", "debit", "-", "out", "chi", "ra", "tien ra"}),
)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One movement. ``ordinal`` counts rows of this file that look exactly alike, from 0."""

    number: int
    booked_at: datetime
    amount_vnd: int
    text: str
    bank_ref: str
    account: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out. ``reason``: date, date_in_future, amount, zero_amount, two_amounts, direction, other_account, currency."""

    number: int
    reason: str
    shown: str


@dataclass(frozen=True, slots=True)
class Closing:
    """What the bank says was on the account after everything up to a moment."""

    at: datetime
    balance_vnd: int


@dataclass(frozen=True, slots=True)
class StatementRows:
    """What a file holds."""

    good: Sequence[StatementRow]
    bad: Sequence[BadRow]
    closings: Sequence[Closing] = ()


@dataclass(frozen=True, slots=True)
class Movement:
    """One row as its file tells it, before it is judged. ``refused`` says why it cannot be used, when that is known already."""

    number: int
    booked_at: datetime | None
    amount_vnd: int
    text: str
    bank_ref: str
    account: str
    shown: str
    refused: str = ""


class _Refused(Exception):
    """Inside this module: why a row is bad."""


def read_table_statement(content: bytes, *, account: str, now: datetime | None = None) -> StatementRows:
    """Read a bank's CSV or XLSX for our ``account`` (rows of another account are bad). Raises FileNotReadable and ColumnsMissing."""
    table = read_table(content, names=NAMES, is_complete=_missing)
    movements = [_movement(row) for row in table.rows]
    balances = [read_amount(row.cells["balance"]) if row.cells.get("balance") else None for row in table.rows]
    ours = all(is_account(one.account, account) for one in movements)
    closings = _closings(movements, balances, now or timezone.now()) if ours else ()
    return collect(movements, account=account, now=now, closings=closings)


def _closings(movements: Sequence[Movement], balances: Sequence[int | None], now: datetime) -> Sequence[Closing]:
    """The balance after the last row, whether a file starts with its oldest or its newest row; none when the balances are no chain.

    Where rows say the day only, the last day that is over counts: more may move today.
    """
    told = [(one, balance) for one, balance in zip(movements, balances, strict=True) if balance is not None and one.booked_at is not None]
    if not told or len(told) != len(movements):
        return ()
    if not _is_chain(told):
        told.reverse()
        if not _is_chain(told):
            return ()
    last, balance_vnd = told[-1]
    if last.booked_at is not None and last.booked_at.time() != time.min:
        return [Closing(last.booked_at, balance_vnd)]
    over = [
        (one.booked_at, balance) for one, balance in told if one.booked_at is not None and one.booked_at.date() < timezone.localdate(now)
    ]
    return [Closing(datetime.combine(at.date(), time.max.replace(microsecond=0), at.tzinfo), balance) for at, balance in over[-1:]]


def _is_chain(told: Sequence[tuple[Movement, int]]) -> bool:
    """Whether each balance is the one before and the row's own amount, and no row is before the one above it."""
    return all(
        after[1] == before[1] + after[0].amount_vnd and before[0].booked_at <= after[0].booked_at  # type: ignore[operator]  # all have one
        for before, after in pairwise(told)
    )


def collect(movements: Iterable[Movement], *, account: str, now: datetime | None = None, closings: Sequence[Closing] = ()) -> StatementRows:
    """Judge the movements of a file one by one, and number the good ones that look exactly alike."""
    latest = (now or timezone.now()) + timedelta(days=1)
    good: list[StatementRow] = []
    bad: list[BadRow] = []
    seen: Counter[tuple[object, ...]] = Counter()
    for told in movements:
        reason = told.refused or _why_bad(told, account, latest)
        if reason or told.booked_at is None:
            bad.append(BadRow(told.number, reason, told.shown[:200]))
            continue
        text, ref = " ".join(told.text.split())[:500], told.bank_ref[:80]
        alike = (ref, told.amount_vnd) if is_own_reference(ref) else (told.booked_at.date(), told.amount_vnd, fold(text))
        good.append(StatementRow(told.number, told.booked_at, told.amount_vnd, text, ref, account, seen[alike]))
        seen[alike] += 1
    # A row that was left out may be the very difference between our sum and the balance: then the bank said nothing we can use.
    return StatementRows(good, bad, [] if bad else closings)


def _why_bad(told: Movement, account: str, latest: datetime) -> str:
    if told.booked_at is None:
        return "date"
    if told.booked_at > latest:
        return "date_in_future"
    if not is_account(told.account, account):
        return "other_account"
    return "" if told.amount_vnd else "zero_amount"


def is_account(told: str, ours: str) -> bool:
    """Whether an account number as a bank writes it may be ours: a row that names none is."""
    theirs = re.sub(r"\W", "", told)
    return not (theirs and theirs.isdigit() and ours.isdigit() and theirs.lstrip("0") != ours.lstrip("0"))


def is_own_reference(ref: str) -> bool:
    """Whether a bank's reference names one movement for ever. Short ones are mostly counters that start again every day."""
    return len(ref) >= 6


def _missing(columns: frozenset[str]) -> list[str]:
    lacking = [] if "booked" in columns else ["date"]
    if not columns & {"amount", "credit", "debit"}:
        lacking.append("amount")
    return lacking


def _movement(row: Row) -> Movement:
    cells = row.cells
    booked_at, amount_vnd, refused = read_moment(cells.get("booked", "")), 0, ""
    try:
        amount_vnd = _signed(row) if booked_at is not None else 0
    except _Refused as why:
        refused = str(why)
    return Movement(
        number=row.number,
        booked_at=booked_at,
        amount_vnd=amount_vnd,
        text=cells.get("text", ""),
        bank_ref=cells.get("ref", ""),
        account=cells.get("account", ""),
        shown=" · ".join(cell for cell in cells.values() if cell),
        refused=refused,
    )


def _signed(row: Row) -> int:
    cells = row.cells
    credit, debit = read_amount(cells.get("credit", "")), read_amount(cells.get("debit", ""))
    if credit is None or debit is None:
        raise _Refused("amount")
    if credit and debit:
        raise _Refused("two_amounts")
    if credit or debit:
        # Some banks write what went out with a minus sign in its own column.
        return abs(credit) if credit else -abs(debit)
    amount = read_amount(cells.get("amount", ""))
    if amount is None:
        raise _Refused("amount")
    if amount == 0:
        raise _Refused("zero_amount")
    return _directed(amount, fold(cells.get("direction", "")))


def _directed(amount: int, direction: str) -> int:
    if not direction or amount < 0:
        return amount
    if direction in _IN:
        return amount
    if direction in _OUT:
        return -amount
    raise _Refused("direction")


def read_amount(text: str) -> int | None:
    """Read a signed amount as statements write it: "1.250.000", "-50,000.00", "+200000 VND", "(15.000)". Empty is 0; None if unclear."""
    bare = "".join(text.split()).replace("\N{MINUS SIGN}", "-").upper().removesuffix("VND").removesuffix("Đ").removesuffix("₫")
    if not bare or bare in {"-", "–"}:
        return 0
    sign = 1
    if bare.startswith("(") and bare.endswith(")"):
        sign, bare = -1, bare[1:-1]
    elif bare[0] in "+-":
        sign, bare = (-1 if bare[0] == "-" else 1), bare[1:]
    elif bare[-1] in "+-":
        sign, bare = (-1 if bare[-1] == "-" else 1), bare[:-1]
    if not re.fullmatch(r"[0-9.,]+", bare):
        return None
    if cents := _CENTS.fullmatch(bare):
        bare = str(int(cents[1]))
    if set(bare) <= {"0"}:
        return 0
    try:
        return sign * parse_vnd(bare)
    except MoneyFormatError:
        return None


def read_moment(text: str) -> datetime | None:
    """Read dd/mm/yyyy or yyyy-mm-dd, with or without a time, as Vietnam's time; None when it is no date. Day first, always."""
    match = _DATE.search(text)
    if match is None:
        return None
    year = int(match["Y"] or match["y"])
    month, day = int(match["M"] or match["m"]), int(match["D"] or match["d"])
    clock = (int(match["h"] or 0), int(match["i"] or 0), int(match["s"] or 0))
    try:
        return datetime(year + 2000 if year < 100 else year, month, day, *clock, tzinfo=timezone.get_default_timezone())
    except ValueError:
        return None
