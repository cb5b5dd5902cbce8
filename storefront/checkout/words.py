"""Why an order could not be placed, in the reader's language, and what to do next."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.models import Variant
from catalog.services.stock import OutOfStock
from cooperatives.vietnam import places
from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.money import format_vnd
from storefront.cart.errors import NotForSale
from storefront.cart.page import cannot_deliver_sentence
from storefront.cart.words import full_name
from storefront.checkout.errors import CardAmountOutside, CodLimitReached, CodOrderTooLarge, PriceChanged
from storefront.payments.block import spoken_minutes
from storefront.shipping.errors import CannotDeliver
from storefront.shipping.models import DeliveryPolicy


def refusal_sentence(error: DomainError, *, province_code: str = "") -> str:
    """Say what stands in the way."""
    facts, language = error.facts, get_language() or "vi"
    if isinstance(error, PriceChanged):
        money = {"old": format_vnd(facts["old_vnd"], language), "new": format_vnd(facts["new_vnd"], language)}
        return _("Tổng tiền lúc bạn xem là %(old)s, bây giờ là %(new)s. Bạn xem lại rồi bấm đặt hàng lần nữa nếu đồng ý.") % money
    if isinstance(error, OutOfStock):
        name, left = _name_of(facts.get("variant_id")), facts.get("available", 0)
        if left < 1:
            return _("%(name)s vừa hết hàng. Bạn quay lại giỏ để bỏ món này ra.") % {"name": name}
        return _("%(name)s chỉ còn %(left)s. Bạn quay lại giỏ để sửa số lượng.") % {"name": name, "left": left}
    if isinstance(error, NotForSale):
        return _("%(name)s không còn bán. Bạn quay lại giỏ để bỏ món này ra.") % {"name": _name_of(facts.get("variant_id"))}
    if isinstance(error, CannotDeliver):
        place = places.province(province_code).name(language) if province_code else ""
        return cannot_deliver_sentence(error, place)
    if isinstance(error, CodOrderTooLarge):
        most = format_vnd(facts["most_vnd"], language)
        return _("Trả tiền khi nhận chỉ dùng cho đơn đến %(most)s. Bạn chọn chuyển khoản, hoặc chia làm hai đơn.") % {"most": most}
    if isinstance(error, CardAmountOutside):
        least, most = format_vnd(facts["least_vnd"], language), format_vnd(facts["most_vnd"], language)
        return _("Thẻ dùng cho đơn từ %(least)s đến %(most)s. Bạn chọn cách trả khác.") % {"least": least, "most": most}
    if isinstance(error, CodLimitReached):
        many = facts["open_orders"]
        said = ngettext(
            "Số điện thoại này đang có %(many)s đơn trả khi nhận chưa xong. Bạn chọn chuyển khoản, hoặc đợi nhận xong đơn trước.",
            "Số điện thoại này đang có %(many)s đơn trả khi nhận chưa xong. Bạn chọn chuyển khoản, hoặc đợi nhận xong đơn trước.",
            many,
        )
        return said % {"many": many}
    return _("Chưa đặt được hàng. Bạn thử lại, hoặc gọi cho chúng tôi. Giỏ của bạn vẫn còn nguyên.")


def method_hints(policy: DeliveryPolicy) -> dict[str, str]:
    """What to know about each way of paying: limits and times, as staff set them."""
    language = get_language() or "vi"
    wait = {"time": spoken_minutes(policy.qr_minutes)}
    cash = {"most": format_vnd(policy.cod_max_order_vnd, language), "call": format_vnd(policy.cod_confirm_from_vnd, language)}
    return {
        "vietqr": _("Từ mọi ngân hàng, không mất phí. Đặt xong, hàng được giữ cho bạn %(time)s để quét mã.") % wait,
        "card": _("Visa, Mastercard, JCB. Trả ngay ở trang của Stripe, chúng tôi không thấy số thẻ. Hàng được giữ %(time)s.")
        % {"time": spoken_minutes(policy.card_minutes)},
        "cod": _("Trả riêng cho từng gói, làm tròn nghìn đồng, đến %(most)s mỗi đơn. Đơn từ %(call)s chúng tôi gọi xác nhận trước.") % cash,
    }


def _name_of(variant_id: int | None) -> str:
    variant = Variant.objects.select_related("product").filter(pk=variant_id or 0).first()
    return full_name(variant) if variant else _("Một món")
