"""Expected by our books, seen outside, the difference and its age: for Stripe, each bank account and each carrier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max, Min, Sum
from django.utils.translation import gettext as _

from cooperatives.ledger.models import Account
from cooperatives.ledger.statements import aging
from storefront.desk.pages import desk_url
from storefront.payments.models import CodRemittance, CodRemittanceRow, GatewayMovement
from storefront.payments.services.balances import GAP, NO_LINE, OUTGOING, BankAccountState, bank_accounts
from storefront.payments.services.cod import cod_ageing
from storefront.payments.services.stripe_reconciliation import stripe_reconciliation

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Thing:
    """One open item under a row, with its page."""

    words: str
    amount: int
    at: datetime | None
    url: str


@dataclass(frozen=True, slots=True)
class Side:
    """One row of the page. Amounts in the smallest unit of ``currency``; ``source`` says in words what "seen" is."""

    name: str
    url: str
    expected: int
    seen: int
    seen_at: datetime | None
    source: str
    oldest_at: datetime | None = None
    currency: str = "VND"
    things: list[Thing] = field(default_factory=list)

    @property
    def difference(self) -> int:
        """Seen less expected."""
        return self.seen - self.expected


def sides() -> list[Side]:
    """Every place outside where our money is."""
    return [*_banks(), *_stripe(), *_carriers()]


def _banks() -> Iterator[Side]:
    for state in bank_accounts():
        things = list(_bank_things(state))
        yield Side(
            name=_("Ngân hàng %(account)s") % {"account": state.account},
            url=desk_url("bank_lines"),
            expected=state.expected_vnd,
            seen=state.seen_vnd,
            seen_at=state.seen_at,
            source=_("số dư ngân hàng báo") if state.is_told else _("cộng các dòng sao kê"),
            oldest_at=min((thing.at for thing in things if thing.at), default=None),
            things=things,
        )


def _bank_things(state: BankAccountState) -> Iterator[Thing]:
    for line in state.unbooked[:SHOWN]:
        yield Thing(_(OUTGOING), line.amount_vnd, line.booked_at, desk_url("bank_line", line.pk))
    if state.gap_vnd:
        yield Thing(_(GAP), state.gap_vnd, state.gap_at, desk_url("statement_upload"))
    if state.unlined_vnd:
        yield Thing(_(NO_LINE), state.unlined_vnd, state.unlined_at, desk_url("bank_lines"))


def _stripe() -> Iterator[Side]:
    """Each currency that Stripe holds for us: the balance that it told, before the first time the movements that were read."""
    told = {state.currency: state for state in stripe_reconciliation()}
    read = GatewayMovement.objects.order_by().values_list("currency").annotate(Sum("net"), Max("happened_at"))
    seen: dict[str, tuple[int, datetime | None]] = {currency: (net, last) for currency, net, last in read}
    held = Account.objects.filter(code__regex=r"^1020(\.|$)").with_balances()
    books = {account.currency.lower(): account.balance_vnd for account in held}
    waiting = [aged for aged in aging() if aged.account.code.startswith(("1021", "1025", "1040"))]
    for currency in sorted({*seen, *books, *told}):
        things = [
            Thing(f"{one.account.code} {_(one.account.name)}", one.balance_vnd, one.oldest_at, desk_url("cards"))
            for one in waiting
            if one.account.currency.lower() == currency
        ]
        state = told.get(currency)
        net, last = (state.seen, state.seen_at) if state else seen.get(currency, (0, None))
        yield Side(
            name=f"Stripe {currency.upper()}",
            url=f"{desk_url('cards')}?tab=balance",
            expected=state.expected if state else books.get(currency, 0),
            seen=net,
            seen_at=last,
            source=_("số dư Stripe báo") if state else _("các biến động số dư đã đọc"),
            oldest_at=min((thing.at for thing in things if thing.at), default=state.differs_since if state else None),
            currency=currency.upper(),
            things=things,
        )


def _carriers() -> Iterator[Side]:
    """What a carrier owes by the books, and what its lists say that it will pay over and has not yet."""
    open_rows = CodRemittanceRow.objects.exclude(state__in=(CodRemittanceRow.State.BOOKED, CodRemittanceRow.State.DISMISSED))
    for age in cod_ageing():
        lists = CodRemittance.objects.filter(carrier=age.carrier, booked_at__isnull=True)
        listed = open_rows.filter(remittance__carrier=age.carrier).aggregate(
            total=Sum("collected_vnd"), last=Max("remittance__uploaded_at"), first=Min("remittance__uploaded_at")
        )
        things = [
            Thing(one.file_name, sum(one.rows.values_list("collected_vnd", flat=True)), one.uploaded_at, desk_url("remittance", one.pk))
            for one in lists.order_by("uploaded_at")[:SHOWN]
        ]
        yield Side(
            name=str(age.carrier),
            url=desk_url("remittances"),
            expected=age.owed_vnd,
            seen=listed["total"] or 0,
            seen_at=listed["last"],
            source=_("bảng kê chưa ghi sổ"),
            oldest_at=age.oldest_at,
            things=things,
        )
