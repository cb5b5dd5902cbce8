"""Which pictures and documents the catalogue shows to readers."""

from __future__ import annotations

from django.db.models import Model, Q

from catalog.models import DraftPhoto, GroupProfile, Product, ProductPicture
from cooperatives.consent.standing import exclude_broken
from cooperatives.media.models import Picture
from cooperatives.media.shown import register_shower, users_of


@register_shower
def in_a_gallery_or_body(file_row: Model, user_id: int | None) -> bool:
    """A product on sale has it in its gallery or its body; a group sees all of its own products."""
    goods = Product.objects.on_sale() if user_id is None else Product.objects.filter(group__memberships__user_id=user_id)
    if isinstance(file_row, Picture) and ProductPicture.objects.filter(picture=file_row, product__in=goods).exists():
        return True
    used_by = users_of(file_row, Product)
    # A recording in the body goes with the consent of the block around it; pictures answer for themselves.
    return bool(used_by) and exclude_broken(goods.filter(pk__in=used_by)).exists()


@register_shower
def in_a_draft(file_row: Model, user_id: int | None) -> bool:
    """A member took it for a product that is still being told: her group sees it, nobody else does."""
    if user_id is None or not isinstance(file_row, Picture):
        return False
    return DraftPhoto.objects.filter(picture=file_row, draft__group__memberships__user_id=user_id).exists()


@register_shower
def on_a_group(file_row: Model, user_id: int | None) -> bool:
    """It is the large picture of a group that sells, or stands in its body."""
    selling = GroupProfile.objects.shown().filter(group__is_active=True)
    if isinstance(file_row, Picture):
        return selling.filter(Q(cover=file_row) | Q(pk__in=users_of(file_row, GroupProfile))).exists()
    # As in the body of a product: a recording goes with the consent of the block around it.
    used_by = users_of(file_row, GroupProfile)
    return bool(used_by) and exclude_broken(selling.filter(pk__in=used_by)).exists()
