"""CAMT.053, the statement of ISO 20022, read from its XML with defusedxml: no small package for it is kept up, and the form is plain.

Versions 2 to 13 of the message differ in their name space and in where an account or a status stands; both are read. Pending entries
are left out: they come again when they are booked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils import timezone

from .sheets import MAX_ROWS, FileNotReadable, StatementCut
from .statement_rows import Closing, Movement, StatementRows, collect, is_account

_NAMESPACE: Final = re.compile(r"^\{urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.\d+\}Document$")


def is_camt(content: bytes) -> bool:
    """Whether it looks like one."""
    head = content[:4_000]
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"camt.053" in head


def read_camt(content: bytes, *, account: str, now: datetime | None = None) -> StatementRows:
    """Read all statements of a file. Raises FileNotReadable (``camt``, ``too_many_rows``) and StatementCut."""
    try:
        document = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as broken:
        raise FileNotReadable(reason="camt") from broken
    if not _NAMESPACE.match(document.tag):
        raise FileNotReadable(reason="camt")
    for element in document.iter():
        element.tag = element.tag.rpartition("}")[2]
    movements: list[Movement] = []
    closings: list[Closing] = []
    for statement in document.iterfind("BkToCstmrStmt/Stmt"):
        of_account = _first(statement, "Acct/Id/Othr/Id", "Acct/Id/IBAN")
        rows = list(_movements(statement, of_account, first=len(movements) + 1))
        movements += rows
        if len(movements) > MAX_ROWS:
            raise FileNotReadable(reason="too_many_rows")
        _check_totals(statement, rows)
        if is_account(of_account, account):
            closings += _closings(statement)
    return collect(movements, account=account, now=now, closings=closings)


def _movements(statement: Element, account: str, *, first: int) -> Iterator[Movement]:
    number = first
    for entry in statement.iterfind("Ntry"):
        if _first(entry, "Sts/Cd", "Sts") not in ("BOOK", ""):
            continue
        for amount, detail in _parts(entry):
            yield _movement(entry, detail, amount, account, number)
            number += 1


def _parts(entry: Element) -> list[tuple[Element | None, Element | None]]:
    """A batch is taken apart when its parts add up to it; else it is one movement with all its texts."""
    details = entry.findall("NtryDtls/TxDtls")
    amounts = [detail.find("Amt") if detail.find("Amt") is not None else detail.find("AmtDtls/TxAmt/Amt") for detail in details]
    if len(details) > 1 and all(amount is not None for amount in amounts):
        signs = {_first(detail, "CdtDbtInd") or _first(entry, "CdtDbtInd") for detail in details}
        if len(signs) == 1 and sum(_decimal(amount) or Decimal(0) for amount in amounts) == _decimal(entry.find("Amt")):
            return list(zip(amounts, details, strict=True))
    return [(entry.find("Amt"), details[0] if len(details) == 1 else None)]


def _movement(entry: Element, detail: Element | None, amount: Element | None, account: str, number: int) -> Movement:
    whole, currency = _decimal(amount), amount.get("Ccy", "") if amount is not None else ""
    sign = {"CRDT": 1, "DBIT": -1}.get(_first(entry, "CdtDbtInd"), 0)
    refused = "amount" if whole is None or whole < 0 or whole != int(whole) else "currency" if currency != "VND" else ""
    if not refused and not sign:
        refused = "direction"
    told = detail if detail is not None else entry
    texts = [one.text or "" for one in told.iter("Ustrd")] + [_first(told, "AddtlTxInf"), _first(entry, "AddtlNtryInf")]
    own = _first(detail, "Refs/AcctSvcrRef") if detail is not None else ""
    reference = own or _first(entry, "AcctSvcrRef") or (_first(detail, "Refs/TxId") if detail is not None else "")
    text = " ".join(dict.fromkeys(part for part in texts if part))
    booked = _first(entry, "BookgDt/DtTm", "BookgDt/Dt", "ValDt/DtTm", "ValDt/Dt")
    return Movement(
        number=number,
        booked_at=_moment(booked),
        amount_vnd=0 if refused or whole is None else int(whole) * sign,
        text=text,
        bank_ref="" if reference == "NOTPROVIDED" else reference,
        account=account,
        shown=f"{booked} {whole} {text}",
        refused=refused,
    )


def _check_totals(statement: Element, rows: list[Movement]) -> None:
    """Opening balance and entries must make the closing balance; a file that was cut or changed is refused whole."""
    opening = _balance(statement, "OPBD")
    closing = _balance(statement, "CLBD")
    if opening is None or closing is None or any(row.refused for row in rows):
        return
    if opening + sum(row.amount_vnd for row in rows) != closing:
        raise StatementCut()


def _closings(statement: Element) -> Iterator[Closing]:
    for balance in statement.iterfind("Bal"):
        told = _signed(balance)
        if _first(balance, "Tp/CdOrPrtry/Cd") != "CLBD" or told is None or told != int(told):
            continue
        moment = _moment(_first(balance, "Dt/DtTm", "Dt/Dt"), end=True)
        if moment is not None:
            yield Closing(moment, int(told))


def _balance(statement: Element, code: str) -> Decimal | None:
    for balance in statement.iterfind("Bal"):
        if _first(balance, "Tp/CdOrPrtry/Cd") == code:
            return _signed(balance)
    return None


def _signed(balance: Element) -> Decimal | None:
    amount = balance.find("Amt")
    told = _decimal(amount)
    if told is None or amount is None or amount.get("Ccy") != "VND":
        return None
    return -told if _first(balance, "CdtDbtInd") == "DBIT" else told


def _decimal(amount: Element | None) -> Decimal | None:
    try:
        told = Decimal((amount.text or "").strip()) if amount is not None else None
    except InvalidOperation:
        return None
    return told if told is not None and told.is_finite() and abs(told) < 10**15 else None


def _moment(text: str, *, end: bool = False) -> datetime | None:
    """A day at its first moment (its last for a balance), or a time; without a zone it is Vietnam's."""
    zone = timezone.get_default_timezone()
    try:
        if "T" not in text:
            clock = time.max.replace(microsecond=0) if end else time.min
            return datetime.combine(date.fromisoformat(text[:10]), clock, zone)
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _first(element: Element, *paths: str) -> str:
    """The text under the first path that has one."""
    for path in paths:
        found = element.find(path)
        if found is not None and found.text and found.text.strip():
            return found.text.strip()
    return ""
