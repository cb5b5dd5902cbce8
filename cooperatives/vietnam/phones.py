"""Telephone numbers of Vietnam: kept as E.164 ("+84912345678"), shown as people write them ("0912 345 678").

Numbering rules come from the library phonenumbers; the change of the 11-digit mobile numbers from the ministry's plan of 2018.
"""

from __future__ import annotations

import re
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from cooperatives.vietnam.errors import DomainError

_SPACING = re.compile(r"[\s.\-–()]+")
_NATIONAL_DIGITS: Final = range(9, 11)
_KINDS: Final = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE)

# Mobile prefixes until 2018 -> what they became; the seven digits behind stayed.
_MOBILE_BEFORE_2018: Final = {
    **{f"016{digit}": f"03{digit}" for digit in range(2, 10)},
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}


class PhoneNumberError(DomainError):
    """The text is no Vietnamese mobile or landline number.

    Facts: ``text`` as entered, ``digits`` (how many there are) and ``reason``: empty, letters, foreign, no_leading_zero, too_short,
    too_long, before_2018 (then ``now`` is the number it became), service (1800, 1900 and the like) or unknown_prefix (then ``prefix``).
    """

    code = "phone_number"


def parse_phone(text: str) -> str:
    """Read a Vietnamese number and return it as E.164; spaces, dots, hyphens and brackets do not matter.

    Takes 0912 345 678, +84 912 345 678, 84912345678, 0084… and +84 (0)912…; mobile and landline only.
    Raises :class:`PhoneNumberError`, whose facts say what is wrong.
    """
    digits = _national_digits(text)
    if digits.removeprefix("0").startswith(("1800", "1900")):
        raise _refusal(text, "service")
    if not digits.startswith("0"):
        # "113" is a service; "912345678" has lost its zero, as spreadsheets do.
        raise _refusal(text, "service" if len(digits) == 3 else "no_leading_zero")
    now = _MOBILE_BEFORE_2018.get(digits[:4]) if len(digits) == 11 else None
    if now:
        raise _refusal(text, "before_2018", now=format_phone(f"+84{now[1:]}{digits[4:]}"))
    national = digits[1:]
    longest = 10 if national.startswith("2") else 9
    if len(national) != longest:
        raise _refusal(text, "too_short" if len(national) < longest else "too_long")
    number = phonenumbers.parse(f"+84{national}", None)
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in _KINDS:
        raise _refusal(text, "unknown_prefix", prefix=digits[:4])
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def format_phone(e164: str) -> str:
    """Write a kept number for people: "+84912345678" -> "0912 345 678", "+842438251234" -> "024 3825 1234".

    A number that is not Vietnamese keeps its country code; what is no number at all comes back as it is.
    """
    number = _parsed(e164)
    if number is None:
        return e164
    shape = PhoneNumberFormat.NATIONAL if number.country_code == 84 else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, shape)


def is_mobile(e164: str) -> bool:
    """Whether a kept number is a Vietnamese mobile number, so that a courier can call and an SMS can arrive."""
    number = _parsed(e164)
    if number is None or number.country_code != 84:
        return False
    return phonenumbers.number_type(number) == PhoneNumberType.MOBILE


def _national_digits(text: str) -> str:
    """The digits with the leading zero instead of the country code, or the refusal of what cannot be Vietnamese at all."""
    compact = _SPACING.sub("", text)
    if not compact:
        raise _refusal(text, "empty")
    if not re.fullmatch(r"\+?[0-9]+", compact):
        raise _refusal(text, "letters")
    if compact.startswith("00"):
        compact = f"+{compact[2:]}"
    if compact.startswith("+") and not compact.startswith("+84"):
        raise _refusal(text, "foreign")
    if compact.startswith("+"):
        return f"0{compact[3:].removeprefix('0')}"
    if compact.startswith("84") and len(compact) - 2 in _NATIONAL_DIGITS:
        return f"0{compact[2:]}"
    return compact


def _refusal(text: str, reason: str, **facts: str) -> PhoneNumberError:
    return PhoneNumberError(text=text, digits=sum(character.isdigit() for character in text), reason=reason, **facts)


def _parsed(e164: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(e164, None)
    except NumberParseException:
        return None
