"""Mends words that are in no product: letters left over by an input method, words run together or torn apart, wrong letters.

Only used when a question has no answer as typed, and what was mended is always told to the reader. Every typed word has candidates with a
cost; the readings are the cheapest ways through all of them, where neighbours that stand side by side in the catalogue cost less.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from search.vocabulary import Vocabulary
from search.words import folded_syllables

MOST_READINGS: Final = 8
_BEAM: Final = 40
SHORTEST_ALONE: Final = 4
_LONGEST_SYLLABLE: Final = 7
""" "Nghiêng" has seven letters."""
_LONGEST_RUN: Final = 30
_MOST_CANDIDATES: Final = 14
_MOST_WORDS: Final = 12

_LEFTOVER: Final = 0.2
_SPLIT: Final = 0.5
_JOINED: Final = 0.5
_WRONG_LETTER: Final = 1.0
_OTHER_START: Final = 0.4
_THOUGH_KNOWN: Final = 0.9
_LEFT_ALONE: Final = 3.0
_NEIGHBOURS: Final = 0.8

_TELEX_LETTERS: Final = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"), ("uw", "u"))
_TELEX_TONE = re.compile(r"(?<=[aeiouy])[sfrxjz]|(?<=[a-z])[sfrxjz]$")
_VNI_KEYS = re.compile(r"(?<=[a-zđ])[0-9]+")
_LONE_W = re.compile(r"w")

Known = Callable[[Iterable[str]], dict[str, int]]
_Candidate = tuple[tuple[str, ...], float]


def readings(text: str, known: Known, vocabulary: Vocabulary, certain: frozenset[str] = frozenset()) -> list[tuple[str, ...]]:
    """Other readings of ``text`` as syllables without marks, the likeliest first.

    ``known``: which syllables the index has. ``certain``: syllables that mean something though no product has them, a place perhaps.
    """
    words = text.casefold().split()[:_MOST_WORDS]
    parts = [folded_syllables(word) for word in words]
    plain = tuple(syllable for part in parts for syllable in part)
    in_index = known(plain)
    is_alone = len(plain) == 1
    choices = [
        [(tuple(part), 0.0)] if certain.issuperset(part) else _candidates(word, part, in_index, vocabulary, is_alone)
        for word, part in zip(words, parts, strict=True)
        if part
    ]
    ways: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    torn = _torn([part for part in parts if part], vocabulary)
    reached: list[list[tuple[float, tuple[str, ...]]]] = [ways]
    for at, candidates in enumerate(choices):
        after = [
            (cost + more - _bond(way, syllables, vocabulary), way + syllables)
            for cost, way in reached[at]
            for syllables, more in candidates
        ]
        if at and (whole := torn.get(at)) is not None:
            after += [(cost + _JOINED - _bond(way, (whole,), vocabulary), (*way, whole)) for cost, way in reached[at - 1]]
        reached.append(sorted(after)[:_BEAM])
    found = dict.fromkeys(way for _, way in reached[-1] if way != plain and way)
    return list(found)[:MOST_READINGS]


def _bond(way: tuple[str, ...], syllables: tuple[str, ...], vocabulary: Vocabulary) -> float:
    """What is taken off for neighbours that the catalogue knows as neighbours."""
    joined = (*way[-1:], *syllables)
    return sum(_NEIGHBOURS for pair in zip(joined, joined[1:], strict=False) if pair in vocabulary.pairs)


def _candidates(word: str, part: list[str], in_index: dict[str, int], vocabulary: Vocabulary, is_alone: bool) -> list[_Candidate]:
    """What one typed word may have been, as syllables and their cost."""
    is_known = all(syllable in in_index for syllable in part)
    found: dict[tuple[str, ...], float] = {tuple(part): 0.0 if is_known else _LEFT_ALONE}

    def offer(syllables: tuple[str, ...], cost: float) -> None:
        cost += _THOUGH_KNOWN if is_known else 0.0
        found[syllables] = min(cost, found.get(syllables, cost))

    whole = "".join(folded_syllables(word))
    for shape in _without_leftovers(word, whole):
        if shape in vocabulary.counts:
            offer((shape,), _LEFTOVER)
        elif len(shape) > 3:
            for pair in _splits(shape, vocabulary):
                offer(pair, _LEFTOVER + _SPLIT)
    for pair in _splits(whole, vocabulary):
        offer(pair, _SPLIT + (0.0 if pair in vocabulary.pairs else _WRONG_LETTER))
    letters = whole if len(part) == 1 else ""
    # A short word alone with another letter is another word.
    if len(letters) >= (SHORTEST_ALONE if is_alone else 2) and letters.isalpha():
        for other, wrong in vocabulary.close_to(letters):
            short = 1.5 if len(letters) < 4 else 1.0
            offer((other,), wrong * _WRONG_LETTER * short + (_OTHER_START if other[0] != letters[0] else 0.0))
        if not is_known and len(letters) > 6:
            for pair in _close_splits(letters, vocabulary):
                offer(pair, _SPLIT + _WRONG_LETTER)
    return sorted(found.items(), key=lambda one: (one[1], -sum(vocabulary.counts[word] for word in one[0]), one[0]))[:_MOST_CANDIDATES]


def _splits(word: str, vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """Several words in one; of more than two all must be known as neighbours. No Vietnamese syllable but a bare vowel has one letter."""
    found: list[tuple[str, ...]] = []

    def cut(done: tuple[str, ...], rest: str) -> None:
        if rest in vocabulary.counts and done and (len(done) == 1 or (done[-1], rest) in vocabulary.pairs):
            found.append((*done, rest))
        for at in range(2, min(len(rest) - 1, _LONGEST_SYLLABLE + 1)):
            piece = rest[:at]
            if piece in vocabulary.counts and (not done or (done[-1], piece) in vocabulary.pairs):
                cut((*done, piece), rest[at:])

    if len(word) <= _LONGEST_RUN:
        cut((), word)
    return found


def _close_splits(word: str, vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """Two words in one with a letter wrong, where the two are known as neighbours."""
    found: list[tuple[str, ...]] = []
    for at in range(2, len(word) - 1):
        first, rest = word[:at], word[at:]
        if first in vocabulary.counts:
            found += [(first, other) for other, wrong in vocabulary.close_to(rest) if wrong == 1 and (first, other) in vocabulary.pairs]
        elif rest in vocabulary.counts:
            found += [(other, rest) for other, wrong in vocabulary.close_to(first) if wrong == 1 and (other, rest) in vocabulary.pairs]
    return found


def _torn(parts: list[list[str]], vocabulary: Vocabulary) -> dict[int, str]:
    """By the place of the second: two typed words that are one syllable, when one of them is none ("mậ t")."""
    found = {}
    for at in range(1, len(parts)):
        whole = "".join((*parts[at - 1], *parts[at]))
        if whole in vocabulary.counts and min(len("".join(parts[at - 1])), len("".join(parts[at]))) == 1 and not whole.isdigit():
            found[at] = whole
    return found


def _without_leftovers(word: str, whole: str) -> list[str]:
    """Telex and VNI keys that were typed without the input method: "caf" -> "ca", "pheej" -> "phe", "ma65t" -> "mat", "dd" -> "d"."""
    if re.match(r"[0-9]", whole):
        return []
    plain = _VNI_KEYS.sub("", whole)
    shapes = [plain, *({_LONE_W.sub("u", plain), _LONE_W.sub("", plain)} if "w" in plain else ())]
    for keys, letter in _TELEX_LETTERS:
        shapes += [shape.replace(keys, letter) for shape in shapes if keys in shape]
    toneless = [shape[: found.start()] + shape[found.end() :] for shape in shapes for found in _TELEX_TONE.finditer(shape)]
    ordered = dict.fromkeys([*reversed(toneless), *reversed(shapes)])
    return [shape for shape in ordered if shape != whole and len(shape) > 1 and shape.isalpha()]
