"""What rests on which consent. Written with the object that rests on it, read at every public question."""

from __future__ import annotations

from typing import Final

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .consent import CHANNELS, LANGUAGES, WHAT, Consent

_WORDS: Final = {"words": _("lời kể"), "name": _("tên"), "face": _("khuôn mặt"), "voice": _("giọng nói"), "place": _("nơi ở")}


class UseQuerySet(models.QuerySet["Use"]):
    """Questions about many uses."""

    def standing(self) -> UseQuerySet:
        """Uses that their consent covers today, decided when read, so that an end at midnight needs no job."""
        living = Consent.objects.living().filter(pk=models.OuterRef("consent_id"))
        return self.filter(
            models.Exists(living), _scope(WHAT, "what"), _scope(CHANNELS, "channel"), _scope(LANGUAGES, "language") | Q(language="")
        )

    def broken(self) -> UseQuerySet:
        """Uses that nothing covers any more: ended, withdrawn, or narrowed."""
        return self.exclude(pk__in=self.standing().values("pk"))


def _scope(columns: dict[str, str], field: str) -> Q:
    """The consent's column that ``field`` names is true."""
    scope = Q(pk__in=[])
    for word, column in columns.items():
        scope |= Q(**{field: word, f"consent__{column}": True})
    return scope


class Use(models.Model):
    """One object rests on one consent for one thing, in one place, in one language ("" for what has no language)."""

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="uses")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    what = models.CharField(max_length=8, choices=list(_WORDS.items()))
    channel = models.CharField(max_length=8, choices=[(word, word) for word in CHANNELS], default="site")
    language = models.CharField(max_length=2, blank=True, default="")

    wagtail_reference_index_ignore = True

    subject = GenericForeignKey("content_type", "object_id")
    objects = UseQuerySet.as_manager()

    class Meta:
        verbose_name = _("điều dựa vào sự đồng ý")
        verbose_name_plural = _("những điều dựa vào sự đồng ý")
        indexes = [models.Index(fields=["content_type", "object_id"])]
        constraints = [
            models.UniqueConstraint(fields=["consent", "content_type", "object_id", "what", "channel", "language"], name="use_once"),
        ]

    def __str__(self) -> str:
        return f"{self.consent_id}: {self.content_type_id}/{self.object_id} {self.what}"
