"""A clock that stands still: the tests' own time, in Vietnam's time zone.

It moves Python's clocks in this process (``timezone.now``, ``date.today``, field defaults). SQL functions such as ``Now()`` keep the real
time.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from types import TracebackType
from zoneinfo import ZoneInfo

import time_machine

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 3, 2, 9, 0, tzinfo=HANOI)


class Clock:
    """Stands at 09:00 on Monday 2 March 2026 in Hanoi until told otherwise."""

    def __init__(self, start: datetime = START) -> None:
        self._travel = time_machine.travel(start, tick=False)

    def __enter__(self) -> Clock:
        self._traveller = self._travel.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._travel.stop()

    @property
    def now(self) -> datetime:
        """The time it shows, in Hanoi."""
        return datetime.now(tz=HANOI)

    def set(self, text: str) -> datetime:
        """Set it to a Hanoi time, e.g. ``clock.set("2026-03-31 23:59:59")``, and return that."""
        moment = datetime.fromisoformat(text)
        self._traveller.move_to(moment if moment.tzinfo else moment.replace(tzinfo=HANOI), tick=False)
        return self.now

    def advance(self, **duration: float) -> datetime:
        """Move it on, e.g. ``clock.advance(days=7, seconds=1)``, and return the new time."""
        self._traveller.shift(timedelta(**duration))
        return self.now
