"""Stories of the crafts, livelihood models and fairs, each in both languages. Days are counted from the day of loading."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.utils import timezone

from catalog.models import Product
from cms.models import FairPage, Feature, ModelPage, StoryPage, StoryProduct
from cooperatives.groups.models import Group
from storefront.demo.content import read, read_folder

from .consents import words_of
from .pages import body, find, items, stream, write
from .pictures import Tick, picture
from .site import index_page

LANGUAGES: Final = ("vi", "en")
STORY_TEXTS: Final = ("title", "kick", "lead", "picture_caption", "aside_title")
MODEL_TEXTS: Final = ("title", "kick", "lead", "cost_intro", "cost_title", "warning", "copied_intro", "ask")
FAIR_TEXTS: Final = ("title", "kick", "lead", "place", "programme_intro", "afterwards")


def load_stories(tick: Tick) -> None:
    """Write the stories, published over the last months."""
    parent = index_page("stories")
    for row in read_folder("stories"):
        consent_id = words_of(row["slug"]).pk
        vietnamese, english = (_story_columns(row[language], consent_id) for language in LANGUAGES)
        group = Group.objects.get(slug=row["group"])
        programme = find(index_page("programmes"), row["programme"]) if row["programme"] else None
        links = {"group": group, "theme": row["theme"], "programme": programme}
        page = StoryPage(slug=row["slug"], picture=picture("story", row["picture"]), **links, **vietnamese)
        rows = [StoryProduct(product=Product.objects.get(slug=slug), sort_order=order) for order, slug in enumerate(row["goods"])]
        page.goods = rows  # type: ignore[misc]  # modelcluster takes a list
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
            **vietnamese,
        )
        written = write(page, parent=parent, english={**english, "slug": row["slug_en"]})
        Feature.objects.get_or_create(model=written, defaults={"sort_order": row["featured_order"]})
        tick()


def load_fairs(tick: Tick) -> None:
    """Write one fair that is coming and one that is over."""
    parent = index_page("fairs")
    for row in read("fairs"):
        starts_on = _first_day(row)
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


def _story_columns(text: dict[str, Any], consent_id: int) -> dict[str, Any]:
    aside = stream([("fact", {"label": label, "value": value}) for label, value in text["aside"]])
    return {**{name: text[name] for name in STORY_TEXTS}, "body": body(text["body"], consent_id), "aside": aside}


def _model_columns(text: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: text[name] for name in MODEL_TEXTS},
        "about": body([["text", "\n\n".join(text["about"])]]),
        "times": stream([("time", {"label": label, "value": value}) for label, value in text["times"]]),
        "support": stream([("help", {"label": label, "value": value}) for label, value in text["support"]]),
        "figures": stream([("figure", {"value": value, "label": label}) for value, label in text["figures"]]),
        "costs": stream([("cost", {"label": label, "amount_vnd": amount}) for label, amount in text["costs"]]),
        "years": stream([("year", {"label": label, "income_vnd": income, "cost_vnd": cost}) for label, income, cost in text["years"]]),
        "steps": stream([("step", {"title": title, "text": words}) for title, words in text["steps"]]),
        "copied": stream([("place", _place(*row)) for row in text["copied"]]),
    }


def _place(place: str, year: int, note: str, group: str = "") -> dict[str, Any]:
    """Somewhere that did the same; ``group`` is the slug of one that sells here."""
    return {"place": place, "group": Group.objects.get(slug=group).pk if group else None, "year": year, "note": note}


def _fair_columns(row: dict[str, Any], number: int, starts_on: datetime.date) -> dict[str, Any]:
    """Columns in the language with this number."""
    language = LANGUAGES[number]
    rows = [
        (
            "row",
            {
                "title": line[language],
                "anchor": line["anchor"],
                "booths": items([_booth(booth[0], booth[1], booth[2 + number], number) for booth in line["booths"]]),
            },
        )
        for line in row["rows"]
    ]
    programme = [
        ("item", {"starts_at": _moment(starts_on, item[0], item[1]), "title": item[2 + number], "where": item[4 + number]})
        for item in row["programme"]
    ]
    texts = {name: row[language].get(name, "") for name in FAIR_TEXTS}
    shots = [("picture", {"picture": picture(*shot["picture"]).pk, "caption": shot[language]}) for shot in row.get("gallery", [])]
    return {**texts, "rows": stream(rows), "programme": stream(programme), "gallery": stream(shots)}


def _first_day(row: dict[str, Any]) -> datetime.date:
    """A day of its own, or one counted from today."""
    if "starts_on" in row:
        return datetime.date.fromisoformat(row["starts_on"])
    return timezone.localdate() + datetime.timedelta(days=row["starts_in_days"])


def _booth(number: str, who: str | list[str], shows: str, language: int) -> dict[str, Any]:
    """``who`` is the slug of a group, or the place and the names in both languages of somebody who does not sell here."""
    if isinstance(who, str):
        return {"number": number, "group": Group.objects.get(slug=who).pk, "name": "", "place": "", "shows": shows}
    return {"number": number, "group": None, "name": who[1 + language], "place": who[0], "shows": shows}


def _moment(starts_on: datetime.date, days: int, clock: str) -> str:
    at = datetime.datetime.combine(starts_on + datetime.timedelta(days=days), datetime.time.fromisoformat(clock))
    return timezone.make_aware(at).isoformat()
