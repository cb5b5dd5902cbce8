"""What every shop needs before its first product: the OCOP categories, the kinds of labels, the tax that is withheld.

Tables lie beside this file as CSV. :func:`load_reference` writes what is missing and leaves alone what staff have changed since.
Sources: Decision 148/QĐ-TTg (categories), the laws named in each row of ``labels.csv``, Decree 117/2025/NĐ-CP (``tax_rates.csv``).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models, transaction

from catalog.models import Category, LabelScheme
from cooperatives.groups.models import TaxRate

FOLDER = Path(__file__).resolve().parent


def load_reference(*, overwrite: bool = False) -> dict[str, int]:
    """Write the three tables and return how many rows were new, by table. ``overwrite`` also resets rows that staff changed."""
    with transaction.atomic():
        return {
            "categories": _load_categories(overwrite),
            "labels": _load_labels(overwrite),
            "tax_rates": _load_tax_rates(overwrite),
        }


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)


def _write(model: type[models.Model], key: dict[str, Any], values: dict[str, Any], overwrite: bool) -> int:
    """Write one row by its natural key; return 1 when it was not there."""
    rows = model._default_manager
    _row, created = rows.update_or_create(**key, defaults=values) if overwrite else rows.get_or_create(**key, defaults=values)
    return int(created)


def _load_categories(overwrite: bool) -> int:
    written = 0
    for row in _rows("categories"):
        values: dict[str, Any] = {name: row[name] for name in ("slug", "name_vi", "name_en")}
        values["parent"] = Category.objects.get(code=row["parent"]) if row["parent"] else None
        values |= {"number": int(row["number"])}
        values |= {name: row[name] == "1" for name in ("is_service", "is_raw", "needs_food_licence")}
        written += _write(Category, {"code": row["code"]}, values, overwrite)
    return written


def _load_labels(overwrite: bool) -> int:
    """A row from before the register, which asks for no evidence yet, gets its rules; the rest of it stays as staff have it."""
    written = 0
    for row in _rows("labels"):
        values: dict[str, Any] = {name: row[name] for name in ("name_vi", "name_en", "short_name", "kind", "issuer", "law")}
        values |= {"stars": int(row["stars"]) if row["stars"] else None, "rank": int(row["rank"]), "on_card": row["on_card"] == "1"}
        rules: dict[str, Any] = {name: row[name] for name in ("evidence", "claim_rule", "claim_words", "reach", "validity")}
        rules |= {"validity_months": int(row["validity_months"] or 0) or None, "is_food_licence": row["is_food_licence"] == "1"}
        written += _write(LabelScheme, {"code": row["code"]}, values | rules, overwrite)
        LabelScheme.objects.filter(code=row["code"], evidence="").update(**rules)
    return written


def _load_tax_rates(overwrite: bool) -> int:
    written = 0
    for row in _rows("tax_rates"):
        key = {name: row[name] for name in ("legal_form", "supply", "valid_from")}
        values = {"vat_bps": int(row["vat_bps"]), "pit_bps": int(row["pit_bps"]), "source": row["source"]}
        written += _write(TaxRate, key, values, overwrite)
    return written
