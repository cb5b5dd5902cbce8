"""Serves the sizes of pictures, and nothing else from the media folder: no originals, no private papers.

A picture on which people can be recognised rests on their consent; as long as none can be tied to it, only staff see it.
"""

from __future__ import annotations

import mimetypes
import re

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from cooperatives.media.models import Picture, Rendition

_NAME = re.compile(r"[-.\w]{1,200}", re.ASCII)
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def rendition(request: HttpRequest, name: str) -> FileResponse:
    """Send one size of a picture. File names are random and never used again, so browsers may keep it for ever."""
    found = Rendition.objects.filter(file=f"images/{name}").select_related("image").first() if _NAME.fullmatch(name) else None
    if found is None:
        raise Http404
    shows_people = found.image.shows == Picture.Shows.PEOPLE
    if shows_people and not request.user.is_staff:
        raise Http404
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(opened, content_type=kind)
    response["Cache-Control"] = "private, no-store" if shows_people else FOR_EVER
    return response
