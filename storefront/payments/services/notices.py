"""Take in what a bank feed says: the same :class:`BankLine` that a statement file brings, whichever comes first.

The bank's reference names a movement, so that a notice and a row of a file are one line. Where a bank gives no reference, movements that
look alike are counted, as the rows of one file are: the second notice of a day with the same amount and text is the second such row.
"""

from __future__ import annotations

from django.db import IntegrityError

from cooperatives.ledger.txn import write_txn
from storefront.payments.feeds.base import Notice, NoticeRefused
from storefront.payments.models import BankLine, BankNotice
from storefront.payments.statement_rows import is_own_reference

from .balances import record_balance
from .bank_lines import RecordedLine, fingerprint_of, record_bank_line


def take_notice(notice: Notice) -> RecordedLine:
    """Record the movement of a notice once, however often and in whatever company it comes.

    Safe to repeat after a break at any point: the line is written first, then which notice brought it. Raises NoticeRefused
    (``changed``) for a notice whose number is known with another movement.
    """
    alike = "" if is_own_reference(notice.bank_ref) else _fingerprint(notice, 0)
    while True:
        # Counted before the look for this very notice: whoever counted ours finds it, too.
        ordinal = BankNotice.objects.filter(source=notice.source, alike=alike).count() if alike else 0
        known = BankNotice.objects.filter(source=notice.source, notice_id=notice.notice_id).select_related("line").first()
        if known is not None:
            return RecordedLine(_unchanged(known.line, notice), False)
        recorded = record_bank_line(
            account=notice.account,
            booked_at=notice.booked_at,
            amount_vnd=notice.amount_vnd,
            text=notice.text,
            bank_ref=notice.bank_ref,
            ordinal=ordinal,
        )
        try:
            with write_txn():
                BankNotice.objects.create(
                    source=notice.source, notice_id=notice.notice_id, alike=alike, ordinal=ordinal, line=recorded.line
                )
        except IntegrityError:
            continue  # the same notice, or one that looks alike, came in beside us: look again
        if notice.balance_vnd is not None:
            record_balance(account=notice.account, at=notice.booked_at, balance_vnd=notice.balance_vnd)
        return recorded


def _unchanged(line: BankLine, notice: Notice) -> BankLine:
    if (line.account, line.amount_vnd) != (notice.account, notice.amount_vnd):
        raise NoticeRefused(reason="changed")
    return line


def _fingerprint(notice: Notice, ordinal: int) -> str:
    return fingerprint_of(
        account=notice.account,
        booked_at=notice.booked_at,
        amount_vnd=notice.amount_vnd,
        text=notice.text,
        bank_ref=notice.bank_ref,
        ordinal=ordinal,
    )
