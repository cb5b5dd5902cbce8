"""The page behind the secret address on her slip: what she allowed, and one button to take it back. It names nobody."""

from __future__ import annotations

import contextlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cooperatives.consent.models import Consent, Withdrawal
from cooperatives.consent.models.consent import CHANNELS, WHAT
from cooperatives.consent.sentences import CHANNEL_WORDS, WHAT_WORDS
from cooperatives.consent.services import AlreadyWithdrawn, withdraw_consent
from cooperatives.consent.services.slip import consent_of


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, secret: str) -> HttpResponse:
    """Show it; POST takes it back. Raises Http404 for an address that no slip carries."""
    consent = consent_of(secret)
    if consent is None:
        raise Http404
    if request.method == "POST":
        with contextlib.suppress(AlreadyWithdrawn):  # she pressed twice: the page says that it is done
            withdraw_consent(consent=consent, actor=None, via=Withdrawal.Via.PAPER)
        return _private(redirect(reverse("consent:mine", args=[secret])))
    context = {"consent": consent, "allowed": _allowed(consent), "where": _where(consent), "is_living": consent.is_living()}
    return _private(render(request, "consent/mine.html", context))


def _allowed(consent: Consent) -> list[str]:
    return [str(WHAT_WORDS[word]) for word, column in WHAT.items() if getattr(consent, column)]


def _where(consent: Consent) -> list[str]:
    return [str(CHANNEL_WORDS[word]) for word, column in CHANNELS.items() if getattr(consent, column)]


def _private(response: HttpResponse) -> HttpResponse:
    """Kept nowhere, listed nowhere, and no link away tells where it came from."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
