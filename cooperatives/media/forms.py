"""The form of a picture: what is wrong with an upload is said in words, and whom it shows is asked without a ready answer."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .documents import DocumentUnreadable, without_metadata
from .models import Picture
from .pixels import PictureUnreadable, rewrite_from_pixels

NO_PICTURE: Final = _("Tệp này không phải ảnh, hoặc đã hỏng. Chọn ảnh khác, hay chụp lại.")
NO_DOCUMENT: Final = _("Không mở được tệp này để gỡ tên người làm ra nó: tệp hỏng hoặc đặt mật khẩu. Lưu lại thành tệp khác rồi tải lên.")
SENTENCES: Final = {
    "invalid_image": NO_PICTURE,
    "invalid_image_extension": _("Chưa nhận loại tệp này. Nhận ảnh JPG, PNG, WEBP, HEIC, AVIF và GIF."),
    "invalid_image_known_format": _("Đuôi tệp là %(extension)s mà bên trong là %(image_format)s. Đổi đuôi tệp cho đúng, hay chọn ảnh khác."),
    "file_too_large": _("Tệp nặng %(file_size)s, nhiều nhất là %(max_filesize)s. Thu nhỏ ảnh rồi tải lại."),
    "file_too_large_unknown_size": _("Tệp nặng quá. Thu nhỏ ảnh rồi tải lại."),
    "file_too_many_pixels": _("Ảnh to quá, nhiều nhất là %(max_pixels_count)s điểm ảnh. Thu nhỏ ảnh rồi tải lại."),
}


class PictureFileField(WagtailImageField):
    """Wagtail's field, which a cut-off picture would bring down."""

    def to_python(self, data: Any) -> Any:
        """Say in words what cannot be read."""
        try:
            return super().to_python(data)
        except (OSError, ValueError, SyntaxError) as broken:
            raise forms.ValidationError(NO_PICTURE, code="invalid_image") from broken


class PictureForm(BaseImageForm):
    """Wagtail's form with our sentences and our question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plain := self.fields.get("file"):
            self.fields["file"] = PictureFileField(label=plain.label, required=plain.required, widget=plain.widget)
            self.fields["file"].help_text = gettext("Ảnh JPG, PNG, WEBP, HEIC, AVIF hay GIF, nặng nhất %(size)s.") % {
                "size": filesizeformat(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
            }
            self.fields["file"].error_messages.update(SENTENCES)
        if "shows" in self.fields:
            self._ask_whom_it_shows()

    def _ask_whom_it_shows(self) -> None:
        field = self.fields["shows"]
        field.widget = forms.RadioSelect(choices=Picture.Shows.choices)
        field.choices = Picture.Shows.choices
        field.error_messages["required"] = gettext("Chọn một: trong ảnh có ai không, có nhận ra được không.")
        if self.instance.pk is None:
            field.initial = None
            self.initial.pop("shows", None)

    def clean_file(self) -> Any:
        """Decode the whole upload now, so that a cut-off one is refused in words; what is kept holds only its pixels."""
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data or not upload:
            return upload
        try:
            return rewrite_from_pixels(upload)
        except PictureUnreadable as refused:
            raise forms.ValidationError(NO_PICTURE, code=refused.facts["reason"]) from refused


class DocumentForm(BaseDocumentForm):
    """Wagtail's form; what is kept does not say who made it, where and on which machine."""

    def clean_file(self) -> Any:
        """Write PDF and office files anew. Others are kept as they are."""
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data or not upload:
            return upload
        try:
            return without_metadata(upload)
        except DocumentUnreadable as refused:
            raise forms.ValidationError(NO_DOCUMENT, code="unreadable") from refused
