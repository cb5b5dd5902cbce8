"""A file beside the database that lists every withdrawal, so that a database restored from an older copy learns of them again.

One JSON object a line, by number and code only. A line is on disk before the database says yes: if the machine stops in between, the
withdrawal is done again at the next replay, which is the safe side. Keep the file out of the backup that is restored.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings


class Line(NamedTuple):
    """One withdrawal."""

    consent_id: int
    person_code: str
    at: datetime.datetime


def journal_path() -> Path:
    """Where the file lies."""
    return Path(settings.DATA_DIR) / "withdrawals.jsonl"


def write_line(line: Line) -> None:
    """Append and wait until it is on disk."""
    path = journal_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    said = json.dumps({"consent": line.consent_id, "person": line.person_code, "at": line.at.isoformat()})
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{said}\n")  # a line that a crash cut off must not swallow this one
        file.flush()
        os.fsync(file.fileno())


def read_lines() -> Iterator[Line]:
    """All withdrawals, oldest first; a line that was cut off by a crash is passed over."""
    path = journal_path()
    if not path.exists():
        return
    for said in path.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(said)
            yield Line(int(row["consent"]), str(row["person"]), datetime.datetime.fromisoformat(row["at"]))
        except (ValueError, KeyError, TypeError):
            continue
