"""Mends words that are in no product: letters left over by an input method, words run together, one wrong letter.

Only used when a question has no answer as typed, and what was mended is always told to the reader.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from search.words import folded_syllables

SHORTEST_TO_MEND: Final = 4
"""Below this many letters a wrong letter makes another word, not a typing mistake."""

MOST_READINGS: Final = 8

_LETTERS: Final = "abcdeghiklmnopqrstuvxy"
_TELEX_LETTERS: Final = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"), ("uw", "u"))
_TELEX_TONE = re.compile(r"(?<=[a-z])[sfrxj]$|(?<=[aeiouy])[sfrxj](?=(?:ch|ng|nh|[cmnpt])$)")
_DIGITS = re.compile(r"(?<=[a-z])[0-9]+")

Known = Callable[[Iterable[str]], dict[str, int]]


def readings(text: str, known: Known) -> Iterator[tuple[str, ...]]:
    """Other readings of ``text`` as syllables without marks, the likeliest first; none when every word is known or one has no reading."""
    words = text.casefold().split()
    parts = [folded_syllables(word) for word in words]
    in_index = known({syllable for part in parts for syllable in part})
    choices: list[list[tuple[str, ...]]] = []
    for word, part in zip(words, parts, strict=True):
        if all(syllable in in_index for syllable in part):
            choices.append([tuple(part)])
        else:
            choices.append(_choices("".join(folded_syllables(word)), known))
    if all(choices) and any(choice != [tuple(part)] for choice, part in zip(choices, parts, strict=True)):
        for combination in itertools.islice(itertools.product(*choices), MOST_READINGS):
            yield tuple(itertools.chain(*combination))


def _choices(word: str, known: Known) -> list[tuple[str, ...]]:
    """What an unknown word may have been meant to be: first typing leftovers, then two words in one, then one letter off."""
    leftovers = _without_leftovers(word)
    splits = [(word[:at], word[at:]) for at in range(1, len(word))]
    edits = one_letter_off(word) if len(word) >= SHORTEST_TO_MEND and word.isalpha() else set()
    found = known({*leftovers, *itertools.chain(*splits), *edits})
    # No Vietnamese syllable but a bare vowel has one letter, so a split into such pieces is no reading.
    whole_splits = [pair for pair in splits if all(len(piece) > 1 and piece in found for piece in pair)]
    return [
        *((one,) for one in leftovers if one in found),
        *sorted(whole_splits, key=lambda pair: -min(found[piece] for piece in pair)),
        *((one,) for one in sorted(edits, key=lambda one: (-found.get(one, 0), one)) if one in found),
    ]


def _without_leftovers(word: str) -> list[str]:
    """Telex and VNI keys that were typed without the input method: "caf" -> "ca", "pheej" -> "phe", "ma65t" -> "mat"."""
    plain = _DIGITS.sub("", word)
    shapes = [plain]
    for keys, letter in _TELEX_LETTERS:
        shapes += [shape.replace(keys, letter) for shape in shapes if keys in shape]
    toneless = [_TELEX_TONE.sub("", shape, count=1) for shape in shapes]
    return [shape for shape in dict.fromkeys([*reversed(toneless), *reversed(shapes)]) if shape != word and len(shape) > 1]


def one_letter_off(word: str) -> set[str]:
    """Everything one wrong, missing, doubled or swapped letter away."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    missing = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    wrong = {left + letter + right[1:] for left, right in cuts if right for letter in _LETTERS}
    extra = {left + letter + right for left, right in cuts for letter in _LETTERS}
    return (missing | swapped | wrong | extra) - {word}
