"""Whether what rests on consents may be public now. Decided when read: an end at midnight or a withdrawal needs no job to work."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, Max, OuterRef
from wagtail.models import Page

from .models import Consent, Use

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


def subject_type(model: type[models.Model]) -> ContentType:
    """The content type under which uses of ``model`` are kept. All kinds of pages share one, as they share their numbers."""
    return ContentType.objects.get_for_model(Page if issubclass(model, Page) else model)


def uses_of(subject: models.Model) -> models.QuerySet[Use]:
    """What ``subject`` rests on."""
    return Use.objects.filter(content_type=subject_type(type(subject)), object_id=subject.pk)


def is_broken(subject: models.Model) -> bool:
    """Whether one of its uses on the site is not covered today. What rests on nobody is never broken."""
    return Use.objects.broken().filter(content_type=subject_type(type(subject)), object_id=subject.pk, channel="site").exists()


def exclude_broken(rows: Rows) -> Rows:
    """Leave out the rows that are broken."""
    broken = Use.objects.broken().filter(content_type=subject_type(rows.model), object_id=OuterRef("pk"), channel="site")
    return rows.exclude(Exists(broken))


def consent_version() -> str:
    """A text that changes whenever a consent is written or withdrawn, for the keys of caches. One indexed query."""
    latest = Consent.objects.aggregate(latest=Max("changed_at"))["latest"]
    return latest.isoformat() if latest else ""
