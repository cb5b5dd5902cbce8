"""The cash that carriers collect: their lists, their money, and what they still owe.

A list alone moves nothing. When its money is on the statement, the rows that agree with what we know are booked out of 2090,
``codremit:<line>``: 2090 → 1030.<carrier> (net) and 5040 → 1030.<carrier> (the fee that it kept), and only then the groups may have the
money of those parcels. A row that differs books nothing until a person decides; its money waits on the bank line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, balances, lines, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.orders.models import Order, Parcel
from storefront.orders.services import mark_cash_matched
from storefront.payments.errors import LineNotWaiting, RemittanceBooked, RemittanceDiffers, RowNotWaiting
from storefront.payments.locks import lock_line, lock_remittance
from storefront.payments.models import BankLine, CodRemittance, CodRemittanceRow
from storefront.payments.remittance_rows import RemittanceRow, read_remittance
from storefront.payments.statement_rows import BadRow
from storefront.shipping.models import Carrier

from .bank_lines import Readable

if TYPE_CHECKING:
    from storefront.accounts.models import User

State = CodRemittanceRow.State
Difference = CodRemittanceRow.Difference
FEES: Final = (Difference.FEE, Difference.RETURN_FEE)
OPEN: Final = (State.DIFFERS, State.UNKNOWN, State.NOT_DELIVERED, State.REPEATED)
WEEK: Final = timedelta(days=7)
LATE_AFTER: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class RecordedRemittance:
    """The list, whether this call brought it, and the rows that could not be read."""

    remittance: CodRemittance
    is_new: bool
    bad: Sequence[BadRow]

    @property
    def listed_vnd(self) -> int:
        """What the carrier should pay over for all rows."""
        return listed_vnd(self.remittance)


@dataclass(frozen=True, slots=True)
class CarrierAge:
    """What a carrier owes by the books, for how many delivered parcels, the oldest of them, and how old it is.

    ``week_vnd`` up to seven days, ``fortnight_vnd`` up to fourteen, ``late_vnd`` older.
    """

    carrier: Carrier
    owed_vnd: int
    parcels: int
    oldest_at: datetime | None
    week_vnd: int
    fortnight_vnd: int
    late_vnd: int


def record_cod_remittance(
    *, carrier: Carrier, file: Readable, file_name: str, actor: User | None, line_id: int | None = None
) -> RecordedRemittance:
    """Take in a carrier's list (CSV or XLSX: waybill, collected, fee), and book it when its bank line is given.

    The same file again adds nothing. Raises FileNotReadable, ColumnsMissing, and as :func:`book_remittance`.
    """
    content = file.read()
    good, bad = read_remittance(content)
    with write_txn():
        remittance, is_new = CodRemittance.objects.get_or_create(
            sha256=hashlib.sha256(content).hexdigest(),
            defaults={"carrier": carrier, "file_name": file_name[:200], "uploaded_by": actor},
        )
        if is_new:
            CodRemittanceRow.objects.bulk_create(_rows(remittance, carrier, good))
            counts = {"rows": len(good), "bad": len(bad), "file": remittance.file_name, "carrier": carrier.code}
            log(remittance, "payments.remittance_recorded", user=actor, data=counts)
        if line_id is not None and remittance.booked_at is None:
            remittance = book_remittance(remittance_id=remittance.pk, line_id=line_id, actor=actor)
    return RecordedRemittance(remittance, is_new, bad)


def listed_vnd(remittance: CodRemittance) -> int:
    """What the carrier should pay over for all rows of a list that somebody has not dismissed."""
    sums = remittance.rows.exclude(state=State.DISMISSED).aggregate(collected=Sum("collected_vnd"), fee=Sum("fee_vnd"))
    return int((sums["collected"] or 0) - (sums["fee"] or 0))


def suggest_remittances(line: BankLine) -> list[CodRemittance]:
    """Lists without money whose sum is what waits on a bank line."""
    waiting = CodRemittance.objects.filter(booked_at__isnull=True).select_related("carrier")[:100]
    return [one for one in waiting if listed_vnd(one) == line.unallocated_vnd]


def book_remittance(*, remittance_id: int, line_id: int, actor: User | None) -> CodRemittance:
    """Book the rows that agree out of the bank line that paid the list. The line must be the sum of the list, to the đồng.

    Raises RemittanceBooked, LineNotWaiting and RemittanceDiffers (dismiss or correct rows first, or ask the carrier).
    """
    with write_txn():
        line, _ = lock_line(line_id)
        remittance = lock_remittance(remittance_id)
        if remittance.booked_at is not None:
            raise RemittanceBooked(remittance_id=remittance.pk, reason="booked")
        if line.state != BankLine.State.UNMATCHED or line.unallocated_vnd != line.amount_vnd:
            raise LineNotWaiting(line_id=line.pk, state=line.state)
        _look_again(remittance)
        wanted = listed_vnd(remittance)
        if wanted != line.amount_vnd:
            raise RemittanceDiffers(remittance_id=remittance.pk, line_vnd=line.amount_vnd, listed_vnd=wanted)
        remittance.bank_line, remittance.booked_at = line, timezone.now()
        remittance.save(update_fields=["bank_line", "booked_at"])
        line.state, line.decided_by, line.decided_at = BankLine.State.REMITTANCE, actor, remittance.booked_at
        line.decision = f"{remittance.carrier.code}: {remittance.file_name}"[:200]
        line.save(update_fields=["state", "decided_by", "decided_at", "decision"])
        _book(list(remittance.rows.filter(state=State.MATCHED).select_related("parcel")), remittance, line, key=f"codremit:{line.pk}")
        note = {"bank_line": line.pk, "amount_vnd": line.amount_vnd, "waiting_vnd": line.unallocated_vnd}
        log(remittance, "payments.remittance_booked", user=actor, data=note)
    return remittance


def accept_row(*, row_id: int, actor: User, note: str, write_off: bool = False, difference: str = "") -> CodRemittanceRow:
    """Book a differing row as the carrier wrote it: what it paid less stays owed by it, what it paid more is owed back to it.

    ``difference`` says why (:class:`CodRemittanceRow.Difference`). A fee that the carrier took is the center's, ``codfee:<row>``
    5040 → 1030.

    The parcel counts as paid over then, or when all its rows together make the amount, or when the center bears the rest (``write_off``:
    ``codloss:<row>`` 5050 → 1030). Raises RowNotWaiting and RemittanceBooked (money not there yet).
    """
    with write_txn():
        row, remittance, line = _lock_row(row_id)
        if row.state not in (State.DIFFERS, State.NOT_DELIVERED) or row.parcel is None:
            raise RowNotWaiting(row_id=row.pk, state=row.state)
        if line is None:
            raise RemittanceBooked(remittance_id=remittance.pk, reason="no_money_yet")
        row.difference = Difference(difference) if difference else ""
        row.save(update_fields=["difference"])
        _decide(row, actor, note, row.state)
        _book([row], remittance, line, key=f"codremit:{line.pk}:{row.pk}")
        missing_vnd = row.parcel.due_vnd - _paid_over_vnd(row.parcel)
        is_fee = row.difference in FEES
        if (write_off or is_fee) and missing_vnd > 0:
            code, name = ("5040", "fee") if is_fee else ("5050", "loss")
            loss = Line(account(code), account("1030", remittance.carrier.code), missing_vnd, row.parcel.number)
            ref = {"parcel": row.parcel.pk, "remittance": remittance.pk}
            post_entry(key=f"cod{name}:{row.pk}", kind=f"cod_{name}", postings=[loss], ref=ref)
            mark_cash_matched(parcel_ids=[row.parcel.pk], at=line.booked_at)
        log(remittance, "payments.remittance_row_decided", user=actor, data={"row": row.number, "decision": "accepted", "note": note})
    return row


def dismiss_row(*, row_id: int, actor: User, note: str) -> CodRemittanceRow:
    """Leave a row out: not our parcel, or paid over before. Its money, if it came, waits on the bank line for another decision.

    Raises RowNotWaiting.
    """
    with write_txn():
        row, remittance, line = _lock_row(row_id)
        if row.state not in OPEN:
            raise RowNotWaiting(row_id=row.pk, state=row.state)
        _decide(row, actor, note, State.DISMISSED)
        if line is not None and line.unallocated_vnd and not remittance.rows.filter(state__in=OPEN).exists():
            # Nothing of the list is open any more: the rest is money of nobody known, for the queue.
            line.state = BankLine.State.UNMATCHED
            line.save(update_fields=["state"])
        log(remittance, "payments.remittance_row_decided", user=actor, data={"row": row.number, "decision": "dismissed", "note": note})
    return row


def cod_ageing(now: datetime | None = None) -> list[CarrierAge]:
    """What each carrier owes, the oldest debt first; late is what was delivered more than 14 days ago."""
    moment = now or timezone.now()
    owing = Q(parcel__order__method=Order.Method.COD, parcel__status=Parcel.Status.DELIVERED, parcel__cash_matched_at__isnull=True)
    weeks = (
        Q(parcel__delivered_at__gte=moment - WEEK),
        Q(parcel__delivered_at__lt=moment - WEEK, parcel__delivered_at__gte=moment - LATE_AFTER),
        Q(parcel__delivered_at__lt=moment - LATE_AFTER),
    )
    due = F("parcel__goods_vnd") + F("parcel__shipping_vnd") + F("parcel__rounding_vnd")
    carriers = Carrier.objects.annotate(
        waiting=Count("parcel", filter=owing),
        oldest=Min("parcel__delivered_at", filter=owing),
        week=Coalesce(Sum(due, filter=owing & weeks[0]), 0),
        fortnight=Coalesce(Sum(due, filter=owing & weeks[1]), 0),
        late=Coalesce(Sum(due, filter=owing & weeks[2]), 0),
    ).order_by("code")
    owed = balances(f"1030.{carrier.code}" for carrier in carriers)
    ages = [
        CarrierAge(
            carrier=one,
            owed_vnd=owed[f"1030.{one.code}"],
            parcels=one.waiting,
            oldest_at=one.oldest,
            week_vnd=one.week,
            fortnight_vnd=one.fortnight,
            late_vnd=one.late,
        )
        for one in carriers
    ]
    return sorted((age for age in ages if age.owed_vnd or age.parcels), key=lambda age: (age.oldest_at or moment, age.carrier.code))


def open_differences() -> QuerySet[CodRemittanceRow]:
    """Rows of carriers' lists that wait for a decision, oldest list first."""
    rows = CodRemittanceRow.objects.filter(state__in=OPEN).select_related("remittance__carrier", "parcel__order")
    return rows.order_by("remittance__uploaded_at", "remittance_id", "number")


