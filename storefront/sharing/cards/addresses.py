"""Where a card is: its address holds its fingerprint, so that it may be kept for ever."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language

from storefront.sharing.addresses import absolute
from storefront.sharing.cards.facts import CardFacts


def card_path(kind: str, key: int, facts: CardFacts) -> str:
    """Path of the card of a product (``hang``), group (``nhom``), page (``trang``) or of the shop itself, in the reader's language."""
    return reverse("sharing:card", args=[kind, get_language() or "vi", key, facts.fingerprint])


def card_url(kind: str, key: int, facts: CardFacts) -> str:
    """Whole address of the card."""
    return absolute(card_path(kind, key, facts))
