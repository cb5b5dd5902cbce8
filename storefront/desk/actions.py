"""One shape for everything that staff do with a button: POST only, permission, the service, a sentence, back to the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cooperatives.payouts.errors import NotDrained
from cooperatives.vietnam.errors import DomainError
from storefront.desk.access import require
from storefront.desk.drains import place_of
from storefront.desk.sentences import sentence

Act = Callable[..., str]
View = Callable[..., HttpResponse]


class Refused(Exception):
    """What was entered cannot be used; the text is the sentence for the reader."""


def desk_action(*permissions: str, back: Callable[..., str]) -> Callable[[Act], View]:
    """Make a view of a function that does one thing and returns what to say about it.

    Whoever has one of ``permissions`` may do it. A broken rule becomes a sentence, and nothing was changed then, because services are
    whole or not at all. ``back`` gets the same arguments and names the page to return to; the form's ``next`` goes before it.
    """

    def decorate(act: Act) -> View:
        @require_POST
        @wraps(act)
        def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            require(request.user, *permissions)
            try:
                messages.success(request, act(request, **kwargs))
            except DomainError as broken:
                tell_refusal(request, broken)
            except Refused as refused:
                messages.error(request, str(refused))
            return redirect(_next(request) or back(**kwargs))

        return view

    return decorate


def tell_refusal(request: HttpRequest, broken: DomainError) -> None:
    """Say what is wrong; what keeps payouts waiting comes with the way to it."""
    buttons = [messages.button(place_of(str(broken.facts["account"])), _("Đến khoản này"))] if isinstance(broken, NotDrained) else None
    messages.error(request, sentence(broken), buttons=buttons)


def cleaned(form: BaseForm) -> dict[str, Any]:
    """The form's values. Raises Refused with its first error, named by its field."""
    if form.is_valid():
        return form.cleaned_data
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        raise Refused(f"{label}: {errors[0]}" if label else str(errors[0]))
    return {}


def _next(request: HttpRequest) -> str:
    """Where the form wants to return to, when that is a page of ours."""
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()) else ""
