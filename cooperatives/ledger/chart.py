"""The chart of accounts, and the one way to get an account from it: :func:`account`.

Codes: 1 assets, 2 liabilities, 4 revenue, 5 expenses. A code that stands for many owners gets the owner behind a dot: ``2120.g7`` is what
group 7 can be paid, ``1030.ghn`` what the carrier "ghn" owes us, ``1020.sgd`` what Stripe holds for us in Singapore dollars (in cents).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils.translation import gettext_noop

from .models import Account, AccountKind
from .txn import write_txn


class Per(Enum):
    """Who an account code is multiplied by."""

    NOBODY = "nobody"
    GROUP = "group"
    CARRIER = "carrier"
    BANK = "bank account"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the chart. ``must_drain_days``: the oldest đồng on it may be this old; ``None`` means that it may rest there."""

    code: str
    name: str
    kind: AccountKind
    floor_zero: bool = False
    must_drain_days: int | None = None
    per: Per = Per.NOBODY
    watch_age: bool = False


_A, _L, _R, _E = AccountKind.ASSET, AccountKind.LIABILITY, AccountKind.REVENUE, AccountKind.EXPENSE
# Taxes of a month are due on the 20th of the next: 31 + 20 days.
_MONTHLY = 51

_RULES = (
    Rule("1010", gettext_noop("Tài khoản ngân hàng"), _A, per=Per.BANK),
    Rule("1020", gettext_noop("Số dư Stripe"), _A, per=Per.CURRENCY),
    Rule("1021", gettext_noop("Tiền thẻ chờ lên số dư Stripe"), _A, must_drain_days=3),
    Rule("1025", gettext_noop("Stripe đang chuyển về ngân hàng"), _A, must_drain_days=7, per=Per.CURRENCY),
    Rule("1030", gettext_noop("Tiền thu hộ đơn vị vận chuyển còn giữ"), _A, must_drain_days=14, per=Per.CARRIER),
    Rule("1040", gettext_noop("Tiền đang tranh chấp, Stripe giữ"), _A, must_drain_days=90),
    Rule("1050", gettext_noop("Lệnh chi ngân hàng đang chạy"), _A, must_drain_days=2),
    Rule("1060", gettext_noop("Nhóm còn nợ sàn"), _A, floor_zero=True, per=Per.GROUP, watch_age=True),
    Rule("1090", gettext_noop("Trung gian quy đổi ngoại tệ"), _A, must_drain_days=31, per=Per.CURRENCY),
    Rule("2090", gettext_noop("Tiền nhận chưa rõ đơn"), _L, floor_zero=True, must_drain_days=1),
    Rule("2110", gettext_noop("Tiền của nhóm, đang giữ"), _L, floor_zero=True, per=Per.GROUP),
    Rule("2120", gettext_noop("Tiền của nhóm, được chi"), _L, floor_zero=True, per=Per.GROUP),
    Rule("2130", gettext_noop("Tiền của nhóm, đang chi"), _L, floor_zero=True, must_drain_days=3, per=Per.GROUP),
    Rule("2140", gettext_noop("Tiền của nhóm, dự phòng"), _L, floor_zero=True, per=Per.GROUP),
    Rule("2200", gettext_noop("Tiền hoàn chờ gửi khách"), _L, floor_zero=True, must_drain_days=3),
    Rule("2300.vat", gettext_noop("Thuế GTGT khấu trừ hộ người bán"), _L, floor_zero=True, must_drain_days=_MONTHLY),
    Rule("2300.pit", gettext_noop("Thuế TNCN khấu trừ hộ người bán"), _L, floor_zero=True, must_drain_days=_MONTHLY),
    Rule("2400", gettext_noop("Thuế GTGT đầu ra trên phí của sàn"), _L, must_drain_days=_MONTHLY),
    Rule("2500", gettext_noop("Tiền khách gửi lại, phiếu mua hàng"), _L, floor_zero=True),
    Rule("4010", gettext_noop("Phí bán hàng"), _R),
    Rule("4020", gettext_noop("Phí thanh toán thu lại"), _R),
    Rule("4030", gettext_noop("Chênh lệch phí giao hàng"), _R),
    Rule("5010", gettext_noop("Phí Stripe"), _E),
    Rule("5020", gettext_noop("Phí ngân hàng"), _E),
    Rule("5030", gettext_noop("Thiệt hại và phí tranh chấp"), _E),
    Rule("5040", gettext_noop("Phí thu hộ của đơn vị vận chuyển"), _E),
    Rule("5050", gettext_noop("Đền bù thiện chí và xoá nợ"), _E),
    Rule("5060", gettext_noop("Chênh lệch tỷ giá"), _E),
    # Cash totals are rounded to 1,000 đ; the difference may be to either side, so this account may be of either sign.
    Rule("5070", gettext_noop("Làm tròn tiền mặt"), _E),
)
CHART: dict[str, Rule] = {rule.code: rule for rule in _RULES}
GROUP_CODES = tuple(rule.code for rule in _RULES if rule.per is Per.GROUP)

