"""One lock of its own: cash orders of one phone number are placed one after another, so that two at once cannot pass one limit."""

from __future__ import annotations

from typing import Final
from zlib import crc32

from django.db import connection

PHONE_LOCKS: Final = 20_260_701
"""Namespace of these advisory locks, any number that nothing else in the database uses."""


def lock_phone(phone: str) -> None:
    """Wait until no other transaction places a cash order for ``phone``; released at the end of ours.

    There is no row to lock for "orders that do not exist yet". On SQLite the gate of ``write_txn()`` has let in one writer only.
    """
    if connection.vendor == "postgresql":
        number = crc32(phone.encode()) - 2**31  # the function takes a signed 32-bit number
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [PHONE_LOCKS, number])
