"""A member tells a product in five answers; what she sent becomes one product, in the center's review, however often it is sent."""

from __future__ import annotations

import datetime
import secrets
import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError
from django.utils import timezone
from django.utils.text import slugify
from wagtail.log_actions import log

from catalog.models import Category, DraftPhoto, Product, ProductDraft, ProductPicture, Variant
from catalog.services.offers import LEAST_VND, MOST_VND, PriceOutOfRange
from catalog.services.review import ReviewNotAllowed, submit_for_review
from catalog.services.stock import set_on_hand
from cooperatives.groups.models import Group, Membership
from cooperatives.ledger.txn import write_txn
from cooperatives.media.models import Picture
from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.text import strip_marks

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

ANSWERS: Final = frozenset(
    {
        "name",
        "price_vnd",
        "unit",
        "amount",
        "dozen",
        "each_quantity",
        "each_unit",
        "packs",
        "words",
        "category",
        "shows_people",
        "awaits",
    }  # fmt: skip
)
WRITERS: Final = (Membership.Role.LEAD, Membership.Role.MEMBER)
KEPT_DAYS: Final = 90
"""So long an unfinished draft waits for its next answer."""
_ALIKE: Final = 40


class DraftSent(DomainError):
    """It has become a product: changes go there. Facts: ``product_id``."""


class DraftIncomplete(DomainError):
    """Answers are missing. Facts: ``missing``, a list out of photo, name, price, pack, packs, words, category."""


class DraftOfOthers(DomainError):
    """The key belongs to another group, or the person writes nothing for this one. Facts: ``key``."""


def start_draft(*, key: uuid.UUID, group: Group, actor: AbstractUser) -> ProductDraft:
    """Open the draft with this key; the same key again is the same draft. Raises DraftOfOthers."""
    require_writer(group, actor, key)
    try:
        with write_txn():
            draft, _created = ProductDraft.objects.get_or_create(key=key, defaults={"group": group, "author_id": actor.pk})
    except IntegrityError:  # two requests at one moment; the other one made it
        draft = ProductDraft.objects.get(key=key)
    if draft.group_id != group.pk:
        raise DraftOfOthers(key=str(key))
    return draft


def answer(*, draft: ProductDraft, actor: AbstractUser, **given: Any) -> ProductDraft:
    """Keep answers; only those given change, so that two phones on two questions do not undo each other.

    Raises DraftSent, DraftOfOthers, PriceOutOfRange; ValueError for what is no answer.
    """
    if unknown := set(given) - ANSWERS:
        raise ValueError(f"no answers: {sorted(unknown)}")
    require_writer(draft.group, actor, draft.key)
    price_vnd = given.get("price_vnd")
    if price_vnd is not None and not LEAST_VND <= price_vnd <= MOST_VND:
        raise PriceOutOfRange(price_vnd=price_vnd, least_vnd=LEAST_VND, most_vnd=MOST_VND)
    with write_txn():
        if not ProductDraft.objects.filter(pk=draft.pk, sent_at__isnull=True).update(**given, changed_at=timezone.now()):
            draft.refresh_from_db()
            raise DraftSent(product_id=draft.product_id)
    draft.refresh_from_db()
    return draft


def missing_answers(draft: ProductDraft) -> list[str]:
    """What must still be told, in the order of the questions. Words are not: a shy member's product is still a product."""
    has_photo = draft.photos.filter(state=DraftPhoto.State.KEPT).exists()
    asked = {
        "photo": has_photo,
        "name": draft.name,
        "price": draft.price_vnd,
        "pack": draft.pack,
        "packs": draft.packs is not None,
        "category": draft.category_id,
    }
    return [name for name, given in asked.items() if not given]


def send_draft(*, draft: ProductDraft, actor: AbstractUser) -> Product:
    """Make the product and put it into the review; sent again, it is the same product.

    Raises DraftIncomplete, DraftOfOthers and ReviewNotAllowed; nothing was made then.
    """
    require_writer(draft.group, actor, draft.key)
    with write_txn():
        draft = ProductDraft.objects.select_for_update(of=("self",)).select_related("group").get(pk=draft.pk)
        if draft.product is not None:
            return draft.product
        if draft.sent_at is not None:
            raise DraftSent(product_id=None)
        if missing := missing_answers(draft):
            raise DraftIncomplete(missing=missing)
        product = _make(draft, actor)
        ProductDraft.objects.filter(pk=draft.pk, product__isnull=True).update(product=product, sent_at=timezone.now())
        submit_for_review(item=product, actor=actor)
    return product


