"""Finding a commune as she types, by today's name or by the commune or district it was before 1 July 2025."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from cooperatives.vietnam.place_names import WrittenName, find_province, take_apart
from cooperatives.vietnam.tables import Commune, OldCommune, PlaceUnknown, communes_by_code, old_communes, provinces_by_code

_ENOUGH: Final = 400
"""With more hits than this the text is still too short to mean an old name; only today's communes are ranked."""

_TODAY, _OLD_COMMUNE, _OLD_DISTRICT = range(3)


@dataclass(frozen=True, slots=True)
class CommuneMatch:
    """A commune that was found; ``old_name`` says by which old name ("Xã Nậm Đét, Huyện Bắc Hà, Lào Cai"), "" for its own."""

    commune: Commune
    old_name: str


class _Entry(NamedTuple):
    written: WrittenName
    tier: int
    old_name: str
    codes: tuple[str, ...]
    provinces: frozenset[str]


class _Index(NamedTuple):
    """Entries beside their folded names, so that a search is one pass over a list of strings."""

    entries: list[_Entry]
    words: list[str]
    squeezed: list[str]


def search_communes(text: str, province_code: str | None = None, limit: int = 10) -> list[CommuneMatch]:
    """Communes whose name has a word that starts with the text, the best first, each commune once.

    Marks are optional, but a name with exactly the marks that were typed comes first, then one of the kind that was typed; then a whole
    name before its beginning before a later word, an old name one step behind today's. A province may stand behind a comma.
    Raises :class:`PlaceUnknown` for an unknown ``province_code``.
    """
    if province_code and province_code not in provinces_by_code():
        raise PlaceUnknown(level="province", code=province_code)
    name, *rest = [part for part in text.split(",") if part.strip()] or [""]
    named_province = find_province(rest[-1]) if rest else None
    if named_province and not province_code:
        province_code = named_province.code
    query = take_apart(name)
    if not query.folded:
        return []
    index = _index(province_code or "")
    hits = _hits(index, query)
    with_marks = query.marked != query.folded
    ranked: Iterable[_Entry] = heapq.nsmallest(limit * 4, hits, key=lambda entry: _rank(entry, query, with_marks=with_marks))
    return _first_communes(ranked, province_code, limit)


def address_from_old(ward: str, district: str, province: str) -> list[Commune]:
    """What the commune of an old three-level address became, the main part first; empty when nothing fits.

    District and province may be blank and then do not narrow; a blank ward stands for the whole district.
    """
    sought_ward, sought_district, sought_province = take_apart(ward), take_apart(district), find_province(province)
    if not (sought_ward.folded or sought_district.folded) or (province.strip() and sought_province is None):
        return []
    if sought_ward.folded:
        fitting = _old_by_ward().get(sought_ward.folded, [])
    else:
        fitting = _old_by_district().get(sought_district.folded, [])
    if sought_district.folded:
        fitting = [old for old in fitting if _written(old.district).folded == sought_district.folded]
    if sought_province:
        fitting = [old for old in fitting if find_province(old.province) == sought_province]
        # Many old provinces are one now: prefer the one that was meant.
        meant = take_apart(province).folded
        fitting = [old for old in fitting if _written(old.province).folded == meant] or fitting
    if sought_ward.folded:
        fitting = _closest(fitting, sought_ward)
    codes = dict.fromkeys(code for old in fitting for code in old.new_codes)
    return [communes_by_code()[code] for code in codes]


def _closest(fitting: list[OldCommune], sought: WrittenName) -> list[OldCommune]:
    """Of names equal without marks keep those with the same marks, then those of the same kind, as far as there are any."""
    same_marks = [old for old in fitting if _written(old.name).marked == sought.marked] or fitting
    return [old for old in same_marks if _written(old.name).kind == sought.kind] or same_marks


def _hits(index: _Index, query: WrittenName) -> list[_Entry]:
    """Entries with a word that starts with the query; failing that (and from three letters), with the query anywhere in them."""
    start_of_word = f" {query.folded}"
    hits = [index.entries[at] for at, words in enumerate(index.words) if start_of_word in words]
    if not hits and len(query.folded) >= 3:
        squeezed = query.folded.replace(" ", "")
        hits = [index.entries[at] for at, name in enumerate(index.squeezed) if squeezed in name]
    if len(hits) > _ENOUGH:
        return [entry for entry in hits if entry.tier == _TODAY] or hits
    return hits


def _rank(entry: _Entry, query: WrittenName, *, with_marks: bool) -> tuple[bool, bool, int, int, str, tuple[str, ...]]:
    """Smaller is better; the folded name and the codes make the order complete."""
    written = entry.written
    other_kind = bool(query.kind) and query.kind != written.kind
    other_marks = with_marks and f" {query.marked}" not in f" {written.marked}"
    if written.folded == query.folded:
        place = 0
    else:
        place = 1 if written.folded.startswith(query.folded) else 2
    if entry.tier != _TODAY:
        place += 1
    return other_marks, other_kind, place, entry.tier, written.folded, entry.codes


def _first_communes(ranked: Iterable[_Entry], province_code: str | None, limit: int) -> list[CommuneMatch]:
    matches: dict[str, CommuneMatch] = {}
    today = communes_by_code()
    for entry in ranked:
        for code in entry.codes:
            if code not in matches and (not province_code or today[code].province_code == province_code):
                matches[code] = CommuneMatch(today[code], entry.old_name)
            if len(matches) == limit:
                return list(matches.values())
    return list(matches.values())


@lru_cache(maxsize=40)
def _index(province_code: str) -> _Index:
    """The entries that lead into one province, or into all ("")."""
    entries = [entry for entry in _all_entries() if not province_code or province_code in entry.provinces]
    words = [f" {entry.written.folded}" for entry in entries]
    return _Index(entries, words, [name.replace(" ", "") for name in words])


@lru_cache(maxsize=1)
def _all_entries() -> tuple[_Entry, ...]:
    return tuple(_make_entries())


def _make_entries() -> Iterator[_Entry]:
    for commune in communes_by_code().values():
        yield _entry(commune.full_name("vi"), _TODAY, "", (commune.code,))
    districts: dict[tuple[str, str], dict[str, None]] = {}
    for old in old_communes():
        codes = districts.setdefault((old.district, old.province), {})
        codes.update(dict.fromkeys(old.new_codes))
        if old.name != old.district:
            yield _entry(old.name, _OLD_COMMUNE, f"{old.name}, {old.district}, {old.province}", old.new_codes)
    for (district, province), codes in districts.items():
        yield _entry(district, _OLD_DISTRICT, f"{district}, {province}", tuple(codes))


def _entry(name: str, tier: int, old_name: str, codes: tuple[str, ...]) -> _Entry:
    today = communes_by_code()
    return _Entry(_written(name), tier, old_name, codes, frozenset(today[code].province_code for code in codes))


@cache
def _written(name: str) -> WrittenName:
    """A name of our own tables taken apart; only for those, since what is kept here is never given back."""
    return take_apart(name)


@lru_cache(maxsize=1)
def _old_by_ward() -> dict[str, list[OldCommune]]:
    return _grouped(lambda old: old.name)


@lru_cache(maxsize=1)
def _old_by_district() -> dict[str, list[OldCommune]]:
    return _grouped(lambda old: old.district)


def _grouped(name_of: Callable[[OldCommune], str]) -> dict[str, list[OldCommune]]:
    names: dict[str, list[OldCommune]] = {}
    for old in old_communes():
        names.setdefault(_written(name_of(old)).folded, []).append(old)
    return names
