"""What a listing page says around its cards: title, filters with counts, chips that take a filter off, the ways on from an empty page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperatives.vietnam.days import month_name
from cooperatives.vietnam.money import format_vnd
from cooperatives.vietnam.places import province, regions
from search.columns import PRICE_RANGES
from search.names import Named, Names
from search.query import Param, SearchQuery, Sort, by_region, provinces_of_region, region_slug
from search.results import SearchResults

SHOWN_AT_FIRST: Final = 8
MOST_GROUPS: Final = 12


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a filter; the fields are those of ``components/facets.html``. ``inner``: a part of the line above it.
    ``name``: its own parameter when it is not the filter's."""

    value: str
    label: str
    count: int | None
    selected: bool
    inner: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter. ``more``: lines behind "more"; ``type``: checkbox or radio."""

    name: str
    title: str
    options: list[Option]
    more: list[Option]
    type: str = "checkbox"


@dataclass(frozen=True, slots=True)
class Link:
    """A chip or a crumb."""

    url: str
    label: str
    current: bool = False

    @property
    def title(self) -> str:
        """Crumbs ask for this name."""
        return self.label


class Listing:
    """A question and its answer in the reader's language.

    ``own_filter``: the page stands for one filter (a category, a province, a label), which therefore was not chosen by the reader.
    """

    def __init__(self, query: SearchQuery, results: SearchResults, names: Names, *, own_filter: bool) -> None:
        self.query, self.results, self.names, self.own_filter = query, results, names, own_filter
        self.language = get_language() or "vi"
        self._categories = {named.key: named for named in names.categories.values()}
        self._labels = {named.key: named for named in names.labels.values()}
        self._groups = {named.key: named for named in names.groups.values()}
        self._whole, self._single = by_region(query.provinces)

    # --- filters ------------------------------------------------------------------------------------------------------

    def facets(self) -> list[Facet]:
        """Every filter that has something to choose."""
        made = (
            self._category_facet,
            self._region_facet,
            self._province_facet,
            self._label_facet,
            self._price_facet,
            self._other_facet,
            self._group_facet,
        )
        return [facet for make in made if (facet := make()).options]

    def _category_facet(self) -> Facet:
        counts, chosen = self.results.facets.categories, set(self.query.categories)
        options: list[Option] = []
        for pk, parent in self.names.categories.items():
            if parent.parent is not None:
                continue
            children = [(child_pk, child) for child_pk, child in self.names.categories.items() if child.parent == pk]
            is_open = parent.key in chosen or any(child.key in chosen for _, child in children)
            if counts.get(pk) or is_open:
                options.append(self._option(parent, counts.get(pk, 0), chosen))
            if is_open:
                shown = [(child_pk, child) for child_pk, child in children if counts.get(child_pk) or child.key in chosen]
                options += [replace(self._option(child, counts.get(child_pk, 0), chosen), inner=True) for child_pk, child in shown]
        return Facet(Param.CATEGORY, _("Loại hàng"), options, [])

    def _region_facet(self) -> Facet:
        """Regions, counted from their provinces; a province chosen inside one narrows it."""
        counts, chosen = self.results.facets.provinces, self._whole
        options = []
        for one in regions():
            slug, count = region_slug(one.code), sum(counts.get(code, 0) for code in provinces_of_region(one.code))
            if count or slug in chosen:
                options.append(Option(slug, one.name(self.language), count, slug in chosen))
        return Facet(Param.REGION, _("Vùng"), options if len(options) > 1 or chosen else [], [])

    def _province_facet(self) -> Facet:
        counts, chosen = self.results.facets.provinces, self._single
        options = [Option(code, self.place(code), counts.get(code, 0), code in chosen) for code in {*counts, *chosen}]
        return self._long(Param.PROVINCE, _("Nơi làm ra"), options)

    def _label_facet(self) -> Facet:
        counts, chosen = self.results.facets.labels, set(self.query.labels)
        shown = [(pk, named) for pk, named in self.names.labels.items() if counts.get(pk) or named.key in chosen]
        return Facet(Param.LABEL, _("Chứng nhận"), [self._option(named, counts.get(pk, 0), chosen) for pk, named in shown], [])

    def _group_facet(self) -> Facet:
        """The groups with the most in the answer, and every chosen one; of no use while everything is shown."""
        counts, chosen = self.results.facets.groups, set(self.query.groups)
        if not chosen and not self.query.has_filters and not self.query.text:
            return Facet(Param.GROUP, _("Nhóm"), [], [])
        most = sorted(counts, key=lambda pk: -counts[pk])[:MOST_GROUPS]
        picked = [pk for pk, named in self.names.groups.items() if named.key in chosen]
        shown = [(pk, self.names.groups[pk]) for pk in dict.fromkeys([*picked, *most]) if pk in self.names.groups]
        return self._long(Param.GROUP, _("Nhóm"), [self._option(named, counts.get(pk, 0), chosen) for pk, named in shown])

    def _price_facet(self) -> Facet:
        counts = self.results.facets.prices
        ranges = [SearchQuery(price_min=low, price_max=high) for low, high in PRICE_RANGES]
        shown = [one for one in ranges if counts.get(one.price) or one.price == self.query.price]
        if self.query.price and self.query.price not in {one.price for one in shown}:
            shown.append(SearchQuery(price_min=self.query.price_min, price_max=self.query.price_max))
        options = [Option(one.price, self.price_words(one), counts.get(one.price), one.price == self.query.price) for one in shown]
        any_price = Option("", _("Mọi giá"), None, not self.query.price)
        return Facet(Param.PRICE, _("Giá"), [any_price, *options] if options else [], [], type="radio")

    def _other_facet(self) -> Facet:
        """Two switches under one heading; they have parameters of their own."""
        facets, query = self.results.facets, self.query
        season = Option("1", _("Đang mùa"), facets.in_season, query.in_season, name=Param.IN_SEASON)
        stock = Option("1", _("Còn hàng"), facets.in_stock, query.in_stock, name=Param.IN_STOCK)
        shown = [option for option in (season, stock) if option.count or option.selected]
        return Facet("", _("Mùa và kho"), shown, [])

    def _option(self, named: Named, count: int, chosen: Iterable[str]) -> Option:
        return Option(named.key, named.name(self.language), count, named.key in chosen)

    @staticmethod
    def _long(name: str, title: str, options: list[Option]) -> Facet:
        """Chosen lines and the fullest ones first, the others behind "more"."""
        ordered = sorted(options, key=lambda option: (not option.selected, -(option.count or 0), option.label))
        first = max(SHOWN_AT_FIRST, sum(option.selected for option in options))
        return Facet(name, title, ordered[:first], ordered[first:])

    # --- words --------------------------------------------------------------------------------------------------------

    def place(self, code: str) -> str:
        """Short name of a province."""
        return province(code).name(self.language)

    def price_words(self, query: SearchQuery) -> str:
        """ "Đến 50.000 ₫", "100.000–200.000 ₫", "Từ 500.000 ₫"."""
        low, high = query.price_min, query.price_max
        if low is None:
            return _("Đến %(price)s") % {"price": format_vnd(high or 0, self.language)}
        if high is None:
            return _("Từ %(price)s") % {"price": format_vnd(low, self.language)}
        start = format_vnd(low, self.language)
        return f"{start if self.language == 'en' else start[:-2]}–{format_vnd(high, self.language)}"

    def said(self) -> list[str]:
        """What the words asked beside the thing, as a shopkeeper would repeat it; a filter chosen by hand is not repeated."""
        asked = self.results.understood
        said = []
        if (asked.price_min is not None or asked.price_max is not None) and not self.query.price:
            said.append(self.price_words(SearchQuery(price_min=asked.price_min, price_max=asked.price_max)))
        if asked.in_season and not self.query.in_season:
            said.append(_("Đang mùa"))
        if asked.in_stock and not self.query.in_stock:
            said.append(_("Còn hàng"))
        return said

    # --- ways on ------------------------------------------------------------------------------------------------------

    def applied(self) -> list[Link]:
        """Every filter that is on, with the address without it. A page's own filter is not one that was chosen."""
        query, links = replace(self.query, page=1), list[Link]()
        if self.own_filter and query.path() != query.listing_path():
            return []
        named: tuple[tuple[str, tuple[str, ...], Mapping[str, Named]], ...] = (
            ("categories", query.categories, self._categories),
            ("labels", query.labels, self._labels),
            ("groups", query.groups, self._groups),
        )
        for field, values, known in named:
            for value in values:
                label = known[value].name(self.language) if value in known else value
                changed: dict[str, Any] = {field: tuple(one for one in values if one != value)}
                links.append(Link(replace(query, **changed).path(), label))
        links += self._places_taken_off(query)
        if query.price:
            links.append(Link(replace(query, price_min=None, price_max=None).path(), self.price_words(query)))
        if query.in_season:
            links.append(Link(replace(query, in_season=False).path(), _("Đang mùa")))
        if query.in_stock:
            links.append(Link(replace(query, in_stock=False).path(), _("Còn hàng")))
        return links

    def _places_taken_off(self, query: SearchQuery) -> list[Link]:
        links = []
        for one in regions():
            if region_slug(one.code) in self._whole:
                left = tuple(code for code in query.provinces if code not in provinces_of_region(one.code))
                links.append(Link(replace(query, provinces=left).path(), one.name(self.language)))
        for code in self._single:
            links.append(Link(replace(query, provinces=tuple(one for one in query.provinces if one != code)).path(), self.place(code)))
        return links

    def clear_url(self) -> str:
        """The same words without any filter."""
        return SearchQuery(text=self.query.text).path()

    def sorts(self) -> list[Option]:
        """Orders to choose from; relevance only when there are words."""
        words = {
            Sort.RELEVANCE: _("Hợp nhất trước"),
            Sort.SEASON: _("Đang mùa trước"),
            Sort.NEWEST: _("Mới về trước"),
            Sort.PRICE_UP: _("Giá thấp trước"),
            Sort.PRICE_DOWN: _("Giá cao trước"),
        }
        if not self.query.text:
            del words[Sort.RELEVANCE]
        return [Option(sort, label, None, sort is self.query.order) for sort, label in words.items()]

    def category_chips(self) -> list[Link]:
        """The kinds of goods one level below the page, with all other filters kept."""
        query = replace(self.query, page=1)
        chosen = [self._categories[slug] for slug in query.categories if slug in self._categories]
        only = chosen[0] if len(chosen) == 1 else None
        above = None if only is None else (self.names.categories[only.parent] if only.parent is not None else only)
        counts = self.results.facets.categories
        parent = above.pk if above else None
        below = [one for pk, one in self.names.categories.items() if one.parent == parent and (counts.get(pk) or one == only)]
        if not below or len(chosen) > 1:
            return []
        everything = Link(replace(query, categories=(above.key,) if above else ()).path(), _("Tất cả"), current=only == above)
        kinds = [Link(replace(query, categories=(one.key,)).path(), one.name(self.language), current=one == only) for one in below]
        return [everything, *kinds]

    def crumbs(self) -> list[Link]:
        """Where the page is, the page itself left out."""
        links = [Link("/en/" if self.language == "en" else "/", _("Trang đầu"))]
        if self.query.text or self.query.has_filters:
            links.append(Link(SearchQuery().path(), _("Hàng")))
        if len(self.query.categories) == 1 and (only := self._categories.get(self.query.categories[0])) and only.parent is not None:
            parent = self.names.categories[only.parent]
            links.append(Link(SearchQuery(categories=(parent.key,)).path(), parent.name(self.language)))
        return links

    def heading(self) -> tuple[str, str]:
        """Title and a sentence below it."""
        query = self.query
        if query.text:
            return _("Kết quả cho “%(text)s”") % {"text": query.text}, ""
        alone = replace(query, page=1, sort=None)
        if len(query.categories) == 1 and query.categories[0] in self._categories:
            return self._categories[query.categories[0]].name(self.language), _("Mỗi món ghi rõ nhóm làm, nơi làm và mùa làm.")
        if alone == SearchQuery(provinces=query.provinces[:1]) and query.provinces:
            return self._province_heading(query.provinces[0])
        if len(self._whole) == 1 and alone == SearchQuery(provinces=query.provinces) and not self._single:
            name = next(one.name(self.language) for one in regions() if region_slug(one.code) == self._whole[0])
            return _("Hàng từ %(place)s") % {"place": name}, _("Các nhóm ở đây tự làm, tự đặt giá.")
        if alone == SearchQuery(labels=query.labels[:1]) and query.labels and query.labels[0] in self._labels:
            lead = _("Chỉ những món có giấy còn hạn hôm nay. Giấy hết hạn thì món tự rời khỏi đây.")
            return self._labels[query.labels[0]].name(self.language), lead
        if alone == SearchQuery(in_season=True):
            month = month_name(timezone.localdate().month, self.language)
            return _("Đang mùa"), _("Những món vào mùa %(month)s, làm ra lúc ngon nhất.") % {"month": month}
        return _("Tất cả hàng"), _("Mỗi món ghi rõ nhóm làm, nơi làm và mùa làm.")

    def _province_heading(self, code: str) -> tuple[str, str]:
        place = province(code)
        old = [name for name in place.old_names if name != place.name_vi.removeprefix("Thành phố ")]
        title = _("Hàng từ %(place)s") % {"place": self.place(code)}
        if not old:
            return title, _("Các nhóm ở đây tự làm, tự đặt giá.")
        return title, _("%(place)s ngày nay gồm cả %(old)s trước đây.") % {"place": self.place(code), "old": ", ".join(old)}

    def ways_on(self) -> list[Link]:
        """From an empty page: the kinds of goods with the most in them, and what is in season."""
        top = [SearchQuery(in_season=True)]
        links = [Link(top[0].path(), _("Hàng đang mùa"))]
        parents = [one for one in self.names.categories.values() if one.parent is None]
        return links + [Link(SearchQuery(categories=(one.key,)).path(), one.name(self.language)) for one in parents[:4]]
