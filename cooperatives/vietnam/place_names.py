"""How people write the names of places: with or without marks, kinds, spaces and hyphens, with abbreviations, and by old names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from cooperatives.vietnam.tables import Province, provinces_by_code
from cooperatives.vietnam.text import drop_apostrophes, normalise_tones, strip_marks

_PUNCTUATION = re.compile(r"[^\w\s]+")
_KINDS: Final = {
    "xa": "xa",
    "phuong": "phuong",
    "thi tran": "thi tran",
    "dac khu": "dac khu",
    "quan": "quan",
    "huyen": "huyen",
    "thi xa": "thi xa",
    "thanh pho": "thanh pho",
    "tinh": "tinh",
    "tp": "thanh pho",
    "tt": "thi tran",
    "tx": "thi xa",
    "x": "xa",
    "p": "phuong",
    "q": "quan",
    "h": "huyen",
    "t": "tinh",
}
_KIND = re.compile(
    r"^(?:(xã|xa|phường|phuong|thị trấn|thi tran|đặc khu|dac khu|quận|quan|huyện|huyen|thị xã|thi xa|thành phố|thanh pho|tỉnh|tinh|"
    r"tp|tt|tx)(?:\.\s*|\s+)|([xpqht])\.\s*|([pq])\s*(?=\d))"
)
_ENGLISH_KIND = re.compile(r"\s+(province|city|commune|ward|special zone)$")

# What else a province is called. The text in front is shown when it is an old name, not today's.
_ALIASES: Final = {
    ("01", ""): "hn",
    ("01", "Hà Tây"): "hatay",
    ("79", ""): "hcm hcmc tphcm hochiminh tphochiminh sg saigon tpsaigon",
    ("79", "Bà Rịa - Vũng Tàu"): "brvt baria vungtau",
    ("31", ""): "hp",
    ("46", "Thừa Thiên Huế"): "thuathienhue thuathien tth tthue",
    ("66", ""): "daclac daclak daklac darlac",
    ("68", "Đắk Nông"): "dacnong",
    ("19", "Bắc Kạn"): "baccan",
}


class WrittenName(NamedTuple):
    """A name as typed, taken apart: ``kind`` is folded ("" if none was typed), ``marked`` keeps the marks, ``folded`` does not."""

    kind: str
    marked: str
    folded: str


def take_apart(text: str) -> WrittenName:
    """Cut the kind off a name and bring the rest into one shape: "P. Thuỷ Xuân" -> (phuong, "thủy xuân", "thuy xuan")."""
    lowered = " ".join(drop_apostrophes(normalise_tones(text).casefold()).split())
    kind = ""
    if match := _KIND.match(lowered):
        kind = _KINDS[strip_marks(match[1] or match[2] or match[3])]
        lowered = lowered[match.end() :]
    marked = " ".join(_PUNCTUATION.sub(" ", lowered).split())
    return WrittenName(kind, marked, strip_marks(marked))


def find_province(text: str) -> Province | None:
    """The province a text names, by today's name or an old one, in Vietnamese or English, marks and kind optional, or None.

    "Đắk Lắk", "dak lak", "TP.HCM", "sg", "Hanoi", "Thừa Thiên Huế", "tỉnh Hà Giang" are all found.
    """
    found = _named(text)
    return found[0] if found else None


def resolve_old_region(text: str) -> tuple[Province, str] | None:
    """Today's province for a name that is no longer one, and that old name well written: "ha giang" -> (Tuyên Quang, "Hà Giang").

    None for today's names and for what is no province at all.
    """
    found = _named(text)
    return found if found and found[1] else None


def _named(text: str) -> tuple[Province, str] | None:
    known = _provinces_by_name()
    whole = " ".join(text.split())
    for spelling in (whole, take_apart(whole).folded, take_apart(_ENGLISH_KIND.sub("", whole.casefold())).folded):
        if found := known.get(_squeeze(spelling)):
            return found
    return None


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", strip_marks(drop_apostrophes(text.casefold())))


@lru_cache(maxsize=1)
def _provinces_by_name() -> dict[str, tuple[Province, str]]:
    """Squeezed name -> province and, when the name is not today's, the old name as it was written."""
    known: dict[str, tuple[Province, str]] = {}
    today = provinces_by_code()
    for province in today.values():
        known.update({_squeeze(old): (province, old) for old in province.old_names})
    for (code, old), spellings in _ALIASES.items():
        known.update(dict.fromkeys(spellings.split(), (today[code], old)))
    for province in today.values():
        known.update({_squeeze(name): (province, "") for name in (province.name_vi, province.name_en)})
    return known
