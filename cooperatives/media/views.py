"""Serves the sizes of pictures, and nothing else from the media folder: no originals, no private papers.

A size is there while something published shows its picture and, where people can be recognised, while the consents that it rests on cover
it; both are decided now. Staff see every picture, and a group its own.
"""

from __future__ import annotations

import mimetypes
import re
from typing import Any, Final

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from cooperatives.media.models import Picture, Rendition
from cooperatives.media.shown import is_shown

_NAME: Final = re.compile(r"[-.\w]{1,200}", re.ASCII)
FOR_EVER: Final = "public, max-age=31536000, immutable"
FOR_A_MOMENT: Final = "private, no-cache"
"""A person's picture is asked for anew each time, so that no cache shows it after she took it back."""


@require_safe
def rendition(request: HttpRequest, name: str) -> FileResponse:
    """Send one size of a picture. File names are random and never used again, so browsers may keep it for ever."""
    found = Rendition.objects.filter(file=f"images/{name}").select_related("image").first() if _NAME.fullmatch(name) else None
    if found is None:
        raise Http404
    is_public = found.image.may_be_shown() and is_shown(found.image)
    if not is_public and not _is_their_own(request.user, found.image):
        raise Http404
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(opened, content_type=kind)
    response["Cache-Control"] = "private, no-store" if not is_public else FOR_EVER if not _shows_people(found.image) else FOR_A_MOMENT
    return response


def _shows_people(picture: Picture) -> bool:
    return picture.shows == Picture.Shows.PEOPLE


def _is_their_own(user: Any, picture: Picture) -> bool:
    """Staff, or a member of the group whose goods it shows."""
    return bool(user.is_authenticated and (user.is_staff or is_shown(picture, user.pk)))
