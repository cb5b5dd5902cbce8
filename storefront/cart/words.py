"""Sentences about a cart, in the reader's language: why something was refused, and what changed since she filled it."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from catalog.models import Variant
from catalog.services.stock import OutOfStock
from catalog.standing import Offline
from cooperatives.vietnam.days import short_date
from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.money import format_vnd
from storefront.cart.errors import CartFull, QuantityOutOfRange
from storefront.cart.services import CartChange

_LICENCE = gettext_lazy("%(name)s: tạm không bán, nhóm đang chờ cấp lại giấy an toàn thực phẩm.")
_GONE = {
    Offline.GROUP: gettext_lazy("%(name)s: nhóm tạm ngừng bán."),
    Offline.LICENCE_MISSING: _LICENCE,
    Offline.LICENCE_ENDED: _LICENCE,
}
"""What a shopper is told besides "không còn bán"."""


def full_name(variant: Variant) -> str:
    """Product and pack: "Mật ong hoa rừng, Hũ 500 ml"."""
    return f"{variant.product.name}, {variant.name}"


def refusal_sentence(error: DomainError) -> str:
    """Say why a pack could not be put in the cart, and what to do next."""
    facts = error.facts
    if isinstance(error, OutOfStock):
        return only_left(facts.get("available", 0))
    if isinstance(error, QuantityOutOfRange):
        return _("Mỗi món đặt được từ 1 đến %(most)s. Cần nhiều hơn, bạn gọi cho chúng tôi.") % {"most": facts.get("most", 999)}
    if isinstance(error, CartFull):
        return _("Giỏ đã có %(most)s món khác nhau. Bạn đặt bớt một đơn rồi cho thêm.") % {"most": facts.get("most", 60)}
    return _("Món này không còn bán nữa.")


def only_left(available: int) -> str:
    """Say how many can still be bought."""
    if available < 1:
        return _("Món này vừa hết hàng.")
    return ngettext("Chỉ còn %(left)s, bạn đặt bớt giúp.", "Chỉ còn %(left)s, bạn đặt bớt giúp.", available) % {"left": available}


def change_sentence(change: CartChange) -> str:
    """Say what is not as it was when she put this line in her cart."""
    kinds, language = CartChange.Kind, get_language() or "vi"
    name = full_name(change.line.variant)
    if change.kind in (kinds.PRICE_UP, kinds.PRICE_DOWN):
        facts = {"name": name, "old": format_vnd(change.old, language), "new": format_vnd(change.new, language)}
        if change.kind == kinds.PRICE_UP:
            return _("%(name)s: giá tăng từ %(old)s lên %(new)s.") % facts
        return _("%(name)s: giá giảm từ %(old)s còn %(new)s.") % facts
    if change.kind == kinds.FEWER_LEFT:
        return _("%(name)s: bạn chọn %(old)s, nay chỉ còn %(new)s.") % {"name": name, "old": change.old, "new": change.new}
    if change.kind == kinds.SOLD_OUT:
        return _("%(name)s: đã hết hàng.") % {"name": name}
    if change.kind == kinds.GONE:
        told = _GONE.get(change.why) if change.why is not None else None
        return (told or _("%(name)s: không còn bán.")) % {"name": name}
    until = short_date(change.until, language) if change.until else ""
    return _("%(name)s: nhóm nghỉ đến hết %(day)s.") % {"name": name, "day": until}


def line_remark(change: CartChange) -> str:
    """The same in a few words, beside the line itself."""
    kinds = CartChange.Kind
    if change.kind == kinds.FEWER_LEFT:
        return _("chỉ còn %(left)s") % {"left": change.new}
    if change.kind == kinds.SOLD_OUT:
        return _("hết hàng")
    if change.kind == kinds.GONE:
        return _("không còn bán")
    if change.kind == kinds.GROUP_CLOSED:
        return ""
    return _("giá cũ %(old)s") % {"old": format_vnd(change.old, get_language() or "vi")}
