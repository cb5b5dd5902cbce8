"""Names of hamlets and villages, in Vietnamese and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from .passages import Finding, Kind, Passage, Span

_KINDS: Final = ("tổ dân phố", "khu phố", "thôn", "bản", "buôn", "làng", "ấp", "xóm", "khóm", "sóc", "phum", "plei")
_BEFORE_NO_HAMLET: Final = {"nhật", "phiên", "văn", "kịch", "xuất", "ấn", "căn", "cơ", "nguyên", "tái", "nhat", "phien", "van", "xuat"}
"""Nhật Bản, phiên bản, văn bản, … are no hamlets."""
_NAME: Final = re.compile(r"\s+(?:số\s+)?(?:\d{1,3}\b|[^\W\d_][\w’'\-]*(?:\s+[^\W\d_][\w’'\-]*){0,2})")
_ENGLISH: Final = (
    re.compile(r"\b(?:hamlet|village) of ([^\W\d_]\w*(?: [^\W\d_]\w*)?)"),
    re.compile(r"\b([^\W\d_][\w’']*(?: [^\W\d_][\w’']*)?) (?:village|hamlet)\b"),
)
_NO_NAMES: Final = {"the", "this", "our", "every", "each", "a", "an", "in", "her", "their", "one", "that", "any", "no", "craft", "whole"}


def hamlets_in(passage: Passage, public_names: Iterable[str] = ()) -> Iterator[Finding]:
    """Hamlets with their names or numbers; "bản làng" without a name is none, nor is a part of a group's ``public_names``."""
    known = [*passage.finds(public_names)] if any(passage.finds(_KINDS)) else []
    for kind in _KINDS:
        for span in passage.finds([kind]):
            if any(name.start <= span.start < name.end for name in known):
                continue
            before = passage.quote(Span(0, span.start)).casefold().split() if span.start else []
            if before and before[-1] in _BEFORE_NO_HAMLET:
                continue
            if name := _name_after(passage, span):
                yield Finding(Kind.HAMLET, passage.quote(span) + name, passage.where)
    for pattern in _ENGLISH:
        for found in pattern.finditer(passage.written):
            words = found[1].split()
            named = [word for word in words if word[0].isupper() and word.casefold() not in _NO_NAMES]
            if named and words[-1] == named[-1]:
                yield Finding(Kind.HAMLET, found[0], passage.where)


def _name_after(passage: Passage, span: Span) -> str:
    """The name in capitals, or the number, that follows; "" if none does."""
    found = _NAME.match(passage.quote(Span(span.end, len(passage.plain))))
    if found is None:
        return ""
    words = found[0].split()
    kept: list[str] = []
    for word in words:
        if not (word[0].isupper() or word[0].isdigit() or (word == "số" and not kept)):
            break
        kept.append(word)
    return f" {' '.join(kept)}" if kept and kept != ["số"] else ""
