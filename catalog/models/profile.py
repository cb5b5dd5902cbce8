"""The page of a group: what she and her colleagues want the shop to say about them."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from catalog.blocks import ProductBodyBlock
from catalog.models.review import PassedByAnother
from catalog.text import in_language
from cooperatives.consent.gate import Need, RestsOnConsent
from cooperatives.media.needs import needs_of
from cooperatives.vietnam.places import commune, province


class GroupProfileQuerySet(models.QuerySet["GroupProfile"]):
    """Questions about many pages of groups."""

    def shown(self) -> GroupProfileQuerySet:
        """Pages that passed the center's review."""
        return self.filter(live=True)


class GroupProfile(RestsOnConsent, PassedByAnother, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
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
    body_vi = StreamField(ProductBodyBlock(), blank=True, verbose_name=_("kể thêm"))
    body_en = StreamField(ProductBodyBlock(), blank=True, verbose_name=_("kể thêm (tiếng Anh)"))
    brocade = models.CharField(_("hoa văn"), max_length=20, blank=True, help_text="chinh, ede, thai, hmong, bana, linen")
    is_featured = models.BooleanField(_("đưa lên trang đầu"), default=False)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="group_profile")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="group_profile",
        for_concrete_model=False,
    )
    objects = GroupProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("trang của nhóm")
        verbose_name_plural = pgettext_lazy("many", "trang của nhóm")

    def __str__(self) -> str:
        return str(self.group)

    @property
    def revisions(self) -> Any:
        """Wagtail asks for the relation under this name."""
        return self._revisions

    def consent_needs(self) -> list[Need]:
        """Needs of its large picture and of its body in both languages."""
        return needs_of(self, {"body_vi": "vi", "body_en": "en"})

    @property
    def body(self) -> Any:
        """Blocks in the reader's language; the Vietnamese ones where there are none in English."""
        return (self.body_en if get_language() == "en" else None) or self.body_vi

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
