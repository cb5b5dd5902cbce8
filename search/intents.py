"""What a query says beside the thing itself: "dưới 200k", "từ 100 đến 300 nghìn", "1tr2", "đang mùa", "còn hàng", "under 200k".

Amounts as Vietnamese write them: "k", "nghìn", "ngàn" are thousands, "tr", "triệu" millions, "1tr2" is 1,200,000, "200.000" and
"200,000" are two hundred thousand; a number below 1,000 beside a word of price is in thousands, because no pack costs 200 đồng.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from cooperatives.vietnam.text import normalise_tones
from search.query import SearchQuery
from search.words import folded

MOST_VND: Final = 1_000_000_000
FEWEST_THOUSANDS: Final = 5
"""A smaller number without a unit is not a price."""

AROUND: Final = 0.25
""" "Khoảng 200k" is a quarter less to a quarter more."""

_UNIT: Final = r"(?:k|nghin|ngan|ng|tr|trieu|cu|d|dong|vnd|vnđ|₫)"
_AMOUNT: Final = (
    rf"(\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,9}}(?:[.,]\d{{1,2}})?)\s*({_UNIT}(?![^\W\d_]))?(\d{{1,3}})?(?:\s*(?:d|dong|vnd|₫)(?!\w))?"
)
_PRICED: Final = rf"(\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,9}}(?:[.,]\d{{1,2}})?)\s*({_UNIT})(?:(\d{{1,3}})\b|(?!\w))"
_NOT_A_SIZE: Final = r"(?!\s*(?:g|gr|gram|gam|kg|ky|ki|kilo|can|lang|ml|l|lit|sao|star|stars|nam|ngay|thang|tuoi)\b)"

_PRICE_WORD: Final = r"(?:gia\s+|gia\s+tien\s+)?"
_BELOW: Final = r"(?:duoi|khong qua|toi da|it hon|nho hon|re hon|under|below|less than|cheaper than|up to|at most|max|<=?)"
_ABOVE: Final = r"(?:tren|it nhat|toi thieu|hon|lon hon|tu|over|above|more than|at least|min|from|>=?)"
_NEAR: Final = r"(?:khoang|tam|around|about|~)"
_TO: Final = r"\s*(?:-|–|—|den|toi|to|and|va)\s*"

_RANGE = re.compile(rf"(?<!\w){_PRICE_WORD}(tu|from|between|khoang|tam|gia)?\s*{_AMOUNT}{_TO}{_AMOUNT}{_NOT_A_SIZE}(?!\w)")
_UP_TO = re.compile(rf"(?<!\w){_PRICE_WORD}{_BELOW}\s*{_AMOUNT}{_NOT_A_SIZE}(?!\w)")
_FROM = re.compile(rf"(?<!\w){_PRICE_WORD}{_ABOVE}\s*{_AMOUNT}{_NOT_A_SIZE}(?:\s*(?:tro len|do len|up|or more))?(?!\w)")
_ABOUT = re.compile(rf"(?<!\w){_PRICE_WORD}{_NEAR}\s*{_AMOUNT}{_NOT_A_SIZE}(?!\w)")
_TURNED = re.compile(
    rf"(?<!\w){_PRICE_WORD}(?:(?:tu|from)\s+)?{_PRICED}\s*(?:(tro xuong|do lai|or less|or under)|(tro len|do len|or more|or over))(?!\w)"
)
_BARE = re.compile(rf"(?<!\w)(?:gia\s+){_AMOUNT}{_NOT_A_SIZE}(?!\w)")
_SEASON = re.compile(r"(?<!\w)(?:dang (?:vao )?mua|mua nay|dung mua|trong mua|in season)(?!\w)")
_STOCK = re.compile(r"(?<!\w)(?:con hang|co san|san hang|hang san|in stock|available)(?!\w)")
_OTHER_MARKS = re.compile(r"đang mua|con hàng|cỡ sẵn|ngăn|tủ|tụ|tú")


@dataclass(frozen=True, slots=True)
class Intent:
    """Filters that the words ask for; ``price_min`` and ``price_max`` in đồng, both included."""

    price_min: int | None = None
    price_max: int | None = None
    in_season: bool = False
    in_stock: bool = False

    def __bool__(self) -> bool:
        return self != Intent()

    def added_to(self, query: SearchQuery) -> SearchQuery:
        """The query with these filters; what was chosen by hand stands."""
        priced = not query.price and (self.price_min is not None or self.price_max is not None)
        return replace(
            query,
            price_min=self.price_min if priced else query.price_min,
            price_max=self.price_max if priced else query.price_max,
            in_season=query.in_season or self.in_season,
            in_stock=query.in_stock or self.in_stock,
        )


def split(text: str) -> tuple[str, Intent]:
    """The text without the words of price, season and stock, and what they ask. Text that would be left empty keeps its words."""
    taker = _Taker(text)
    low, high = taker.price()
    season, stock = taker.take(_SEASON) is not None, taker.take(_STOCK) is not None
    return taker.rest(), Intent(low, high, season, stock)


class _Taker:
    """Takes phrases out of a text that is compared without marks, sign by sign."""

    def __init__(self, text: str) -> None:
        self.text = normalise_tones(text).casefold()
        self.bare = "".join(folded(sign) if len(folded(sign)) == 1 else sign for sign in self.text)
        if len(self.bare) != len(self.text):
            self.bare = self.text

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.bare)
        if found is None or _OTHER_MARKS.search(self.text[found.start() : found.end()]):
            return None
        self.text = f"{self.text[: found.start()]} {self.text[found.end() :]}"
        self.bare = f"{self.bare[: found.start()]} {self.bare[found.end() :]}"
        return found

    def price(self) -> tuple[int | None, int | None]:
        """The first price, as a range; (None, None) without one."""
        readers: tuple[tuple[re.Pattern[str], Callable[[tuple[str | None, ...]], tuple[int | None, int | None] | None]], ...] = (
            (_RANGE, _range),
            (_TURNED, _turned),
            (_UP_TO, lambda parts: _only(None, _vnd(*parts))),
            (_FROM, lambda parts: _only(_vnd(*parts), None)),
            (_ABOUT, _about),
            (_BARE, _about),
        )
        for pattern, read in readers:
            found = pattern.search(self.bare)
            if found is not None and (priced := read(found.groups())) is not None and self.take(pattern) is not None:
                return priced
        return None, None

    def rest(self) -> str:
        return " ".join(self.text.split())


def _only(low: int | None, high: int | None) -> tuple[int | None, int | None] | None:
    return None if low is None and high is None else (low, high)


def _range(parts: tuple[str | None, ...]) -> tuple[int | None, int | None] | None:
    word, *amounts = parts
    first, second = amounts[:3], amounts[3:]
    # "100-300k": the unit stands once, behind both.
    low, high = _vnd(first[0], first[1] or second[1], first[2]), _vnd(*second)
    said = word or first[1] or second[1] or any(re.search(r"[.,]\d{3}|\d{4}", one or "") for one in (first[0], second[0]))
    return (min(low, high), max(low, high)) if said and low is not None and high is not None else None


def _turned(parts: tuple[str | None, ...]) -> tuple[int | None, int | None] | None:
    amount = _vnd(*parts[:3])
    return None if amount is None else ((None, amount) if parts[3] else (amount, None))


def _about(parts: tuple[str | None, ...]) -> tuple[int | None, int | None] | None:
    amount = _vnd(*parts)
    return None if amount is None else (round(amount * (1 - AROUND)), round(amount * (1 + AROUND)))


def _vnd(number: str | None, unit: str | None, more: str | None = None) -> int | None:
    """Đồng; None for what is no price."""
    if number is None:
        return None
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        amount = float(re.sub(r"[.,]", "", number))
    else:
        amount = float(number.replace(",", "."))
    if unit in ("k", "nghin", "ngan", "ng"):
        amount *= 1_000 if amount < 1_000 or "." not in number else 1
        amount += int(more) * 10 ** (3 - len(more)) if more else 0
    elif unit in ("tr", "trieu", "cu"):
        amount *= 1_000_000
        amount += int(more) * 10 ** (6 - len(more)) if more else 0
    elif more or amount < FEWEST_THOUSANDS:
        return None
    elif amount < 1_000:
        amount *= 1_000
    return round(amount) if 0 < amount < MOST_VND else None
