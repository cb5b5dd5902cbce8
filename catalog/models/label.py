"""Kinds of labels: what each one is, which paper it asks for, how long it holds, and where a shop may show it.

"Tiềm năng 5 sao" is not five stars: no scheme with stars may be called that, here or in the database.
"""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from catalog.text import in_language
from cooperatives.vietnam.text import fold

STARS: Final = (3, 4, 5)
"""What an OCOP decision gives and a maker may print (Decision 148/QĐ-TTg): one and two stars are not published."""

SHORT_NAMES = (
    gettext_noop("Hữu cơ"),
    gettext_noop("Chỉ dẫn địa lý"),
    gettext_noop("Nhãn hiệu tập thể"),
    gettext_noop("Phụ nữ khởi nghiệp"),
    gettext_noop("CNNT tiêu biểu"),
    gettext_noop("An toàn thực phẩm"),
    gettext_noop("Tự công bố"),
    gettext_noop("Phụ nữ quản lý"),
    gettext_noop("Cam kết an toàn"),
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

    class Reach(models.TextChoices):
        """Where the label may stand."""

        PRODUCT = "product", _("Chỉ đúng món ghi trên giấy")
        MAKER = "maker", _("Món ghi trên giấy, hoặc mọi món của nhóm")
        RAW = "raw", _("Như trên, chỉ hàng tươi hoặc sơ chế")
        GROUP = "group", _("Chỉ trang của nhóm, không trên món hàng")

    class Validity(models.TextChoices):
        """Until when a paper holds. A day printed on it always comes first."""

        PRINTED = "printed", _("Đến ngày in trên giấy, phải nhập")
        MONTHS = "months", _("Đến ngày in trên giấy; không in thì tính số tháng bên dưới")
        ENDLESS = "endless", _("Không in ngày thì không thời hạn")

    code = models.SlugField(_("mã"), max_length=30, unique=True)
    name_vi = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120)
    short_name = models.CharField(_("tên ngắn trên nhãn"), max_length=30)
    stars = models.PositiveSmallIntegerField(_("số sao"), null=True, blank=True)
    kind = models.CharField(_("loại"), max_length=16, choices=Kind.choices)
    issuer = models.CharField(_("nơi cấp"), max_length=200, blank=True)
    law = models.CharField(_("căn cứ"), max_length=200, blank=True)
    evidence = models.CharField(_("giấy cần nộp"), max_length=400, blank=True)
    claim_rule = models.CharField(_("được nói gì"), max_length=300, blank=True)
    claim_words = models.CharField(
        _("chữ chỉ được viết khi có nhãn"), max_length=200, blank=True, help_text=_("Cách nhau bằng dấu chấm phẩy: VietGAP; GlobalGAP")
    )
    reach = models.CharField(_("hiện ở đâu"), max_length=8, choices=Reach.choices, default=Reach.MAKER)
    validity = models.CharField(_("hạn"), max_length=8, choices=Validity.choices, default=Validity.ENDLESS)
    validity_months = models.PositiveSmallIntegerField(_("số tháng"), null=True, blank=True)
    is_food_licence = models.BooleanField(_("là giấy cho bán thực phẩm"), default=False)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=50, help_text=_("Nhỏ hiện trước"))
    on_card = models.BooleanField(_("hiện trên thẻ hàng"), default=True)

    class Meta:
        verbose_name = _("loại nhãn")
        verbose_name_plural = pgettext_lazy("many", "loại nhãn")
        ordering = ["rank", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(stars__isnull=True) | Q(stars__in=STARS), name="labelscheme_stars_as_certified"),
            models.CheckConstraint(
                condition=Q(validity="months", validity_months__gt=0) | (~Q(validity="months") & Q(validity_months__isnull=True)),
                name="labelscheme_months_when_counted",
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | ~Q(name_vi__icontains="tiềm năng"), name="labelscheme_no_stars_for_potential"
            ),
        ]

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

    @property
    def words_kept(self) -> list[str]:
        """Words that goods may only say with this label."""
        return [word.strip() for word in self.claim_words.split(";") if word.strip()]

    def clean(self) -> None:
        """Refuse stars for what is only a candidate, and a number of months where nothing is counted."""
        if self.stars and says_potential(f"{self.name_vi} {self.name_en} {self.short_name}"):
            raise ValidationError({"stars": _("“Tiềm năng” chưa phải là sao: Bộ chưa công nhận.")})
        if self.stars and self.stars not in STARS:
            raise ValidationError({"stars": _("Chỉ có 3, 4 hoặc 5 sao.")})
        if (self.validity == self.Validity.MONTHS) != bool(self.validity_months):
            raise ValidationError({"validity_months": _("Nhập số tháng khi tính theo tháng, không thì để trống.")})


def says_potential(text: str) -> bool:
    """Whether a text speaks of a rank that a province proposes and the ministry has not given: "tiềm năng 5 sao"."""
    folded = fold(text)
    return "tiem nang" in folded or "potential" in folded
