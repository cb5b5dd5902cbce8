"""Blocks that show a person: her words, her face, her voice. Each names the consents that it rests on.

``consent_needs(value)`` of a block is what the gate asks; :func:`needs_in` finds all of them in a stream. A block whose consent does not
cover it today renders nothing, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from .gate import Need, missing_of


class _PersonBlock(blocks.StructBlock):
    """A block that rests on one consent."""

    what: tuple[str, ...] = ()

    def consent_needs(self, value: Any, language: str = "") -> list[Need]:
        """Needs of one value. A name in the signature needs one more."""
        consent = value.get("consent")
        asked = [*self.what, *(["name"] if value.get("signed_by_name") else [])]
        return [Need(consent.pk if consent else None, what, "site", language, str(self.label)) for what in asked]

    def render(self, value: Any, context: Any = None) -> Any:
        """Nothing, when the consent does not cover it today; staff see it in a preview."""
        is_preview = bool(context and getattr(context.get("request"), "is_preview", False))
        if not is_preview and missing_of(self.consent_needs(value)):
            return ""
        return super().render(value, context)


class QuoteBlock(_PersonBlock):
    """Someone's words. Signed with the group; with a name only when the consent covers it."""

    what = ("words",)

    words = blocks.TextBlock(label=_("Lời"))
    by = blocks.CharBlock(label=_("Ký là"), max_length=80, help_text=_("Viết tên nhóm."))
    signed_by_name = blocks.BooleanBlock(label=_("Dòng ký có tên người"), required=False)
    consent = SnippetChooserBlock("consent.Consent", label=_("Dựa vào sự đồng ý"))

    class Meta:
        template = "consent/blocks/quote.html"
        icon = "openquote"
        label = _("Lời trích")


class PortraitBlock(_PersonBlock):
    """A person's face, in a picture that shows people. The picture has needs of its own; this one ties it to her consent here."""

    what = ("face",)

    picture = ImageChooserBlock(label=_("Ảnh"))
    caption = blocks.CharBlock(label=_("Chú thích"), max_length=200, required=False)
    signed_by_name = blocks.BooleanBlock(label=_("Chú thích có tên người"), required=False)
    consent = SnippetChooserBlock("consent.Consent", label=_("Dựa vào sự đồng ý"))

    class Meta:
        template = "consent/blocks/portrait.html"
        icon = "user"
        label = _("Chân dung")


class AudioBlock(_PersonBlock):
    """A person's voice, with everything she says as text for who cannot hear or has no sound."""

    what = ("voice", "words")

    recording = DocumentChooserBlock(label=_("Tệp ghi âm"), help_text=_("MP3, M4A hoặc OGG."))
    transcript = blocks.TextBlock(label=_("Lời ghi lại"), help_text=_("Viết đủ những gì nghe được."))
    by = blocks.CharBlock(label=_("Ký là"), max_length=80, help_text=_("Viết tên nhóm."))
    signed_by_name = blocks.BooleanBlock(label=_("Dòng ký có tên người"), required=False)
    consent = SnippetChooserBlock("consent.Consent", label=_("Dựa vào sự đồng ý"))

    class Meta:
        template = "consent/blocks/audio.html"
        icon = "media"
        label = _("Giọng nói")

    def clean(self, value: Any) -> Any:
        """Refuse a file that browsers cannot play."""
        cleaned = super().clean(value)
        name = getattr(cleaned.get("recording"), "filename", "").lower()
        if name and not name.endswith((".mp3", ".m4a", ".ogg", ".opus")):
            raise StructBlockValidationError({"recording": ValidationError(_("Trình duyệt chỉ phát được tệp MP3, M4A hoặc OGG."))})
        return cleaned


def recordings_in(subject: models.Model, consent_id: int) -> Iterator[int]:
    """Numbers of the recordings in the blocks of a row that rest on the consent."""
    for field in subject._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _recordings(getattr(subject, field.name), consent_id)


def _recordings(stream: Any, consent_id: int) -> Iterator[int]:
    for child in stream:
        is_hers = isinstance(child.block, AudioBlock) and getattr(child.value.get("consent"), "pk", None) == consent_id
        if is_hers and child.value.get("recording"):
            yield child.value["recording"].pk


def needs_in(block: Any, value: Any, language: str = "") -> Iterator[Need]:
    """Every need inside ``value`` of ``block``, however deep."""
    if value is None:
        return
    if isinstance(block, _PersonBlock):
        yield from block.consent_needs(value, language)
    elif isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            yield from needs_in(child.block, child.value, language)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from needs_in(block.child_block, item, language)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from needs_in(child, value.get(name), language)