_OWNER = re.compile(r"[A-Za-z0-9_-]{1,40}")
_CURRENCY = re.compile(r"[a-z]{3}")
_known: dict[tuple[str, str, str], Account] = {}


def rule_of(code: str) -> Rule:
    """Return the chart line of a full account code (``"2120.g7"`` -> 2120). Raises ``KeyError`` for a code outside the chart."""
    return CHART[code] if code in CHART else CHART[code.partition(".")[0]]


def account_code(code_prefix: str, owner: str = "") -> str:
    """Return the full code. Raises ``KeyError`` for an unknown prefix, ``ValueError`` when an owner is missing, odd or too many."""
    rule = CHART[code_prefix]
    if rule.per is Per.CURRENCY:
        if owner and not _CURRENCY.fullmatch(owner):
            raise ValueError(f"Account {code_prefix} is kept for a currency of three small letters, got {owner!r}.")
        return code_prefix if owner in ("", "vnd") else f"{code_prefix}.{owner}"
    if rule.per is Per.NOBODY:
        if owner:
            raise ValueError(f"Account {code_prefix} has no owner, got {owner!r}.")
        return code_prefix
    if not _OWNER.fullmatch(owner):
        raise ValueError(f"Account {code_prefix} needs an owner made of letters, digits, '-' and '_', got {owner!r}.")
    letter = "g" if rule.per is Per.GROUP else ""
    return f"{code_prefix}.{letter}{owner}"


def account(code_prefix: str, owner: str = "", *, using: str = DEFAULT_DB_ALIAS) -> Account:
    """Return the account, opening it on first use; two callers at once get the same row. Raises as :func:`account_code`.

    ``owner`` is a group id for :data:`GROUP_CODES`, a carrier for 1030, a bank account's short name for 1010, a currency (empty: đồng)
    for 1020, 1025 and 1090. The result is kept per
    process once it is committed, so treat it as an identity: its ``bal`` is not refreshed (ask :func:`.services.balance`).
    """
    code = account_code(code_prefix, owner)
    connection = transaction.get_connection(using)
    place = (using, str(connection.settings_dict["NAME"]), code)
    if place in _known:
        return _known[place]
    found = Account.objects.using(using).filter(code=code).first()
    if found is None:
        rule = CHART[code_prefix]
        with write_txn(using):
            found, _ = Account.objects.using(using).get_or_create(code=code, defaults=_columns(rule, owner))
    opened = found

    def remember() -> None:
        # A test that runs the callbacks of a transaction it never commits must not leave a row that is gone later.
        if not connection.in_atomic_block:
            _known[place] = opened

    transaction.on_commit(remember, using=using)
    return opened


def _columns(rule: Rule, owner: str) -> dict[str, object]:
    """What a new account is. Kept for a currency, it is counted in that currency's smallest unit and belongs to nobody."""
    columns: dict[str, object] = {"name": rule.name, "kind": rule.kind, "floor_zero": rule.floor_zero}
    if rule.per is Per.CURRENCY:
        return {**columns, "currency": owner.upper() or "VND"}
    return {**columns, "owner": owner}


def open_group_accounts(owner: str, *, using: str = DEFAULT_DB_ALIAS) -> list[Account]:
    """Open all accounts of a group at once, in one order, so that its first sales do not race to do it."""
    with write_txn(using):
        return [account(code, owner, using=using) for code in GROUP_CODES]


def forget_accounts() -> None:
    """Empty the per-process memory of :func:`account` (the tables were flushed)."""
    _known.clear()
