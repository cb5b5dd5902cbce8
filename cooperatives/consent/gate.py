"""The gate: nothing with a person in it becomes public without a consent that covers it today.

It stands where a row is saved, so that no way of publishing goes around it: the editor, a workflow, a bulk action, a schedule, a
translation, an alias, a copy, a command. What a live row rests on is written down in the same transaction (:class:`Use`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db import models, transaction
from wagtail.images import get_image_model

from cooperatives.vietnam.errors import DomainError

from .models import Consent, Use
from .standing import subject_type


class ConsentMissing(DomainError):
    """Something shows a person and no consent covers it today. ``missing`` lists the needs."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that must be covered; ``consent_id`` is None where nobody was chosen. ``where`` tells staff where it stands."""

    consent_id: int | None
    what: str
    channel: str = "site"
    language: str = ""
    where: str = ""


def missing_of(needs: Iterable[Need]) -> list[Need]:
    """The needs that no living consent covers today."""
    asked = list(needs)
    chosen = Consent.objects.living().in_bulk([need.consent_id for need in asked if need.consent_id])
    return [need for need in asked if not _is_met(need, chosen)]


def _is_met(need: Need, living: dict[int, Consent]) -> bool:
    found = living.get(need.consent_id) if need.consent_id else None
    return found is not None and found.covers(need.what, need.channel, need.language)


def write_uses(subject: models.Model, needs: Iterable[Need]) -> None:
    """Make the uses of ``subject`` exactly these."""
    kind = subject_type(type(subject))
    wanted = {(need.consent_id, need.what, need.channel, need.language) for need in needs if need.consent_id}
    rows = Use.objects.filter(content_type=kind, object_id=subject.pk)
    there = {(row.consent_id, row.what, row.channel, row.language): row.pk for row in rows}
    rows.filter(pk__in=[pk for key, pk in there.items() if key not in wanted]).delete()
    fresh = [
        Use(content_type=kind, object_id=subject.pk, consent_id=consent, what=what, channel=channel, language=language)
        for consent, what, channel, language in wanted - set(there)
    ]
    Use.objects.bulk_create(fresh, ignore_conflicts=True)


class RestsOnConsent(models.Model):
    """Mixin of everything that is published: refuses to be live without the consents that it needs.

    A row that was broken by an end or a withdrawal may still be saved when nothing is published by it: staff must be able to take it
    down or mend it.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with its uses. Raises ConsentMissing, and then nothing was written."""
        if not self.is_shown() or not self._touches_people(kwargs.get("update_fields")):
            super().save(*args, **kwargs)
            return
        needs = self.consent_needs()
        missing = missing_of(needs)
        if missing and not self._is_hidden_already(missing):
            raise ConsentMissing(missing=missing, subject=self._meta.label, title=str(self))
        with transaction.atomic():
            super().save(*args, **kwargs)
            write_uses(self, needs)

    def save_after_removal(self, **kwargs: Any) -> None:
        """Save a row from which something was taken away, past the gate: it shows less than before."""
        with transaction.atomic():
            super().save(**kwargs)
            if self.is_shown():
                write_uses(self, self.consent_needs())

    def consent_needs(self) -> list[Need]:
        """What this version shows of people. The kinds of rows answer."""
        raise NotImplementedError

    def is_shown(self) -> bool:
        """Whether saving makes it public."""
        return bool(getattr(self, "live", True))

    def _touches_people(self, columns: Iterable[str] | None) -> bool:
        """Whether a save of these columns (all) can make something public."""
        if columns is None:
            return True
        fields = [self._meta.get_field(name) for name in columns]
        pictures = get_image_model()
        return any(field.name == "live" or field.related_model is pictures or hasattr(field, "stream_block") for field in fields)

    def _is_hidden_already(self, missing: list[Need]) -> bool:
        """Whether this is the very version that is live, which readers do not see any more since the same needs are broken."""
        published_at = getattr(self, "last_published_at", None)
        if self.pk is None or published_at is None:
            return False
        rows: Any = cast(Any, type(self))._base_manager.filter(pk=self.pk, live=True, last_published_at=published_at)
        kept = set(Use.objects.filter(content_type=subject_type(type(self)), object_id=self.pk).values_list("consent_id", "what"))
        return all((need.consent_id, need.what) in kept for need in missing) and rows.exists()
