"""The page of a group: what she and her colleagues want the shop to say about them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.text import in_language


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
        verbose_name_plural = _("trang của nhóm")

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
