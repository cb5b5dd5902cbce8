"""What a phone sends has one effect, however often it is sent: forms carry a key made there, and a repeat gets the first answer.

The key is written in the transaction of the change itself, under a UNIQUE rule: of ten requests at one moment one acts and nine wait for
its answer. A form that only asks again (200, nothing changed) keeps no key, unless it was sent later by the worker of
:mod:`storefront.portal.views.offline`: nobody stands before the screen then, so the refusal itself is the answer.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from cooperatives.ledger.txn import write_txn
from storefront.accounts.models import Sending, User

KEY: Final = "lan"
"""Name of the field with the phone's key."""
LATER: Final = "X-Sent-Later"
"""Header of a request that the worker sends for a form written without signal: it is answered in words, not with a page."""
_S = Sending.State
_DONE: Final = (messages.SUCCESS, messages.INFO, messages.DEBUG)


def act_once(request: HttpRequest, user: User, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Let a POST act unless its key was seen before. Http404 and every other error of the view keep no key."""
    later = LATER in request.headers
    key = _key(request)
    if key is None:
        return act()
    with write_txn():
        row, is_first = Sending.objects.get_or_create(user=user, key=key)
        if is_first:
            before = len(messages.get_messages(request))
            response = act()
            _keep(row, request, response, before)
            if response.status_code < 300 and not later:
                row.delete()  # a page that asks again: nothing was changed, and the next try is another one
                return response
            row.save()
            if not later:
                return response
    if later:
        return JsonResponse({"state": row.state, "told": row.told, "leads_to": row.leads_to})
    if not is_first and row.told:
        messages.add_message(request, messages.SUCCESS if row.state == _S.DONE else messages.ERROR, row.told)
    return redirect(row.leads_to or "portal:home")


def _key(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(request.POST.get(KEY, "")))
    except ValueError:
        return None


def _keep(row: Sending, request: HttpRequest, response: HttpResponse, before: int) -> None:
    """Fill in what came of it: the words that the view left for the next page, or what a form says is wrong."""
    if response.status_code >= 300:
        found = messages.get_messages(request)
        said = list(found)[before:]
        found.used = LATER in request.headers  # type: ignore[union-attr]  # told in the answer now, so not on the next page
        row.state = _S.DONE if all(one.level in _DONE for one in said) else _S.REFUSED
        row.told = " ".join(str(one) for one in said)
        row.leads_to = str(response.get("Location", ""))[:300]
        return
    row.state = _S.REFUSED
    row.told = " ".join(_errors(response)) or _("Chưa làm được. Mở lại trang rồi thử lần nữa, hoặc gọi Trung tâm.")
    row.leads_to = request.path


def _errors(response: HttpResponse) -> list[str]:
    """What the forms of a page say is wrong, in their order."""
    context: Any = getattr(response, "context_data", None) if isinstance(response, TemplateResponse) else None
    shown = [form for form in (context or {}).values() if isinstance(form, forms.BaseForm) and form.is_bound]
    return [str(error) for form in shown for errors in form.errors.values() for error in errors]
