"""Counts what is looked for, so that staff can mend words and suggest what many ask, without anything about anybody.

Nothing says who asked: no user, no session, no address; no time finer than a week. What looks like a telephone number, a mail address or
an order's code is not counted at all. Words are written down only when they were asked :data:`SHOWN_FROM` times; until then there is a
digest of them. Everything is forgotten after :data:`KEEP`.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import re
from typing import Final

from django.conf import settings
from django.db.models import F, Sum
from django.utils import timezone

from cooperatives.vietnam.text import fold
from search.models import SearchTerm, SearchWeek
from search.words import folded_syllables, syllables

SHOWN_FROM: Final = 3
"""Asked so often, words are nobody's own any more."""
KEEP: Final = datetime.timedelta(days=90)
LONGEST: Final = 60
MOST_SYLLABLES: Final = 10
MOST_DIGITS: Final = 7
"""One million đồng has seven digits; telephone numbers, identity cards, bank accounts and birthdays have more."""

_ADDRESS: Final = re.compile(r"@|://|www\.", re.IGNORECASE)
_ORDER: Final = re.compile(r"\bhtx(?=[\W_]*\w*\d)(?:[\W_]*[0-9a-z]){7}\b", re.IGNORECASE)
_CODE: Final = re.compile(r"\b(?=\w*\d\w*\d)(?=\w*[a-z])\w{9,}\b", re.IGNORECASE)
_RUN_TOGETHER: Final = re.compile(r"\bhtx[0-9a-z]{7}\b", re.IGNORECASE)


def may_be_counted(text: str) -> bool:
    """Whether the words can be counted without keeping something that belongs to one person."""
    folded = fold(text)
    if not folded_syllables(folded) or len(text) > LONGEST or len(syllables(text)) > MOST_SYLLABLES:
        return False
    if sum(character.isdigit() for character in text) > MOST_DIGITS:
        return False
    return not any(pattern.search(folded) for pattern in (_ADDRESS, _ORDER, _RUN_TOGETHER, _CODE))


def key_of(text: str, language: str) -> str:
    """Digest under which words are counted: marks, case and spaces do not matter. Under the shop's key, so that it cannot be looked up."""
    said = f"{language}|{' '.join(folded_syllables(text))}"
    return hmac.new(f"search.counting|{settings.SECRET_KEY}".encode(), said.encode(), hashlib.sha256).hexdigest()


def week_of(day: datetime.date) -> datetime.date:
    """Monday of the week."""
    return day - datetime.timedelta(days=day.weekday())


def count_search(*, text: str, language: str, is_empty: bool, is_mended: bool) -> None:
    """Count one search. Each statement stands for itself and only adds, so searches at the same moment lose nothing."""
    term, _ = SearchTerm.objects.get_or_create(key=key_of(text, language), defaults={"language": language})
    week_on = week_of(timezone.localdate())
    # Numbers, because PostgreSQL adds no truth values.
    more = {
        "asked_count": F("asked_count") + 1,
        "empty_count": F("empty_count") + int(is_empty),
        "mended_count": F("mended_count") + int(is_mended),
    }
    rows = SearchWeek.objects.filter(term=term, week_on=week_on)
    if not rows.update(**more):
        SearchWeek.objects.bulk_create([SearchWeek(term=term, week_on=week_on)], ignore_conflicts=True)
        rows.update(**more)
    if not term.text and _asked(term) >= SHOWN_FROM:
        SearchTerm.objects.filter(pk=term.pk, text="").update(text=text.casefold())


def count_opened(key: str) -> bool:
    """Count that an answer was opened: at most once for each time that the words were asked this week. Whether it was counted."""
    rows = SearchWeek.objects.filter(term__key=key, week_on=week_of(timezone.localdate()), opened_count__lt=F("asked_count"))
    return bool(rows.update(opened_count=F("opened_count") + 1))


def forget_searches(now: datetime.datetime) -> int:
    """Erase weeks that began more than :data:`KEEP` ago, and words that were not asked often enough since. Returns the number of weeks."""
    oldest = timezone.localtime(now).date() - KEEP
    gone, _ = SearchWeek.objects.filter(week_on__lt=oldest).delete()
    SearchTerm.objects.filter(weeks=None).delete()
    rare = SearchTerm.objects.exclude(text="").annotate(asked=Sum("weeks__asked_count")).filter(asked__lt=SHOWN_FROM)
    SearchTerm.objects.filter(pk__in=list(rare.values_list("pk", flat=True))).update(text="")
    return gone


def _asked(term: SearchTerm) -> int:
    return term.weeks.aggregate(asked=Sum("asked_count"))["asked"] or 0
