"""A way in for a member without e-mail and without a code: staff make a link, she opens it, and it is used up."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.groups.models import Group, Membership
from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.errors import DomainError
from storefront.accounts.models import NO_EMAIL, SignInLink, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

GOOD_FOR: Final = datetime.timedelta(days=2)


class NotAMember(DomainError):
    """Links and codes are for active members of groups, never for staff. Facts: ``user_id``."""


class LinkNotGood(DomainError):
    """The link was used, replaced by a newer one, is too old, or never was."""


class PhoneTaken(DomainError):
    """Somebody else signs in with this number, or it belongs to staff. Facts: ``phone``."""


def make_link(*, user: User, actor: AbstractUser, now: datetime.datetime | None = None) -> str:
    """Return a new token for ``user``; links made before are over. Raises NotAMember."""
    moment = now or timezone.now()
    token = secrets.token_urlsafe(24)
    with write_txn():
        person = User.objects.select_for_update().get(pk=user.pk)
        if not may_use_links(person):
            raise NotAMember(user_id=person.pk)
        SignInLink.objects.filter(user=person, used_at__isnull=True, expires_at__gt=moment).update(expires_at=moment)
        fields = {"token_hash": _fingerprint(token), "made_by_id": actor.pk, "created_at": moment, "expires_at": moment + GOOD_FOR}
        SignInLink.objects.create(user=person, **fields)
        log(person, "accounts.link_made", user=actor)
    return token


def owner_of(token: str, *, now: datetime.datetime | None = None) -> User:
    """Whose link it is, without using it up. Raises LinkNotGood."""
    moment = now or timezone.now()
    found = SignInLink.objects.filter(token_hash=_fingerprint(token), used_at__isnull=True, expires_at__gt=moment).select_related("user")
    link = found.first()
    if link is None or not may_use_links(link.user):
        raise LinkNotGood()
    return link.user


def use_link(*, token: str, now: datetime.datetime | None = None) -> User:
    """Use it up; of two who try at once one gets in. Raises LinkNotGood."""
    moment = now or timezone.now()
    user = owner_of(token, now=moment)
    if not SignInLink.objects.filter(token_hash=_fingerprint(token), used_at__isnull=True).update(used_at=moment):
        raise LinkNotGood()
    log(user, "accounts.link_used", user=user)
    return user


def may_use_links(user: User) -> bool:
    """An active member of a group who is no staff."""
    return user.is_active and not user.is_staff and not user.is_superuser and Membership.objects.filter(user=user).exists()


def invite_member(*, name: str, phone: str, group: Group, role: str, actor: AbstractUser) -> Membership:
    """Let somebody work for a group: whoever signs in with ``phone`` (E.164), else a new person without e-mail. The same twice is one.

    Raises PhoneTaken when the number is that of staff.
    """
    with write_txn():
        user = User.objects.select_for_update().filter(phone=phone).first()
        if user is None:
            user = User.objects.create_user(f"{secrets.token_hex(8)}@khong-email{NO_EMAIL}", None, first_name=name, phone=phone)
        elif user.is_staff or user.is_superuser:
            raise PhoneTaken(phone=phone)
        membership, created = Membership.objects.get_or_create(user=user, group=group, defaults={"role": role})
        if created:
            log(membership, "accounts.member_invited", user=actor, title=str(user), data={"group": group.slug, "role": role})
    return membership


def change_phone(*, user: User, phone: str, actor: AbstractUser) -> None:
    """Let a member sign in with another number; links made before are over. Raises NotAMember and PhoneTaken."""
    with write_txn():
        person = User.objects.select_for_update().get(pk=user.pk)
        if not may_use_links(person):
            raise NotAMember(user_id=person.pk)
        if User.objects.filter(phone=phone).exclude(pk=person.pk).exists():
            raise PhoneTaken(phone=phone)
        if person.phone == phone:
            return
        person.phone = phone
        person.save(update_fields=["phone"])
        moment = timezone.now()
        SignInLink.objects.filter(user=person, used_at__isnull=True, expires_at__gt=moment).update(expires_at=moment)
        log(person, "accounts.phone_changed", user=actor)


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
