"""Change what lies in a cart. The cart's row is locked first, so that two tabs, or a tab and a checkout, take turns."""

from __future__ import annotations

from typing import Final

from catalog.models import Variant
from catalog.services.stock import OutOfStock
from catalog.standing import offline_reasons
from cooperatives.ledger.txn import write_txn
from storefront.cart.errors import CartFull, NotForSale, QuantityOutOfRange
from storefront.cart.models import Cart, CartLine

MAX_QUANTITY: Final = 999
MAX_LINES: Final = 60


def lock_cart(cart: Cart) -> Cart:
    """Lock the cart's row until the transaction ends. Raises Cart.DoesNotExist when it was merged away meanwhile."""
    return Cart.objects.select_for_update().get(pk=cart.pk)


def add_line(*, cart: Cart, variant_id: int, quantity: int = 1) -> CartLine:
    """Put packs into the cart, on top of those that are there; the price she sees now is the one remembered.

    Raises NotForSale, OutOfStock (more than can be bought, what lies in the cart included), QuantityOutOfRange and CartFull; then the
    cart is as it was.
    """
    if quantity < 1:
        raise QuantityOutOfRange(wanted=quantity, most=MAX_QUANTITY)
    with write_txn():
        lock_cart(cart)
        variant = Variant.objects.select_related("stock", "product__group", "product__category").filter(pk=variant_id).first()
        if variant is None or not is_for_sale(variant):
            raise NotForSale(variant_id=variant_id)
        line = CartLine.objects.filter(cart=cart, variant=variant).first()
        if line is None:
            if CartLine.objects.filter(cart=cart).count() >= MAX_LINES:
                raise CartFull(most=MAX_LINES)
            line = CartLine(cart=cart, variant=variant, quantity=0)
        _check(variant, line.quantity + quantity)
        line.quantity += quantity
        line.seen_price_vnd = variant.price_vnd
        line.save()
    return line


def set_quantity(*, cart: Cart, line_id: int, quantity: int) -> CartLine | None:
    """Set the quantity of a line; 0 removes it (then None). Fewer than before is always possible, more only as far as stock reaches.

    Raises CartLine.DoesNotExist (not in this cart), OutOfStock and QuantityOutOfRange.
    """
    if quantity < 0:
        raise QuantityOutOfRange(wanted=quantity, most=MAX_QUANTITY)
    with write_txn():
        lock_cart(cart)
        line = CartLine.objects.select_related("variant__stock").get(cart=cart, pk=line_id)
        if quantity == 0:
            line.delete()
            return None
        if quantity > line.quantity:
            _check(line.variant, quantity)
        line.quantity = quantity
        line.save(update_fields=["quantity"])
    return line


def remove_line(*, cart: Cart, line_id: int) -> CartLine | None:
    """Take a line out; returns it (unsaved) so that it can be put back, or None when it is gone already."""
    with write_txn():
        lock_cart(cart)
        line = CartLine.objects.filter(cart=cart, pk=line_id).first()
        if line is not None:
            line.delete()
    return line


def is_for_sale(variant: Variant) -> bool:
    """Whether the pack, its product and its group are on sale (whatever the stock). Needs the product with group and category."""
    return variant.is_active and not offline_reasons([variant.product])


def _check(variant: Variant, quantity: int) -> None:
    if quantity > MAX_QUANTITY:
        raise QuantityOutOfRange(wanted=quantity, most=MAX_QUANTITY)
    if quantity > variant.available:
        raise OutOfStock(variant_id=variant.pk, wanted=quantity, available=variant.available)
