"""Consents of the demo: one invented person for the quoted words of each story."""

from __future__ import annotations

import datetime
import hashlib
from typing import Final

from django.utils import timezone

from cooperatives.consent.models import Consent, Person
from storefront.accounts.models import User

from .people import CURATOR

GIVEN_DAYS_AGO: Final = 200
LASTS_DAYS: Final = 700
SOON: Final = {"hai-chin-tung-qua": 25}
"""Days left of one consent, so that the demo shows what staff see before an end."""


def words_of(slug: str) -> Consent:
    """The consent for the words quoted in a story, in both languages, on the site and in print. Found again by the person's code."""
    code = f"P{hashlib.sha256(slug.encode()).hexdigest()[:8].upper()}"
    person, _ = Person.objects.get_or_create(code=code)
    existing = person.consents.order_by("pk").first()
    if existing is not None:
        return existing
    first = timezone.localdate() - datetime.timedelta(days=GIVEN_DAYS_AGO)
    last = timezone.localdate() + datetime.timedelta(days=SOON[slug]) if slug in SOON else first + datetime.timedelta(days=LASTS_DAYS)
    return Consent.objects.create(
        person=person,
        covers_words=True,
        on_site=True,
        in_print=True,
        in_vietnamese=True,
        in_english=True,
        explained_in="Tiếng Việt",
        copy_given=True,
        valid_from=first,
        valid_until=last,
        recorded_by=User.objects.get(email=CURATOR),
    )
