"""Coming in: sign-in on a phone, and the choice of a group for those who work for several."""

from __future__ import annotations

from allauth.account.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.cache import add_never_cache_headers

from storefront.portal.access import CHOSEN_KEY, seats_of
from storefront.portal.frame import OUTSIDE


class SignIn(LoginView):
    """The shop's sign-in with the portal's face; whoever is signed in already goes on to her page."""

    template_name = "portal/sign_in.html"
    success_url = reverse_lazy("portal:home")
    extra_context = OUTSIDE


sign_in = SignIn.as_view()


def choose_group(request: HttpRequest) -> HttpResponse:
    """Ask for which of her groups she works now; the session remembers it. A group that is not hers is 404."""
    if not request.user.is_authenticated:
        return redirect(f"{reverse('portal:sign_in')}?next={reverse('portal:choose_group')}")
    seats = seats_of(request)
    if request.method == "POST":
        wanted = next((seat.group.pk for seat in seats if str(seat.group.pk) == request.POST.get("group")), None)
        if wanted is None:
            raise Http404
        request.session[CHOSEN_KEY] = wanted
        return redirect("portal:home")
    if not seats:
        return render(request, "portal/no_group.html", OUTSIDE, status=403)
    response = render(request, "portal/choose_group.html", OUTSIDE | {"seats": seats, "chosen": request.session.get(CHOSEN_KEY)})
    add_never_cache_headers(response)
    return response
