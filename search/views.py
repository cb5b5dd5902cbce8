"""Pages of the listing: everything, a category, a province, a label, the results of a search; and the suggestions while she types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.cards import Card, product_cards
from cooperatives.vietnam.places import find_province
from search import engine
from search.beside import beside
from search.counted import counted, opened_token
from search.listing import Listing
from search.names import Names
from search.popular import popular
from search.promoted import promoted
from search.query import Param, SearchQuery, province_slug
from search.results import SearchResults, Suggestion

EAGER_CARDS = 4
NEARBY_CARDS = 8
MOST_LINES = 8
POPULAR_BESIDE = 2


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Everything, filtered as the address says."""
    return _listing(request, SearchQuery.from_querydict(request.GET))


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """One kind of goods. 404 for one that does not exist."""
    return _listing(request, _with_preset(request, categories=slug), lambda names: slug in names.category_ids)


@require_safe
def province(request: HttpRequest, place: str) -> HttpResponse:
    """What is made in one province; an old name leads to today's province."""
    found = find_province(place.replace("-", " "))
    if found is None:
        found_by_code = SearchQuery.from_querydict(QueryDict(f"{Param.PROVINCE}={place}")).provinces if place.isdigit() else ()
        if not found_by_code:
            raise Http404
        code = found_by_code[0]
    else:
        code = found.code
    if place != province_slug(code):
        return redirect("search:province", province_slug(code), permanent=True)
    return _listing(request, _with_preset(request, provinces=code), lambda names: True)


@require_safe
def label(request: HttpRequest, code: str) -> HttpResponse:
    """What carries one label today. 404 for a label that does not exist."""
    return _listing(request, _with_preset(request, labels=code), lambda names: code in names.label_ids)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Answers to what was typed; without words this is the listing."""
    query = SearchQuery.from_querydict(request.GET)
    return _listing(request, query) if query.text else redirect(query.path())


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """At most eight lines below the search box: HTML for the script, JSON for those who ask for it. Without words, what many ask."""
    text = request.GET.get(Param.TEXT, "").replace("\x00", "")[:100]
    asked = popular(get_language() or "vi", text, limit=POPULAR_BESIDE if text.strip() else MOST_LINES)
    lines = [_asked_line(words) for words in asked]
    found = engine().suggest(text, MOST_LINES - len(lines)) if text.strip() else []
    lines += [{"label": one.name, "url": _address(one), "hint": _hint(one), "kind": one.kind} for one in found]
    accepts_json = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    response: HttpResponse
    if accepts_json:
        response = JsonResponse({"suggestions": lines}, json_dumps_params={"ensure_ascii": False})
    else:
        response = render(request, "components/search_suggestions.html", {"suggestions": lines})
    response["Cache-Control"] = "private, max-age=60"
    response["Vary"] = "Accept"
    return response


def _with_preset(request: HttpRequest, **preset: str) -> SearchQuery:
    """The question of a page of its own: what the address says, and the page's own filter."""
    query = SearchQuery.from_querydict(request.GET)
    (name, value), *_ = preset.items()
    changed: dict[str, Any] = {name: tuple(sorted({value, *getattr(query, name)}))}
    return replace(query, **changed)


def _listing(request: HttpRequest, query: SearchQuery, exists: Callable[[Names], bool] | None = None) -> HttpResponse:
    """The page. ``exists`` is given by pages of one filter and says whether there is such a thing; Http404 when there is not."""
    found = engine().search(query)
    names = engine().names()
    if exists is not None and not exists(names):
        raise Http404
    if query.page > found.pages:
        return redirect(replace(query, page=found.pages).path())
    cards = [_lit(card, found) for card in product_cards([*found.product_ids, *found.similar])]
    context = _context(request, query, Listing(query, found, names, own_filter=exists is not None), cards)
    if getattr(request, "htmx", False) and not request.headers.get("HX-History-Restore-Request"):
        response = render(request, "search/listing_part.html", context)
        response["HX-Push-Url"] = query.listing_path()
        response["Vary"] = "HX-Request"
        return response
    if not found.total and query.text and not query.has_filters:
        response = render(request, "search/empty.html", context)
    else:
        response = render(request, "search/listing.html", context)
    if query.text:
        response = counted(request, query, found, response)
    response["Vary"] = "HX-Request"
    return response


