"""Coming in: a telephone number and a code, a link from staff, or e-mail; and the choice of a group for those who work for several."""

from __future__ import annotations

from typing import Any, Final

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cooperatives.vietnam.phones import format_phone
from storefront.accounts.models import User
from storefront.accounts.phone_codes import CodeNotRight, TooManyCodes, ask_for_code, redeem_code
from storefront.accounts.senders import configured_sender
from storefront.accounts.sign_in_links import LinkNotGood, owner_of, use_link
from storefront.portal.access import CHOSEN_KEY, LONG_SESSION, seats_of
from storefront.portal.forms import CodeForm, NumberForm
from storefront.portal.frame import OUTSIDE
from storefront.portal.sentences import sentence

ASKED_KEY: Final = "portal_codes"
"""Where the session remembers which codes this browser asked for: ``ids``, ``phone``, ``next``."""
MOST_ASKED: Final = 3
DEMO_PHONE: Final = "+84987654321"


class SignInByEmail(LoginView):
    """The shop's sign-in with the portal's face; whoever is signed in already goes on to her page."""

    template_name = "portal/sign_in_email.html"
    success_url = reverse_lazy("portal:home")
    extra_context = OUTSIDE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lead back to the telephone number where messages can be sent."""
        return {**super().get_context_data(**kwargs), "by_phone": configured_sender() is not None}


sign_in_email = SignInByEmail.as_view()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the telephone number and send a code. The answer never says whether the number is known."""
    wanted = _next(request)
    if request.user.is_authenticated:
        return redirect(wanted or "portal:home")
    if configured_sender() is None:
        return redirect(_with_next("portal:sign_in_email", wanted))
    form = NumberForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        phone = form.cleaned_data["phone"]
        try:
            code = ask_for_code(phone=phone, address=request.META.get("REMOTE_ADDR", ""))
        except TooManyCodes as refused:
            form.add_error(None, sentence(refused))
            status = 429
        else:
            _remember(request, code.pk, phone, wanted)
            return redirect("portal:sign_in_code")
    context = OUTSIDE | {"form": form, "next": wanted, "email_url": _with_next("portal:sign_in_email", wanted), "demo_phone": _demo_phone()}
    return render(request, "portal/sign_in.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the message."""
    asked: dict[str, Any] = request.session.get(ASKED_KEY) or {}
    if request.user.is_authenticated or not asked:
        return redirect("portal:home" if request.user.is_authenticated else "portal:sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = redeem_code(asked=asked["ids"], code=form.cleaned_data["code"])
        except CodeNotRight as refused:
            form.add_error("code", sentence(refused))
        else:
            return _let_in(request, user, asked["next"])
    context = OUTSIDE | {"form": form, "phone": asked["phone"], "shown_phone": format_phone(asked["phone"]), "next": asked["next"]}
    return render(request, "portal/sign_in_code.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link from staff. Only the button uses it up, because messengers open links to draw a preview of them."""
    try:
        if request.method == "POST":
            return _let_in(request, use_link(token=token), "")
        user = owner_of(token)
    except LinkNotGood as refused:
        return render(request, "portal/sign_in_link.html", OUTSIDE | {"refused": sentence(refused)}, status=410)
    response = render(request, "portal/sign_in_link.html", OUTSIDE | {"person": user.first_name})
    response["Referrer-Policy"] = "no-referrer"
    return response


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


def _remember(request: HttpRequest, code_id: int, phone: str, wanted: str) -> None:
    """A message may come late: the codes asked for before, for the same number, stay good in this browser."""
    before: dict[str, Any] = request.session.get(ASKED_KEY) or {}
    ids = before.get("ids", []) if before.get("phone") == phone else []
    request.session[ASKED_KEY] = {"ids": [*ids, code_id][-MOST_ASKED:], "phone": phone, "next": wanted or before.get("next", "")}


def _let_in(request: HttpRequest, user: User, wanted: str) -> HttpResponse:
    """Start a session that lasts; the one from before the door is left behind."""
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session.pop(ASKED_KEY, None)
    request.session.set_expiry(int(LONG_SESSION.total_seconds()))
    return redirect(wanted or "portal:home")


def _next(request: HttpRequest) -> str:
    """Where she wanted to go, when that is a page of ours."""
    wanted = str(request.POST.get("next", request.GET.get("next", "")))
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""


def _with_next(name: str, wanted: str) -> str:
    return reverse(name, query={"next": wanted}) if wanted else reverse(name)


def _demo_phone() -> str:
    """The demo says which number to type, and where its messages are printed."""
    if not settings.DEMO:
        return ""
    return _("%(phone)s (mã hiện ở nơi đang chạy máy chủ)") % {"phone": format_phone(DEMO_PHONE)}
