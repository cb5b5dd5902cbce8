"""What a group reads when something comes back: what is wrong in plain words, and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from catalog.models.review import ReturnReason

_R = ReturnReason
TOLD = {
    _R.PHOTO_UNCLEAR: (_("Ảnh mờ hoặc tối, khách chưa nhìn rõ món."), _("Chụp lại ngoài trời sáng, đứng gần món.")),
    _R.PHOTO_PERSON: (
        _("Trong ảnh có người mà Trung tâm chưa có giấy đồng ý."),
        _("Chụp lại chỉ có món hàng, hoặc gọi Trung tâm để ghi giấy đồng ý."),
    ),
    _R.PERSON_TOLD: (_("Lời kể có tên hoặc chuyện riêng của một người."), _("Bỏ tên và chuyện riêng, chỉ kể về món và cách làm.")),
    _R.LABEL_MISSING: (
        _("Lời kể nói món có nhãn như hữu cơ, OCOP, VietGAP, mà Trung tâm chưa có giấy còn hạn."),
        _("Bỏ chữ đó, hoặc gửi ảnh giấy cho Trung tâm."),
    ),
    _R.CURE: (_("Lời kể nói món chữa được bệnh. Luật không cho nói vậy."), _("Bỏ câu đó. Kể mùi vị, cách dùng, cách làm.")),
    _R.ALCOHOL: (_("Trung tâm chưa bán rượu, bia trên trang này."), _("Không cần sửa món này. Muốn hỏi thêm thì gọi Trung tâm.")),
    _R.WORDS_SHORT: (
        _("Khách đọc chưa biết món làm bằng gì, dùng thế nào."),
        _("Kể thêm hai ba câu: làm bằng gì, làm ở đâu, dùng thế nào."),
    ),
    _R.FACTS_MISSING: (_("Thiếu thành phần hoặc dùng trong bao lâu."), _("Ghi thêm thành phần, số ngày dùng được và cách giữ.")),
    _R.WRONG_KIND: (_("Món để nhầm loại hàng."), _("Chọn lại loại hàng cho đúng.")),
    _R.TWICE: (_("Nhóm đã có món này trên trang."), _("Sửa món cũ, thêm gói mới vào đó.")),
    _R.OTHER: (_("Trung tâm có lời nhắn riêng bên dưới."), _("Sửa theo lời nhắn rồi gửi lại.")),
}
"""By reason: what is wrong, what to do."""
