"""What a signed-in shopper keeps with us."""

from __future__ import annotations

from cooperatives.ledger.txn import write_txn
from storefront.accounts.models import Address, User


def keep_address(
    *,
    user: User,
    recipient: str,
    phone: str,
    street: str,
    province: str,
    commune: str,
    is_default: bool = False,
    address: Address | None = None,
) -> Address:
    """Keep a new address, or change ``address``; the first one becomes the default. ``phone`` is E.164, places are codes.

    The same address twice is kept once.
    """
    columns = {"recipient": recipient, "phone": phone, "street": street, "province_code": province, "commune_code": commune}
    with write_txn():
        User.objects.select_for_update().get(pk=user.pk)
        mine = Address.objects.filter(user=user)
        row = address or mine.filter(**columns).first() or Address(user=user)
        for name, value in columns.items():
            setattr(row, name, value)
        wants_default = is_default or row.is_default or not mine.filter(is_default=True).exists()
        if wants_default and not row.is_default:
            mine.update(is_default=False)
        row.is_default = wants_default
        row.save()
    return row


def forget_address(*, user: User, address_id: int) -> None:
    """Delete an address; the newest of the others becomes the default. Raises Address.DoesNotExist for one of somebody else."""
    with write_txn():
        User.objects.select_for_update().get(pk=user.pk)
        row = Address.objects.get(user=user, pk=address_id)
        was_default = row.is_default
        row.delete()
        if was_default:
            newest = Address.objects.filter(user=user).order_by("-pk").first()
            if newest is not None:
                newest.is_default = True
                newest.save(update_fields=["is_default"])


def set_default_address(*, user: User, address_id: int) -> None:
    """Make an address the one that is offered first. Raises Address.DoesNotExist for one of somebody else."""
    with write_txn():
        User.objects.select_for_update().get(pk=user.pk)
        row = Address.objects.get(user=user, pk=address_id)
        Address.objects.filter(user=user).update(is_default=False)
        row.is_default = True
        row.save(update_fields=["is_default"])
