"""Reconciliation: what we expect and what is outside, what must drain and has not, and the closes of the days."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from cooperatives.ledger.closing import OpenItem, close_day, open_items
from cooperatives.ledger.models import DailyClose
from storefront.desk.access import SEE_RECONCILIATION, actor_of
from storefront.desk.actions import desk_action
from storefront.desk.drains import money_in, place_of
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.reconciliation import Side, sides

CLOSES_SHOWN = 31


class Reconciliation(DeskPage):
    """One page for all of it."""

    permissions = SEE_RECONCILIATION
    template_name = "desk/reconciliation.html"
    page_title = gettext_lazy("Đối soát")
    header_icon = "desk-bank"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read now; nothing here is kept from the last close."""
        language = get_language() or "vi"
        items = open_items()
        return {
            **super().get_context_data(**kwargs),
            "sides": [_row(side, language) for side in sides()],
            "items": [_told(item, language) for item in items],
            "late_count": sum(item.is_late for item in items),
            "closes": DailyClose.objects.select_related("closed_by")[:CLOSES_SHOWN],
        }


def _row(side: Side, language: str) -> dict[str, Any]:
    money = {name: money_in(getattr(side, name), side.currency, language) for name in ("expected", "seen", "difference")}
    things = [{"thing": thing, "amount": money_in(thing.amount, side.currency, language)} for thing in side.things]
    days = (timezone.now() - side.oldest_at).days if side.oldest_at else None
    return {"side": side, "money": money, "things": things, "days": days}


def _told(item: OpenItem, language: str) -> dict[str, Any]:
    return {"item": item, "name": _(item.name), "amount": money_in(item.amount, item.currency, language), "url": place_of(item.code)}


@desk_action(*SEE_RECONCILIATION, back=lambda: desk_url("reconciliation"))
def close(request: HttpRequest) -> str:
    """Look now and write it down for today."""
    row = close_day(actor=actor_of(request))
    if row.is_drained:
        return _("Ngày %(day)s: mọi khoản trung gian đã về 0.") % {"day": row}
    words = ngettext(
        "Ngày %(day)s: còn %(count)s khoản chưa về 0, %(late)s quá hạn.",
        "Ngày %(day)s: còn %(count)s khoản chưa về 0, %(late)s quá hạn.",
        row.open_count,
    )
    return words % {"day": row, "count": row.open_count, "late": row.late_count}
