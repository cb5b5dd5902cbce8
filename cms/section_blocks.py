"""Sections of the first page and of landing pages. Each says what it shows, by hand or by rule; staff put them in any order."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from cooperatives.vietnam.places import provinces

GOODS_RULES: Final = [
    ("season", _("Đang vào mùa")),
    ("new", _("Mới lên kệ")),
    ("gifts", _("Làm quà, dưới 200.000 ₫")),
    ("label", _("Có một nhãn")),
    ("province", _("Từ một tỉnh")),
    ("chosen", _("Chọn tay")),
]
MAKERS_RULES: Final = [
    ("featured", _("Đang đưa lên trang đầu")),
    ("new", _("Mới vào")),
    ("province", _("Ở một tỉnh")),
    ("chosen", _("Chọn tay")),
]


def province_choices() -> list[tuple[str, str]]:
    """Code and name, by name."""
    return sorted(((province.code, province.name("vi")) for province in provinces()), key=lambda pair: pair[1])


class _Section(blocks.StructBlock):
    """What staff may leave out for a while without losing what they chose."""

    hidden = blocks.BooleanBlock(label=_("Tạm ẩn phần này"), required=False)


class _ByRule(_Section):
    """What a rule needs must be there."""

    needs: Final[dict[str, tuple[str, Any]]] = {
        "label": ("label", _("Chọn nhãn nào.")),
        "province": ("province", _("Chọn tỉnh nào.")),
    }

    def clean(self, value: Any) -> Any:
        """Refuse a rule without its label or province."""
        cleaned = super().clean(value)
        field, said = self.needs.get(cleaned["rule"], ("", ""))
        if field and not cleaned.get(field):
            raise StructBlockValidationError({field: ValidationError(said)})
        return cleaned


class GoodsSection(_ByRule):
    """A row of goods."""

    title = blocks.CharBlock(label=_("Tựa"), max_length=80, required=False, help_text=_("Để trống thì lấy tên của cách chọn."))
    rule = blocks.ChoiceBlock(label=_("Chọn hàng thế nào"), choices=GOODS_RULES, default="season")
    label = SnippetChooserBlock("catalog.LabelScheme", label=_("Nhãn"), required=False)
    province = blocks.ChoiceBlock(label=_("Tỉnh"), choices=province_choices, required=False)
    products = blocks.ListBlock(SnippetChooserBlock("catalog.Product"), label=_("Chọn tay"), default=[])
    count = blocks.IntegerBlock(label=_("Mấy món"), default=4, min_value=2, max_value=8)

    class Meta:
        icon = "tag"
        label = _("Hàng")


class MakersSection(_ByRule):
    """A row of groups."""

    title = blocks.CharBlock(label=_("Tựa"), max_length=80, required=False)
    rule = blocks.ChoiceBlock(label=_("Chọn nhóm thế nào"), choices=MAKERS_RULES, default="featured")
    province = blocks.ChoiceBlock(label=_("Tỉnh"), choices=province_choices, required=False)
    groups = blocks.ListBlock(SnippetChooserBlock("groups.Group"), label=_("Chọn tay"), default=[])
    count = blocks.IntegerBlock(label=_("Mấy nhóm"), default=3, min_value=1, max_value=6)

    class Meta:
        icon = "group"
        label = _("Nhóm")


class StoriesSection(_Section):
    """The newest stories."""

    title = blocks.CharBlock(label=_("Tựa"), max_length=80, required=False)
    count = blocks.IntegerBlock(label=_("Mấy bài"), default=3, min_value=1, max_value=5)

    class Meta:
        icon = "doc-full"
        label = _("Chuyện nghề")


class ModelsSection(_Section):
    """Models that are featured now, in the order that staff chose."""

    count = blocks.IntegerBlock(label=_("Mấy mô hình"), default=1, min_value=1, max_value=3)

    class Meta:
        icon = "snippet"
        label = _("Mô hình sinh kế")


class SectionsBlock(blocks.StreamBlock):
    """All kinds of sections."""

    goods = GoodsSection()
    makers = MakersSection()
    stories = StoriesSection()
    models = ModelsSection()
    almanac = blocks.StaticBlock(label=_("Lịch mùa"), icon="time", admin_text=_("Bốn tháng tới có gì, lấy từ mùa ghi ở từng món."))
    fair = blocks.StaticBlock(label=_("Hội chợ sắp tới"), icon="date")
    split = blocks.StaticBlock(label=_("Tiền khách trả chia cho ai"), icon="desk-cash")
    paid = blocks.StaticBlock(label=_("Tiền đã chuyển tới các nhóm"), icon="desk-payout", admin_text=_("Con số lấy từ sổ, tự cập nhật."))

    class Meta:
        required = False


USUAL: Final[list[tuple[str, dict[str, Any]]]] = [
    ("goods", {"rule": "season", "count": 5}),
    ("split", {}),
    ("makers", {"rule": "featured", "count": 3}),
    ("paid", {}),
    ("stories", {"count": 3}),
    ("models", {"count": 1}),
    ("goods", {"rule": "gifts", "count": 4}),
    ("goods", {"rule": "chosen", "count": 8}),
    ("goods", {"rule": "new", "count": 4}),
    ("fair", {}),
]
"""What the first page shows until staff put it together themselves."""
