"""Names of what one filters by, as the snapshot knows them: categories, groups, label schemes. So that no page asks for them again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from catalog.models import Category, LabelScheme
from cooperatives.groups.models import Group
from cooperatives.vietnam.text import fold
from search.plan import Lexicon
from search.synonyms import Synonyms, base_synonyms
from search.teaching import stored_synonyms
from search.words import folded_syllables

_PARTS = re.compile(r"[,;()]| và | and ")


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name in two languages. ``key`` is what the address says: a slug or a code."""

    pk: int
    key: str
    name_vi: str
    name_en: str
    parent: int | None = None
    rank: int = 0
    stars: int = 0
    is_raw: bool = False
    needs_licence: bool = False

    def name(self, language: str) -> str:
        """Name for the reader; Vietnamese when there is no English one."""
        return (self.name_en if language == "en" else "") or self.name_vi


@dataclass(frozen=True)
class Names:
    """All of them, by id."""

    categories: dict[int, Named] = field(default_factory=dict)
    groups: dict[int, Named] = field(default_factory=dict)
    labels: dict[int, Named] = field(default_factory=dict)
    synonyms: Synonyms = field(default_factory=base_synonyms)

    @classmethod
    def load(cls) -> Names:
        """Read them; five queries."""
        columns = ("pk", "slug", "name_vi", "name_en", "parent_id", "number", "is_raw", "needs_food_licence")
        categories = Category.objects.order_by("number").values_list(*columns)
        groups = Group.objects.order_by("name_vi").values_list("pk", "slug", "name_vi", "name_en")
        labels = LabelScheme.objects.order_by("rank", "code").values_list("pk", "code", "name_vi", "name_en", "rank", "stars")
        return cls(
            categories={
                pk: Named(pk, slug, vi, en, parent, number, is_raw=raw, needs_licence=licence)
                for pk, slug, vi, en, parent, number, raw, licence in categories
            },
            groups={pk: Named(pk, slug, vi, en) for pk, slug, vi, en in groups},
            labels={pk: Named(pk, code, vi, en, rank=rank, stars=stars or 0) for pk, code, vi, en, rank, stars in labels},
            synonyms=stored_synonyms(),
        )

    @cached_property
    def category_ids(self) -> dict[str, frozenset[int]]:
        """By slug the category and its children."""
        children: dict[int, set[int]] = {pk: {pk} for pk in self.categories}
        for pk, named in self.categories.items():
            if named.parent is not None:
                children[named.parent].add(pk)
        return {named.key: frozenset(children[pk]) for pk, named in self.categories.items()}

    @cached_property
    def group_ids(self) -> dict[str, int]:
        """By slug."""
        return {named.key: pk for pk, named in self.groups.items()}

    @cached_property
    def label_ids(self) -> dict[str, int]:
        """By code."""
        return {named.key: pk for pk, named in self.labels.items()}

    @cached_property
    def label_words(self) -> dict[tuple[str, ...], frozenset[int]]:
        """What one may type for a label, without marks: its names, "ocop", "4 sao", "ocop 4 sao", "4 star"."""
        words: dict[tuple[str, ...], set[int]] = {}

        def add(text: str, pk: int) -> None:
            words.setdefault(tuple(folded_syllables(text)), set()).add(pk)

        for pk, named in self.labels.items():
            family = named.key.split("_")[0].rstrip("0123456789")
            # "ocop4" is of the family "ocop"; the first word of a code that is no part of the name ("cam_ket") may be a thing one sells.
            is_family = len(family) > 2 and fold(f"{named.name_vi} | {named.name_en}").startswith(family)
            for text in (named.name_vi, named.name_en, named.key.replace("_", " "), family if is_family else ""):
                add(text, pk)
            if {"organic", "huu co"} & {family, *(" ".join(folded_syllables(named.name_vi)[at : at + 2]) for at in (0, 1))}:
                add("organic", pk)
                add("hữu cơ", pk)
            for star in ("sao", "star", "stars") if named.stars else ():
                add(f"{named.stars} {star}", pk)
                add(f"{family} {named.stars} {star}", pk)
        words.pop((), None)
        return {key: frozenset(pks) for key, pks in words.items()}

    @cached_property
    def lexicon(self) -> Lexicon:
        """Terms of labels and categories, for reading a query."""
        kinds: set[tuple[str, ...]] = set()
        for named in self.categories.values():
            for name in (named.name_vi, named.name_en):
                kinds |= {tuple(folded_syllables(part)) for part in (name, *_PARTS.split(name))}
        return Lexicon(self.label_words, frozenset(kinds), self.synonyms)

    @cached_property
    def folded_starts(self) -> list[tuple[str, str, Named]]:
        """For suggestions: (kind, name without marks and both languages, what it is), categories before groups."""
        found = []
        for kind, named in (("category", self.categories), ("group", self.groups)):
            found += [(kind, f" {fold(one.name_vi)} | {fold(one.name_en)}", one) for one in named.values()]
        return found
