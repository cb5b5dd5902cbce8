"""Which livelihood models stand on the first page, from when to when, in the order in which staff drag them."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable


class FeatureQuerySet(models.QuerySet["Feature"]):
    """Questions about many features."""

    def in_time(self, day: datetime.date | None = None) -> FeatureQuerySet:
        """Those that hold on ``day`` (today)."""
        day = day or timezone.localdate()
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)


class Feature(Orderable):
    """One model on the first page, in both languages: the page in either stands for both. Not part of the page, so that
    its place changes at once, without a review of the page's words."""

    model = models.ForeignKey("cms.ModelPage", on_delete=models.CASCADE, related_name="features", verbose_name=_("mô hình"))
    from_on = models.DateField(_("từ ngày"), default=timezone.localdate)
    until_on = models.DateField(_("đến hết ngày"), null=True, blank=True, help_text=_("Để trống thì ở lại đến khi bạn gỡ."))

    objects = FeatureQuerySet.as_manager()
    panels: ClassVar = [
        PageChooserPanel("model", page_type="cms.ModelPage"),
        FieldRowPanel([FieldPanel("from_on"), FieldPanel("until_on")], heading=_("Trên trang đầu")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("mô hình nổi bật")
        verbose_name_plural = pgettext_lazy("many", "mô hình nổi bật")
        constraints = [
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="feature_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        """Not the page's title: logs keep this, and a page can be withdrawn by the person it tells about."""
        return f"#{self.model_id}"

    def clean(self) -> None:
        """Refuse an end before the beginning, in words."""
        super().clean()
        if self.until_on and self.from_on and self.until_on < self.from_on:
            raise ValidationError({"until_on": _("Ngày cuối phải sau ngày đầu.")})

    @property
    def state(self) -> Any:
        """Where it stands today, in words."""
        today = timezone.localdate()
        if self.until_on and self.until_on < today:
            return _("Đã hết hạn")
        if self.from_on > today:
            return _("Chờ đến ngày")
        return _("Đang nổi bật") if self.is_public else _("Trang chưa đăng, nên chưa hiện")

    @property
    def is_public(self) -> bool:
        """Whether readers can see the model, as the list of features asks it (see :mod:`cms.admin`), or else now."""
        known = getattr(self, "model_is_public", None)
        return bool(known) if known is not None else type(self.model).objects.public().filter(pk=self.model_id).exists()
