"""Programmes of the center that groups came out of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Programme(models.Model):
    """A programme: aims and period. Which groups took part is a fact about groups, never about persons."""

    slug = models.SlugField(_("địa chỉ trang"), max_length=80, unique=True)
    name_vi = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    summary_vi = models.TextField(_("tóm tắt"), blank=True)
    summary_en = models.TextField(_("tóm tắt tiếng Anh"), blank=True)
    starts_on = models.DateField(_("từ ngày"), null=True, blank=True)
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)
    groups = models.ManyToManyField("groups.Group", related_name="programmes", blank=True, verbose_name=_("các nhóm"))

    class Meta:
        verbose_name = _("chương trình")
        verbose_name_plural = pgettext_lazy("many", "chương trình")
        ordering = ["-starts_on", "name_vi"]

    def __str__(self) -> str:
        return self.name_vi

    @property
    def name(self) -> str:
        """Name in the reader's language."""
        return (self.name_en if get_language() == "en" else "") or self.name_vi
