"""What is asked of the search when it is measured by itself: many different questions of each kind, the same ones every time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from cooperatives.vietnam.places import provinces
from cooperatives.vietnam.text import fold
from search.query import SearchQuery, Sort

from .words import KINDS

SEED: Final = 7
MOST: Final = 400
"""Different questions of one kind, at most."""
SHORTEST_MISTYPED: Final = 4
PRICES: Final = ((None, 50_000), (50_000, 200_000), (100_000, None))
LABELS: Final = ("ocop3", "ocop4", "ocop5", "vietgap_tt", "organic_vn", "pgs")
_LETTERS: Final = "abcdeghiklmnopqrstuvxy"
_TELEX: Final = str.maketrans(
    {"ạ": "aj", "ế": "ees", "ê": "ee", "ơ": "ow", "ậ": "aaj", "ắ": "aws", "ă": "aw", "ô": "oo", "đ": "dd", "ư": "uw"}
)


def questions(kind: str) -> list[SearchQuery]:
    """Questions of a kind of :data:`QUESTIONS`; none twice."""
    chance = random.Random(f"{SEED} {kind}")
    return list(islice(dict.fromkeys(QUESTIONS[kind](chance)), MOST))


def beginnings() -> list[str]:
    """What stands in the search box while somebody types the name of a thing."""
    typed = [fold(thing.lower())[:length] for thing in _things() for length in (2, 3, 5, 8)]
    return list(dict.fromkeys(one.strip() for one in typed))[:MOST]


def _things() -> list[str]:
    return [thing for kind in KINDS.values() for thing in kind.things]


def _places() -> list[str]:
    return [place.name_vi.removeprefix("Thành phố ") for place in provinces()]


def _selective(chance: random.Random) -> Iterator[SearchQuery]:
    """A thing, how it is made, and where."""
    kinds, places = list(KINDS.values()), _places()
    for _ in range(2 * MOST):
        kind = chance.choice(kinds)
        yield SearchQuery.of_text(f"{chance.choice(kind.things)} {chance.choice(kind.ways)} {chance.choice(places)}".lower())


def _unaccented(chance: random.Random) -> Iterator[SearchQuery]:
    things, places = _things(), _places()
    for _ in range(2 * MOST):
        yield SearchQuery.of_text(fold(f"{chance.choice(things)} {chance.choice(places)}"))


def _broad(chance: random.Random) -> Iterator[SearchQuery]:
    """One or two syllables, as "cà phê" or "trà": what many products are called."""
    for size in (2, 1):
        for thing in _things():
            yield SearchQuery.of_text(" ".join(thing.lower().split()[:size]))


def _filtered(chance: random.Random) -> Iterator[SearchQuery]:
    """The same with two filters."""
    words, codes = list(_broad(chance)), [place.code for place in provinces()]
    for _ in range(2 * MOST):
        low, high = chance.choice(PRICES)
        asked = replace(chance.choice(words), provinces=tuple(sorted(chance.sample(codes, 3))))
        yield replace(asked, labels=(chance.choice(LABELS),)) if chance.random() < 0.5 else replace(asked, price_min=low, price_max=high)


def _listed(chance: random.Random) -> Iterator[SearchQuery]:
    """No words, but filters."""
    codes = [place.code for place in provinces()]
    for _ in range(2 * MOST):
        low, high = chance.choice(PRICES)
        yield SearchQuery(provinces=(chance.choice(codes),), price_min=low, price_max=high, in_stock=chance.random() < 0.5)


def _by_price(chance: random.Random) -> Iterator[SearchQuery]:
    """What many products are called, the cheapest first."""
    return (replace(asked, sort=Sort.PRICE_UP) for asked in _broad(chance))


def _mistyped(chance: random.Random) -> Iterator[SearchQuery]:
    """A wrong, missing or doubled letter, two words run together, or the keys of an input method."""
    for query in _selective(chance):
        words = fold(query.text).split()
        long = [at for at, word in enumerate(words) if len(word) >= SHORTEST_MISTYPED and word.isalpha()]
        way = chance.randrange(5)
        if way == 0:
            yield SearchQuery.of_text(query.text.translate(_TELEX))
        elif way == 1:
            at = chance.randrange(len(words) - 1)
            yield SearchQuery.of_text(" ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]]))
        elif long:
            at = chance.choice(long)
            words[at] = _misspelt(words[at], way, chance)
            yield SearchQuery.of_text(" ".join(words))


def _misspelt(word: str, way: int, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    middle = {2: "", 3: word[at] * 2, 4: chance.choice(_LETTERS)}[way]
    return word[:at] + middle + word[at + 1 :]


QUESTIONS: Final[dict[str, Callable[[random.Random], Iterator[SearchQuery]]]] = {
    "selective": _selective,
    "unaccented": _unaccented,
    "broad": _broad,
    "filtered": _filtered,
    "listed": _listed,
    "mistyped": _mistyped,
    "by_price": _by_price,
}
