"""What was withheld from whom: by seller, legal form and rate, with returns in the month in which they are booked.

The amounts are those of the frozen order lines behind the entries on 2300, so that every đồng of that account's movement is on a row. What
cannot be: a return whose tax was paid on to the state before, so that the center bears it (5050), is told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from cooperatives.groups.models import Group, LegalForm
from cooperatives.ledger.models import Entry, Posting
from cooperatives.ledger.services import balance
from storefront.orders.models import OrderLine
from storefront.payments.models import RefundLine

VAT, PIT = "2300.vat", "2300.pit"
_AT_ONCE: Final = 500
_T = TypeVar("_T")


@dataclass(slots=True)
class TaxRow:
    """One seller at one pair of rates. ``returned`` amounts are of returns booked in the period, as positive amounts."""

    seller: Group
    legal_form: str
    vat_bps: int
    pit_bps: int
    sold_vnd: int = 0
    vat_vnd: int = 0
    pit_vnd: int = 0
    returned_vnd: int = 0
    returned_vat_vnd: int = 0
    returned_pit_vnd: int = 0

    @property
    def revenue_vnd(self) -> int:
        """Taxable revenue after returns; may be negative in a month of returns."""
        return self.sold_vnd - self.returned_vnd

    @property
    def due_vat_vnd(self) -> int:
        """VAT to declare for the period."""
        return self.vat_vnd - self.returned_vat_vnd

    @property
    def due_pit_vnd(self) -> int:
        """Income tax to declare for the period."""
        return self.pit_vnd - self.returned_pit_vnd

    @property
    def legal_form_label(self) -> str:
        """In words."""
        return str(LegalForm(self.legal_form).label) if self.legal_form in LegalForm.values else self.legal_form


@dataclass(slots=True)
class Movement:
    """What the ledger says of one tax account in the period; ``closing_vnd`` = opening + withheld - returned - paid + other."""

    opening_vnd: int = 0
    withheld_vnd: int = 0
    returned_vnd: int = 0
    paid_vnd: int = 0
    other_vnd: int = 0

    @property
    def closing_vnd(self) -> int:
        """What is held at the end."""
        return self.opening_vnd + self.withheld_vnd - self.returned_vnd - self.paid_vnd + self.other_vnd


@dataclass(frozen=True, slots=True)
class TaxReport:
    """A period: rows of sellers, and both accounts of the ledger."""

    rows: list[TaxRow]
    vat: Movement
    pit: Movement

    @property
    def due_vat_vnd(self) -> int:
        """Sum of the rows."""
        return sum(row.due_vat_vnd for row in self.rows)

    @property
    def due_pit_vnd(self) -> int:
        """Sum of the rows."""
        return sum(row.due_pit_vnd for row in self.rows)

    @property
    def borne_vat_vnd(self) -> int:
        """VAT of returns that was with the state already: the center gave it back out of its own."""
        return sum(row.returned_vat_vnd for row in self.rows) - self.vat.returned_vnd

    @property
    def borne_pit_vnd(self) -> int:
        """The same of income tax."""
        return sum(row.returned_pit_vnd for row in self.rows) - self.pit.returned_vnd

    @property
    def is_equal(self) -> bool:
        """True when the rows are the ledger's movements, to the đồng."""
        sold = sum(row.vat_vnd for row in self.rows), sum(row.pit_vnd for row in self.rows)
        return sold == (self.vat.withheld_vnd, self.pit.withheld_vnd) and min(self.borne_vat_vnd, self.borne_pit_vnd) >= 0


@dataclass(frozen=True, slots=True)
class _Event:
    """Packs of one order line that were sold, or given back."""

    at: datetime
    line: OrderLine
    amount_vnd: int
    vat_vnd: int
    pit_vnd: int
    is_return: bool


def tax_report(*, since: datetime, until: datetime) -> TaxReport:
    """Report ``since <= at < until`` over all sellers, by legal form, seller and rate."""
    rows = _rows(_events(since, until, None))
    return TaxReport(rows, _movement(VAT, since, until), _movement(PIT, since, until))


def tax_months(*, seller: Group, since: datetime, until: datetime) -> list[tuple[datetime, TaxRow]]:
    """What was withheld from one seller, month by month (its first moment), a row for each pair of rates; oldest first."""
    by_month: dict[datetime, list[_Event]] = defaultdict(list)
    for event in _events(since, until, seller):
        by_month[timezone.localtime(event.at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)].append(event)
    return [(month, row) for month in sorted(by_month) for row in _rows(by_month[month])]


