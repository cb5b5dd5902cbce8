"""The programmes, each in both languages, with the groups that took part."""

from __future__ import annotations

from typing import Any, Final

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from cms.models import ProgrammeGroup, ProgrammePage
from cooperatives.groups.models import Group
from storefront.demo.content import FOLDER, read_folder

from .pages import body, stream, write
from .pictures import Tick, picture
from .site import index_page

TEXTS: Final = ("title", "kick", "lead", "place")


def load_programmes(tick: Tick) -> None:
    """Write the programmes; runs before the stories, which point at them."""
    parent = index_page("programmes")
    for row in read_folder("programmes"):
        vietnamese, english = ({**_columns(row[language]), "brochure": _brochure(row, language)} for language in ("vi", "en"))
        page = ProgrammePage(
            slug=row["slug"],
            picture=picture(*row["picture"]) if row["picture"] else None,
            starts_on=row["starts_on"],
            ends_on=row["ends_on"],
            offers_quick_exit=row["quick_exit"],
            **vietnamese,
        )
        rows = [ProgrammeGroup(group=Group.objects.get(slug=slug), sort_order=order) for order, slug in enumerate(row["groups"])]
        page.groups = rows  # type: ignore[misc]  # modelcluster takes a list
        write(page, parent=parent, english={**english, "slug": row["slug_en"]})
        tick()


def _brochure(row: dict[str, Any], language: str) -> Any:
    """The leaf that :mod:`storefront.demo.art.brochures` printed, as a document."""
    if not row["brochure"]:
        return None
    title, model = f"{row[language]['title']} ({language})", get_document_model()
    found = model.objects.filter(title=title).first()
    if found is None:
        content = (FOLDER / "programmes" / f"{row['slug']}-{language}.pdf").read_bytes()
        found = model.objects.create(title=title, file=ContentFile(content, name=f"{row['slug']}-{language}.pdf"))
    return found


def _columns(text: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: text[name] for name in TEXTS},
        "aims": stream([("aim", words) for words in text["aims"]]),
        "partners": stream([("partner", name) for name in text["partners"]]),
        "body": body(text["body"]),
    }
