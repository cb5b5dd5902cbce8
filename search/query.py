"""One question to the shop's listing: words, filters, order, page. What is in the address bar, and what every engine answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from cooperatives.vietnam.places import find_province, province, provinces, region, regions
from cooperatives.vietnam.text import slugify_vi

PER_PAGE: Final = 24
MAX_TEXT: Final = 200
MAX_VALUES: Final = 60
"""At most so many values of one filter are read from an address."""

_PRICE = re.compile(r"^(\d{0,10})-(\d{0,10})$")
_SLUG = re.compile(r"[-\w]{1,100}", re.ASCII)


class Sort(StrEnum):
    """Orders of a listing; the value is what the address says."""

    SEASON = "dang-mua"
    NEWEST = "moi"
    PRICE_UP = "gia-tang"
    PRICE_DOWN = "gia-giam"
    RELEVANCE = "hop-nhat"


class Param(StrEnum):
    """Names in the address, in their canonical order."""

    TEXT = "q"
    CATEGORY = "loai"
    REGION = "vung"
    PROVINCE = "tinh"
    LABEL = "nhan"
    GROUP = "nhom"
    PRICE = "gia"
    IN_SEASON = "mua"
    IN_STOCK = "con"
    SORT = "xep"
    LITERAL = "dung"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Values of one filter are alternatives; the filters together must all hold.

    ``categories`` and ``groups`` are slugs, ``provinces`` codes of today's provinces, ``labels`` codes of label schemes, all sorted.
    ``price_min``, ``price_max`` (đồng, both included) look at the lowest price of a product. ``literal``: the
    words stand for themselves, nothing is mended, merged or understood. ``sort`` None is the natural order: by
    relevance when there is text, what is in season first otherwise.
    """

    text: str = ""
    categories: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    price_min: int | None = None
    price_max: int | None = None
    in_season: bool = False
    in_stock: bool = False
    literal: bool = False
    sort: Sort | None = None
    page: int = 1
    per_page: int = PER_PAGE

    @classmethod
    def from_querydict(cls, params: QueryDict) -> SearchQuery:
        """Read an address. Never fails: what cannot be understood is left out, old province names become today's codes."""
        price_min, price_max = _price_range(params.get(Param.PRICE, ""))
        text = _clean(params.get(Param.TEXT, ""))
        sort = params.get(Param.SORT, "")
        page = params.get(Param.PAGE, "")
        query = cls(
            text=text,
            categories=_slugs(params.getlist(Param.CATEGORY)),
            provinces=_places(_province_codes(params.getlist(Param.PROVINCE)), params.getlist(Param.REGION)),
            labels=_slugs(params.getlist(Param.LABEL)),
            groups=_slugs(params.getlist(Param.GROUP)),
            price_min=price_min,
            price_max=price_max,
            in_season=params.get(Param.IN_SEASON) == "1",
            in_stock=params.get(Param.IN_STOCK) == "1",
            literal=bool(text) and params.get(Param.LITERAL) == "1",
            sort=Sort(sort) if sort in set(Sort) else None,
            page=max(int(page), 1) if page.isascii() and page.isdigit() and len(page) < 8 else 1,
        )
        return query.with_natural_sort()

    @classmethod
    def of_text(cls, text: str) -> SearchQuery:
        """What typing ``text`` into the search box asks."""
        return cls(text=_clean(text))

    def with_natural_sort(self) -> SearchQuery:
        """Leave the order unsaid when it is the natural one, so that one page has one address."""
        no_text = self.sort is Sort.RELEVANCE and not self.text
        return replace(self, sort=None) if no_text or self.sort is self.natural_sort else self

    @property
    def natural_sort(self) -> Sort:
        """Order when none is chosen."""
        return Sort.RELEVANCE if self.text else Sort.SEASON

    @property
    def order(self) -> Sort:
        """The order that holds."""
        return self.sort or self.natural_sort

    @property
    def price(self) -> str:
        """The price range as the address says it: "100000-200000", "-100000", "200000-" or nothing."""
        if self.price_min is None and self.price_max is None:
            return ""
        return f"{'' if self.price_min is None else self.price_min}-{'' if self.price_max is None else self.price_max}"

    @property
    def has_filters(self) -> bool:
        """Whether anything but text, order and page is asked."""
        return bool(self.categories or self.provinces or self.labels or self.groups or self.price or self.in_season or self.in_stock)

    def without_paging(self) -> SearchQuery:
        """What decides the products and the counts: the same question on page one in its natural order."""
        return replace(self, sort=None, page=1)

    def to_querystring(self) -> str:
        """The canonical query string, without "?": parameters in one order, values sorted, defaults left out. Empty for everything."""
        pairs: list[tuple[str, str]] = [(Param.TEXT, self.text)] if self.text else []
        whole, single = by_region(self.provinces)
        for name, values in (
            (Param.CATEGORY, self.categories),
            (Param.REGION, whole),
            (Param.PROVINCE, single),
            (Param.LABEL, self.labels),
            (Param.GROUP, self.groups),
        ):
            pairs += [(name, value) for value in sorted(set(values))]
        pairs += [(Param.PRICE, self.price)] if self.price else []
        pairs += [(Param.IN_SEASON, "1")] if self.in_season else []
        pairs += [(Param.IN_STOCK, "1")] if self.in_stock else []
        pairs += [(Param.LITERAL, "1")] if self.literal and self.text else []
        pairs += [(Param.SORT, str(self.sort))] if self.sort and self.sort is not self.natural_sort else []
        pairs += [(Param.PAGE, str(self.page))] if self.page > 1 else []
        return urlencode([(str(name), value) for name, value in pairs])

    def path(self) -> str:
        """Address of this question in the reader's language: a page of its own for one category, province or label, else the listing."""
        alone = replace(self, page=1, sort=None)
        if self.categories and alone == SearchQuery(categories=self.categories[:1]):
            return self._on(reverse("search:category", args=self.categories), replace(self, categories=()))
        if self.provinces and alone == SearchQuery(provinces=self.provinces[:1]):
            return self._on(reverse("search:province", args=[province_slug(self.provinces[0])]), replace(self, provinces=()))
        if self.labels and alone == SearchQuery(labels=self.labels[:1]):
            return self._on(reverse("search:label", args=self.labels), replace(self, labels=()))
        return self.listing_path()

    def listing_path(self) -> str:
        """Address among all goods, or among the results of its words."""
        return self._on(reverse("search:results" if self.text else "search:listing"), self)

    @staticmethod
    def _on(path: str, query: SearchQuery) -> str:
        query_string = query.to_querystring()
        return f"{path}?{query_string}" if query_string else path


