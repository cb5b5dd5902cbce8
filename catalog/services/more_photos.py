"""More photos of a product that was sent: they wait in a draft of their own until all are here, then pass the center as one new version."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError
from django.utils import timezone

from catalog.models import DraftPhoto, Product, ProductDraft, ProductPicture
from catalog.services.drafts import name_photo, require_writer
from catalog.services.photos import TooManyPhotos
from catalog.services.review import submit_for_review
from cooperatives.ledger.txn import write_txn

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

MOST_PICTURES: Final = 12
"""So many pictures a product's page holds."""


def open_addition(*, product: Product, actor: AbstractUser) -> ProductDraft:
    """The draft in which photos of this product wait; there is one at a time. Raises DraftOfOthers."""
    require_writer(product.group, actor, uuid.UUID(int=product.pk))
    fields = {"group": product.group, "name": product.name_vi, "author_id": actor.pk}
    try:
        with write_txn():
            return ProductDraft.objects.get_or_create(adds_to=product, sent_at=None, defaults=fields)[0]
    except IntegrityError:  # two requests at one moment; the other one made it
        return ProductDraft.objects.get(adds_to=product, sent_at=None)


def add_photos(*, addition: ProductDraft, actor: AbstractUser) -> int:
    """Put the photos that are here into a new version and send that to the review; returns how many. Sent again, nothing more is added.

    Raises TooManyPhotos, DraftOfOthers and ReviewNotAllowed; then nothing was added.
    """
    require_writer(addition.group, actor, addition.key)
    with write_txn():
        locked = ProductDraft.objects.select_for_update(of=("self",)).select_related("group").get(pk=addition.pk)
        kept = list(locked.photos.filter(state=DraftPhoto.State.KEPT, picture__isnull=False).select_related("picture"))
        if locked.sent_at is not None or not kept:
            return 0
        assert locked.adds_to_id is not None  # open_addition set it
        product = Product.objects.select_for_update(of=("self",)).get(pk=locked.adds_to_id)
        newest: Product = product.get_latest_revision_as_object()
        there = newest.pictures.count()
        if there + len(kept) > MOST_PICTURES:
            raise TooManyPhotos(most=MOST_PICTURES)
        for position, photo in enumerate(kept, start=there):
            assert photo.picture is not None
            name_photo(photo.picture, locked, position)
            newest.pictures.add(ProductPicture(picture=photo.picture, sort_order=position))
        newest.save_revision(user=actor)
        ProductDraft.objects.filter(pk=locked.pk).update(sent_at=timezone.now())
        submit_for_review(item=product, actor=actor)
    return len(kept)
