"""Remembers for a few seconds that the cluster is away, so that not every shopper waits for it again. Each process for itself."""

from __future__ import annotations

import logging
import time
from typing import Final

log = logging.getLogger(__name__)
SECONDS: Final = 5.0
_until = 0.0


def begin(reason: object) -> None:
    """The cluster did not answer; the database answers from now on, until it is tried again."""
    global _until
    if not is_on():
        log.warning("the search cluster is away, the database answers instead: %s", reason)
    _until = time.monotonic() + SECONDS


def is_on() -> bool:
    """Whether it need not be tried yet."""
    return time.monotonic() < _until


def end() -> None:
    """It answers again."""
    global _until
    _until = 0.0
