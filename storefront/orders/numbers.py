"""Order numbers: "HTX", six random characters and one check character, made to be read out, typed and found in a bank's text.

The alphabet is Crockford's base32: no I, L, O or U, so nothing is mistaken for 1 or 0. The check character is computed in the field of
32 elements (five bits, addition is XOR, multiplication modulo x^5 + x^2 + 1), where each place has a weight of its own:

    check = c1·a^1 + c2·a^2 + … + c6·a^6        with a = x = 2

A field has no zero divisors and the weights (a^0 for the check itself) all differ, so ANY one wrong character and ANY two swapped
characters are noticed; of other damage one in 32 passes, and then no such order exists: 2^30 numbers are far more than orders.
Unlike a check modulo 37 the check character stays inside the alphabet.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from functools import reduce
from operator import xor
from typing import Final

from cooperatives.vietnam.text import strip_marks

PREFIX: Final = "HTX"
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BODY_LENGTH: Final = 6
LENGTH: Final = len(PREFIX) + BODY_LENGTH + 1

_FIELD: Final = 0b100101  # x^5 + x^2 + 1, primitive
_VALUE: Final = {character: value for value, character in enumerate(ALPHABET)}
_CONFUSED: Final = str.maketrans("OIL", "011")
_NOT_ALPHANUMERIC: Final = re.compile(r"[^0-9A-Z]+")
# A look-ahead, so that a code that begins inside a false start is found too.
_CANDIDATE: Final = re.compile(f"(?={PREFIX}([{ALPHABET}]{{{BODY_LENGTH + 1}}}))")


def new_order_number() -> str:
    """Return a random order number; the database's UNIQUE decides whether it is free."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(BODY_LENGTH))
    return f"{PREFIX}{body}{check_character(body)}"


def check_character(body: str) -> str:
    """Return the check character of six characters of the alphabet. ``KeyError`` for a character outside it."""
    return ALPHABET[reduce(xor, _weighted(body), 0)]


def is_order_number(text: str) -> bool:
    """Whether ``text`` is exactly a well-formed number: prefix, alphabet, check character."""
    return len(text) == LENGTH and find_order_code(text) == [text]


def find_order_code(text: str) -> list[str]:
    """Return every well-formed order number in a bank's text, in order, each once.

    Any casing, spaces and punctuation inside, marks on letters, O for 0 and I or L for 1 are forgiven; a wrong check character is not.
    The word HTX (hợp tác xã) is common in Vietnamese texts, so a hit still has to be looked up: it may be by chance.
    """
    squeezed = _NOT_ALPHANUMERIC.sub("", strip_marks(text).upper()).translate(_CONFUSED)
    found = (match[1] for match in _CANDIDATE.finditer(squeezed))
    return list(dict.fromkeys(PREFIX + code for code in found if check_character(code[:-1]) == code[-1]))


def _weighted(body: str) -> Iterable[int]:
    weight = 1
    for character in body:
        weight = _times(weight, 2)
        yield _times(weight, _VALUE[character])


def _times(left: int, right: int) -> int:
    """Multiply in the field of 32 elements."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 0b100000:
            left ^= _FIELD
        right >>= 1
    return product
