"""A piece of text that is checked, read without marks and yet quoted as it was written.

Names and words are found however they are typed: composed or decomposed, with every mark or with none, in any case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from typing import Final

from cooperatives.vietnam.text import drop_apostrophes, fold, normalise_tones, strip_marks

_SENTENCE_END: Final = re.compile(r"[.!?…]+(?=\s)|[\n;]+")
_SPACES: Final = re.compile(r"[^\S\n]+")
_GAP: Final = r"[\s\-]+"
_BETWEEN: Final = re.compile(_GAP)
_MOST_PATTERNS: Final = 5_000


class Kind(StrEnum):
    """What was found."""

    VIOLENCE = "violence"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    IDENTITY = "identity"
    HAMLET = "hamlet"
    AGE = "age"
    DATE = "date"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: what kind, the words as they stand there, and where."""

    kind: Kind
    words: str
    where: str


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the folded text of a passage."""

    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """One field, block or caption. ``where`` names it for the editor."""

    where: str
    text: str

    @cached_property
    def written(self) -> str:
        """The text with composed letters and single spaces: what is quoted."""
        return _SPACES.sub(" ", unicodedata.normalize("NFC", self.text))

    @cached_property
    def _folded(self) -> tuple[str, tuple[int, ...]]:
        letters: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(self.written):
            plain = letter if letter.isspace() else _fold_letter(letter)
            letters.append(plain)
            places += [place] * len(plain)
        return "".join(letters), (*places, len(self.written))

    @property
    def plain(self) -> str:
        """The text without marks and in small letters, one character for each that can be found again."""
        return self._folded[0]

    def quote(self, span: Span) -> str:
        """The words of ``span`` as they were written."""
        places = self._folded[1]
        last = places[span.end - 1] + 1 if span.end > span.start else places[span.start]
        return self.written[places[span.start] : last]

    def sentence(self, span: Span) -> Span:
        """The sentence around ``span``."""
        start, end = 0, len(self.plain)
        for stop in _SENTENCE_END.finditer(self.plain):
            if stop.end() <= span.start:
                start = stop.end()
            elif stop.start() >= span.end:
                end = stop.start()
                break
        return Span(start, end)

    def finds(self, words: Iterable[str], *, loosely: bool = False) -> Iterator[Span]:
        """Where one of ``words`` stands as whole words: with its marks, or without any in a sentence that has none at all.

        ``loosely``: in any sentence, as for names of persons, which are not mistaken for other words.
        """
        for word in words:
            for found in _pattern_of(word).finditer(self.plain):
                span = Span(*found.span())
                if self._is_spelled(span, word, loosely):
                    yield span

    def _is_spelled(self, span: Span, word: str, loosely: bool) -> bool:
        pairs = list(zip(_syllables(self.quote(span)), _syllables(word), strict=False))
        if all(written == marked for written, marked in pairs):
            return True
        if loosely:
            return all(written == marked or written.isascii() for written, marked in pairs)
        return _without_marks(self.quote(self.sentence(span)))


def _syllables(words: str) -> list[str]:
    return _BETWEEN.split(drop_apostrophes(normalise_tones(words)).casefold().strip())


def _without_marks(text: str) -> bool:
    return drop_apostrophes(text) == strip_marks(drop_apostrophes(text))


@cache
def _fold_letter(letter: str) -> str:
    return fold(letter)


@lru_cache(maxsize=_MOST_PATTERNS)
def _pattern_of(words: str) -> re.Pattern[str]:
    """Whole words in folded text, any space or hyphen between them."""
    parts = [re.escape(part) for part in _BETWEEN.split(fold(words)) if part]
    return re.compile(rf"(?<!\w){_GAP.join(parts)}(?!\w)" if parts else r"(?!)")
