"""Blocks of the center's pages. Few and shallow; each has one template and one look."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

PLAIN = ["bold", "italic", "link", "ol", "ul"]


class FigureBlock(blocks.StructBlock):
    """One large number with its words, e.g. "18 triệu" / "vốn ban đầu"."""

    value = blocks.CharBlock(label=_("Con số"), max_length=30)
    label = blocks.CharBlock(label=_("Là gì"), max_length=60)


class FactBlock(blocks.StructBlock):
    """One line of a small table."""

    label = blocks.CharBlock(label=_("Gì"), max_length=80)
    value = blocks.CharBlock(label=_("Bao nhiêu, thế nào"), max_length=120)


class PictureBlock(blocks.StructBlock):
    """A picture with a caption."""

    picture = ImageChooserBlock(label=_("Ảnh"))
    caption = blocks.CharBlock(label=_("Chú thích"), max_length=200, required=False)

    class Meta:
        template = "cms/blocks/picture.html"
        icon = "image"
        label = _("Ảnh")


class QuoteBlock(blocks.StructBlock):
    """Someone's words. Sign with the group, never with a name that has no consent."""

    words = blocks.TextBlock(label=_("Lời"))
    by = blocks.CharBlock(label=_("Của ai"), max_length=80, help_text=_("Viết tên nhóm. Tên người chỉ khi đã có giấy đồng ý còn hạn."))

    class Meta:
        template = "cms/blocks/quote.html"
        icon = "openquote"
        label = _("Lời trích")


class BodyBlock(blocks.StreamBlock):
    """Body of stories and plain pages."""

    heading = blocks.CharBlock(label=_("Đề mục"), max_length=120, template="cms/blocks/heading.html", icon="title")
    text = blocks.RichTextBlock(label=_("Đoạn chữ"), features=PLAIN, template="cms/blocks/text.html", icon="pilcrow")
    quote = QuoteBlock()
    picture = PictureBlock()
    facts = blocks.ListBlock(FactBlock(), label=_("Bảng nhỏ"), template="cms/blocks/facts.html", icon="list-ul")

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

    place = blocks.CharBlock(label=_("Nơi"), max_length=80)
    year = blocks.IntegerBlock(label=_("Năm"))
    note = blocks.CharBlock(label=_("Ghi chú"), max_length=120, required=False)


class BoothBlock(blocks.StructBlock):
    """A booth of a fair: its number, the group, what it shows."""

    number = blocks.CharBlock(label=_("Gian"), max_length=6)
    group = SnippetChooserBlock("groups.Group", label=_("Nhóm"))
    shows = blocks.CharBlock(label=_("Bày gì"), max_length=120)


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
