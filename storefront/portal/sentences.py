"""What the portal says when a rule was broken: what is wrong in plain words, and what to do next."""

from __future__ import annotations

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cooperatives.media.intake import Refusal
from cooperatives.vietnam.days import short_date
from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.money import format_vnd

_CLOSED = ("handed_over", "delivered", "returned")


def sentence(error: DomainError) -> str:
    """Return what to tell a member; a rule without words of its own gets the center's telephone."""
    if error.code == "transition_not_allowed":
        return _no_such_step(str(error.facts["before"]))
    facts = {name: _readable(name, value) for name, value in error.facts.items()}
    told = {
        "tracking_number_taken": _(
            "Mã vận đơn %(tracking_number)s đã ghi cho một gói khác. Xem lại mã trên biên nhận của bưu tá rồi gõ lại."
        ),
        "stock_below_reserved": _("Khách đã đặt %(reserved)s mà nhóm chưa gửi, nên số trong kho không thể ít hơn %(reserved)s."),
        "price_out_of_range": _("Giá từ %(least_vnd)s đến %(most_vnd)s. Nhớ gõ đủ số không, ví dụ 95.000."),
        "price_changed_meanwhile": _(
            "Trong lúc ấy giá đã đổi thành %(now_vnd)s, bạn ghi %(wanted_vnd)s. Chưa ghi gì: xem cả hai rồi chọn."
        ),
        "too_many_codes": _("Đã xin mã nhiều lần. Đợi ít phút rồi thử lại, hoặc gọi Trung tâm để lấy đường dẫn."),
        "code_not_right": _("Mã chưa đúng hoặc đã hết hạn. Xem lại tin nhắn, hoặc xin mã khác."),
        "link_not_good": _("Đường dẫn này đã dùng hoặc hết hạn. Gọi Trung tâm để lấy đường khác."),
        "draft_sent": _("Món này đã gửi cho Trung tâm rồi. Muốn sửa thì mở món trong mục Hàng."),
        "too_many_photos": _("Một món có nhiều nhất %(most)s ảnh. Bỏ bớt ảnh cũ rồi thêm ảnh mới."),
        "review_not_allowed": _("Chưa gửi được cho Trung tâm. Món vẫn còn đây, gọi Trung tâm giúp."),
        "rest_out_of_range": _("Chọn ngày từ %(earliest)s đến %(latest)s. Nghỉ lâu hơn thì gọi Trung tâm."),
    }.get(error.code, _("Chưa làm được. Mở lại trang rồi thử lần nữa, hoặc gọi Trung tâm."))
    return told % facts


REFUSED: dict[str, Any] = {
    Refusal.EMPTY: gettext_lazy("Ảnh này rỗng. Chọn lại ảnh giúp."),
    Refusal.PDF: gettext_lazy("Đây là tệp PDF, không phải ảnh. Chụp món hàng bằng máy ảnh rồi gửi."),
    Refusal.FILM: gettext_lazy("Đây là phim, trang chỉ nhận ảnh. Chụp một tấm ảnh rồi gửi."),
    Refusal.NO_PICTURE: gettext_lazy("Tệp này không phải ảnh. Chọn ảnh chụp món hàng."),
    Refusal.CUT_OFF: gettext_lazy("Ảnh này hỏng hoặc mất một phần. Chọn lại, hoặc chụp tấm khác."),
    Refusal.TOO_LARGE: gettext_lazy("Ảnh này to quá, trang không mở được. Chọn cỡ ảnh nhỏ hơn trong máy ảnh rồi chụp lại."),
    Refusal.TOO_HEAVY: gettext_lazy("Ảnh này nặng hơn 15 MB. Chọn cỡ ảnh nhỏ hơn trong máy ảnh rồi chụp lại."),
    Refusal.TOO_SMALL: gettext_lazy("Ảnh này nhỏ quá, khách nhìn không rõ. Chụp tấm khác to hơn."),
    Refusal.MIXED: gettext_lazy("Trong tệp ảnh này có lẫn thứ khác nên trang không nhận. Chụp lại bằng máy ảnh."),
}
"""Why a photo was not kept, and what to do."""


def _no_such_step(before: str) -> str:
    if before == "waiting":
        return _("Gói này chưa gửi được: còn chờ khách chuyển tiền hoặc chờ Trung tâm gọi khách.")
    if before == "to_pack":
        return _("Gói này chưa ghi là gói xong. Bấm “Đã gói xong” trước.")
    if before == "cancelled":
        return _("Đơn này đã hủy. Đừng gửi, để hàng lại kho.")
    if before in _CLOSED:
        return _("Gói này đã giao cho bưu tá từ trước.")
    return _("Gói này đã gói xong từ trước.")


def _readable(name: str, value: object) -> object:
    language = get_language() or "vi"
    if name.endswith("_vnd") and isinstance(value, int):
        return format_vnd(value, language)
    day = parse_date(value) if name in ("until", "earliest", "latest") and isinstance(value, str) else None
    return short_date(day, language) if day else value
