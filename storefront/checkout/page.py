"""What stands beside the checkout form: the parcels, how each travels, the sums."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperatives.vietnam import places
from cooperatives.vietnam.days import long_date
from storefront.cart.page import cannot_deliver_sentence, delivery_label, goods_label, picture_of
from storefront.cart.words import full_name
from storefront.checkout.services import OrderPreview, PlannedParcel
from storefront.checkout.words import refusal_sentence


def summary_context(preview: OrderPreview, province_code: str) -> dict[str, Any]:
    """Return the context of ``checkout/parcels.html`` and ``checkout/summary.html``."""
    parcels = preview.parcels
    is_quoted = bool(parcels) and all(parcel.quote for parcel in parcels)
    packs = sum(line.quantity for parcel in parcels for line in parcel.lines)
    sums = [{"label": goods_label(packs), "amount_vnd": preview.goods_vnd}]
    if is_quoted:
        sums.append({"label": delivery_label(len(parcels)), "amount_vnd": preview.shipping_vnd})
    if preview.rounding_vnd:
        sums.append({"label": _("Làm tròn tiền mặt"), "amount_vnd": preview.rounding_vnd})
    refusal = preview.cod_refusal
    return {
        "preview": preview,
        "parcels": [_parcel(parcel, number, province_code) for number, parcel in enumerate(parcels, start=1)],
        "parcel_count": len(parcels),
        "pictures": [picture for parcel in parcels for line in parcel.lines if (picture := picture_of(line.variant))][:4],
        "sums": sums,
        "total_label": _("Cộng") if is_quoted else _("Cộng, chưa tính phí giao"),
        "is_quoted": is_quoted,
        "total_vnd": preview.total_vnd,
        "cod_refusal": refusal_sentence(refusal) if refusal else "",
        "needs_call": preview.needs_confirmation and not refusal,
        "is_blocked": bool(preview.problems),
    }


def _parcel(parcel: PlannedParcel, number: int, province_code: str) -> dict[str, Any]:
    language = get_language() or "vi"
    code = parcel.group.public_province_code
    title = _("Gói %(number)s · %(group)s") % {"number": number, "group": parcel.group.name}
    quote, problem = parcel.quote, ""
    if parcel.problem and province_code:
        problem = cannot_deliver_sentence(parcel.problem, places.province(province_code).name(language))
    return {
        "title": f"{title}, {places.province(code).name(language)}" if code else title,
        "goods": ", ".join(f"{line.quantity} × {full_name(line.variant)}" for line in parcel.lines),
        "quote": quote,
        "days": _days(quote.days_min, quote.days_max, language) if quote else "",
        "problem": problem,
    }


def _days(first: int, last: int, language: str) -> str:
    today = timezone.localdate()
    begin, end = today + datetime.timedelta(first), today + datetime.timedelta(last)
    if begin == end:
        return long_date(begin, language)
    return _("Từ %(first)s đến %(last)s") % {"first": long_date(begin, language), "last": long_date(end, language)}
