"""What a person allowed, for what, until when. Public layer and identity never share a table: a person is a code here."""

from __future__ import annotations

import datetime
import secrets
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Substr
from django.db.models.lookups import Exact, LessThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperatives.consent.papers import consent_papers

MAX_MONTHS: Final = 24
WHAT: Final = {"words": "covers_words", "name": "covers_name", "face": "covers_face", "voice": "covers_voice", "place": "covers_place"}
CHANNELS: Final = {"site": "on_site", "print": "in_print", "social": "on_social", "partners": "for_partners"}
LANGUAGES: Final = {"vi": "in_vietnamese", "en": "in_english"}


def new_person_code() -> str:
    """Return a code that says nothing about the person."""
    return f"P{secrets.token_hex(4).upper()}"


def _part(column: str, start: int, length: int) -> models.Expression:
    """Year, month or day of a date as a number, in plain SQL: a CHECK on Django's own functions would lock every other SQLite tool out."""
    return Cast(Substr(Cast(column, models.CharField()), start, length), models.IntegerField())


def _months_between() -> models.Expression:
    """Whole calendar months from the month of the first day to the month of the last."""
    years = _part("valid_until", 1, 4) - _part("valid_from", 1, 4)
    return years * 12 + _part("valid_until", 6, 2) - _part("valid_from", 6, 2)


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

    def ending(self, day: datetime.date, within_days: int) -> ConsentQuerySet:
        """Living consents whose last day is at most ``within_days`` after ``day``, soonest first."""
        last = day + datetime.timedelta(days=within_days)
        return self.living(day).filter(valid_until__lte=last).order_by("valid_until", "pk")


class Consent(models.Model):
    """One permission of one person: what, where, in which languages, from when until when (at most 24 months, both days counted).

    The default of every scope is "no". A permission is never widened: a new paper is a new row.
    """

    class Method(models.TextChoices):
        """How she gave it."""

        SIGNED = "signed", _("Ký tên trên giấy")
        THUMBPRINT = "thumbprint", _("Điểm chỉ trên giấy")
        SPOKEN = "spoken", _("Nói, có người chứng kiến")

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
    method = models.CharField(_("cách đồng ý"), max_length=12, choices=Method.choices, default=Method.SIGNED)
    explained_in = models.CharField(_("giải thích bằng tiếng"), max_length=60)
    witness_code = models.CharField(
        _("mã người chứng kiến"), max_length=12, blank=True, help_text=_("Không phải người quản lý hay người đang giúp chị ấy.")
    )
    copy_given = models.BooleanField(_("đã đưa chị một bản"), default=False)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến hết ngày"))
    evidence = models.FileField(
        _("bản giấy hoặc ghi âm"), upload_to="consents", storage=consent_papers, blank=True, help_text=_("Cất riêng, khóa lại khi lưu.")
    )
    withdrawn_at = models.DateTimeField(_("rút lại lúc"), null=True, blank=True, editable=False)
    secret_hash = models.CharField(
        max_length=64, blank=True, default="", editable=False, db_index=True, help_text="Of the link on her slip"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("người ghi")
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự đồng ý")
        verbose_name_plural = pgettext_lazy("many", "sự đồng ý")
        ordering = ["-valid_until", "-pk"]
        permissions = [("withdraw_consent", "Can withdraw a consent"), ("open_evidence", "Can open the paper of a consent")]
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="consent_ends_after_start"),
            models.CheckConstraint(
                condition=LessThan(_months_between(), MAX_MONTHS)
                | (Exact(_months_between(), MAX_MONTHS) & LessThan(_part("valid_until", 9, 2), _part("valid_from", 9, 2))),
                name="consent_at_most_24_months",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.code} → {self.valid_until:%d/%m/%Y}"

    def clean(self) -> None:
        """Say in words what the database would refuse, and that a spoken consent needs a witness."""
        if self.valid_from and self.valid_until:
            if self.valid_until < self.valid_from:
                raise ValidationError({"valid_until": _("Ngày cuối phải sau ngày đầu.")})
            if self.valid_until > last_day_allowed(self.valid_from):
                raise ValidationError({"valid_until": _("Đồng ý dài nhất là 24 tháng. Hết hạn thì hỏi lại chị ấy.")})
        if self.method == self.Method.SPOKEN and not self.witness_code:
            raise ValidationError({"witness_code": _("Đồng ý bằng lời cần một người chứng kiến.")})
        if not any(getattr(self, column) for column in WHAT.values()):
            raise ValidationError(_("Chọn ít nhất một điều chị ấy cho phép: lời kể, tên, khuôn mặt, giọng nói hay nơi ở."))

    def is_living(self, day: datetime.date | None = None) -> bool:
        """Whether it holds on ``day`` (today)."""
        day = day or timezone.localdate()
        return self.withdrawn_at is None and self.valid_from <= day <= self.valid_until

    def covers(self, what: str, channel: str = "site", language: str = "") -> bool:
        """Whether its scope names all three; "" asks for no language, as a picture has none. Raises KeyError for other words."""
        in_scope = getattr(self, WHAT[what]) and getattr(self, CHANNELS[channel])
        return bool(in_scope and (not language or getattr(self, LANGUAGES[language])))


def last_day_allowed(first: datetime.date) -> datetime.date:
    """The last day that a consent from ``first`` may have: the day before the same date 24 months later."""
    try:
        same = first.replace(year=first.year + MAX_MONTHS // 12)
    except ValueError:  # 29 February
        same = first.replace(year=first.year + MAX_MONTHS // 12, month=3, day=1)
    return same - datetime.timedelta(days=1)
