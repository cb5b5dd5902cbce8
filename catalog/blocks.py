"""Blocks of a product's page. Few and shallow."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cooperatives.consent.blocks import AudioBlock, PortraitBlock, QuoteBlock

PLAIN = ["bold", "italic", "link", "ol", "ul"]


class FactBlock(blocks.StructBlock):
    """One line of a small table: what, and how much."""

    label = blocks.CharBlock(label=_("Gì"), max_length=80)
    value = blocks.CharBlock(label=_("Bao nhiêu, thế nào"), max_length=200)


class ProductBodyBlock(blocks.StreamBlock):
    """How it is made, how to use it, what is in the box."""

    heading = blocks.CharBlock(label=_("Đề mục"), max_length=120, template="catalog/blocks/heading.html")
    text = blocks.RichTextBlock(label=_("Đoạn chữ"), features=PLAIN, template="catalog/blocks/text.html")
    picture = ImageChooserBlock(label=_("Ảnh"), template="catalog/blocks/picture.html")
    quote = QuoteBlock()
    portrait = PortraitBlock()
    voice = AudioBlock()
    facts = blocks.ListBlock(FactBlock(), label=_("Bảng nhỏ"), template="catalog/blocks/facts.html")

    class Meta:
        required = False
