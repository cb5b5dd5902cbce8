"""The words of the pictures: slug, kind, OCOP product set and alt texts, one row each in words.tsv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

KINDS = ("goods", "group", "story", "model", "fair", "hero")


@dataclass(frozen=True)
class Words:
    """One picture's words. `ocop_set` is 1..26 of the national list of product sets; only goods have one."""

    kind: str
    slug: str
    ocop_set: int | None
    alt_vi: str
    alt_en: str

    @property
    def file(self) -> str:
        """Name of the picture's file."""
        return f"{self.kind}-{self.slug}.webp"


@cache
def all_words() -> dict[str, Words]:
    """Every row by its slug, in the order of the file."""
    with (Path(__file__).parent / "words.tsv").open(encoding="utf-8", newline="") as rows:
        return {
            r["slug"]: Words(r["kind"], r["slug"], int(r["ocop_set"]) if r["ocop_set"] else None, r["alt_vi"], r["alt_en"])
            for r in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
