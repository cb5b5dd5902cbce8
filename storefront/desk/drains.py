"""Where what is not drained is dealt with, and how its amount is written."""

from __future__ import annotations

from typing import Final

from cooperatives.vietnam.money import format_vnd
from storefront.desk.pages import desk_url

PLACES: Final = {
    "1010": "bank_lines",
    "1020": "cards",
    "1021": "cards",
    "1025": "cards",
    "1030": "remittances",
    "1040": "cards",
    "1050": "runs",
    "1090": "cards",
    "2090": "bank_queue",
    "2130": "runs",
    "2200": "refunds",
    "2300": "taxes",
    "2400": "taxes",
}
"""Account code -> the desk's page."""


def place_of(code: str) -> str:
    """Address of the page where the money on an account is dealt with."""
    return desk_url(PLACES.get(code.partition(".")[0], "reconciliation"))


def money_in(amount: int, currency: str, language: str) -> str:
    """An amount in the smallest unit of a currency, as the reader's language writes it; other money than đồng has hundredths."""
    if currency == "VND":
        return format_vnd(amount, language)
    sign, whole, part = "\N{MINUS SIGN}" if amount < 0 else "", *divmod(abs(amount), 100)
    comma, point = (",", ".") if language == "en" else (".", ",")
    return f"{sign}{whole:,}".replace(",", comma) + f"{point}{part:02d} {currency}"
