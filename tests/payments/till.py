"""What the tests of the till share: lines of a bank statement, the books as a dict, checks that the books hold."""

from __future__ import annotations

import datetime
import itertools

from django.utils import timezone

from cooperatives.ledger.checks import check_books
from cooperatives.ledger.models import Account
from storefront.orders.models import Order
from storefront.payments.models import BankLine
from storefront.payments.services.bank_lines import record_bank_line
from tests.factories import make_group, make_order, make_product

ACCOUNT = "1028866888"
BANK = f"1010.{ACCOUNT}"
_refs = itertools.count(1)


def books() -> dict[str, int]:
    """Every account that is not at zero, by code, in the sign of its normal side."""
    return {account.code: account.sum_vnd for account in Account.objects.with_sums() if account.sum_vnd}


def assert_books_hold() -> None:
    """Every check of the ledger passes, and what hangs on bank lines is exactly what lies in 2090."""
    differing = {result.name: result.differences for result in check_books().results if not result.is_ok}
    assert differing == {}
    assert sum(BankLine.objects.values_list("unallocated_vnd", flat=True)) == books().get("2090", 0)


def pay(text: str, amount_vnd: int, *, at: datetime.datetime | None = None, ref: str = "") -> BankLine:
    """A line on the statement, each call another one."""
    recorded = record_bank_line(
        account=ACCOUNT, booked_at=at or timezone.now(), amount_vnd=amount_vnd, text=text, bank_ref=ref or f"FT{next(_refs):06d}"
    )
    return recorded.line


def transfer_order(price_vnd: int = 200_000, *, stock: int = 10, quantity: int = 1, **fields) -> Order:
    """A transfer order over one group's one product; delivery costs what the table says."""
    variant = make_product(make_group(), price_vnd=price_vnd, stock=stock).variants.get()
    return make_order({variant: quantity}, method=Order.Method.VIETQR, **fields)
