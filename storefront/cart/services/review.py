"""Look at a cart: its lines by group, its sums, and what changed since she filled it. Changes are told; she accepts them herself."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models import Variant
from catalog.standing import Offline, offline_reasons
from cooperatives.groups.models import Group
from cooperatives.ledger.txn import write_txn
from storefront.cart.models import Cart, CartLine
from storefront.cart.services.lines import lock_cart


@dataclass(frozen=True, slots=True)
class CartChange:
    """One thing that is not as it was. ``old`` and ``new`` are prices in đồng or numbers of packs; ``why`` a product is gone."""

    class Kind(TextChoices):
        """What changed. All but a price and a closed group must be put right before she can order."""

        PRICE_UP = "price_up", _("giá tăng")
        PRICE_DOWN = "price_down", _("giá giảm")
        FEWER_LEFT = "fewer_left", _("không còn đủ")
        SOLD_OUT = "sold_out", _("hết hàng")
        GONE = "gone", _("không còn bán")
        GROUP_CLOSED = "group_closed", _("nhóm đang nghỉ")

    kind: Kind
    line: CartLine
    old: int = 0
    new: int = 0
    until: datetime.date | None = None
    why: Offline | None = None

    @property
    def is_blocking(self) -> bool:
        """Whether nothing can be ordered before it is accepted or the line is changed."""
        return self.kind in (self.Kind.FEWER_LEFT, self.Kind.SOLD_OUT, self.Kind.GONE)


@dataclass(frozen=True, slots=True)
class ReviewedLine:
    """A line as it stands now; ``is_orderable`` says whether it would be part of an order."""

    line: CartLine
    variant: Variant
    quantity: int
    price_vnd: int
    changes: tuple[CartChange, ...]
    is_orderable: bool

    @property
    def total_vnd(self) -> int:
        """Price now times quantity."""
        return self.price_vnd * self.quantity


@dataclass(slots=True)
class CartGroup:
    """The lines of one group: what would be one parcel. A group that is on leave keeps its lines in the cart for later."""

    group: Group
    is_closed: bool
    lines: list[ReviewedLine] = field(default_factory=list)

    @property
    def ordered(self) -> list[ReviewedLine]:
        """Lines that an order would contain."""
        return [line for line in self.lines if line.is_orderable]

    @property
    def goods_vnd(self) -> int:
        """Sum of the lines that can be ordered."""
        return sum(line.total_vnd for line in self.ordered)

    @property
    def weight_g(self) -> int:
        """Shipping weight of the lines that can be ordered."""
        return sum(line.variant.weight_g * line.quantity for line in self.ordered)


@dataclass(frozen=True, slots=True)
class CartReview:
    """A cart with everything that the cart page and the checkout need to know."""

    cart: Cart
    groups: tuple[CartGroup, ...]
    changes: tuple[CartChange, ...]

    @property
    def lines(self) -> list[ReviewedLine]:
        """All lines, in the order of their groups."""
        return [line for group in self.groups for line in group.lines]

    @property
    def goods_vnd(self) -> int:
        """Sum over everything that can be ordered."""
        return sum(group.goods_vnd for group in self.groups)

    @property
    def count(self) -> int:
        """Packs in the cart."""
        return sum(line.quantity for line in self.lines)

    @property
    def is_empty(self) -> bool:
        """Whether nothing lies in it."""
        return not self.groups

    @property
    def can_order(self) -> bool:
        """Whether something can be ordered and nothing blocks it."""
        return any(group.ordered for group in self.groups) and not any(change.is_blocking for change in self.changes)


def review_cart(cart: Cart, *, today: datetime.date | None = None, with_pictures: bool = False) -> CartReview:
    """Compare a cart with what is on sale now. Changes nothing. One query, one or two where food needs a licence, three for pictures."""
    today = today or timezone.localdate()
    groups: dict[int, CartGroup] = {}
    lines = _lines(cart, with_pictures=with_pictures)
    offline = offline_reasons(line.variant.product for line in lines)
    for line in lines:
        owner = line.variant.product.group
        is_closed = owner.closed_until is not None and owner.closed_until >= today
        group = groups.setdefault(owner.pk, CartGroup(owner, is_closed))
        group.lines.append(_reviewed(line, owner if is_closed else None, offline.get(line.variant.product_id)))
    reviewed = tuple(groups.values())
    return CartReview(cart, reviewed, tuple(change for group in reviewed for line in group.lines for change in line.changes))


def accept_changes(*, cart: Cart, today: datetime.date | None = None) -> CartReview:
    """Take over what :func:`review_cart` told: new prices, fewer packs; lines that cannot be bought leave. Returns what had changed.

    Lines of a group that is on leave stay for later.
    """
    with write_txn():
        lock_cart(cart)
        review = review_cart(cart, today=today)
        for change in review.changes:
            line = change.line
            if change.kind in (CartChange.Kind.GONE, CartChange.Kind.SOLD_OUT):
                line.delete()
            elif change.kind == CartChange.Kind.FEWER_LEFT:
                CartLine.objects.filter(pk=line.pk).update(quantity=change.new)
            elif change.kind != CartChange.Kind.GROUP_CLOSED:
                CartLine.objects.filter(pk=line.pk).update(seen_price_vnd=change.new)
    return review


def _lines(cart: Cart, *, with_pictures: bool) -> list[CartLine]:
    lines = CartLine.objects.filter(cart=cart).select_related("variant__stock", "variant__product__group__seller_of_record")
    lines = lines.select_related("variant__product__category").order_by("added_at", "pk")
    if with_pictures:
        lines = lines.prefetch_related("variant__product__pictures__picture__renditions")
    return list(lines)


def _reviewed(line: CartLine, closed: Group | None, offline: Offline | None) -> ReviewedLine:
    variant, kinds = line.variant, CartChange.Kind
    changes: list[CartChange] = []
    if offline is not None or not variant.is_active:
        changes.append(CartChange(kinds.GONE, line, old=line.quantity, why=offline))
    else:
        if variant.price_vnd != line.seen_price_vnd:
            kind = kinds.PRICE_UP if variant.price_vnd > line.seen_price_vnd else kinds.PRICE_DOWN
            changes.append(CartChange(kind, line, old=line.seen_price_vnd, new=variant.price_vnd))
        if closed is not None:
            changes.append(CartChange(kinds.GROUP_CLOSED, line, until=closed.closed_until))
        elif variant.available < 1:
            changes.append(CartChange(kinds.SOLD_OUT, line, old=line.quantity))
        elif variant.available < line.quantity:
            changes.append(CartChange(kinds.FEWER_LEFT, line, old=line.quantity, new=variant.available))
    is_orderable = not any(change.is_blocking or change.kind == kinds.GROUP_CLOSED for change in changes)
    return ReviewedLine(line, variant, line.quantity, variant.price_vnd, tuple(changes), is_orderable)
