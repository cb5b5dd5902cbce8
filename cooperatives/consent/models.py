"""What a person allowed, for what, until when. Public layer and identity never share a table: a person is a code here."""

from __future__ import annotations

import datetime
import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MAX_MONTHS = 24


def new_person_code() -> str:
    """Return a code that says nothing about the person."""
    return f"P{secrets.token_hex(4).upper()}"


class Person(models.Model):
    """Someone whose words, name, face, voice or place may appear. Only a code; no name, no birth date, no story."""

    code = models.CharField(_("mã"), max_length=12, unique=True, default=new_person_code, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("người")
        verbose_name_plural = pgettext_lazy("many", "người")

    def __str__(self) -> str:
        return self.code


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Questions about many consents."""

    def living(self, day: datetime.date | None = None) -> ConsentQuerySet:
        """Consents that hold on ``day`` (today)."""
        day = day or timezone.localdate()
        return self.filter(valid_from__lte=day, valid_until__gte=day, withdrawn_at__isnull=True)


class Consent(models.Model):
    """One permission of one person: what, where, in which languages, from when until when (at most 24 months)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents", verbose_name=_("người"))
    covers_words = models.BooleanField(_("lời kể"), default=False)
    covers_name = models.BooleanField(_("tên"), default=False)
    covers_face = models.BooleanField(_("khuôn mặt"), default=False)
    covers_voice = models.BooleanField(_("giọng nói"), default=False)
    covers_place = models.BooleanField(_("nơi ở"), default=False)
    on_site = models.BooleanField(_("trên trang này"), default=True)
    in_print = models.BooleanField(_("bản in"), default=False)
    on_social = models.BooleanField(_("mạng xã hội"), default=False)
    for_partners = models.BooleanField(_("đối tác"), default=False)
    in_vietnamese = models.BooleanField(_("tiếng Việt"), default=True)
    in_english = models.BooleanField(_("tiếng Anh"), default=False)
    explained_in = models.CharField(_("giải thích bằng tiếng"), max_length=60)
    witness_code = models.CharField(_("mã người chứng kiến"), max_length=12, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến hết ngày"))
    withdrawn_at = models.DateTimeField(_("rút lại lúc"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("người ghi"))
    months = models.PositiveSmallIntegerField(_("số tháng"), default=12, validators=[MaxValueValidator(MAX_MONTHS)])

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự đồng ý")
        verbose_name_plural = pgettext_lazy("many", "sự đồng ý")
        constraints = [
            models.CheckConstraint(condition=models.Q(valid_until__gte=models.F("valid_from")), name="consent_ends_after_start"),
            models.CheckConstraint(condition=models.Q(months__lte=MAX_MONTHS), name="consent_at_most_24_months"),
        ]

    def __str__(self) -> str:
        return f"{self.person.code} → {self.valid_until}"

    def is_living(self, day: datetime.date | None = None) -> bool:
        """Whether it holds on ``day`` (today)."""
        day = day or timezone.localdate()
        return self.withdrawn_at is None and self.valid_from <= day <= self.valid_until
