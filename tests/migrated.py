"""Keeps a migrated SQLite file, so that not every run and every xdist worker has to run some 300 migrations again.

The file lies in ``.pytest_cache`` under a name made of the contents of our migrations and the versions of all packages: it is used only
while a fresh one would be the same. The first process that needs it writes it, the others wait for it.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import sqlite3
from contextlib import closing
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHELF = ROOT / ".pytest_cache" / "migrated"


def _name() -> str:
    digest = hashlib.sha256()
    for version in sorted(f"{found.name}=={found.version}" for found in distributions()):
        digest.update(version.encode())
    for floor in ("storefront", "search", "cms", "catalog", "cooperatives"):
        for path in sorted((ROOT / floor).rglob("migrations/*.py")):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return f"{digest.hexdigest()[:24]}.sqlite3"


class MigratedFile:
    """A test database that starts from the kept file, where there is one (:attr:`taken`). Until :meth:`close` other processes wait."""

    def __init__(self, target: Path) -> None:
        SHELF.mkdir(parents=True, exist_ok=True)
        self._target = target
        self._kept = SHELF / _name()
        self._lock = (SHELF / "lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.taken = self._kept.exists()
        if self.taken:
            shutil.copyfile(self._kept, target)

    def keep(self) -> None:
        """Put a copy of the freshly migrated database on the shelf, instead of those of other migrations.

        A run whose tests need no database never migrates one: an empty file is not kept.
        """
        if self.taken or not self._target.exists():
            return
        with closing(sqlite3.connect(self._target)) as database:
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'").fetchone():
                return
        for old in SHELF.glob("*.sqlite3"):
            old.unlink()
        fresh = SHELF / "fresh"
        fresh.unlink(missing_ok=True)
        with closing(sqlite3.connect(self._target)) as database:
            database.execute("VACUUM INTO ?", [str(fresh)])
        fresh.rename(self._kept)

    def close(self) -> None:
        """Let the next process look at the shelf. Safe to call twice."""
        self._lock.close()
