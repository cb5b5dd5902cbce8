"""Blocks of the center's pages. Few and shallow; each has one template and one look."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from catalog.blocks import ProductBodyBlock
from cms.place_field import ProvinceBlock


class FigureBlock(blocks.StructBlock):
    """One large number with its words, e.g. "18 triệu" / "vốn ban đầu"."""

    value = blocks.CharBlock(label=_("Con số"), max_length=30)
    label = blocks.CharBlock(label=_("Là gì"), max_length=60)


class PictureBlock(blocks.StructBlock):
    """A picture with a caption."""

    picture = ImageChooserBlock(label=_("Ảnh"))
    caption = blocks.CharBlock(label=_("Chú thích"), max_length=200, required=False)

    class Meta:
        template = "cms/blocks/picture.html"
        icon = "image"
        label = _("Ảnh")


class BodyBlock(ProductBodyBlock):
    """Body of stories and plain pages: the blocks of a product, with anchors on the headings and a caption under pictures."""

    heading = blocks.CharBlock(label=_("Đề mục"), max_length=120, template="cms/blocks/heading.html", icon="title")
    picture = PictureBlock()

    class Meta:
        required = False


class CostBlock(blocks.StructBlock):
    """One line of what it costs to start, in whole đồng."""

    label = blocks.CharBlock(label=_("Khoản"), max_length=120)
    amount_vnd = blocks.IntegerBlock(label=_("Tiền (đồng)"), validators=[MinValueValidator(0)])


class YearBlock(blocks.StructBlock):
    """Income and cost of one year, in whole đồng."""

    label = blocks.CharBlock(label=_("Năm"), max_length=40)
    income_vnd = blocks.IntegerBlock(label=pgettext_lazy("money", "Thu"), validators=[MinValueValidator(0)])
    cost_vnd = blocks.IntegerBlock(label=_("Chi"), validators=[MinValueValidator(0)])


class StepBlock(blocks.StructBlock):
    """One step for a group that wants to do the same."""

    title = blocks.CharBlock(label=_("Bước"), max_length=80)
    text = blocks.CharBlock(label=_("Làm gì"), max_length=240)


class CopiedBlock(blocks.StructBlock):
    """A place that already did the same. Province only, unless the group shows its commune itself."""

    place = ProvinceBlock(label=_("Nơi"), max_length=80)
    group = SnippetChooserBlock("groups.Group", label=_("Nhóm"), required=False, help_text=_("Khi nhóm ấy bán ở đây."))
    year = blocks.IntegerBlock(label=_("Năm"))
    note = blocks.CharBlock(label=_("Ghi chú"), max_length=120, required=False)


class BoothBlock(blocks.StructBlock):
    """A booth of a fair: its number, who stands there, what it shows. Who does not sell in the shop is named, without a link."""

    number = blocks.CharBlock(label=_("Gian"), max_length=6)
    group = SnippetChooserBlock("groups.Group", label=_("Nhóm"), required=False)
    name = blocks.CharBlock(label=_("Hoặc tên đơn vị"), max_length=80, required=False, help_text=_("Khi họ không bán ở đây."))
    place = ProvinceBlock(label=_("Từ tỉnh nào"), max_length=40, required=False, help_text=_("Chỉ tên tỉnh, gọi như lúc họp chợ."))
    shows = blocks.CharBlock(label=_("Bày gì"), max_length=120)

    def clean(self, value: Any) -> Any:
        """Refuse a booth of nobody."""
        cleaned = super().clean(value)
        if not cleaned.get("group") and not cleaned.get("name"):
            raise StructBlockValidationError({"name": ValidationError(_("Chọn một nhóm, hoặc viết tên đơn vị đứng gian."))})
        return cleaned


class BoothRowBlock(blocks.StructBlock):
    """A row of booths under one heading."""

    title = blocks.CharBlock(label=_("Dãy"), max_length=80)
    anchor = blocks.RegexBlock(label=_("Tên ngắn không dấu"), regex=r"^[a-z0-9-]+$", max_length=30)
    booths = blocks.ListBlock(BoothBlock(), label=_("Các gian"))


class ProgrammeBlock(blocks.StructBlock):
    """Something that happens at a fair."""

    starts_at = blocks.DateTimeBlock(label=_("Lúc"))
    title = blocks.CharBlock(label=_("Việc"), max_length=120)
    where = blocks.CharBlock(label=_("Ở đâu"), max_length=80, required=False)
