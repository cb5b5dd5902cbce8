"""Labels that can be trusted: a scheme (OCOP, VietGAP, organic …) and dated, verified certificates.

A badge, facet or claim shows only while its certificate is verified, not revoked and valid TODAY, decided when read; so it goes
at midnight by itself. "Tiềm năng 5 sao" is not five stars: there is no such scheme here.
"""

from __future__ import annotations

import datetime
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from catalog.files import private_files
from catalog.text import in_language

SHORT_NAMES = (
    gettext_noop("Hữu cơ"),
    gettext_noop("Chỉ dẫn địa lý"),
    gettext_noop("Nhãn hiệu tập thể"),
    gettext_noop("Phụ nữ khởi nghiệp"),
    gettext_noop("CNNT tiêu biểu"),
    gettext_noop("An toàn thực phẩm"),
    gettext_noop("Tự công bố"),
    gettext_noop("Phụ nữ quản lý"),
)
"""Short names that come with the shop (``catalog/reference/labels.csv``) and are said otherwise in English."""


class LabelScheme(models.Model):
    """A kind of label, who gives it and what it allows a shop to say."""

    class Kind(models.TextChoices):
        """What sort of claim it is."""

        CERTIFICATION = "certification", _("Chứng nhận")
        PEER_GUARANTEE = "peer_guarantee", _("Cùng đảm bảo (PGS)")
        AWARD = "award", _("Giải thưởng")
        ORIGIN = "origin", _("Chỉ dẫn địa lý, nhãn hiệu")
        ELIGIBILITY = "eligibility", _("Đủ điều kiện")

    code = models.SlugField(_("mã"), max_length=30, unique=True)
    name_vi = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120)
    short_name = models.CharField(_("tên ngắn trên nhãn"), max_length=30)
    stars = models.PositiveSmallIntegerField(_("số sao"), null=True, blank=True)
    kind = models.CharField(_("loại"), max_length=16, choices=Kind.choices)
    issuer = models.CharField(_("nơi cấp"), max_length=200, blank=True)
    law = models.CharField(_("căn cứ"), max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=50, help_text=_("Nhỏ hiện trước"))
    on_card = models.BooleanField(_("hiện trên thẻ hàng"), default=True)

    class Meta:
        verbose_name = _("loại nhãn")
        verbose_name_plural = pgettext_lazy("many", "loại nhãn")
        ordering = ["rank", "code"]

    def __str__(self) -> str:
        return self.name_vi

    @property
    def name(self) -> str:
        """Name in the reader's language."""
        return in_language(self, "name")

    @property
    def badge_name(self) -> str:
        """The few words of the badge, in the reader's language; the short name itself for a label that staff added."""
        return gettext(self.short_name) if self.short_name else ""


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Questions about many certificates."""

    def valid_on(self, day: datetime.date | None = None) -> CertificateQuerySet:
        """Certificates that may be shown on ``day`` (today): verified, not revoked, begun and not over."""
        day = day or timezone.localdate()
        return self.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=day), verified_at__isnull=False, revoked_at__isnull=True, issued_on__lte=day
        )


def new_check_code() -> str:
    """Return the code under which the public checks a certificate."""
    return secrets.token_urlsafe(9)


class Certificate(models.Model):
    """A paper that somebody uploaded and somebody else verified. Scope: one product, or the whole group when ``product`` is empty."""

    scheme = models.ForeignKey(LabelScheme, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("loại nhãn"))
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="certificates", verbose_name=_("nhóm"))
    product = models.ForeignKey(
        "catalog.Product", on_delete=models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("cho món")
    )
    number = models.CharField(_("số"), max_length=80)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    issuer_as_printed = models.CharField(_("nơi cấp, như in trên giấy"), max_length=200)
    issued_on = models.DateField(_("có hiệu lực từ"))
    expires_on = models.DateField(_("hết hạn, như in trên giấy"), null=True, blank=True)
    scan = models.FileField(_("ảnh giấy (không công khai)"), upload_to="certificates/", storage=private_files, blank=True)
    check_code = models.CharField(max_length=16, unique=True, default=new_check_code, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("người tải lên"))
    uploaded_at = models.DateTimeField(auto_now_add=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người kiểm")
    )
    verified_at = models.DateTimeField(_("kiểm lúc"), null=True, blank=True)
    verified_how = models.CharField(_("kiểm bằng cách nào"), max_length=200, blank=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    revoked_reason = models.CharField(_("lý do thu hồi"), max_length=200, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("giấy chứng nhận")
        verbose_name_plural = pgettext_lazy("many", "giấy chứng nhận")
        indexes = [models.Index(fields=["scheme", "product", "expires_on"]), models.Index(fields=["group", "expires_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("uploaded_by")), name="certificate_verified_by_another"
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True, verified_by__isnull=True) | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="certificate_verified_whole",
            ),
            models.UniqueConstraint(fields=["scheme", "number", "issuer_as_printed", "group", "product"], name="certificate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme.short_name} {self.number}"

    def get_absolute_url(self) -> str:
        """Public "check this certificate" page."""
        return reverse("catalog:certificate", args=[self.check_code])

    def is_valid(self, day: datetime.date | None = None) -> bool:
        """Whether it may be shown on ``day`` (today)."""
        day = day or timezone.localdate()
        return (
            self.verified_at is not None
            and self.revoked_at is None
            and self.issued_on <= day
            and (self.expires_on is None or self.expires_on >= day)
        )
