"""Runs functions in real processes: forks of the test with database connections of their own, which may be killed at any moment."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections


def in_processes(functions: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run each function in a process of its own, all at the same time; return their results in order.

    A process that raised gives the exception, one that was killed gives ``None`` in place of a result.
    """
    connections.close_all()  # a connection must not be shared with a child
    started = [_fork(function) for function in functions]
    return [_result(*one) for one in started]


def killed_before(statement: int, function: Callable[[], Any]) -> bool:
    """Run ``function`` in a process that is killed (SIGKILL) in the moment before its nth SQL statement, the ends of transactions
    included.

    Returns False when the function has fewer statements, so that it was killed only after all of them.
    """

    def doomed() -> None:
        connection: Any = connections["default"]
        connection.ensure_connection()
        seen = 0

        def step() -> None:
            nonlocal seen
            seen += 1
            if seen == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            step()
            return execute(sql, params, many, context)

        commit = connection._commit

        def counted_commit() -> None:
            step()
            commit()
            step()

        connection._commit = counted_commit
        with connection.execute_wrapper(count):
            function()
        sys.stdout.flush()
        os.write(survived, b"1")
        os.kill(os.getpid(), signal.SIGKILL)

    connections.close_all()
    reader, survived = os.pipe()
    pid, pipe = _fork(doomed)
    os.close(survived)
    result = _result(pid, pipe)
    with os.fdopen(reader, "rb") as end:
        reached_the_end = bool(end.read())
    if isinstance(result, BaseException):
        raise result
    return not reached_the_end


def _fork(function: Callable[[], Any]) -> tuple[int, int]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return pid, reader
    try:
        os.close(reader)
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(_outcome(function), pipe)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)  # no teardown of the test in the child


def _outcome(function: Callable[[], Any]) -> Any:
    try:
        return function()
    except Exception as error:
        return error
    finally:
        connections.close_all()


def _result(pid: int, reader: int) -> Any:
    with os.fdopen(reader, "rb") as pipe:
        written = pipe.read()
    os.waitpid(pid, 0)
    return pickle.loads(written) if written else None
