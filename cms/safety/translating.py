"""Translations are published from an editor of their own, past the workflow: the same two rules hold there.

Who translated since the page was last public may not publish it, and warnings are read first.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from cms.publishing import OWN_WORK

from .acknowledgement import require_read, warnings_of
from .sentences import said_of


@hooks.register("before_edit_page", order=-1)
def before_a_translation_goes_out(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Runs before wagtail-localize answers; lets it go on when nothing stands against it."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = Translation.objects.filter(source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True).first()
    if translation is None or not page.permissions_for_user(request.user).can_publish():
        return None
    if _has_translated(request.user, translation, page):
        messages.error(request, str(OWN_WORK))
        return redirect("wagtailadmin_pages:edit", page.pk)
    try:
        translation.save_target(user=None, publish=False)
    except ValidationError:
        return None  # wagtail-localize meets the same error and shows it
    newest = Page.objects.get(pk=page.pk).specific
    if (found := warnings_of(newest)) and not request.POST.get("acknowledged"):
        return render(request, "cms/safety/translation.html", {"page": newest, "said": said_of(found)})
    require_read(newest, acknowledged=True, actor=request.user)
    return None


def _has_translated(user: Any, translation: Translation, page: Page) -> bool:
    """Whether ``user`` wrote a part of what would become public."""
    hers = StringTranslation.objects.filter(
        translation_of__segments__source=translation.source, locale=translation.target_locale, last_translated_by=user
    )
    if page.live and page.last_published_at:
        hers = hers.filter(updated_at__gt=page.last_published_at)
    return bool(hers.exists())
