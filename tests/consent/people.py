"""Consents for tests."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from cooperatives.consent.models import Consent, Person
from tests.factories import make_user


def make_consent(person: Person | None = None, **fields: Any) -> Consent:
    """A living consent to words and face on the site in both languages, of a new person, for a year."""
    today = timezone.localdate()
    given = {
        "covers_words": True,
        "covers_face": True,
        "in_english": True,
        "explained_in": "Tiếng Việt",
        "valid_from": today,
        "valid_until": today + datetime.timedelta(days=365),
        "recorded_by": fields.pop("recorded_by", None) or make_user(staff=True),
        **fields,
    }
    return Consent.objects.create(person=person or Person.objects.create(), **given)
