"""A product told all at once, on a page that the phone keeps for when there is no signal. Without JavaScript it is an ordinary form."""

from __future__ import annotations

import uuid
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.models import ProductDraft
from catalog.services.drafts import DraftOfOthers, DraftSent, answer, send_when_whole, start_draft
from storefront.portal.access import Seat, Task
from storefront.portal.door import portal_page
from storefront.portal.frame import frame
from storefront.portal.sentences import sentence
from storefront.portal.views.adding import PHOTO, keep_posted
from storefront.portal.whole_form import WholeForm

NO_DRAFT: Final = uuid.UUID("11111111-1111-4111-8111-111111111111")
NO_PHOTO: Final = uuid.UUID(int=0)
"""Stand in the address of a photo for keys that the phone makes."""


@portal_page(Task.ADD, acts=True)
def whole(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask everything on one page, or keep all answers. With its photos it goes to the center by itself."""
    form = WholeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            key = uuid.UUID(request.POST.get("key", ""))
            draft = answer(draft=start_draft(key=key, group=seat.group, actor=seat.user), actor=seat.user, **form.answers())
        except (ValueError, DraftOfOthers) as refused:
            raise Http404 from refused
        except DraftSent as sent:
            messages.info(request, sentence(sent))
            return redirect("portal:draft", key=key)
        keep_posted(request, seat, draft)
        return _go_on(request, seat, draft)
    shown = {part: getattr(form, part) for part in ("name", "price", "each", "packs", "words", "category")}
    shown["key"] = request.POST.get("key") or uuid.uuid4()
    shown["photos"] = reverse("portal:draft_photo", args=[NO_DRAFT, NO_PHOTO])
    return TemplateResponse(request, "portal/whole.html", frame(seat, "add") | shown | {"forms": form.forms})


def _go_on(request: HttpRequest, seat: Seat, draft: ProductDraft) -> HttpResponse:
    """Say what is still missing and lead there."""
    if send_when_whole(draft=draft, actor=seat.user) is not None:
        messages.success(request, _("Đã gửi cho Trung tâm xem."))
        return redirect("portal:draft", key=draft.key)
    if draft.awaits:
        messages.info(request, _("Lời kể đã tới. Ảnh tới đủ thì món tự gửi cho Trung tâm."))
        return redirect("portal:draft", key=draft.key)
    messages.info(request, _("Lời kể đã tới, còn thiếu ảnh. Thêm ảnh rồi gửi."))
    return redirect("portal:draft_step", key=draft.key, step=PHOTO)
