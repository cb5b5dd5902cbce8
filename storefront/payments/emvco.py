"""The text inside a VietQR code: EMVCo fields as NAPAS 247 wants them, checked before anybody can scan them.

A field is its number (two digits), its length (two digits) and its value. Sources: EMVCo "QR Code Specification for Payment Systems,
Merchant-Presented Mode" and NAPAS' profile of it (field 38: bank and account, service QRIBFTTA = transfer to an account). Nothing is
cut or guessed here: a code that would carry money to a wrong place, or that a bank could not read, is refused by name.
"""

from __future__ import annotations

import re
from typing import Final

import segno

from cooperatives.vietnam.banks import bank
from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.text import ascii_upper

MAX_TRANSFER_VND: Final = 499_999_999
"""One transfer over NAPAS 247 must stay below 500 million đồng."""

MEMO_LENGTH: Final = 25
NAME_LENGTH: Final = 25
_ACCOUNT = re.compile(r"[0-9A-Za-z]{6,19}")
_MEMO = re.compile(r"[0-9A-Za-z .,_/:-]*")
_NAPAS, _TO_ACCOUNT, _VND, _VIETNAM = "A000000727", "QRIBFTTA", "704", "VN"


class AccountNumberInvalid(DomainError):
    """An account number has 6 to 19 letters and digits. Facts: ``account``."""


class AmountNotTransferable(DomainError):
    """The amount is not a whole number of đồng from 1 to 499,999,999. Facts: ``amount_vnd``."""


class MemoInvalid(DomainError):
    """The memo has more than 25 characters, or others than plain letters, digits, spaces and a few signs. Facts: ``memo``."""


class HolderNameTooLong(DomainError):
    """The name has more than 25 characters once written without marks. Facts: ``name``."""


def vietqr_payload(
    *,
    bank_bin: str,
    account: str,
    amount_vnd: int | None = None,
    memo: str = "",
    name: str = "",
    bill: str = "",
    one_time: bool | None = None,
) -> str:
    """Return the text of a VietQR code for a transfer to ``account`` at the bank ``bank_bin``.

    Without an amount the payer types it. ``one_time`` marks a code for one payment; left out, a code with an amount is one. ``name`` is
    written in capitals without marks. Raises UnknownBank, AccountNumberInvalid, AmountNotTransferable, MemoInvalid, HolderNameTooLong.
    """
    bank(bank_bin)
    if not _ACCOUNT.fullmatch(account):
        raise AccountNumberInvalid(account=account)
    if amount_vnd is not None and (type(amount_vnd) is not int or not 1 <= amount_vnd <= MAX_TRANSFER_VND):
        raise AmountNotTransferable(amount_vnd=amount_vnd)
    for text in (memo, bill):
        if len(text) > MEMO_LENGTH or text != text.strip() or not _MEMO.fullmatch(text):
            raise MemoInvalid(memo=text)
    holder = ascii_upper(name, NAME_LENGTH + 1)
    if len(holder) > NAME_LENGTH:
        raise HolderNameTooLong(name=name)
    dynamic = amount_vnd is not None if one_time is None else one_time
    target = _field("00", _NAPAS) + _field("01", _field("00", bank_bin) + _field("01", account)) + _field("02", _TO_ACCOUNT)
    body = _field("00", "01") + _field("01", "12" if dynamic else "11") + _field("38", target) + _field("53", _VND)
    body += _optional("54", "" if amount_vnd is None else str(amount_vnd)) + _field("58", _VIETNAM) + _optional("59", holder)
    body += _optional("62", _optional("01", bill) + _optional("08", memo)) + "6304"
    return f"{body}{crc16(body):04X}"


def crc16(text: str) -> int:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, not reflected. Of "123456789" it is 0x29B1."""
    register = 0xFFFF
    for byte in text.encode("ascii"):
        register ^= byte << 8
        for _ in range(8):
            register = (register << 1 ^ 0x1021 if register & 0x8000 else register << 1) & 0xFFFF
    return register


def qr_svg(payload: str) -> str:
    """Draw a code as inline SVG, black on white with its quiet zone in light and dark mode alike, because scanners need the contrast."""
    code = segno.make(payload, error="m", micro=False)
    return code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr__code", lineclass=None)


def _field(number: str, value: str) -> str:
    assert 0 < len(value) <= 99, "callers check lengths"
    return f"{number}{len(value):02d}{value}"


def _optional(number: str, value: str) -> str:
    return _field(number, value) if value else ""
