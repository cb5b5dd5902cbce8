"""Groups that sell: who they are in public, who belongs to them, on which terms they sell.

The public name and the legal identity never share a table: :class:`Group` is what the shop shows, :class:`LegalIdentity` is the vault.
There is no field, and there must never be one, that says who in a group is a survivor of anything.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cooperatives.vietnam.errors import DomainError

from .encryption import EncryptedTextField


class TermsMissing(DomainError):
    """A group has no terms for the day asked."""


class LegalForm(models.TextChoices):
    """Legal form of a seller; decides who declares tax (Decree 117/2025/NĐ-CP)."""

    COOPERATIVE = "cooperative", _("Hợp tác xã")
    COOPERATIVE_GROUP = "cooperative_group", _("Tổ hợp tác")
    SELF_HELP_GROUP = "self_help_group", _("Nhóm tự lực")
    HOUSEHOLD = "household", _("Hộ kinh doanh")
    COMPANY = "company", _("Công ty")
    ASSOCIATION = "association", _("Hội, làng nghề")


class PlaceShown(models.TextChoices):
    """How finely the shop may show where a group is."""

    COMMUNE = "commune", _("Tới xã, phường")
    PROVINCE = "province", _("Chỉ tới tỉnh")
    HIDDEN = "hidden", _("Không hiện nơi")


class GroupQuerySet(models.QuerySet["Group"]):
    """Questions about many groups."""

    def selling(self) -> GroupQuerySet:
        """Groups whose goods are on sale."""
        return self.filter(is_active=True)

    def of_member(self, user_id: int) -> GroupQuerySet:
        """Groups that a person belongs to."""
        return self.filter(memberships__user_id=user_id).distinct()


class Group(models.Model):
    """A cooperative or livelihood group as the public sees it."""

    kind = models.CharField(_("loại hình"), max_length=20, choices=LegalForm.choices)
    slug = models.SlugField(_("địa chỉ trang"), max_length=80, unique=True)
    name_vi = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120, blank=True)
    province_code = models.CharField(_("mã tỉnh"), max_length=2, blank=True)
    commune_code = models.CharField(_("mã xã"), max_length=5, blank=True)
    place_shown = models.CharField(_("nơi hiện ra"), max_length=10, choices=PlaceShown.choices, default=PlaceShown.PROVINCE)
    ships_from_province = models.CharField(_("gửi hàng từ tỉnh"), max_length=2, help_text=_("Mã tỉnh nơi bưu tá lấy hàng"))
    founded_year = models.PositiveSmallIntegerField(_("năm lập"), null=True, blank=True)
    member_count = models.PositiveSmallIntegerField(_("số thành viên"), null=True, blank=True)
    seller_of_record = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="sells_for", verbose_name=_("đứng tên bán hàng")
    )
    is_active = models.BooleanField(_("đang bán"), default=True)
    closed_until = models.DateField(_("nghỉ đến hết ngày"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhóm")
        verbose_name_plural = pgettext_lazy("many", "nhóm")
        ordering = ["name_vi"]
        indexes = [models.Index(fields=["province_code"])]

    def __str__(self) -> str:
        return self.name_vi

    def get_absolute_url(self) -> str:
        """Public page of the group."""
        return reverse("catalog:group", args=[self.slug])

    @property
    def name(self) -> str:
        """Name in the reader's language; Vietnamese when there is no English one."""
        return (self.name_en if get_language() == "en" else "") or self.name_vi

    @property
    def public_province_code(self) -> str:
        """Province code that may be shown, or an empty text."""
        return "" if self.hides_place else self.province_code

    @property
    def public_commune_code(self) -> str:
        """Commune code that may be shown, or an empty text."""
        return self.commune_code if self.place_shown == PlaceShown.COMMUNE else ""

    @property
    def hides_place(self) -> bool:
        """Whether nothing may tell where the group is."""
        return self.place_shown == PlaceShown.HIDDEN

    @property
    def seller(self) -> Group:
        """Organisation that stands as seller on the receipt."""
        return self.seller_of_record or self

    def terms_on(self, day: datetime.date) -> Terms:
        """Terms in force on ``day``. Raises TermsMissing when there are none."""
        terms = self.terms.filter(valid_from__lte=day).order_by("-valid_from").first()
        if terms is None:
            raise TermsMissing(group=self.slug, day=day.isoformat())
        return terms


