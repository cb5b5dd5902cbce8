"""Pages that nobody should be seen reading carry a way out."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OffersQuickExit(models.Model):
    """Mixin of pages that may tell about something sensitive."""

    offers_quick_exit = models.BooleanField(
        _("có nút Thoát"),
        default=False,
        help_text=_(
            "Cho trang mà người đọc có thể không muốn ai thấy mình đang xem. Bấm là sang trang thời tiết, quay lại không thấy nữa."
        ),
    )

    class Meta:
        abstract = True
