"""What the head of each public page says to those who share it and to search engines.

The page's view decides: a builder takes from the template's context what the page shows anyway, so that the head costs no further query
(one for the ancestors of an editorial page). Pages without a builder are nobody else's business and are marked ``noindex``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.models import HomePage, StoryPage
from storefront.sharing.addresses import absolute, in_languages
from storefront.sharing.cards.addresses import card_url
from storefront.sharing.cards.facts import CardFacts, group_facts, page_facts, product_facts, shop_facts
from storefront.sharing.markup.editorial import page_node
from storefront.sharing.markup.goods import group_node, product_node
from storefront.sharing.markup.lists import Link, breadcrumbs, item_list
from storefront.sharing.markup.script import Node
from storefront.sharing.markup.shop import organisation, website
from storefront.sharing.pictures import shareable_url

DESCRIPTION_CHARS: Final = 200
"""Longer ones are cut by every reader of them; the page itself says the rest."""
Context = Mapping[str, Any]


@dataclass(slots=True)
class Head:
    """``url`` is the canonical address, ``alternates`` the page in each language (none for a page that is not to be found)."""

    title: str
    description: str
    url: str
    alternates: dict[str, str] = field(default_factory=dict)
    kind: str = "website"
    nodes: list[Node] = field(default_factory=list)
    price_vnd: int | None = None
    card: CardFacts = field(default_factory=shop_facts)
    card_of: tuple[str, int] = ("shop", 0)

    @property
    def image(self) -> str:
        """Whole address of the picture that goes with a shared link."""
        return card_url(*self.card_of, self.card)


def head_of(context: Context, request: HttpRequest | None) -> Head | None:
    """Return the head of the page that is being rendered; None for private pages, previews and errors."""
    match = getattr(request, "resolver_match", None)
    build = BUILDERS.get(match.view_name) if match is not None else None
    if build is None or request is None or getattr(request, "is_preview", False):
        return None
    head = build(context, request)
    if head is not None:
        head.description = Truncator(" ".join(head.description.split())).chars(DESCRIPTION_CHARS)
    return head


def _product(context: Context, request: HttpRequest) -> Head | None:
    product = context.get("product")
    if product is None:
        return None
    variants, group = context["variants"], product.group
    description = product.summary or _("%(name)s do %(group)s làm.") % {"name": product.name, "group": group.name}
    images = [url for picture in context["gallery"] if (url := shareable_url(picture))]
    path = product.get_absolute_url()
    crumbs = [(crumb["title"], crumb["url"]) for crumb in context["crumbs"]]
    node = product_node(product, variants, context["certificates"], description=description, images=images)
    chosen = context["variant"]
    return Head(
        product.name,
        description,
        absolute(path),
        in_languages(path),
        kind="product",
        nodes=[node, breadcrumbs([*crumbs, (product.name, path)])],
        price_vnd=chosen.price_vnd if chosen is not None else None,
        card=product_facts(context),
        card_of=("hang", product.pk),
    )


def _group(context: Context, request: HttpRequest) -> Head | None:
    group, profile = context.get("group"), context.get("profile")
    if group is None:
        return None
    path = _numbered(group.get_absolute_url(), context)
    image = shareable_url(profile.cover) if profile is not None and profile.cover is not None else ""
    nodes = [
        group_node(group, profile, language=_language(), image=image),
        breadcrumbs([_home(), (_("Các nhóm"), reverse("catalog:groups")), (group.name, group.get_absolute_url())]),
        *_cards(context),
    ]
    head = Head(group.name, profile.intro if profile is not None else "", absolute(path), in_languages(path), kind="profile", nodes=nodes)
    head.card, head.card_of = group_facts(group, profile), ("nhom", group.pk)
    return head


def _groups(context: Context, request: HttpRequest) -> Head | None:
    if "profiles" not in context:
        return None
    path = reverse("catalog:groups")
    profiles = [(profile.group.name, profile.group.get_absolute_url()) for profile in context["profiles"]]
    text = _("Hợp tác xã, tổ nhóm phụ nữ làm ra hàng của Sinh Kế: nhóm nào ở đâu, làm gì, đang có gì.")
    nodes = [breadcrumbs([_home(), (_("Các nhóm"), path)]), *([item_list(profiles)] if profiles else [])]
    numbered = _numbered(path, context)
    return Head(_("Các nhóm"), text, absolute(numbered), in_languages(numbered), nodes=nodes)


def _listing(context: Context, request: HttpRequest) -> Head | None:
    """The listing and its pages of one filter. Several filters, or words, are a question and not a page to be found."""
    if "query" not in context or "canonical_url" not in context:
        return None
    title, query = str(context["title"]), context["query"]
    url = absolute(context["canonical_url"])
    head = Head(title, str(context["lead"] or title), url)
    if query.text or len(context["applied"]) > 1:
        return head
    path = url.removeprefix(absolute("/").rstrip("/"))
    crumbs = [(crumb.title, crumb.url) for crumb in context["crumbs"]]
    head.alternates = in_languages(path)
    head.nodes = [breadcrumbs([*crumbs, (title, path)]), *_cards(context)]
    return head


def _page(context: Context, request: HttpRequest) -> Head | None:
    page = context.get("page")
    parts = page.get_url_parts(request) if page is not None else None
    if page is None or parts is None or parts[2] is None:
        return None
    title, description = page.seo_title or page.title, str(context.get("page_description") or "")
    url = absolute(parts[2])
    alternates = {code: absolute(address) for code, address in (context.get("alternate_urls") or {}).items() if address}
    head = Head(title, description, url, alternates, kind="article" if isinstance(page, StoryPage) else "website")
    head.card, head.card_of = page_facts(page), ("trang", page.pk)
    if isinstance(page, HomePage):
        head.nodes = [organisation(context["shop"]), website(_language())]
        return head
    picture = getattr(page, "picture", None)
    image = shareable_url(picture) if picture is not None else ""
    head.nodes = [
        page_node(page, url=url, description=description, language=_language(), image=image),
        breadcrumbs([_home(), *_ancestors(page), (page.title, parts[2])]),
    ]
    listed = [*context.get("stories", ()), *context.get("models", ()), *context.get("coming", ()), *context.get("past", ())]
    if listed:
        head.nodes.append(item_list([(one.title, one.url) for one in listed]))
    return head


def _ancestors(page: Any) -> list[Link]:
    return [(one.title, one.url) for one in page.get_ancestors().live() if one.depth > 2 and one.url]


def _cards(context: Context) -> list[Node]:
    cards = context.get("cards")
    return [item_list([(card.name, card.url) for card in cards])] if cards else []


def _numbered(path: str, context: Context) -> str:
    """The address with the number of the page of a long list: each of them is a page of its own."""
    number = context["page_obj"].number if "page_obj" in context else 1
    return f"{path}?page={number}" if number > 1 else path


def _home() -> Link:
    return (_("Trang đầu"), "/en/" if _language() == "en" else "/")


def _language() -> str:
    return get_language() or "vi"


BUILDERS: Final[dict[str, Callable[[Context, HttpRequest], Head | None]]] = {
    "catalog:product": _product,
    "catalog:group": _group,
    "catalog:groups": _groups,
    "search:listing": _listing,
    "search:category": _listing,
    "search:province": _listing,
    "search:label": _listing,
    "search:results": _listing,
    "wagtail_serve": _page,
}
