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

from cooperatives.consent.gate import Need, missing_of

from .pixels import Pixels, rewrite_from_pixels


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
    consents = models.ManyToManyField(
        "consent.Consent",
        blank=True,
        related_name="pictures",
        verbose_name=_("dựa vào sự đồng ý"),
        help_text=_("Của mọi người nhận ra được trong ảnh. Không đủ thì ảnh không hiện ra ngoài."),
    )
    colour = models.CharField(max_length=7, blank=True, default="", editable=False, help_text="Shown until the picture is there")
    pixels_only = models.BooleanField(default=False, editable=False, help_text="The file holds nothing but pixels")

    admin_form_fields = (*Image.admin_form_fields, "alt_vi", "alt_en", "shows", "consents", "group")

    class Meta(AbstractImage.Meta):
        verbose_name = _("ảnh")
        verbose_name_plural = pgettext_lazy("many", "ảnh")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Rewrite a fresh upload from its pixels; what was stored as it came, as Wagtail's uploader of many files does, is deleted."""
        upload: Any = getattr(self, "file", None)
        raw = upload.name if upload and upload._committed and not self.pixels_only else ""
        if upload and (raw or not upload._committed):
            self._take(upload.file)
        super().save(*args, **kwargs)
        if raw:
            upload.close()
            upload.storage.delete(raw)

    def _take(self, upload: Any) -> None:
        written = upload if isinstance(upload, Pixels) else rewrite_from_pixels(upload)
        self.file = written
        self.colour = written.colour
        self.pixels_only = True
        self._set_image_file_metadata()

    @property
    def alt(self) -> str:
        """Alternative text in the reader's language."""
        return (self.alt_en if get_language() == "en" else "") or self.alt_vi

    def consent_needs(self, channel: str = "site") -> list[Need]:
        """One need for each consent it rests on; one that nothing meets when people can be recognised and nobody was asked."""
        if self.shows != self.Shows.PEOPLE or self.pk is None:
            return []
        return [Need(pk, "face", channel, "", self.title) for pk in _consent_ids(self)] or [Need(None, "face", channel, "", self.title)]

    def may_be_shown(self, channel: str = "site") -> bool:
        """Whether readers may see it today. No query for a picture without people."""
        return not missing_of(self.consent_needs(channel)) if self.shows == self.Shows.PEOPLE else True

    @property
    def default_alt_text(self) -> str:
        """Wagtail's templates ask for this name."""
        return self.alt


def _consent_ids(picture: Picture) -> list[int]:
    return list(Picture.consents.through.objects.filter(picture_id=picture.pk).order_by("pk").values_list("consent_id", flat=True))


class Rendition(AbstractRendition):
    """A size of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together: ClassVar = [("image", "filter_spec", "focal_point_key")]
