"""The six OCOP groups and their 26 product sets (Decision 148/QĐ-TTg, 24 February 2023) are the shop's categories."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.text import in_language


class Category(models.Model):
    """An OCOP group (no parent, ``number`` 1–6) or one of its sets (``number`` 1–26)."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("thuộc"))
    code = models.CharField(_("mã"), max_length=8, unique=True, help_text="G1–G6, S01–S26")
    number = models.PositiveSmallIntegerField(_("số"))
    slug = models.SlugField(_("địa chỉ trang"), max_length=80, unique=True)
    name_vi = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120)
    is_service = models.BooleanField(_("là dịch vụ"), default=False, help_text=_("Dịch vụ chịu thuế suất khác hàng hóa"))
    is_raw = models.BooleanField(_("tươi hoặc sơ chế"), default=False, help_text=_("VietGAP và GLOBALG.A.P. chỉ hiện trên loại này"))
    needs_food_licence = models.BooleanField(
        _("cần giấy an toàn thực phẩm"), default=False, help_text=_("Nhóm không có giấy còn hạn thì món thuộc loại này tạm không bán")
    )

    class Meta:
        verbose_name = _("loại hàng")
        verbose_name_plural = pgettext_lazy("many", "loại hàng")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name_vi

    def get_absolute_url(self) -> str:
        """Listing of the category."""
        return reverse("search:category", args=[self.slug])

    @property
    def name(self) -> str:
        """Name in the reader's language."""
        return in_language(self, "name")
