"""Lets the shop's services act at another hour. All of them ask ``django.utils.timezone`` for the time, so that is where it is set."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def acting_at(moment: datetime.datetime) -> Iterator[None]:
    """Within the block it is ``moment`` (aware) for this process. For filling a demo only: nothing else may run beside it."""

    class Stopped(datetime.datetime):
        """A ``datetime`` whose now stands still."""

        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
            """The moment, in the asked zone."""
            return moment.astimezone(tz)

    with patch.object(timezone, "datetime", Stopped):
        yield
