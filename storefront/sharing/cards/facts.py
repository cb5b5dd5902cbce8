"""What stands on a card, and its fingerprint: any change of a word, a price or a picture makes a new address."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.models import GroupProfile
from cms.models import FairPage, HomePage
from cooperatives.groups.models import Group
from cooperatives.media.models import Picture
from cooperatives.vietnam.days import short_date
from cooperatives.vietnam.money import format_vnd
from storefront.sharing.pictures import may_be_shared

DRAWN_AS: Final = 1
"""Raise it when the drawing changes, so that cards in caches are asked for anew."""


@dataclass(frozen=True, slots=True)
class CardFacts:
    """Words in the reader's language; ``picture`` only when it may be shared."""

    title: str
    kicker: str = ""
    maker: str = ""
    price: str = ""
    label: str = ""
    brocade: str = "chinh"
    picture: Picture | None = None

    @property
    def centre(self) -> tuple[float, float]:
        """Focal point of the picture in parts of its sides; the middle when none was set."""
        picture = self.picture
        if picture is None or picture.focal_point_x is None or picture.focal_point_y is None:
            return 0.5, 0.5
        return min(picture.focal_point_x / picture.width, 1.0), min(picture.focal_point_y / picture.height, 1.0)

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits over everything that is drawn."""
        file = self.picture.file.name if self.picture is not None else ""
        told = [DRAWN_AS, self.title, self.kicker, self.maker, self.price, self.label, self.brocade, file, *self.centre]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def product_facts(context: Mapping[str, Any]) -> CardFacts:
    """Card of a product from its page's context: the lowest price of what can be bought, the foremost label that holds today."""
    product, variants = context["product"], context["variants"]
    buyable = [variant.price_vnd for variant in variants if variant.available > 0] or [variant.price_vnd for variant in variants]
    labels = [one.scheme.badge_name for one in context["certificates"] if one.is_valid() and one.scheme.on_card]
    pictures = [picture for picture in context["gallery"] if may_be_shared(picture)]
    return CardFacts(
        title=product.name,
        maker=product.group.name,
        price=_price(buyable),
        label=labels[0] if labels else "",
        brocade=_brocade(context["profile"]),
        picture=pictures[0] if pictures else None,
    )


def _price(prices: list[int]) -> str:
    if not prices:
        return ""
    lowest = format_vnd(min(prices), get_language() or "vi")
    return _("từ %(price)s") % {"price": lowest} if len(set(prices)) > 1 else lowest


def group_facts(group: Group, profile: GroupProfile | None) -> CardFacts:
    """Card of a group: what it is and makes, and where, as finely as it may be shown."""
    cover = profile.cover if profile is not None and may_be_shared(profile.cover) else None
    told = [profile.craft, profile.place] if profile is not None else []
    return CardFacts(
        title=group.name,
        kicker=str(group.get_kind_display()),
        maker=" · ".join(filter(None, told)),
        brocade=_brocade(profile),
        picture=cover,
    )


def page_facts(page: Any) -> CardFacts:
    """Card of a page of the center."""
    picture = getattr(page, "picture", None)
    title = page.headline if isinstance(page, HomePage) else page.title
    when = _days(page) if isinstance(page, FairPage) else ""
    return CardFacts(title=title, kicker=getattr(page, "kick", ""), maker=when, picture=picture if may_be_shared(picture) else None)


def _days(fair: FairPage) -> str:
    days = dict.fromkeys(short_date(day, get_language() or "vi") for day in (fair.starts_on, fair.ends_on))
    return " · ".join(filter(None, ("–".join(days), fair.place)))


def shop_facts() -> CardFacts:
    """Card of pages that have none of their own: lists, and everything that is filtered."""
    return CardFacts(title=_("Hàng của các nhóm phụ nữ làm nghề"), kicker="Sinh Kế", maker=_("Mua thẳng từ hợp tác xã và tổ nhóm"))


def _brocade(profile: GroupProfile | None) -> str:
    return (profile.brocade if profile is not None else "") or "chinh"