def _rows(events: Iterable[_Event]) -> list[TaxRow]:
    rows: dict[tuple[int, str, int, int], TaxRow] = {}
    for event in events:
        parcel, line = event.line.parcel, event.line
        key = (parcel.seller_id, parcel.legal_form, line.tax_vat_bps, line.tax_pit_bps)
        row = rows.setdefault(key, TaxRow(parcel.seller, *key[1:]))
        if event.is_return:
            row.returned_vnd += event.amount_vnd
            row.returned_vat_vnd += event.vat_vnd
            row.returned_pit_vnd += event.pit_vnd
        else:
            row.sold_vnd += event.amount_vnd
            row.vat_vnd += event.vat_vnd
            row.pit_vnd += event.pit_vnd
    return sorted(rows.values(), key=lambda row: (row.legal_form, row.seller.name_vi, row.seller.pk, row.vat_bps, row.pit_bps))


def _events(since: datetime, until: datetime, seller: Group | None) -> Iterator[_Event]:
    yield from _sales(since, until, seller)
    yield from _returns(since, until, seller)


def _sales(since: datetime, until: datetime, seller: Group | None) -> Iterator[_Event]:
    """Parcels whose sale put tax on 2300: the posting carries the parcel's number."""
    withheld = Posting.objects.filter(credit__code__in=(VAT, PIT), entry__kind="sale", at__gte=since, at__lt=until)
    if seller is not None:
        groups = [seller.pk, *Group.objects.filter(seller_of_record=seller).values_list("pk", flat=True)]
        withheld = withheld.filter(debit__code__in=[f"2110.g{pk}" for pk in groups])
    sold_at = dict(withheld.order_by("at").values_list("memo", "at"))
    for numbers in _pieces(sorted(sold_at)):
        for line in _taxed(seller).filter(parcel__order__number__in={number.partition("-")[0] for number in numbers}):
            at = sold_at.get(line.parcel.number)
            if at is not None:
                yield _Event(at, line, line.total_vnd, line.tax_vat_vnd, line.tax_pit_vnd, is_return=False)


def _returns(since: datetime, until: datetime, seller: Group | None) -> Iterator[_Event]:
    booked = Entry.objects.filter(kind="refund", at__gte=since, at__lt=until)
    at_of = {int(ref["refund"]): at for ref, at in booked.values_list("ref", "at") if ref.get("refund")}
    for ids in _pieces(sorted(at_of)):
        given_back = RefundLine.objects.filter(refund_id__in=ids).filter(_has_tax("line__"))
        if seller is not None:
            given_back = given_back.filter(line__parcel__seller=seller)
        for one in given_back.select_related("line__parcel__seller"):
            yield _Event(at_of[one.refund_id], one.line, one.amount_vnd, one.tax_vat_vnd, one.tax_pit_vnd, is_return=True)


def _taxed(seller: Group | None) -> QuerySet[OrderLine]:
    lines = OrderLine.objects.filter(_has_tax()).select_related("parcel__seller", "parcel__order")
    return lines if seller is None else lines.filter(parcel__seller=seller)


def _has_tax(prefix: str = "") -> Q:
    return Q(**{f"{prefix}tax_vat_bps__gt": 0}) | Q(**{f"{prefix}tax_pit_bps__gt": 0})


def _movement(code: str, since: datetime, until: datetime) -> Movement:
    found = Movement(opening_vnd=balance(code, as_of=since - datetime.resolution))
    moved = Posting.objects.filter(Q(credit__code=code) | Q(debit__code=code), at__gte=since, at__lt=until).order_by()
    for kind, credited, amount_vnd in moved.values_list("entry__kind", "credit__code").annotate(total=Sum("amount_vnd")):
        signed_vnd = amount_vnd if credited == code else -amount_vnd
        if kind == "sale":
            found.withheld_vnd += signed_vnd
        elif kind == "refund":
            found.returned_vnd -= signed_vnd
        elif kind == "tax_paid":
            found.paid_vnd -= signed_vnd
        else:
            found.other_vnd += signed_vnd
    return found


def _pieces(many: list[_T]) -> Iterator[list[_T]]:
    """SQLite takes a limited number of values at once."""
    for start in range(0, len(many), _AT_ONCE):
        yield many[start : start + _AT_ONCE]
