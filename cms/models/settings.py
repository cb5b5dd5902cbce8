"""Who stands behind the shop, and what it wants to announce today. Edited by staff, shown in the footer and the bar on top."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.core.cache import cache
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

SOCIAL: Final = ("facebook", "zalo", "youtube", "tiktok")
SOCIAL_NAMES: Final = {"facebook": "Facebook", "zalo": "Zalo", "youtube": "YouTube", "tiktok": "TikTok"}
DATES_WRONG: Final = _("Ngày hết phải bằng hoặc sau ngày bắt đầu.")
DELIVERY_HELP: Final = _("Ví dụ: Từ 10 đến 20/2 bưu cục nghỉ Tết, đơn đặt lúc này gửi đi ngày 21/2. Hiện ở giỏ hàng và lúc đặt hàng.")


WEATHER = "https://nchmf.gov.vn/"
"""The weather of the country, from its weather service."""


def _in_order(name: str) -> Q:
    first, last = f"{name}_from", f"{name}_until"
    return Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": models.F(first)})


def cache_key(language: str) -> str:
    """Where the shop keeps what pages show of the settings today."""
    return f"shop:{language}:{timezone.localdate().isoformat()}"


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
    facebook_url = models.URLField(_("trang Facebook"), blank=True)
    zalo_url = models.URLField(_("trang Zalo"), blank=True)
    youtube_url = models.URLField(_("kênh YouTube"), blank=True)
    tiktok_url = models.URLField(_("kênh TikTok"), blank=True)
    announcement_vi = models.CharField(_("thông báo đầu trang"), max_length=200, blank=True)
    announcement_en = models.CharField(_("thông báo đầu trang (tiếng Anh)"), max_length=200, blank=True)

    quick_exit_url = models.URLField(
        _("nút Thoát dẫn tới"), default=WEATHER, help_text=_("Một trang bình thường, ai cũng có thể đang xem, như trang thời tiết.")
    )
    announcement_from = models.DateField(_("hiện từ ngày"), null=True, blank=True)
    announcement_until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    delivery_notice_vi = models.CharField(_("báo về giao hàng"), max_length=300, blank=True, help_text=DELIVERY_HELP)
    delivery_notice_en = models.CharField(_("báo về giao hàng (tiếng Anh)"), max_length=300, blank=True)
    delivery_notice_from = models.DateField(_("báo từ ngày"), null=True, blank=True)
    delivery_notice_until = models.DateField(_("báo đến hết ngày"), null=True, blank=True)

    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("legal_name_vi", "legal_name_en", "tax_code", "registered", "address", "content_owner")],
            heading=_("Pháp lý"),
        ),
        MultiFieldPanel([FieldPanel(name) for name in ("hotline", "hours_vi", "hours_en", "email")], heading=_("Liên hệ")),
        MultiFieldPanel([FieldPanel(f"{name}_url") for name in SOCIAL], heading=_("Mạng xã hội")),
        FieldPanel("quick_exit_url"),
        MultiFieldPanel(
            [
                *(FieldPanel(name) for name in ("announcement_vi", "announcement_en")),
                FieldRowPanel([FieldPanel("announcement_from"), FieldPanel("announcement_until")]),
            ],
            heading=_("Thông báo đầu trang"),
        ),
        MultiFieldPanel(
            [
                *(FieldPanel(name) for name in ("delivery_notice_vi", "delivery_notice_en")),
                FieldRowPanel([FieldPanel("delivery_notice_from"), FieldPanel("delivery_notice_until")]),
            ],
            heading=_("Giao hàng dịp Tết và ngày nghỉ"),
        ),
    ]

    class Meta:
        verbose_name = _("thông tin cửa hàng")
        constraints = [
            models.CheckConstraint(condition=_in_order(name), name=f"shop_{name}_dates", violation_error_message=DATES_WRONG)
            for name in ("announcement", "delivery_notice")
        ]

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
        """What the bar on top says today; empty for nothing."""
        return self._on_its_days("announcement")

    @property
    def delivery_notice(self) -> str:
        """What shoppers are told about delivery today; empty for nothing."""
        return self._on_its_days("delivery_notice")

    @property
    def social(self) -> list[dict[str, str]]:
        """Where else the center can be followed: name and address."""
        rows = [{"title": SOCIAL_NAMES[name], "url": getattr(self, f"{name}_url")} for name in SOCIAL]
        return [row for row in rows if row["url"]]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and show it at once."""
        super().save(*args, **kwargs)
        cache.delete_many([cache_key(language) for language in ("vi", "en")])

    def _on_its_days(self, field: str) -> str:
        first, last, today = getattr(self, f"{field}_from"), getattr(self, f"{field}_until"), timezone.localdate()
        shown = (first is None or first <= today) and (last is None or today <= last)
        return self._word(field) if shown else ""
