"""What the media room holds of a person: pictures that rest on her consent, their files, and what logs say of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from wagtail.models import ModelLogEntry

from cooperatives.consent.holders import Artefact, StillThere, register_holder
from cooperatives.consent.models import Consent, Withdrawal

from .models import Picture


class PictureHolder:
    """Files go before rows, so that a crash leaves a row to find the rest by, never a file that nobody knows."""

    rank = 30
    kinds: tuple[str, ...] = ("picture_file", "picture", "picture_log")

    def find(self, consent: Consent) -> Iterator[Artefact]:
        """Originals, all sizes, the rows, and log entries that carry titles."""
        for picture in Picture.objects.filter(consents=consent).prefetch_related("renditions").order_by("pk"):
            for file in (picture.file, *(size.file for size in picture.renditions.all())):
                yield Artefact("picture_file", str(file.name))
            if _logs(picture.pk).exclude(label="").exists():
                yield Artefact("picture_log", str(picture.pk))
            yield Artefact("picture", str(picture.pk))

    def remove(self, artefact: Artefact, withdrawal: Withdrawal) -> None:
        """Delete a file, or a row with what hangs on it."""
        if artefact.kind == "picture_file":
            default_storage.delete(artefact.reference)
        elif artefact.kind == "picture_log":
            _logs(int(artefact.reference)).update(label="", data={})
        else:
            for picture in Picture.objects.filter(pk=int(artefact.reference)):
                picture.delete()
            _logs(int(artefact.reference)).update(label="", data={})

    def prove(self, artefact: Artefact) -> str:
        """Ask the storage or the table again."""
        if artefact.kind == "picture_file":
            if default_storage.exists(artefact.reference):
                raise StillThere(kind=artefact.kind, reference=artefact.reference)
            return "the storage has no file of this name"
        if artefact.kind == "picture_log":
            if _logs(int(artefact.reference)).exclude(label="").exists():
                raise StillThere(kind=artefact.kind, reference=artefact.reference)
            return "no log entry carries a title or text"
        if Picture.objects.filter(pk=int(artefact.reference)).exists():
            raise StillThere(kind=artefact.kind, reference=artefact.reference)
        return "no row with this number; its address answers 404"


def _logs(pk: int) -> QuerySet[Any]:
    kind = ContentType.objects.get_for_model(Picture)
    found: QuerySet[Any] = ModelLogEntry.objects.filter(content_type=kind, object_id=str(pk))
    return found


register_holder(PictureHolder(), "media", "wagtailimages")