class Terms(models.Model):
    """What a group agreed to: the center's fee and how long money is held after delivery. Dated; never edited, only followed."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="terms")
    valid_from = models.DateField(_("từ ngày"))
    fee_bps = models.PositiveIntegerField(_("phí của trung tâm (phần vạn)"), help_text="800 = 8%")
    fee_vat_bps = models.PositiveIntegerField(_("thuế GTGT nằm trong phí (phần vạn)"), default=1000, help_text="1000 = 10%")
    holdback_days = models.PositiveSmallIntegerField(_("giữ tiền sau khi giao (ngày)"), default=7)

    class Meta:
        verbose_name = _("thỏa thuận")
        verbose_name_plural = pgettext_lazy("many", "thỏa thuận")
        constraints = [
            models.UniqueConstraint(fields=["group", "valid_from"], name="terms_one_a_day"),
            models.CheckConstraint(condition=models.Q(fee_bps__lte=5000), name="terms_fee_at_most_half"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.fee_bps / 100:g}%"


class TaxRate(models.Model):
    """Tax that the center withholds from a seller of one legal form, from a day on.

    Rows, not constants: Decree 117/2025/NĐ-CP (in force 1 July 2025) sets VAT 1% and PIT 0.5% of goods for households and individuals,
    nothing for cooperatives and companies, and it has been amended before.
    """

    class Supply(models.TextChoices):
        """What is sold; an unknown kind takes the highest rate."""

        GOODS = "goods", _("Hàng hóa")
        SERVICES = "services", _("Dịch vụ")

    legal_form = models.CharField(_("loại hình"), max_length=20, choices=LegalForm.choices)
    supply = models.CharField(_("loại bán ra"), max_length=10, choices=Supply.choices, default=Supply.GOODS)
    valid_from = models.DateField(_("từ ngày"))
    vat_bps = models.PositiveIntegerField(_("GTGT (phần vạn)"), default=0)
    pit_bps = models.PositiveIntegerField(_("TNCN (phần vạn)"), default=0)
    source = models.CharField(_("căn cứ"), max_length=200)

    class Meta:
        verbose_name = _("thuế suất")
        verbose_name_plural = pgettext_lazy("many", "thuế suất")
        constraints = [models.UniqueConstraint(fields=["legal_form", "supply", "valid_from"], name="taxrate_one_a_day")]

    def __str__(self) -> str:
        return f"{self.get_legal_form_display()} {self.vat_bps / 100:g}% + {self.pit_bps / 100:g}%"

    @classmethod
    def rates_on(cls, *, legal_form: str, supply: str, day: datetime.date) -> tuple[int, int]:
        """Return (vat_bps, pit_bps) in force on ``day``; (0, 0) when no row covers it."""
        row = cls.objects.filter(legal_form=legal_form, supply=supply, valid_from__lte=day).order_by("-valid_from").first()
        return (row.vat_bps, row.pit_bps) if row else (0, 0)


class Membership(models.Model):
    """A person with a sign-in who works for a group."""

    class Role(models.TextChoices):
        """What she does for the group."""

        LEAD = "lead", _("Trưởng nhóm")
        MEMBER = "member", _("Thành viên")
        BOOKKEEPER = "bookkeeper", _("Giữ sổ")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("vai"), max_length=12, choices=Role.choices, default=Role.MEMBER)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("thành viên")
        verbose_name_plural = pgettext_lazy("many", "thành viên")
        constraints = [models.UniqueConstraint(fields=["user", "group"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.group_id}:{self.user_id}"


class LegalIdentity(models.Model):
    """The vault: legal name, registration and address of a seller, encrypted. Shown on receipts only for organisations."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="legal_identity")
    legal_name = EncryptedTextField(_("tên đăng ký"))
    registration_number = EncryptedTextField(_("số đăng ký / mã số thuế"), blank=True)
    address = EncryptedTextField(_("địa chỉ đăng ký"), blank=True)
    phone = EncryptedTextField(_("điện thoại"), blank=True)
    is_public = models.BooleanField(_("được hiện trên hóa đơn, trang hàng"), default=False)

    class Meta:
        verbose_name = _("pháp lý của nhóm")
        verbose_name_plural = pgettext_lazy("many", "pháp lý của nhóm")

    def __str__(self) -> str:
        return f"legal:{self.group_id}"
