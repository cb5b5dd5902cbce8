"""Stories of the crafts, livelihood models and fairs, each in both languages. Days are counted from the day of loading."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.utils import timezone

from catalog.models import Product
from cms.models import FairPage, ModelPage, StoryPage, StoryProduct
from cooperatives.groups.models import Group
from storefront.demo.content import read, read_folder

from .pages import body, items, stream, write
from .pictures import Tick, picture
from .site import index_page

LANGUAGES: Final = ("vi", "en")
STORY_TEXTS: Final = ("title", "kick", "lead", "picture_caption", "aside_title")
MODEL_TEXTS: Final = ("title", "kick", "lead", "cost_intro", "cost_title", "warning", "copied_intro")
FAIR_TEXTS: Final = ("title", "kick", "lead", "place", "programme_intro")


def load_stories(tick: Tick) -> None:
    """Write the stories, published over the last months."""
    parent = index_page("stories")
    for row in read_folder("stories"):
        vietnamese, english = (_story_columns(row[language]) for language in LANGUAGES)
        group = Group.objects.get(slug=row["group"])
        page = StoryPage(slug=row["slug"], group=group, picture=picture("story", row["picture"]), **vietnamese)
        page.goods = [StoryProduct(product=Product.objects.get(slug=slug), sort_order=order) for order, slug in enumerate(row["goods"])]
        published_at = timezone.now() - datetime.timedelta(days=row["days_ago"])
        write(page, parent=parent, english={**english, "slug": row["slug_en"]}, published_at=published_at)
        tick()


def load_models(tick: Tick) -> None:
    """Write the livelihood models; all of them may stand on the first page."""
    parent = index_page("models")
    for row in read_folder("models"):
        vietnamese, english = (_model_columns(row[language]) for language in LANGUAGES)
        page = ModelPage(
            slug=row["slug"],
            group=Group.objects.get(slug=row["group"]),
            picture=picture("model", row["picture"]),
            featured_from=timezone.localdate(),
            featured_order=row["featured_order"],
            **vietnamese,
        )
        write(page, parent=parent, english={**english, "slug": row["slug_en"]})
        tick()


def load_fairs(tick: Tick) -> None:
    """Write one fair that is coming and one that is over."""
    parent = index_page("fairs")
    for row in read("fairs"):
        starts_on = timezone.localdate() + datetime.timedelta(days=row["starts_in_days"])
        vietnamese, english = (_fair_columns(row, number, starts_on) for number in range(len(LANGUAGES)))
        page = FairPage(
            slug=row["slug"],
            picture=picture("fair", row["picture"]),
            starts_on=starts_on,
            ends_on=starts_on + datetime.timedelta(days=row["lasts_days"] - 1),
            **vietnamese,
        )
        write(page, parent=parent, english={**english, "slug": row["slug_en"]})
        tick()


def _story_columns(text: dict[str, Any]) -> dict[str, Any]:
    aside = stream([("fact", {"label": label, "value": value}) for label, value in text["aside"]])
    return {**{name: text[name] for name in STORY_TEXTS}, "body": body(text["body"]), "aside": aside}


def _model_columns(text: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: text[name] for name in MODEL_TEXTS},
        "figures": stream([("figure", {"value": value, "label": label}) for value, label in text["figures"]]),
        "costs": stream([("cost", {"label": label, "amount_vnd": amount}) for label, amount in text["costs"]]),
        "years": stream([("year", {"label": label, "income_vnd": income, "cost_vnd": cost}) for label, income, cost in text["years"]]),
        "steps": stream([("step", {"title": title, "text": words}) for title, words in text["steps"]]),
        "copied": stream([("place", {"place": place, "year": year, "note": note}) for place, year, note in text["copied"]]),
    }


def _fair_columns(row: dict[str, Any], number: int, starts_on: datetime.date) -> dict[str, Any]:
    """Columns in the language with this number."""
    language = LANGUAGES[number]
    rows = [
        (
            "row",
            {
                "title": line[language],
                "anchor": line["anchor"],
                "booths": items([_booth(booth[0], booth[1], booth[2 + number]) for booth in line["booths"]]),
            },
        )
        for line in row["rows"]
    ]
    programme = [
        ("item", {"starts_at": _moment(starts_on, item[0], item[1]), "title": item[2 + number], "where": item[4 + number]})
        for item in row["programme"]
    ]
    return {**{name: row[language][name] for name in FAIR_TEXTS}, "rows": stream(rows), "programme": stream(programme)}


def _booth(number: str, slug: str, shows: str) -> dict[str, Any]:
    return {"number": number, "group": Group.objects.get(slug=slug).pk, "shows": shows}


def _moment(starts_on: datetime.date, days: int, clock: str) -> str:
    at = datetime.datetime.combine(starts_on + datetime.timedelta(days=days), datetime.time.fromisoformat(clock))
    return timezone.make_aware(at).isoformat()
