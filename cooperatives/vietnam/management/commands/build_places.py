"""Derives the commune tables in ``cooperatives/vietnam/data`` from an unpacked release of the package vietnamadminunits (MIT)."""

from __future__ import annotations

import csv
import json
import sqlite3
import unicodedata
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cooperatives.vietnam.tables import FOLDER

_NEW = "SELECT wardCode, wardShort, wardType, provinceCode, provinceKey, wardKey FROM admin_units ORDER BY wardCode"
_OLD = (
    "SELECT districtCode, district, provinceShort, ward, provinceKey || '_' || districtKey || '_' || coalesce(wardKey, '') "
    "FROM admin_units_legacy ORDER BY districtCode, wardCode"
)


class Command(BaseCommand):
    """``build_places <folder>``: the folder is the package's ``data``, holding ``dataset.db`` and ``converter_2025.json``.

    Needed only when the state redraws its communes. provinces.csv is written by hand and is not touched.
    """

    help = "Write communes.csv, old_districts.csv and old_communes.csv from the data of the package vietnamadminunits."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, help="folder with dataset.db and converter_2025.json")
        parser.add_argument("--into", type=Path, default=FOLDER, help="folder to write to")

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["source"]
        with closing(sqlite3.connect(f"file:{source / 'dataset.db'}?mode=ro", uri=True)) as database:
            new = database.execute(_NEW).fetchall()
            old = database.execute(_OLD).fetchall()
        became = _what_became(json.loads((source / "converter_2025.json").read_text(encoding="utf-8")), new)
        lost = [key for *_, key in old if key not in became]
        if lost:
            raise CommandError(f"{len(lost)} old communes lead nowhere, first {lost[0]}")
        into: Path = options["into"]
        _write(into / "communes.csv", ("code", "name", "kind", "province"), ((c, n, k.lower(), p) for c, n, k, p, *_ in new))
        districts = {code: (code, name, province) for code, name, province, *_ in old}
        _write(into / "old_districts.csv", ("code", "name", "province"), districts.values())
        # Five island districts had no communes: they stand under their own name.
        rows = ((ward or district, code, " ".join(became[key])) for code, district, _, ward, key in old)
        _write(into / "old_communes.csv", ("name", "district", "new_codes"), rows)
        self.stdout.write(f"{len(new)} communes, {len(districts)} old districts, {len(old)} old communes")


def _what_became(converter: dict[str, Any], new: list[tuple[str, ...]]) -> dict[str, list[str]]:
    """Old key -> codes of today's communes, the package's default one first."""
    codes = {(province_key, ward_key): code for code, _, _, _, province_key, ward_key in new}
    became: dict[str, list[str]] = {}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                became.setdefault(old, []).append(codes[province, ward])
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, wards in divided.items():
            default_first = sorted(wards, key=lambda ward: not ward["isDefaultNewWard"])
            became.setdefault(old, []).extend(codes[province, ward["newWardKey"]] for ward in default_first)
    return became


def _write(path: Path, heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(tuple(unicodedata.normalize("NFC", cell) for cell in row) for row in rows)
