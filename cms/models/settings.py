"""Who stands behind the shop, and what it wants to announce today. Edited by staff, shown in the footer and the bar on top."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="home")
class ShopSettings(BaseSiteSetting):
    """Legal details that e-commerce law asks for, contact, announcement."""

    legal_name_vi = models.CharField(_("tên đơn vị"), max_length=160, blank=True)
    legal_name_en = models.CharField(_("tên đơn vị (tiếng Anh)"), max_length=160, blank=True)
    tax_code = models.CharField(_("mã số thuế"), max_length=14, blank=True)
    registered = models.CharField(_("nơi và ngày đăng ký"), max_length=200, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=200, blank=True)
    content_owner = models.CharField(_("bộ phận chịu trách nhiệm nội dung"), max_length=120, blank=True)
    hotline = models.CharField(_("điện thoại"), max_length=20, blank=True)
    hours_vi = models.CharField(_("giờ nghe máy"), max_length=120, blank=True)
    hours_en = models.CharField(_("giờ nghe máy (tiếng Anh)"), max_length=120, blank=True)
    email = models.EmailField(_("email"), blank=True)
    announcement_vi = models.CharField(_("thông báo đầu trang"), max_length=200, blank=True)
    announcement_en = models.CharField(_("thông báo đầu trang (tiếng Anh)"), max_length=200, blank=True)

    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("legal_name_vi", "legal_name_en", "tax_code", "registered", "address", "content_owner")],
            heading=_("Pháp lý"),
        ),
        MultiFieldPanel([FieldPanel(name) for name in ("hotline", "hours_vi", "hours_en", "email")], heading=_("Liên hệ")),
        MultiFieldPanel([FieldPanel("announcement_vi"), FieldPanel("announcement_en")], heading=_("Thông báo")),
    ]

    class Meta:
        verbose_name = _("thông tin cửa hàng")

    def __str__(self) -> str:
        return self.legal_name_vi

    def _word(self, field: str) -> str:
        english: str = getattr(self, f"{field}_en") if get_language() == "en" else ""
        vietnamese: str = getattr(self, f"{field}_vi")
        return english or vietnamese

    @property
    def legal_name(self) -> str:
        """Name of the center in the reader's language."""
        return self._word("legal_name")

    @property
    def hours(self) -> str:
        """When the phone is answered."""
        return self._word("hours")

    @property
    def announcement(self) -> str:
        """What the bar on top says; empty for none."""
        return self._word("announcement")
