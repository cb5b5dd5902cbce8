"""Photos that a phone sends in parts. The answer always says how much is here, so that whatever got lost, the phone knows how to go on."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect

from catalog.models import DraftPhoto, ProductDraft
from catalog.services.drafts import DraftSent, send_when_whole
from catalog.services.photos import PartNotFitting, TooManyPhotos, begin_photo, drop_photo, finish_photo, receive_part
from storefront.portal.access import Seat, Task
from storefront.portal.door import portal_page
from storefront.portal.sentences import REFUSED, sentence
from storefront.portal.views.adding import PHOTO


@portal_page(Task.ADD, acts=True)
def part(request: HttpRequest, seat: Seat, key: uuid.UUID, photo: uuid.UUID) -> HttpResponse:
    """GET: how much is here. POST ``?tu=<offset>&tong=<bytes in all>`` with the bytes: take them if they go on from there."""
    draft = get_object_or_404(_holding_photos(seat), key=key)
    if request.method != "POST":
        known = DraftPhoto.objects.filter(draft=draft, key=photo).first()
        return (
            _answer(finish_photo(photo=known, actor=seat.user)) if known else JsonResponse({"received": 0, "state": "coming", "told": ""})
        )
    start, size = _number(request, "tu"), _number(request, "tong")
    try:
        row = begin_photo(draft=draft, key=photo, size=size)
        if row.state == DraftPhoto.State.COMING:
            row = receive_part(photo=row, start=start, content=request.body, actor=seat.user)
    except (DraftSent, TooManyPhotos) as refused:
        return JsonResponse({"received": 0, "state": "refused", "told": sentence(refused)})
    except PartNotFitting as broken:
        return JsonResponse({"received": 0, "state": "coming", "told": sentence(broken)}, status=400)
    send_when_whole(draft=draft, actor=seat.user)
    return _answer(row)


@portal_page(Task.ADD, acts=True)
def drop(request: HttpRequest, seat: Seat, key: uuid.UUID, photo: uuid.UUID) -> HttpResponse:
    """Take a photo out again."""
    draft = get_object_or_404(_holding_photos(seat), key=key)
    if request.method == "POST":
        try:
            drop_photo(draft=draft, key=photo)
        except DraftSent:
            return redirect("portal:draft", key=key)
    if draft.adds_to_id:
        return redirect("portal:product_photos", pk=draft.adds_to_id)
    return redirect("portal:draft_step", key=key, step=PHOTO)


def _holding_photos(seat: Seat) -> QuerySet[ProductDraft]:
    """New products that were begun, and photos that are added to old ones."""
    return ProductDraft.objects.filter(group=seat.group).select_related("group")


def _answer(row: DraftPhoto) -> HttpResponse:
    told: dict[str, Any] = {"received": row.received, "state": row.state, "told": str(REFUSED.get(row.refusal, ""))}
    return JsonResponse(told)


def _number(request: HttpRequest, name: str) -> int:
    """A number of the address; -1, which fits nowhere, for what is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
