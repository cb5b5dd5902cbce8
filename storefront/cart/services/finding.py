"""Whose cart is it: hers when she is signed in, else the one her cookie knows. Looking never makes, changes or empties one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.http import HttpRequest

from catalog.models import Stock
from cooperatives.ledger.txn import write_txn
from storefront.cart.cookie import keep_token, read_token
from storefront.cart.models import Cart, CartLine
from storefront.cart.services.lines import MAX_QUANTITY, lock_cart

if TYPE_CHECKING:
    from storefront.accounts.models import User

_FOUND: Final = "_cart_found"


def find_cart(request: HttpRequest) -> Cart | None:
    """Return the visitor's cart, or None (one query at most, remembered on the request)."""
    if not hasattr(request, _FOUND):
        setattr(request, _FOUND, cart_for(user=_user(request), token=read_token(request)))
    cart: Cart | None = getattr(request, _FOUND)
    return cart


def cart_for(*, user: User | None, token: str) -> Cart | None:
    """Return the user's cart, or for a guest the one with the token. An empty token finds nothing."""
    if user is not None:
        return Cart.objects.filter(user=user).first()
    return Cart.objects.filter(token=token).first() if token else None


def get_cart(request: HttpRequest) -> Cart:
    """Return the visitor's cart, made if there is none, and renew its cookie. For requests that put something in it."""
    cart = find_cart(request)
    if cart is None:
        user = _user(request)
        cart = Cart.objects.get_or_create(user=user)[0] if user is not None else Cart.objects.create()
        setattr(request, _FOUND, cart)
    keep_token(request, cart.token)
    return cart


def count_packs(request: HttpRequest) -> int:
    """How many packs lie in the visitor's cart: one query, or none without a cookie and a sign-in."""
    user, token = _user(request), read_token(request)
    if user is None and not token:
        return 0
    mine = CartLine.objects.filter(cart__user=user) if user is not None else CartLine.objects.filter(cart__token=token)
    total: int | None = mine.aggregate(total=Sum("quantity"))["total"]
    return total or 0


def merge_carts(*, guest: Cart, owner: Cart) -> None:
    """Move a guest's lines into her own cart and delete the guest's. Quantities are added, but not above what can be bought.

    No line is ever lost: a line that is in both keeps at least the larger of the two quantities, sold out or not. The newer price is the
    one she saw last, so the guest's is kept.
    """
    with write_txn():
        for cart in sorted((guest, owner), key=lambda one: one.pk):
            lock_cart(cart)
        mine = {line.variant_id: line for line in owner.lines.all()}
        for line in guest.lines.all():
            there = mine.get(line.variant_id)
            if there is None:
                line.cart = owner
                line.save(update_fields=["cart"])
                continue
            stock = Stock.objects.filter(pk=line.variant_id).first()
            most = max(min(stock.available if stock else 0, MAX_QUANTITY), line.quantity, there.quantity)
            there.quantity = min(line.quantity + there.quantity, most)
            there.seen_price_vnd = line.seen_price_vnd
            there.save(update_fields=["quantity", "seen_price_vnd"])
        if guest.province_code:
            owner.province_code = guest.province_code
        owner.save(update_fields=["province_code", "updated_at"])
        guest.delete()


def join_on_sign_in(sender: Any, request: HttpRequest | None, user: User, **_: Any) -> None:
    """Give the guest's cart to the user who signs in (connected to ``user_logged_in``).

    The cookie then names her cart, so that she still sees it after she signs out. A cart of somebody else who used this browser before
    is left alone.
    """
    if request is None:
        return
    token = read_token(request)
    with write_txn():
        # Looked up under the lock: another tab may be signing in with the same cookie at this moment.
        hers = Cart.objects.select_for_update().filter(user=user).first()
        guest = Cart.objects.select_for_update().filter(token=token, user__isnull=True).first() if token else None
        if guest is not None and hers is None:
            hers = _adopt(guest, user)
        if guest is not None and hers is not None and hers != guest:
            merge_carts(guest=guest, owner=hers)
    if hers is not None:
        keep_token(request, hers.token)
    if hasattr(request, _FOUND):
        delattr(request, _FOUND)


def _adopt(guest: Cart, user: User) -> Cart:
    """Make the guest's cart hers; returns the cart that is hers, which is another one if she got one on another device just now."""
    try:
        with transaction.atomic():
            guest.user = user
            guest.save(update_fields=["user", "updated_at"])
    except IntegrityError:
        guest.user = None
        return Cart.objects.get(user=user)
    return guest


def _user(request: HttpRequest) -> User | None:
    user: Any = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None