def _context(request: HttpRequest, query: SearchQuery, page: Listing, cards: list[Card]) -> dict[str, Any]:
    found = page.results
    near = set(found.similar)
    title, lead = page.heading()
    paginator = Paginator(range(found.total), query.per_page)
    page_obj = paginator.page(found.page)
    applied = page.applied()
    context: dict[str, Any] = {
        "query": query,
        "results": found,
        "title": title,
        "lead": lead,
        "cards": [card for card in cards if card.product_id not in near],
        "eager_cards": EAGER_CARDS,
        "facets": page.facets(),
        "applied": applied,
        "clear_url": page.clear_url() if len(applied) > 1 else "",
        "clear_all_url": page.clear_url(),
        "sorts": page.sorts(),
        "chips": page.category_chips(),
        "crumbs": page.crumbs(),
        "page_obj": page_obj,
        "pages": paginator.get_elided_page_range(found.page, on_each_side=1, on_ends=1),
        "paging": SimpleNamespace(GET=QueryDict(urlsplit(replace(query, page=1).path()).query)),
        "action": reverse("search:results" if query.text else "search:listing"),
        "hidden": [(Param.TEXT, query.text), *([(Param.LITERAL, "1")] if query.literal else [])] if query.text else [],
        "canonical_url": request.build_absolute_uri(replace(query, sort=None).path()),
        "page_description": lead,
        "search_query": query.text,
        "opened_token": opened_token(query.text) if query.text else "",
        "promoted": promoted(query.text, get_language() or "vi") if query.text and query.page == 1 else [],
    }
    if query.text and query.page == 1 and not query.has_filters:
        context["beside"] = beside(found.note.shown if found.note else query.text)
    said = page.said()
    if (found.note or said) and not query.literal:
        context |= {"said": said, "literal_url": replace(query, literal=True, page=1).path()}
    if not found.total:
        context |= _ways_on(page, [card for card in cards if card.product_id in near])
    elif found.similar:
        context |= {"nearby_title": _("Gần giống"), "nearby_cards": [card for card in cards if card.product_id in near]}
    return context


def _lit(card: Card, found: SearchResults) -> Card:
    """The card with what was looked for marked: in its name, else in what is said of it."""
    if not found.phrases:
        return card
    name = found.highlighted(card.name)
    is_lit = any(lit for text in (card.name, card.group_name, card.province_name) for _, lit in found.highlighted(text))
    return replace(card, name_pieces=name, excerpt=() if is_lit else found.excerpt(card.summary))


def _ways_on(page: Listing, cards: list[Card]) -> dict[str, Any]:
    """What an empty page offers: products near the words, else what is in season or new."""
    title = _("Gần giống")
    if not cards:
        in_season = engine().search(SearchQuery(in_season=True, in_stock=True, per_page=NEARBY_CARDS))
        title = _("Đang mùa") if in_season.total else _("Mới về")
        ids = in_season.product_ids or engine().search(SearchQuery(in_stock=True, per_page=NEARBY_CARDS)).product_ids
        cards = product_cards(ids)
    return {"nearby_title": title, "nearby_cards": cards, "ways_on": page.ways_on()}


def _asked_line(words: str) -> dict[str, str]:
    return {"label": words, "url": SearchQuery(text=words).path(), "hint": _("Nhiều người tìm"), "kind": "asked", "asked": words}


def _address(suggestion: Suggestion) -> str:
    if suggestion.kind == "province":
        return reverse("search:province", args=[province_slug(suggestion.key)])
    names = {"product": "catalog:product", "group": "catalog:group", "category": "search:category"}
    return reverse(names[suggestion.kind], args=[suggestion.key])


def _hint(suggestion: Suggestion) -> str:
    return {"province": _("Nơi làm ra"), "group": _("Nhóm"), "category": _("Loại hàng")}.get(suggestion.kind, "")
