"""One door for every transaction that writes money or stock: :func:`write_txn`.

SQLite lets one writer in at a time and makes the others poll, unfairly: some wait for seconds while others overtake them. A file lock
taken *before* the transaction queues writers in order and cuts the longest wait by more than ten. PostgreSQL locks rows and needs no gate.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_held = threading.local()
_memory_locks: dict[str, threading.Lock] = {}
_memory_locks_guard = threading.Lock()


class _Gate:
    """A lock that one thread of one process holds at a time. ``release`` may be called twice; the second call does nothing."""

    def __init__(self, name: str, *, in_memory: bool) -> None:
        self.name = name
        self._in_memory = in_memory
        self._descriptor = -1
        self._open = False

    def acquire(self) -> None:
        """Wait in line until the gate is ours."""
        if self._in_memory:
            _memory_lock(self.name).acquire()
        else:
            self._descriptor = os.open(self.name, os.O_RDWR | os.O_CREAT, 0o660)
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            except BaseException:
                os.close(self._descriptor)
                raise
        self._open = True
        _held_names().add(self.name)

    def release(self) -> None:
        """Let the next one in."""
        if not self._open:
            return
        self._open = False
        _held_names().discard(self.name)
        if self._in_memory:
            _memory_lock(self.name).release()
        else:
            # Unlocked by name, not only closed: a child forked meanwhile shares the lock and would keep it.
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
            os.close(self._descriptor)


def _memory_lock(name: str) -> threading.Lock:
    with _memory_locks_guard:
        return _memory_locks.setdefault(name, threading.Lock())


def _held_names() -> set[str]:
    names: set[str] | None = getattr(_held, "names", None)
    if names is None:
        names = _held.names = set()
    return names


def _gate_of(connection: BaseDatabaseWrapper) -> _Gate:
    name = str(connection.settings_dict["NAME"])
    if connection.is_in_memory_db():  # type: ignore[attr-defined]  # only the SQLite wrapper has it
        return _Gate(name, in_memory=True)
    path = name.removeprefix("file:").partition("?")[0] if name.startswith("file:") else name
    return _Gate(os.path.abspath(path) + ".lock-gate", in_memory=False)


@contextmanager
def write_txn(using: str = "default") -> Iterator[None]:
    """Open a transaction that writes. On SQLite wait at the gate first; on PostgreSQL this is plain ``atomic()``.

    Nested use only nests ``atomic()``. Inside a transaction that is already open (a plain ``atomic()``, a test's wrapper) the gate is left
    alone: the write lock may be ours already, and whoever holds the gate would wait for it while we wait for the gate.

    The gate opens right after COMMIT, before the ``on_commit`` callbacks of the block run, so they may be slow or write again; after a
    rollback it opens when the block is left. Keep network calls out of the block: every other writer waits for it.
    """
    connection = transaction.get_connection(using)
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic(using=using):
            yield
        return
    gate = _gate_of(connection)
    if gate.name in _held_names():  # a second connection of this thread to the same file: waiting would be waiting for ourselves
        with transaction.atomic(using=using):
            yield
        return
    gate.acquire()
    try:
        with transaction.atomic(using=using):
            transaction.on_commit(gate.release, using=using)
            yield
    finally:
        gate.release()
