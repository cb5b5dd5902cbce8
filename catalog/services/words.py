"""Words that a member adds to her product after the five answers. They pass the center before shoppers read them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from wagtail.models import Revision

from catalog.models import Product
from catalog.services.drafts import require_writer
from catalog.services.review import submit_for_review
from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.errors import DomainError

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

SEASON: Final = ("season_from", "season_to")
TOLD_LATER: Final = frozenset({"summary_vi", "origin_vi", "ingredients_vi", "storage_vi", "shelf_life_days", *SEASON})


class WordsChangedMeanwhile(DomainError):
    """Somebody wrote the same words anew since the version that she saw. Facts: ``fields``, their names."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What she sent, laid over the newest version. ``disputed``: fields that both changed, each in another way."""

    values: dict[str, Any]
    disputed: list[str]


def merge_words(*, product: Product, seen_revision: int | None, given: Mapping[str, Any]) -> Merged:
    """Keep what others wrote where she changed nothing, and hers where only she did.

    ``seen_revision`` None means that she saw the newest version, 0 that there was none.
    """
    now: Product = product.get_latest_revision_as_object()
    if seen_revision is None or seen_revision == (product.latest_revision_id or 0):
        return Merged(dict(given), [])
    own = Revision.objects.for_instance(product).filter(pk=seen_revision).first()
    seen = own.as_object() if own is not None else None
    values, disputed = {}, []
    for name, hers in given.items():
        theirs = getattr(now, name)
        before = getattr(seen, name) if seen is not None else None
        values[name] = theirs if seen is not None and hers == before else hers
        if values[name] != theirs and (seen is None or before != theirs):
            disputed.append(name)
    if len({values.get(name) is None for name in SEASON}) > 1:  # one took the season away, the other moved an end of it
        disputed = [name for name in given if name in disputed or name in SEASON]
    return Merged(values, disputed)


def tell_more(*, product: Product, actor: AbstractUser, seen_revision: int | None = None, **given: Any) -> Product:
    """Add words to a product: a new version goes into the review, what readers see stays. The same words again change nothing.

    Builds on the newest version, so that what an editor wrote meanwhile stays. ``seen_revision`` is the version that her words were made
    on. Raises WordsChangedMeanwhile, DraftOfOthers and ReviewNotAllowed.
    """
    if unknown := set(given) - TOLD_LATER:
        raise ValueError(f"not told here: {sorted(unknown)}")
    require_writer(product.group, actor, uuid.UUID(int=product.pk))
    with write_txn():
        locked = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
        merged = merge_words(product=locked, seen_revision=seen_revision, given=given)
        if merged.disputed:
            raise WordsChangedMeanwhile(fields=merged.disputed)
        draft: Product = locked.get_latest_revision_as_object()
        if all(getattr(draft, name) == value for name, value in merged.values.items()):
            return draft
        for name, value in merged.values.items():
            setattr(draft, name, value)
        draft.save_revision(user=actor)
        submit_for_review(item=locked, actor=actor)
    return draft
