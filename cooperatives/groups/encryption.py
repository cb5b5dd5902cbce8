"""Text encrypted at rest with Fernet keys from ``settings.FIELD_KEYS`` (first encrypts, all decrypt, so keys can roll).

For what no dump, log or careless query may show: bank accounts, legal names, phone numbers of members.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key.encode()) for key in keys])


def cipher() -> MultiFernet:
    """Return the cipher of the configured keys. Raises ValueError when none is set."""
    keys = tuple(settings.FIELD_KEYS)
    if not keys:
        raise ValueError("FIELD_KEYS is empty: nothing private can be stored")
    return _cipher(keys)


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """A text column that holds ciphertext; Python sees plain text. It cannot be searched, on purpose."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return cipher().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        """Decrypt what the database returned."""
        return cipher().decrypt(value.encode()).decode() if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every lookup but ``isnull`` and exact-empty, since ciphertext never compares equal."""
        if lookup_name not in {"isnull", "exact"}:
            raise ValueError("an encrypted field cannot be searched")
        return super().get_lookup(lookup_name)
