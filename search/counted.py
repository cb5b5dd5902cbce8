"""Counting what a page of results was asked and whether it helped, beside the answer and never in its way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Final

from django.core import signing
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from search.counting import count_opened, count_search, key_of, may_be_counted
from search.query import SearchQuery
from search.results import SearchResults
from search.visitors import is_first_today, is_person

log = logging.getLogger(__name__)
OPENED_SALT: Final = "search.opened"
OPENED_SECONDS: Final = 12 * 3600


class _Counted(HttpResponse):
    """An answer that is counted when it has been sent, so that counting neither slows a search nor breaks it."""

    count: Callable[[], object] = staticmethod(lambda: None)

    def close(self) -> None:
        """Called by the server after the last byte."""
        try:
            self.count()
        except DatabaseError as error:  # its own words could repeat what was typed
            log.warning("a search was not counted: %s", type(error).__name__)
        super().close()


def counted(request: HttpRequest, query: SearchQuery, found: SearchResults, response: HttpResponse) -> HttpResponse:
    """The same page; a person's first look at the answer is counted."""
    is_fresh = request.method == "GET" and query.page == 1 and query.sort is None and not query.has_filters
    if not is_fresh or not is_person(request) or not may_be_counted(query.text):
        return response
    language = get_language() or "vi"
    if not is_first_today(request, f"asked {key_of(query.text, language)}"):
        return response
    page = _Counted(response.content)
    facts = {"is_empty": not found.total, "is_mended": found.note is not None}
    page.count = partial(count_search, text=query.text, language=language, **facts)
    return page


def opened_token(text: str) -> str:
    """What the page sends when an answer is opened; empty for words that are not counted."""
    return signing.dumps(key_of(text, get_language() or "vi"), salt=OPENED_SALT) if may_be_counted(text) else ""


@csrf_exempt
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Told by the page when one of its answers is opened. Carries a signed digest of the words, and nothing of the reader."""
    try:
        key = signing.loads(request.POST.get("dau", ""), salt=OPENED_SALT, max_age=OPENED_SECONDS)
    except signing.BadSignature:
        return HttpResponse(status=400)
    answer = _Counted(status=204)
    if is_person(request) and is_first_today(request, f"opened {key}"):
        answer.count = partial(count_opened, key)
    return answer