def province_slug(code: str) -> str:
    """Name of a province in an address: "66" -> "dak-lak". Raises PlaceUnknown."""
    return slugify_vi(province(code).name_vi.removeprefix("Thành phố "))


def region_slug(code: str) -> str:
    """Name of a region in an address: "central_highlands" -> "tay-nguyen". Raises PlaceUnknown."""
    return slugify_vi(region(code).name_vi)


def by_region(codes: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Provinces as one would say them: slugs of the regions that are among them as a whole, and the provinces that are left over."""
    chosen, whole = set(codes), list[str]()
    for one in regions():
        inside = provinces_of_region(one.code)
        if inside <= chosen:
            whole.append(region_slug(one.code))
            chosen -= inside
    return tuple(sorted(whole)), tuple(sorted(chosen))


@cache
def provinces_of_region(code: str) -> frozenset[str]:
    """Codes of the provinces of a region."""
    return frozenset(one.code for one in provinces() if one.region == code)


@cache
def _region_codes() -> dict[str, str]:
    return {region_slug(one.code): one.code for one in regions()}


def _places(codes: tuple[str, ...], wanted: list[str]) -> tuple[str, ...]:
    """Provinces, and those of whole regions. A province chosen inside a chosen region narrows it: she means that one, not all of them."""
    chosen = set(codes)
    for slug in wanted[:MAX_VALUES]:
        inside = provinces_of_region(_region_codes()[slug]) if slug in _region_codes() else frozenset[str]()
        if not inside & set(codes):
            chosen |= inside
    return tuple(sorted(chosen))


def _clean(text: str) -> str:
    """One line of at most :data:`MAX_TEXT` characters, without what no database stores."""
    return " ".join(text.replace("\x00", "").split())[:MAX_TEXT].strip()


def _price_range(text: str) -> tuple[int | None, int | None]:
    match = _PRICE.match(text) if text.isascii() else None
    if not match:
        return None, None
    low, high = (int(part) if part else None for part in match.groups())
    if low is not None and high is not None and low > high:
        low, high = high, low
    return low or None, high


def _slugs(values: list[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values[:MAX_VALUES] if _SLUG.fullmatch(value)}))


def _province_codes(values: list[str]) -> tuple[str, ...]:
    known = {province.code for province in provinces()}
    codes = set()
    for value in values[:MAX_VALUES]:
        found = find_province(value) if value and value not in known else None
        if value in known:
            codes.add(value)
        elif found is not None:
            codes.add(found.code)
    return tuple(sorted(codes))
