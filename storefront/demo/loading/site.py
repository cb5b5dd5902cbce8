"""The site with its first page in both languages, the index pages, the shop's settings and the plain pages."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from catalog.models import Product
from cms.models import (
    ContactPage,
    FairIndexPage,
    HomePage,
    HomePick,
    LandingPage,
    ModelIndexPage,
    ProgrammeIndexPage,
    ShopSettings,
    StandardPage,
    StoryIndexPage,
)
from cms.section_blocks import USUAL
from storefront.demo.content import read, read_folder

from .pages import body, find, stream, translated, write
from .pictures import Tick, picture

INDEXES: Final[dict[str, type[Page]]] = {
    "stories": StoryIndexPage,
    "models": ModelIndexPage,
    "fairs": FairIndexPage,
    "programmes": ProgrammeIndexPage,
}


def load_site() -> None:
    """Write the first page, make it the site's root, and put the index pages under it."""
    content: dict[str, Any] = read("site")
    home = _load_home(content["home"])
    site = _load_root(home)
    ShopSettings.objects.get_or_create(site=site, defaults=content["settings"])
    for row in content["indexes"]:
        page = INDEXES[row["kind"]](slug=row["slug"], picture=picture(*row["picture"]), **row["vi"])
        write(page, parent=home, english={**row["en"], "slug": row["slug_en"]})


def load_plain_pages(tick: Tick) -> None:
    """Write the plain pages that a shop must have."""
    home = first_page()
    for row in read_folder("plain"):
        vietnamese, english = row["vi"], row["en"]
        page = StandardPage(slug=row["slug"], title=vietnamese["title"], lead=vietnamese["lead"], body=body(vietnamese["body"]))
        texts = {"slug": row["slug_en"], "title": english["title"], "lead": english["lead"], "body": body(english["body"])}
        write(page, parent=home, english=texts)
        tick()


def load_landing() -> None:
    """Write a page for a season, with rows of goods and groups."""
    row = read("site")["landing"]
    vietnamese, english = ({**row[language], "body": body(row[language]["body"])} for language in ("vi", "en"))
    goods: dict[str, Any] = {"title": "", "label": None, "province": "", "products": []}
    makers = {"title": "", "rule": "featured", "province": "", "groups": [], "count": 3}
    sections = stream([("goods", {**goods, "rule": "gifts", "count": 8}), ("makers", makers), ("fair", None)])
    page = LandingPage(slug=row["slug"], picture=picture(*row["picture"]), sections=sections, **vietnamese)
    write(page, parent=first_page(), english={**english, "slug": row["slug_en"]})


def load_contact() -> None:
    """Write the page with the form."""
    row = read("site")["contact"]
    write(ContactPage(slug=row["slug"], **row["vi"]), parent=first_page(), english={**row["en"], "slug": row["slug_en"]})


def load_hero() -> None:
    """Point the first page's button at its story; runs after the stories are there."""
    story_slug = read("site")["home"]["hero_story"]
    home = first_page()
    story = find(index_page("stories"), story_slug)
    for page, target in ((home, story), (translated(home), translated(story))):
        if page.hero_page_id is None:
            page.hero_page = target
            page.save_revision().publish()


def first_page() -> HomePage:
    """The Vietnamese first page. Raises HomePage.DoesNotExist."""
    page: HomePage = HomePage.objects.get(locale__language_code="vi")
    return page


def index_page(kind: str) -> Any:
    """The Vietnamese index page of "stories", "models", "fairs" or "programmes"."""
    return INDEXES[kind].objects.get(locale__language_code="vi")


def _load_home(row: dict[str, Any]) -> HomePage:
    sections = stream([(kind, value or None) for kind, value in USUAL])
    home = HomePage(slug=row["slug"], picture=picture(*row["picture"]), sections=sections, **row["vi"])
    rows = [HomePick(product=Product.objects.get(slug=slug), sort_order=order) for order, slug in enumerate(row["picks"])]
    home.picks = rows  # type: ignore[misc]  # modelcluster takes a list
    written: HomePage = write(home, parent=Page.objects.get(depth=1), english={**row["en"], "slug": row["slug_en"]})
    return written


def _load_root(home: HomePage) -> Site:
    """Make ``home`` the root of the default site and drop the page that Wagtail greets with."""
    address = urlsplit(settings.BASE_URL)
    site: Site = Site.objects.get(is_default_site=True)
    if site.root_page_id != home.pk:
        site.root_page = home
        site.site_name = settings.WAGTAIL_SITE_NAME
        site.hostname = address.hostname or "localhost"
        site.port = address.port or (443 if address.scheme == "https" else 80)
        site.save()
    greeting = Page.objects.filter(depth=2, slug="home", content_type__app_label="wagtailcore", content_type__model="page").first()
    if greeting is not None:
        greeting.delete()
    return site
