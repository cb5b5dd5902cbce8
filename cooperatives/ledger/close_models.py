"""The close of a day: what was looked at, and what was not at zero."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DailyClose(models.Model):
    """How the must-drain accounts stood when a day was last looked at. UNIQUE per day; each further look of the day rewrites the row.

    ``items`` lists what was not at zero, oldest first: code, name, amount in the smallest unit of its currency, age and limit in days.
    """

    closed_on = models.DateField(_("ngày"), unique=True)
    closed_at = models.DateTimeField(_("xem lúc"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người khoá ngày")
    )
    open_count = models.PositiveIntegerField(_("số khoản còn treo"))
    late_count = models.PositiveIntegerField(_("số khoản quá hạn"))
    items = models.JSONField(_("các khoản"), default=list)

    class Meta:
        verbose_name = _("khoá sổ ngày")
        verbose_name_plural = pgettext_lazy("many", "khoá sổ ngày")
        ordering = ["-closed_on"]
        constraints = [models.CheckConstraint(condition=models.Q(late_count__lte=models.F("open_count")), name="dailyclose_late_is_open")]

    def __str__(self) -> str:
        return f"{self.closed_on:%d/%m/%Y}"

    @property
    def is_drained(self) -> bool:
        """True when everything that must drain was at zero."""
        return not self.open_count
