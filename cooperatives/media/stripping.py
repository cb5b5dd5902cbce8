"""Taking what rests on one consent out of a row that stays: blocks that name it, and pictures that show her."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Revision

from cooperatives.consent.blocks import needs_in
from cooperatives.consent.standing import subject_type

from .needs import picture_ids


def mentions(subject: models.Model, consent_id: int, pictures: Collection[int]) -> bool:
    """Whether a version of a row, saved or not, names the consent in a block or uses one of the pictures."""
    named = any(
        need.consent_id == consent_id
        for field in subject._meta.get_fields()
        if isinstance(field, StreamField)
        for need in needs_in(field.stream_block, getattr(subject, field.name))
    )
    return named or bool(pictures and set(pictures) & picture_ids(subject))


def strip(subject: models.Model, consent_id: int, pictures: Collection[int]) -> bool:
    """Take the blocks and picture columns out of ``subject`` without saving; returns whether there was anything."""
    changed = False
    image = get_image_model()
    for field in subject._meta.get_fields():
        if isinstance(field, StreamField):
            value: Any = getattr(subject, field.name)
            kept = [child for child in value if not _block_mentions(child, consent_id, pictures)]
            if len(kept) != len(value):
                rest = [(child.block_type, child.value, child.id) for child in kept]
                setattr(subject, field.name, StreamValue(field.stream_block, rest))
                changed = True
        elif isinstance(field, models.ForeignKey) and field.related_model is image and getattr(subject, field.attname) in pictures:
            if field.null:
                setattr(subject, field.name, None)
                changed = True
    return changed


def _block_mentions(child: Any, consent_id: int, pictures: Collection[int]) -> bool:
    if any(need.consent_id == consent_id for need in needs_in(child.block, child.value)):
        return True
    image = get_image_model()
    used = {int(pk) for model, pk, *_ in child.block.extract_references(child.value) if model is image}
    return bool(used & set(pictures))


def versions_of(model: type[models.Model], consent_id: int, pictures: Collection[int]) -> Iterator[Revision]:
    """Kept versions of ``model`` that name the consent or use one of the pictures, drafts and old ones alike.

    The stored JSON is searched for the numbers first, so that only few versions are read.
    """
    asked = Q(pk__in=[])
    for number, key in ((consent_id, 'consent\\"'), *((pk, "") for pk in pictures)):
        for end in ",}":  # or 1 would also find 12
            asked |= Q(stored__contains=f"{key}: {number}{end}")
    versions = Revision.objects.filter(base_content_type=subject_type(model)).select_related("content_type")
    rows = versions.annotate(stored=Cast("content", models.TextField()))
    for revision in rows.filter(asked).order_by("pk").iterator(chunk_size=200):
        if _may_mention(revision, consent_id, pictures) and mentions(revision.as_object(), consent_id, pictures):
            yield revision


def _may_mention(revision: Revision, consent_id: int, pictures: Collection[int]) -> bool:
    """Look into the columns that can hold blocks, pictures or rows below; to build a version costs many questions, this costs none."""
    model = revision.content_type.model_class()
    image, numbers = get_image_model(), {consent_id, *pictures}
    for name, value in revision.content.items():
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if isinstance(field, models.ForeignKey) and field.related_model is image and value in numbers:
            return True
        if isinstance(value, list) or isinstance(field, StreamField):
            said = value if isinstance(value, str) else json.dumps(value)
            if any(f": {number}{end}" in said for number in numbers for end in ",}"):
                return True
    return False


def rows_of(rows: models.QuerySet[Any], streams: Collection[str], consent_id: int) -> Iterator[Any]:
    """Rows whose ``streams`` (columns of blocks) name the consent."""
    asked = Q(pk__in=[])
    for name in streams:
        rows = rows.annotate(**{f"stored_{name}": Cast(name, models.TextField())})
        asked |= Q(**{f"stored_{name}__contains": f'"consent": {consent_id}'})
    for row in rows.filter(asked).order_by("pk").iterator(chunk_size=200):
        if mentions(row, consent_id, ()):
            yield row
