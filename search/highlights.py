"""Which letters of a text are what was looked for, so that a shopper sees why something is among her answers.

The text stays as it is written; words are compared as the index compares them (:mod:`search.words`): with their marks where marks were
asked for, else without. Other names count too: who typed "heo" sees "lợn" marked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from search.plan import Phrase
from search.words import folded, syllables

Pieces = tuple[tuple[str, bool], ...]
"""A text cut up; True for what was looked for."""

EXCERPT: Final = 90
"""About so many letters of a longer text are shown around the first hit."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['`´‘’ʼʹ′＇][^\W\d_]+)*|\d+")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    exact: str
    bare: str


def pieces(text: str, phrases: Iterable[Phrase]) -> Pieces:
    """Cut ``text`` (composed, NFC) where hits begin and end; put together again it is the same text. One piece when there is no hit."""
    text = unicodedata.normalize("NFC", text)
    return _cut(text, _hits(text, phrases))


def excerpt(text: str, phrases: Iterable[Phrase]) -> Pieces:
    """The words around the first hit, with "…" where something is left out; nothing when there is no hit."""
    text = unicodedata.normalize("NFC", text)
    hits = _hits(text, phrases)
    if not hits:
        return ()
    first = hits[0][0]
    start = 0 if first < EXCERPT // 2 else text.rfind(" ", 0, first - EXCERPT // 3) + 1
    end = len(text) if len(text) - start <= EXCERPT else max(text.rfind(" ", start, start + EXCERPT), hits[0][1])
    inside = [(begin - start, finish - start) for begin, finish in hits if begin >= start and finish <= end]
    cut = _cut(text[start:end], inside)
    return (*((("… ", False),) if start else ()), *cut, *(((" …", False),) if end < len(text) else ()))


def _hits(text: str, phrases: Iterable[Phrase]) -> list[tuple[int, int]]:
    """Places of all phrases, in order, those that touch made one."""
    words = [
        _Word(found.start(), found.end(), whole, folded(whole))
        for found in _WORD.finditer(text)
        for whole in ["".join(syllables(found[0]))]
    ]
    places = sorted({place for phrase in phrases for place in _places(words, phrase)})
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _places(words: Sequence[_Word], phrase: Phrase) -> Iterable[tuple[int, int]]:
    size = len(phrase.words)
    texts = [word.exact if phrase.exact else word.bare for word in words]
    for at in range(len(words) - size + 1):
        if tuple(texts[at : at + size]) == phrase.words:
            yield words[at].start, words[at + size - 1].end


def _cut(text: str, hits: Sequence[tuple[int, int]]) -> Pieces:
    cut: list[tuple[str, bool]] = []
    done = 0
    for start, end in hits:
        if start > done:
            cut.append((text[done:start], False))
        cut.append((text[start:end], True))
        done = end
    if done < len(text):
        cut.append((text[done:], False))
    return tuple(cut)
