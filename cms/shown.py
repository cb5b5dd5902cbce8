"""Which pictures and documents the center's pages show to readers."""

from __future__ import annotations

from django.db.models import Model, Q
from django.utils import timezone
from wagtail.models import Page

from cooperatives.consent.standing import exclude_broken
from cooperatives.media.shown import register_shower, users_of


@register_shower
def on_a_page(file_row: Model, user_id: int | None) -> bool:
    """A public page uses it, whose consents all stand."""
    used_by = users_of(file_row, Page)
    if not used_by:
        return False
    pages = Page.objects.filter(pk__in=used_by).live().public().filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))
    return bool(exclude_broken(pages).exists())
