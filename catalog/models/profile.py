"""The page of a group: what she and her colleagues want the shop to say about them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from catalog.text import in_language
from cooperatives.vietnam.places import commune, province


class GroupProfile(models.Model):
    """Public words and pictures of a group. Kept apart from :class:`cooperatives.groups.models.Group`, which sells and is paid."""

    group = models.OneToOneField("groups.Group", on_delete=models.CASCADE, related_name="profile")
    cover = models.ForeignKey(
        "media.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ảnh lớn")
    )
    craft_vi = models.CharField(_("làm ra gì"), max_length=120, help_text=_("Ví dụ: Nếp nương, cốm"))
    craft_en = models.CharField(_("làm ra gì (tiếng Anh)"), max_length=120, blank=True)
    intro_vi = models.TextField(_("giới thiệu"))
    intro_en = models.TextField(_("giới thiệu (tiếng Anh)"), blank=True)
    how_made_vi = models.TextField(_("cách làm"), blank=True)
    how_made_en = models.TextField(_("cách làm (tiếng Anh)"), blank=True)
    brocade = models.CharField(_("hoa văn"), max_length=20, blank=True, help_text="chinh, ede, thai, hmong, bana, linen")
    is_featured = models.BooleanField(_("đưa lên trang đầu"), default=False)

    class Meta:
        verbose_name = _("trang của nhóm")
        verbose_name_plural = pgettext_lazy("many", "trang của nhóm")

    def __str__(self) -> str:
        return str(self.group)

    @property
    def craft(self) -> str:
        """What the group makes, a few words."""
        return in_language(self, "craft")

    @property
    def intro(self) -> str:
        """Introduction in the reader's language."""
        return in_language(self, "intro")

    @property
    def how_made(self) -> str:
        """How the goods are made, in the reader's language."""
        return in_language(self, "how_made")

    @property
    def place(self) -> str:
        """Where the group is, as finely as it may be shown: "Tú Lệ, Lào Cai", "Lào Cai" or nothing."""
        language = get_language() or "vi"
        parts = [commune(self.group.public_commune_code).name] if self.group.public_commune_code else []
        if self.group.public_province_code:
            parts.append(province(self.group.public_province_code).name(language))
        return ", ".join(parts)

    @property
    def card(self) -> dict[str, Any]:
        """What a list of groups shows of this one."""
        return {
            "url": self.group.get_absolute_url(),
            "name": self.group.name,
            "place": self.place,
            "summary": self.craft,
            "member_count": self.group.member_count,
            "picture": self.cover,
        }
