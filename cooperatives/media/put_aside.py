"""Wagtail's uploader of many files puts an upload aside until its form is filled in: what lies there holds only pixels too."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import UploadedFile

from .models import Picture
from .pixels import TO_BE_REWRITTEN, rewrite_from_pixels


@receiver(pre_save, sender=UploadedFile)
def keep_only_pixels(sender: Any, instance: UploadedFile, **kwargs: Any) -> None:
    """Before a picture is put aside. Raises PictureUnreadable, which the form said already."""
    kind = instance.for_content_type
    if instance.file and not instance.file._committed and kind is not None and kind.model_class() is Picture:
        instance.file = rewrite_from_pixels(instance.file.file, quality=TO_BE_REWRITTEN)
