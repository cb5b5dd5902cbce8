"""Reads the two files of an evaluation, one JSON object a line, and says which line is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

GRADES: Final = (3, 2, 1)
"""3: exactly what was meant; 2: answers it; 1: near it."""

MAX_PRICE_VND: Final = 999_999_999


class LineWrong(Exception):
    """A line cannot be used; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Item:
    """One product of the catalogue. ``key`` is its id in the files, as text; ``price_vnd`` in đồng."""

    key: str
    name_vi: str
    name_en: str
    description_vi: str
    category: str
    province: str
    labels: tuple[str, ...]
    group: str
    price_vnd: int
    unit: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One query. ``grades``: by product id 3, 2 or 1; whatever is not named is worth nothing."""

    query: str
    kind: str
    grades: Mapping[str, int]


def read_catalogue(path: Path) -> list[Item]:
    """Read products. Raises LineWrong, also when an id stands twice; OSError when the file cannot be read."""
    items: dict[str, Item] = {}
    for place, row in _objects(path):
        key, name = str(row.get("id", "")), _text(row, "name_vi", place)
        if not key or not name:
            raise LineWrong(f'{place}: needs "id" and "name_vi"')
        if key in items:
            raise LineWrong(f"{place}: id {key} stands there twice")
        labels = row.get("labels") or []
        price = row.get("price_vnd") or 1_000
        if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
            raise LineWrong(f'{place}: "labels" must be a list of texts')
        if isinstance(price, bool) or not isinstance(price, int | float) or not 1 <= price <= MAX_PRICE_VND:
            raise LineWrong(f'{place}: "price_vnd" must be a number from 1 to {MAX_PRICE_VND}')
        texts = {field: _text(row, field, place) for field in ("name_en", "description_vi", "category", "province", "group", "unit")}
        items[key] = Item(key=key, name_vi=name, labels=tuple(labels), price_vnd=round(price), **texts)
    return list(items.values())


def read_judgments(path: Path) -> list[Judged]:
    """Read queries. Raises LineWrong, OSError."""
    judged = []
    for place, row in _objects(path):
        query, relevant = _text(row, "query", place).strip(), row.get("relevant")
        if not query or not isinstance(relevant, dict):
            raise LineWrong(f'{place}: needs "query" and "relevant"')
        grades: dict[str, int] = {}
        for grade in reversed(GRADES):
            ids = relevant.get(str(grade), [])
            if not isinstance(ids, list):
                raise LineWrong(f'{place}: "relevant" must map "3", "2" and "1" to lists of ids')
            grades |= {str(key): grade for key in ids}
        judged.append(Judged(query, _text(row, "kind", place) or "all", grades))
    return judged


def _objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            place = f"{path.name}, line {number}"
            try:
                row = json.loads(line)
            except ValueError as error:
                raise LineWrong(f"{place}: not JSON ({error})") from error
            if not isinstance(row, dict):
                raise LineWrong(f"{place}: not a JSON object")
            yield place, row


def _text(row: dict[str, Any], field: str, place: str) -> str:
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LineWrong(f'{place}: "{field}" must be a text')
    return value.replace("\x00", "")
