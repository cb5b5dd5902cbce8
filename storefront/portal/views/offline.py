"""The portal without signal: the worker that keeps visited pages and unsent forms on the phone, and the pages that it needs for that.

The worker (``sw.js``) reigns over the portal only. It keeps style sheets, scripts and fonts in a cache named after what is in them, the
pages that were open in another one, and drops both when she signs out, leaves in a hurry, or somebody else signs in.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from storefront.portal.access import Seat, Task, seats_of
from storefront.portal.door import portal_page
from storefront.portal.frame import OUTSIDE, frame
from storefront.portal.once import KEY, LATER

BROCADES: Final = ("", "-chinh", "-ede", "-linen", "-thai")
FILES: Final = (
    "css/portal.css", "js/portal.js", "js/first.js", "img/mark.svg", "img/icons.svg",
    *(f"img/brocade{name}.svg" for name in BROCADES),
    "fonts/newsreader-470.woff2", "fonts/be-vietnam-pro-400.woff2", "fonts/be-vietnam-pro-600.woff2",
)  # fmt: skip
"""What every page of the portal loads."""


def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script, in the language of its address. Browsers ask for it again and again, so it is never kept."""
    told = {
        "kept": _("Chưa có mạng. Đây là bản đã lưu lúc {time}."),
        "offline": _("Chưa có mạng"),
        "refused": _("Trung tâm không nhận được. Mở lại trang ấy, xem rồi làm lại, hoặc gọi Trung tâm."),
    }
    settings = {
        "version": _version(),
        "files": [static(f"storefront/{name}") for name in FILES],
        "scope": reverse("portal:home"),
        "door": reverse("portal:sign_in"),
        "offline": reverse("portal:offline"),
        "waiting": reverse("portal:waiting"),
        "who": reverse("portal:who"),
        "add": reverse("portal:drafts"),
        "whole": reverse("portal:whole"),
        "language": "en-GB" if get_language() == "en" else "vi-VN",
        "key": KEY,
        "later": LATER,
        "words": told,
    }
    script = render_to_string("portal/sw.js", {"settings": json.dumps(settings, ensure_ascii=False)})
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@never_cache
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown instead of a page that this phone never kept. It names nobody."""
    return render(request, "portal/offline.html", OUTSIDE)


@never_cache
def who(request: HttpRequest) -> HttpResponse:
    """Whose unsent forms may be sent now, and the token that they need; an empty mark when nobody is signed in."""
    seats = seats_of(request)
    return JsonResponse({"person": seats[0].mark if seats else "", "token": get_token(request)})


@portal_page(Task.SEE_PARCELS)
def waiting(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What waits on this phone, what arrived, what was refused and why. The phone fills it in."""
    return render(request, "portal/waiting.html", frame(seat))


def _version() -> str:
    """Changes when anything that the worker keeps for long does."""
    found = hashlib.sha256()
    for name in FILES:
        path = finders.find(f"storefront/{name}")
        assert isinstance(path, str), name
        found.update(Path(path).read_bytes())
    return found.hexdigest()[:12]
