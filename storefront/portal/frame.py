"""What every page of the portal shows around its own: the group, and the bar at the bottom with only what a role may open."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from storefront.portal.access import Seat

OUTSIDE: dict[str, Any] = {"portal_group": {"name": "Sinh Kế"}}
"""What pages show instead of a group while nobody has taken a seat yet."""


def frame(seat: Seat, tab: str = "") -> dict[str, Any]:
    """Return the context that ``base_portal.html`` wants; ``tab`` is the open one ("parcels", "goods", "add", "money")."""
    tabs = [("parcels", pgettext("tab", "Đơn"), "box", "portal:home")]
    if seat.counts:
        tabs.append(("goods", _("Hàng"), "leaf", "portal:goods"))
    if seat.adds:
        tabs.append(("add", pgettext("tab", "Thêm"), "plus", "portal:drafts"))
    if seat.sees_money:
        tabs.append(("money", _("Tiền"), "money", "portal:money"))
    bar = [{"title": title, "icon": icon, "url": reverse(address), "current": name == tab} for name, title, icon, address in tabs]
    return {"seat": seat, "portal_group": seat.group, "portal_tabs": bar}