def send_when_whole(*, draft: ProductDraft, actor: AbstractUser) -> Product | None:
    """Send a draft that was told all at once, as soon as every photo it awaits is here or was refused; None while it waits.

    What cannot be sent then (no photo is good) stays an unfinished draft, for her to go on with. Raises DraftOfOthers.
    """
    if draft.awaits is None or draft.sent_at is not None:
        return None
    keys = draft.photos.exclude(state=DraftPhoto.State.COMING).values_list("key", flat=True)
    if set(draft.awaits) - {str(key) for key in keys}:
        return None
    try:
        return send_draft(draft=draft, actor=actor)
    except (DraftIncomplete, DraftSent, ReviewNotAllowed):
        return None


def drop_draft(*, draft: ProductDraft, actor: AbstractUser) -> None:
    """Throw an unfinished draft away, photos too. Raises DraftSent and DraftOfOthers."""
    require_writer(draft.group, actor, draft.key)
    with write_txn():
        locked = ProductDraft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
        if locked is None:
            return
        if locked.sent_at is not None:
            raise DraftSent(product_id=locked.product_id)
        for photo in locked.photos.select_related("picture"):
            if photo.picture is not None:
                photo.picture.delete()
        locked.delete()


def guess_category(draft: ProductDraft) -> Category | None:
    """The kind of goods that a name sounds like: what most goods are that begin with the same words, else what the group mostly sells."""
    words = draft.name.split()
    goods = Product.objects.filter(live=True)
    for count in (2, 1):
        if len(words) >= count:
            alike = goods.filter(name_vi__istartswith=" ".join(words[:count])).values_list("category_id", flat=True)[:_ALIKE]
            if found := Counter(alike).most_common(1):
                return Category.objects.get(pk=found[0][0])
    own = Product.objects.filter(group=draft.group_id).values_list("category_id", flat=True)[:_ALIKE]
    found = Counter(own).most_common(1)
    return Category.objects.get(pk=found[0][0]) if found else None


def forget_drafts(now: datetime.datetime | None = None) -> int:
    """Delete unfinished drafts that nobody touched for :data:`KEPT_DAYS`; returns how many."""
    long_ago = (now or timezone.now()) - datetime.timedelta(days=KEPT_DAYS)
    old = list(ProductDraft.objects.filter(sent_at__isnull=True, changed_at__lt=long_ago).prefetch_related("photos__picture"))
    for draft in old:
        for photo in draft.photos.all():
            if photo.picture is not None:
                photo.picture.delete()
        draft.delete()
    return len(old)


def _make(draft: ProductDraft, actor: AbstractUser) -> Product:
    pack, price_vnd, packs = draft.pack, draft.price_vnd, draft.packs
    assert pack is not None and price_vnd is not None and packs is not None and draft.category_id is not None  # missing_answers saw them
    mark = secrets.token_hex(3)
    slug = f"{slugify(strip_marks(draft.name))[:80].strip('-') or 'mon'}-{mark}"
    fields = {"group_id": draft.group_id, "category_id": draft.category_id, "slug": slug}
    product = Product(**fields, name_vi=draft.name, summary_vi=draft.words, live=False)
    kept = draft.photos.filter(state=DraftPhoto.State.KEPT, picture__isnull=False).select_related("picture")
    for position, photo in enumerate(kept):
        assert photo.picture is not None
        name_photo(photo.picture, draft, position)
        product.pictures.add(ProductPicture(picture=photo.picture, sort_order=position))
    product.save()
    variant = Variant.objects.create(
        product=product,
        sku=f"N{product.pk}-{mark}".upper(),
        name_vi=pack.name,
        price_vnd=price_vnd,
        net_quantity=pack.net_quantity,
        net_unit=pack.net_unit,
        weight_g=pack.weight_g,
    )
    set_on_hand(variant_id=variant.pk, on_hand=packs, actor=actor)
    product.save_revision(user=actor)
    log(product, "catalog.product_told", user=actor, data={"draft": str(draft.key)})
    return product


def name_photo(picture: Picture, draft: ProductDraft, position: int) -> None:
    """What the photo shows is what she told; an editor may say it better."""
    picture.title = picture.alt_vi = draft.name if not position else f"{draft.name}, ảnh {position + 1}"
    picture.shows = Picture.Shows.PEOPLE if draft.shows_people else Picture.Shows.NOBODY
    picture.save(update_fields=["title", "alt_vi", "shows"])


def require_writer(group: Group, actor: AbstractUser, key: uuid.UUID) -> None:
    """Only who leads a group or works in it tells its goods. Raises DraftOfOthers."""
    if not Membership.objects.filter(group=group, user=actor.pk, role__in=WRITERS).exists():
        raise DraftOfOthers(key=str(key))
