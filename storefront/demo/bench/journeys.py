"""What the measured shopper does: one request, or a few that belong together. Each function is one repetition."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from cooperatives.vietnam.places import province
from cooperatives.vietnam.text import fold

from .client import Answer, Client, shown
from .words import KINDS, SEARCHES, TYPED, TYPO

Ask = Callable[[], Sequence[Answer]]
HTMX: Final = {"HX-Request": "true"}
LINES_IN_A_CART: Final = 5
TO_PROVINCE, TO_COMMUNE = "01", "00004"
PAGES: Final = tuple(range(2, 9))


@dataclass(frozen=True, slots=True)
class Journey:
    """Something to repeat. ``has_budget``: a page whose time inside Django is limited."""

    name: str
    ask: Ask
    has_budget: bool = False


class Shopper:
    """Everything that is asked of one shop. ``addresses`` are those that :mod:`storefront.demo.bench.prepare` printed."""

    def __init__(self, client: Client, addresses: Mapping[str, Sequence[str]]) -> None:
        self._client = client
        chance = random.Random(1)
        products = list(addresses["products"])
        chance.shuffle(products)
        self._products = itertools.cycle(products)
        self._pairs = itertools.cycle(_mixed(addresses["categories"], addresses["provinces"], chance))
        self._questions = itertools.cycle(_questions(addresses["provinces"], chance))
        self._pages, self._popular, self._typed = itertools.cycle(PAGES), itertools.cycle(SEARCHES), itertools.cycle(TYPED)
        self._phones = itertools.count()
        self._packs: Iterator[str] = iter(())

    def journeys(self) -> list[Journey]:
        """In the order in which they are measured: what only reads first."""
        return [
            Journey("home", self._page("/")),
            Journey("listing", self._page("/hang/"), has_budget=True),
            Journey("listing_page_5", self._page("/hang/?page=5"), has_budget=True),
            Journey("listing_two_facets", self._two_facets, has_budget=True),
            Journey("product", self._product, has_budget=True),
            Journey("search_ca_phe_dak_lak", self._search("ca phe dak lak"), has_budget=True),
            Journey("search_mat_ong", self._search("mat ong"), has_budget=True),
            Journey("search_typo", self._search(TYPO), has_budget=True),
            Journey("search_mixed", self._mixed_search, has_budget=True),
            Journey("suggest", self._suggest),
            Journey("communes", self._communes),
            Journey("listing_after_change", self._listing_after_change, has_budget=True),
            Journey("search_after_change", self._search_after_change, has_budget=True),
            Journey("cart_add", self._cart_add),
            Journey("checkout", self._checkout),
        ]

    def constant(self) -> Sequence[Answer]:
        """The page that everything is compared with."""
        return [self._client.get("/bench/constant/")]

    def _page(self, path: str) -> Ask:
        return lambda: [self._client.get(path)]

    def _search(self, text: str) -> Ask:
        return self._page(f"/tim/?{urlencode({'q': text})}")

    def _product(self) -> Sequence[Answer]:
        return [self._client.get(f"/hang/{next(self._products)}/")]

    def _two_facets(self) -> Sequence[Answer]:
        """Another pair each time, so that no answer is remembered."""
        category, place = next(self._pairs)
        return [self._client.get(f"/hang/?{urlencode({'loai': category, 'tinh': place})}")]

    def _mixed_search(self) -> Sequence[Answer]:
        """Another question each time."""
        return [self._client.get(f"/tim/?{urlencode({'q': next(self._questions)})}")]

    def _suggest(self) -> Sequence[Answer]:
        return [self._client.get(f"/tim/goi-y/?{urlencode({'q': next(self._typed)})}", headers=HTMX)]

    def _communes(self) -> Sequence[Answer]:
        """Communes that begin so, while she types her address."""
        return [self._client.get(f"/dat-hang/xa/?{urlencode({'q': next(self._typed)})}", headers=HTMX)]

    def _listing_after_change(self) -> Sequence[Answer]:
        """The first listing after a price changed; the change itself is not counted."""
        self._client.get("/bench/change/")
        return [self._client.get(f"/hang/?page={next(self._pages)}")]

    def _search_after_change(self) -> Sequence[Answer]:
        self._client.get("/bench/change/")
        return [self._client.get(f"/tim/?{urlencode({'q': next(self._popular)})}")]

    def _cart_add(self) -> Sequence[Answer]:
        """Put a pack into a cart that has a few already; a new cart after some lines."""
        pack = next(self._packs, "")
        if not pack:
            self._client.forget()
            pages = [self._client.get(f"/hang/{next(self._products)}/") for _ in range(LINES_IN_A_CART)]
            self._token = shown(pages[-1], "csrfmiddlewaretoken")
            self._packs = iter([shown(page, "variant") for page in pages])
            pack = next(self._packs)
        return [self._add(pack, self._token)]

    def _add(self, pack: str, token: str) -> Answer:
        fields = {"variant": pack, "quantity": "1", "csrfmiddlewaretoken": token}
        return self._client.post("/gio-hang/them/", fields, expect=200, headers=HTMX)

    def _checkout(self) -> Sequence[Answer]:
        """A new guest: two products, the cart, the checkout page, the fees of her place, the order, its page. Six kinds of requests."""
        self._client.forget()
        answers: list[Answer] = []
        for _ in range(2):
            page = self._client.get(f"/hang/{next(self._products)}/")
            answers += [page, self._add(shown(page, "variant"), shown(page, "csrfmiddlewaretoken"))]
        start = self._client.get("/dat-hang/")
        fields = self._guest() | {name: shown(start, name) for name in ("csrfmiddlewaretoken", "checkout_key", "shown_total_vnd")}
        quote = self._client.post("/dat-hang/phi/", fields, expect=200, headers=HTMX)
        placed = self._client.post("/dat-hang/", fields | {"shown_total_vnd": shown(quote, "shown_total_vnd")})
        return [*answers, start, quote, placed, self._client.get(placed.headers["location"])]

    def _guest(self) -> dict[str, str]:
        """A form as a guest fills it in; each has her own number, because open cash orders are limited by number."""
        return {
            "recipient": "Khách Thử Nghiệm",
            "phone": f"0912{next(self._phones):06}",
            "email": "khach@example.com",
            "street": "12 ngõ 34",
            "province": TO_PROVINCE,
            "commune": TO_COMMUNE,
            "method": "cod",
        }


def _mixed(first: Sequence[str], second: Sequence[str], chance: random.Random) -> list[tuple[str, str]]:
    pairs = list(itertools.product(first, second))
    chance.shuffle(pairs)
    return pairs


def _questions(codes: Sequence[str], chance: random.Random) -> list[str]:
    """Things with places, some typed with marks and some without."""
    things = [thing.lower() for kind in KINDS.values() for thing in kind.things]
    places = [province(code).name_vi.removeprefix("Thành phố ") for code in codes]
    questions = [f"{thing} {place}" for thing, place in _mixed(things, places, chance)]
    return [question if number % 2 else fold(question) for number, question in enumerate(questions)]
