"""Understand a carrier's list of the cash it collected: waybill, amount, and the fee that it kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .sheets import Names, headings, read_table
from .statement_rows import BadRow, read_amount

NAMES: Final[Names] = {
    "waybill": headings(
        "ma van don | van don | so van don | ma don hang | ma don | ma buu gui | so hieu buu gui | ma phieu gui | ma kien",
        "waybill | waybill no | tracking number | tracking no | tracking | order code | parcel",
    ),
    "collected": headings(
        "tien thu ho | so tien thu ho | thu ho | cod | tien cod | so tien cod | da thu | so tien da thu",
        "collected | cod amount | amount collected | amount",
    ),
    "fee": headings(
        "phi | phi thu ho | phi cod | phi dich vu | tong phi | cuoc | cuoc phi | tong cuoc | phi van chuyen | fee | cod fee | total fee"
    ),
}


@dataclass(frozen=True, slots=True)
class RemittanceRow:
    """One parcel on the list: ``number`` is the row in the file."""

    number: int
    tracking_number: str
    collected_vnd: int
    fee_vnd: int


def read_remittance(content: bytes) -> tuple[Sequence[RemittanceRow], Sequence[BadRow]]:
    """Read a carrier's CSV or XLSX; bad rows (reason waybill or amount) are listed. Raises FileNotReadable and ColumnsMissing."""
    table = read_table(content, names=NAMES, is_complete=lambda columns: [name for name in ("waybill", "collected") if name not in columns])
    good: list[RemittanceRow] = []
    bad: list[BadRow] = []
    for row in table.rows:
        waybill = "".join(row.cells.get("waybill", "").split())
        collected, fee = read_amount(row.cells.get("collected", "")), read_amount(row.cells.get("fee", ""))
        reason = "waybill" if not waybill or len(waybill) > 40 else "amount" if collected is None or fee is None or collected < 0 else ""
        if reason or collected is None or fee is None:
            bad.append(BadRow(row.number, reason, " · ".join(cell for cell in row.cells.values() if cell)[:200]))
        else:
            # Carriers write what they kept with a minus sign or without.
            good.append(RemittanceRow(row.number, waybill, collected, abs(fee)))
    return good, bad
