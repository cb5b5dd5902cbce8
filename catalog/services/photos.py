"""Photos of a draft: whole or in parts, from phones that lose the signal in the middle of a part and of its answer.

A part is taken only at the offset where the photo ends so far. One that was taken already changes nothing: the answer says how much is
here, and the phone goes on from there. The last part turns the bytes into a picture, or into the reason why not.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError
from django.db.models import F

from catalog.models import DraftPhoto, PhotoPart, ProductDraft
from catalog.services.drafts import DraftSent
from cooperatives.ledger.txn import write_txn
from cooperatives.media.intake import MOST_BYTES, Refusal, photo_from
from cooperatives.media.models import Picture
from cooperatives.media.pixels import PictureUnreadable, Pixels
from cooperatives.vietnam.errors import DomainError

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

MOST_PHOTOS: Final = 8
MOST_PART: Final = 256 * 1024
_S = DraftPhoto.State


class TooManyPhotos(DomainError):
    """A draft holds no more. Facts: ``most``."""


class PartNotFitting(DomainError):
    """A part is empty, too large, reaches beyond the photo's end, or the photo was said to have another size before."""


def begin_photo(*, draft: ProductDraft, key: uuid.UUID, size: int) -> DraftPhoto:
    """Open a photo of ``size`` bytes; the same key again is the same photo. Too many bytes are refused at once, in words.

    Raises DraftSent, TooManyPhotos and PartNotFitting.
    """
    known = DraftPhoto.objects.filter(draft=draft, key=key).first()
    if known is None:
        if size < 1:
            raise PartNotFitting()
        heavy = size > MOST_BYTES
        fields = {"size": size, "state": _S.REFUSED if heavy else _S.COMING, "refusal": Refusal.TOO_HEAVY if heavy else ""}
        try:
            with write_txn():
                locked = ProductDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
                if locked.sent_at is not None:
                    raise DraftSent(product_id=locked.product_id)
                if DraftPhoto.objects.filter(draft=draft).exclude(state=_S.REFUSED).count() >= MOST_PHOTOS:
                    raise TooManyPhotos(most=MOST_PHOTOS)
                known = DraftPhoto.objects.create(draft=draft, key=key, **fields)
        except IntegrityError:
            known = DraftPhoto.objects.get(draft=draft, key=key)
    if known.size != size:
        raise PartNotFitting()
    return known


def receive_part(*, photo: DraftPhoto, start: int, content: bytes, actor: AbstractUser) -> DraftPhoto:
    """Take the bytes from offset ``start``, if that is where the photo ends so far; returns the photo as it is now.

    Raises PartNotFitting.
    """
    if not content or len(content) > MOST_PART or start < 0 or start + len(content) > photo.size:
        raise PartNotFitting()
    with write_txn():
        ends_here = DraftPhoto.objects.filter(pk=photo.pk, state=_S.COMING, received=start)
        if ends_here.update(received=F("received") + len(content)):
            PhotoPart.objects.create(photo=photo, start=start, content=content)
    photo.refresh_from_db()
    return finish_photo(photo=photo, actor=actor)


def keep_whole(*, draft: ProductDraft, content: bytes, size: int, actor: AbstractUser) -> DraftPhoto:
    """A photo that came at once, from a form without JavaScript; the same bytes twice are one photo.

    ``content`` may be empty when ``size`` is too much. Raises DraftSent and TooManyPhotos.
    """
    key = uuid.uuid5(draft.key, f"{size}:{hashlib.sha256(content).hexdigest()}")
    photo = begin_photo(draft=draft, key=key, size=max(size, 1))
    if photo.state == _S.COMING:
        _settle(photo, content, actor)
        photo.refresh_from_db()
    return photo


def finish_photo(*, photo: DraftPhoto, actor: AbstractUser) -> DraftPhoto:
    """Read a photo of which all bytes are here; asked again after a crash, it goes on. Anything else stays as it is."""
    if photo.state == _S.COMING and photo.received == photo.size:
        content = b"".join(bytes(part) for part in photo.parts.order_by("start").values_list("content", flat=True))
        _settle(photo, content, actor)
        photo.refresh_from_db()
    return photo


def drop_photo(*, draft: ProductDraft, key: uuid.UUID) -> None:
    """Take a photo out of an unfinished draft. Raises DraftSent."""
    with write_txn():
        locked = ProductDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
        if locked.sent_at is not None:
            raise DraftSent(product_id=locked.product_id)
        for photo in DraftPhoto.objects.filter(draft=draft, key=key).select_related("picture"):
            photo.delete()
            if photo.picture is not None:
                photo.picture.delete()


def _settle(photo: DraftPhoto, content: bytes, actor: AbstractUser) -> None:
    """Reading takes a second, so it happens outside the transaction; of two who read the same photo one writes."""
    pixels: Pixels | None = None
    refusal = ""
    try:
        pixels = photo_from(content)
    except PictureUnreadable as unread:
        refusal = str(unread.facts["reason"])
    with write_txn():
        row = DraftPhoto.objects.select_for_update(of=("self",)).select_related("draft").filter(pk=photo.pk, state=_S.COMING).first()
        if row is None:
            return
        if pixels is not None:
            picture = Picture(title="…", alt_vi="…", group_id=row.draft.group_id, uploaded_by_user=actor, file=pixels)
            picture.save()
            row.picture = picture
        row.state, row.refusal = (_S.REFUSED, refusal) if pixels is None else (_S.KEPT, "")
        row.received = row.size
        row.save(update_fields=["picture", "state", "refusal", "received"])
        PhotoPart.objects.filter(photo=row).delete()