def told_differences() -> list[tuple[Carrier, str, int, int]]:
    """Carrier, reason in words, how many waybills, and what was missing on them: of all rows that a person took with a reason."""
    rows = CodRemittanceRow.objects.filter(state=State.BOOKED).exclude(difference="").select_related("remittance__carrier", "parcel")
    sums: dict[tuple[int, str], tuple[int, int]] = {}
    carriers: dict[int, Carrier] = {}
    for row in rows:
        carrier = row.remittance.carrier
        carriers[carrier.pk] = carrier
        count, missing_vnd = sums.get((carrier.pk, row.difference), (0, 0))
        less_vnd = row.parcel.due_vnd - row.collected_vnd if row.parcel else 0
        sums[carrier.pk, row.difference] = count + 1, missing_vnd + less_vnd
    return [(carriers[pk], str(Difference(why).label), *sums[pk, why]) for pk, why in sorted(sums)]


def _rows(remittance: CodRemittance, carrier: Carrier, good: Iterable[RemittanceRow]) -> list[CodRemittanceRow]:
    wanted = list(good)
    parcels: dict[str, Parcel] = {}
    for start in range(0, len(wanted), 500):
        numbers = [row.tracking_number for row in wanted[start : start + 500]]
        found = Parcel.objects.filter(carrier=carrier, tracking_number__in=numbers).select_related("order")
        parcels.update({parcel.tracking_number: parcel for parcel in found})
    seen: set[str] = set()
    rows = []
    for row in wanted:
        parcel = parcels.get(row.tracking_number)
        state = State.REPEATED if row.tracking_number in seen else state_of(parcel, row.collected_vnd)
        seen.add(row.tracking_number)
        rows.append(
            CodRemittanceRow(
                remittance=remittance,
                number=row.number,
                tracking_number=row.tracking_number,
                collected_vnd=row.collected_vnd,
                fee_vnd=row.fee_vnd,
                parcel=parcel,
                state=state,
            )
        )
    return rows


