"""Pictures of the shop: an own Wagtail image model whose files are always written anew from their pixels.

No upload keeps its bytes: orientation is applied, then only pixels are saved under a random name, so that no EXIF, XMP, IPTC, GPS position,
embedded thumbnail, ICC comment or original file name can travel to the public.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from .pixels import rewrite_from_pixels


class Picture(AbstractImage):
    """A picture with alternative text in two languages and an answer to "whom does it show?"."""

    class Shows(models.TextChoices):
        """Asked at every upload; a picture that shows people rests on their consent."""

        NOBODY = "nobody", _("Không có người")
        UNRECOGNISABLE = "unrecognisable", _("Có người, không nhận ra ai")
        PEOPLE = "people", _("Nhận ra được người")

    group = models.ForeignKey(
        "groups.Group", on_delete=models.SET_NULL, null=True, blank=True, related_name="pictures", verbose_name=_("nhóm")
    )
    alt_vi = models.CharField(_("mô tả ảnh"), max_length=250, help_text=_("Ảnh có gì, như kể cho người không nhìn thấy."))
    alt_en = models.CharField(_("mô tả tiếng Anh"), max_length=250, blank=True)
    shows = models.CharField(_("ảnh chụp ai"), max_length=16, choices=Shows.choices, default=Shows.NOBODY)
    pixels_only = models.BooleanField(default=False, editable=False, help_text="The file holds nothing but pixels")

    admin_form_fields = (*Image.admin_form_fields, "alt_vi", "alt_en", "shows", "group")

    class Meta(AbstractImage.Meta):
        verbose_name = _("ảnh")
        verbose_name_plural = pgettext_lazy("many", "ảnh")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Rewrite a fresh upload from its pixels before anything is stored."""
        upload: Any = getattr(self, "file", None)
        if upload and not upload._committed:
            self.file = rewrite_from_pixels(upload.file)
            self.pixels_only = True
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    @property
    def alt(self) -> str:
        """Alternative text in the reader's language."""
        return (self.alt_en if get_language() == "en" else "") or self.alt_vi

    @property
    def default_alt_text(self) -> str:
        """Wagtail's templates ask for this name."""
        return self.alt


class Rendition(AbstractRendition):
    """A size of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together: ClassVar = [("image", "filter_spec", "focal_point_key")]
