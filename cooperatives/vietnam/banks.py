"""The banks that NAPAS knows, by the six digits (BIN) under which transfers reach them.

The table is ``data/banks.csv``; a renamed or merged bank keeps its BIN, so BINs are what the shop stores. An unknown or empty BIN is
refused everywhere: some tools fall back to a default bank, and the money goes astray.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cooperatives.vietnam.errors import DomainError

_TABLE = Path(__file__).parent / "data" / "banks.csv"


class UnknownBank(DomainError):
    """No bank has this BIN. Facts: ``bin``."""


@dataclass(frozen=True, slots=True)
class Bank:
    """One bank: ``bin`` 970436, ``short_name`` Vietcombank, ``name`` in full, ``code`` VCB."""

    bin: str
    short_name: str
    name: str
    code: str

    def __str__(self) -> str:
        return self.short_name


@cache
def _by_bin() -> dict[str, Bank]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        found = [Bank(row["bin"], row["short_name"], row["name"], row["code"]) for row in csv.DictReader(table)]
    return {one.bin: one for one in found}


def banks() -> list[Bank]:
    """All banks, by short name: what a form offers."""
    return sorted(_by_bin().values(), key=lambda one: one.short_name.casefold())


def bank(bin: str) -> Bank:
    """Return the bank with this BIN. Raises UnknownBank."""
    found = _by_bin().get(bin)
    if found is None:
        raise UnknownBank(bin=bin)
    return found