def state_of(parcel: Parcel | None, collected_vnd: int) -> State:
    """Hold a row of a carrier's list against what we know of the parcel."""
    if parcel is None or parcel.order.method != Order.Method.COD:
        return State.UNKNOWN
    if parcel.cash_matched_at is not None:
        return State.REPEATED
    if parcel.status != Parcel.Status.DELIVERED:
        return State.NOT_DELIVERED
    return State.MATCHED if parcel.due_vnd == collected_vnd else State.DIFFERS


def _look_again(remittance: CodRemittance) -> None:
    """Parcels may have been delivered, or paid over, since the list was uploaded."""
    first: set[int] = set()
    for row in remittance.rows.exclude(state__in=(State.BOOKED, State.DISMISSED)).select_related("parcel__order").order_by("number"):
        again = row.parcel_id is not None and row.parcel_id in first
        state = State.REPEATED if again else state_of(row.parcel, row.collected_vnd)
        if row.parcel_id is not None:
            first.add(row.parcel_id)
        if state != row.state:
            row.state = state
            row.save(update_fields=["state"])


def _book(rows: Sequence[CodRemittanceRow], remittance: CodRemittance, line: BankLine, *, key: str) -> None:
    """Take the rows' money off the bank line and off the carrier's debt."""
    net_vnd, fee_vnd = sum(row.net_vnd for row in rows), sum(row.fee_vnd for row in rows)
    owed, unallocated = account("1030", remittance.carrier.code), account("2090")
    if net_vnd >= 0:
        money = [Line(unallocated, owed, net_vnd)]
    else:  # the fee was more than what it collected
        money = [Line(owed, unallocated, -net_vnd)]
    postings = lines(*money, Line(account("5040"), owed, fee_vnd))
    if postings:
        ref = {"bank_line": line.pk, "remittance": remittance.pk, "carrier": remittance.carrier.code}
        post_entry(key=key, kind="cod_remittance", postings=postings, at=line.booked_at, ref=ref)
    line.unallocated_vnd -= net_vnd
    line.save(update_fields=["unallocated_vnd"])
    CodRemittanceRow.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.BOOKED)
    for row in rows:
        row.state = State.BOOKED
    parcels = [row.parcel for row in rows if row.parcel is not None]
    # A row that matched is the whole amount; one that a person accepted may be the rest of it.
    whole = [one.pk for one in parcels if len(rows) > 1 or _paid_over_vnd(one) >= one.due_vnd]
    mark_cash_matched(parcel_ids=whole, at=line.booked_at)


def _paid_over_vnd(parcel: Parcel) -> int:
    booked = CodRemittanceRow.objects.filter(parcel=parcel, state=State.BOOKED).aggregate(total=Sum("collected_vnd"))
    return booked["total"] or 0


def _lock_row(row_id: int) -> tuple[CodRemittanceRow, CodRemittance, BankLine | None]:
    remittance_id, line_id = CodRemittanceRow.objects.values_list("remittance_id", "remittance__bank_line_id").get(pk=row_id)
    line = lock_line(line_id)[0] if line_id is not None else None
    remittance = lock_remittance(remittance_id)
    row = CodRemittanceRow.objects.select_related("parcel__order").get(pk=row_id)
    return row, remittance, line


def _decide(row: CodRemittanceRow, actor: User, note: str, state: str) -> None:
    row.state, row.decided_by, row.decided_at, row.decision = state, actor, timezone.now(), note[:200]
    row.save(update_fields=["state", "decided_by", "decided_at", "decision"])
