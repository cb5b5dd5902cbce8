"""The one door to every page of the portal. What it lets through is decided in :mod:`storefront.portal.access`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from storefront.portal.access import Seat, Task, chosen_seat, seats_of
from storefront.portal.frame import OUTSIDE, frame
from storefront.portal.once import act_once

View = Callable[..., HttpResponseBase]
SEEN_KEY: Final = "portal_seen"


def portal_page(task: Task, *, acts: bool = False) -> Callable[[Callable[..., HttpResponse]], View]:
    """Make a view of the portal: it is called with ``(request, seat, **ids)``, only for somebody whose role allows ``task``.

    The view has to look up every row by ``seat.group``. Only a view that ``acts`` is given a POST, and a POST with a phone's key acts once.
    Nothing of a page is kept by browsers or proxies, because phones are shared; what the portal's own worker keeps, it drops at the door.
    """

    def decorate(view: Callable[..., HttpResponse]) -> View:
        @wraps(view)
        def page(request: HttpRequest, **ids: Any) -> HttpResponseBase:
            seats = seats_of(request)
            seat = _written_for(request, seats) or chosen_seat(request, seats)
            reads = request.method in ("GET", "HEAD")
            if ids and (seat is None or not seat.may(task) or not (reads or acts)):
                raise Http404
            if not reads and not (acts and request.method == "POST"):
                return HttpResponseNotAllowed(["GET", "POST"] if acts else ["GET"])
            response = _turned_away(request, seats, seat, task)
            if response is None and seat is not None:
                _stay_signed_in(request)
                chosen = seat
                response = view(request, chosen, **ids) if reads else act_once(request, chosen.user, lambda: view(request, chosen, **ids))
            assert response is not None  # without a seat somebody is turned away
            add_never_cache_headers(response)
            return response

        return page

    return decorate


def _written_for(request: HttpRequest, seats: list[Seat]) -> Seat | None:
    """The group for which a form was written, which may have waited on the phone while she turned to another of her groups."""
    written = request.POST.get("nhom") if request.method == "POST" else None
    return next((seat for seat in seats if str(seat.group.pk) == written), None)


def _stay_signed_in(request: HttpRequest) -> None:
    """A long session counts from the last day she came, not from the day she signed in: one write a day."""
    today = timezone.localdate().isoformat()
    if not request.user.is_staff and request.session.get(SEEN_KEY) != today:
        request.session[SEEN_KEY] = today


def _turned_away(request: HttpRequest, seats: list[Seat], seat: Seat | None, task: Task) -> HttpResponseBase | None:
    """The answer to somebody who cannot use a page without an id; None when she can."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("portal:sign_in"))
    if not seats:
        return render(request, "portal/no_group.html", OUTSIDE, status=403)
    if seat is None:
        return redirect("portal:choose_group")
    if not seat.may(task):
        return render(request, "portal/other_role.html", frame(seat), status=403)
    return None
