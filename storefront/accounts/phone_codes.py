"""Signing in with a telephone number and a one-time code.

What is kept cannot be read: number, address and code are keyed hashes. A number that nobody signs in with gets the same answers after the
same limits, only no message. Staff never sign in this way: their accounts open more than a portal, and a number can be taken over.
"""

from __future__ import annotations

import datetime
import logging
import secrets
from collections.abc import Sequence
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.text import strip_marks
from storefront.accounts.models import PhoneCode, User
from storefront.accounts.senders import configured_sender

logger = logging.getLogger(__name__)

DIGITS: Final = 6
TRIES: Final = 5
GOOD_FOR: Final = datetime.timedelta(minutes=5)
_DAY: Final = datetime.timedelta(days=1)
PER_PHONE: Final = ((datetime.timedelta(minutes=15), 3), (_DAY, 10))
PER_ADDRESS: Final = ((datetime.timedelta(minutes=15), 20), (_DAY, 200))
"""How many codes in how long. An address is generous: a whole valley may share that of its mobile network."""


class TooManyCodes(DomainError):
    """Somebody asked too often for this number, or from this address. Facts: ``minutes`` to wait at most."""


class CodeNotRight(DomainError):
    """The code is wrong, too old, used, or tried too often: which of them is not said."""


def ask_for_code(*, phone: str, address: str, now: datetime.datetime | None = None) -> PhoneCode:
    """Make a code for ``phone`` (E.164) and send it if a member signs in with this number. Raises TooManyCodes.

    ``address`` is where the question comes from; both are limited. The row is returned either way.
    """
    moment = now or timezone.now()
    code = "".join(secrets.choice("0123456789") for _each in range(DIGITS))
    user = member_with(phone)
    try:
        with write_txn():
            row = _write(_key("phone", phone), _key("address", address), user, code, moment)
    except IntegrityError as raced:
        raise TooManyCodes(minutes=1) from raced
    if user is not None:
        _send(phone, code)
    return row


def redeem_code(*, asked: Sequence[int], code: str, now: datetime.datetime | None = None) -> User:
    """Return whose code it is, once. ``asked``: ids of the codes that this browser asked for. Raises CodeNotRight.

    Every call is a try of each of them, so that waiting for an older message does no harm and gives no more guesses.
    """
    moment = now or timezone.now()
    open_codes = PhoneCode.objects.filter(pk__in=list(asked), used_at__isnull=True, expires_at__gt=moment, tries__lt=TRIES)
    with write_txn():
        tried = list(open_codes.select_for_update())
        PhoneCode.objects.filter(pk__in=[row.pk for row in tried]).update(tries=F("tries") + 1)
    typed = "".join(character for character in code if character.isdigit())
    for row in tried:
        if constant_time_compare(row.code_hash, _code_hash(row.phone_key, row.number, typed)) and row.user_id:
            taken = PhoneCode.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=moment)
            user = User.objects.filter(pk=row.user_id, is_active=True, is_staff=False, is_superuser=False).first()
            if taken and user is not None:
                return user
    raise CodeNotRight()


def member_with(phone: str) -> User | None:
    """Who signs in with a number: an active member of a group who is no staff."""
    found = User.objects.filter(phone=phone, is_active=True, is_staff=False, is_superuser=False, memberships__isnull=False)
    return found.first() if phone else None


def _write(phone_key: str, address_key: str, user: User | None, code: str, moment: datetime.datetime) -> PhoneCode:
    PhoneCode.objects.filter(created_at__lt=moment - _DAY).delete()
    of_phone, of_address = PhoneCode.objects.filter(phone_key=phone_key), PhoneCode.objects.filter(address_key=address_key)
    for codes, limits in ((of_phone, PER_PHONE), (of_address, PER_ADDRESS)):
        for span, most in limits:
            if codes.filter(created_at__gt=moment - span).count() >= most:
                raise TooManyCodes(minutes=int(span.total_seconds() // 60))
    number = (of_phone.aggregate(last=Max("number"))["last"] or 0) + 1
    fields: dict[str, Any] = {"phone_key": phone_key, "address_key": address_key, "number": number, "user": user}
    with transaction.atomic():
        return PhoneCode.objects.create(
            **fields, code_hash=_code_hash(phone_key, number, code), created_at=moment, expires_at=moment + GOOD_FOR
        )


def _send(phone: str, code: str) -> None:
    """Without marks, which would double the price of a message, and without the shop's name: phones are shared."""
    sender = configured_sender()
    text = strip_marks(_("Mã của bạn là %(code)s, dùng trong 5 phút. Đừng đưa mã cho ai.") % {"code": code})
    try:
        if sender is not None:
            sender.send(phone=phone, text=text)
    except Exception:  # an answer that differs would tell that the number is known; she asks again
        logger.exception("a code could not be sent")


def _key(kind: str, value: str) -> str:
    return salted_hmac(f"storefront.accounts.phone_codes.{kind}", value, algorithm="sha256").hexdigest()


def _code_hash(phone_key: str, number: int, code: str) -> str:
    return _key("code", f"{phone_key}:{number}:{code}")
