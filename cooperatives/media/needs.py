"""What a row shows of people: its blocks, and the pictures in it on which people can be recognised."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from cooperatives.consent.blocks import needs_in
from cooperatives.consent.gate import Need
from cooperatives.consent.standing import subject_type

from .models import Picture


def needs_of(subject: models.Model, languages: dict[str, str] | None = None) -> list[Need]:
    """All needs of ``subject``. ``languages`` gives a stream its language by the name of its field; "" stands for all other fields."""
    spoken = languages or {}
    found: list[Need] = []
    for field in subject._meta.get_fields():
        if isinstance(field, StreamField):
            value: Any = getattr(subject, field.name)
            found += needs_in(field.stream_block, value, spoken.get(field.name, spoken.get("", "")))
    people = Picture.objects.filter(pk__in=picture_ids(subject), shows=Picture.Shows.PEOPLE).order_by("pk")
    return [*found, *(need for picture in people for need in picture.consent_needs())]


def picture_ids(subject: models.Model) -> set[int]:
    """Pictures in columns, streams, rich text and child rows of ``subject``, saved or not: what Wagtail's reference index would note."""
    kind = subject_type(get_image_model()).pk
    references = ReferenceIndex._extract_references_from_object(subject)
    return {int(object_id) for content_type_id, object_id, _model_path, _content_path in references if content_type_id == kind}
