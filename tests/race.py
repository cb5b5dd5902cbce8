"""Runs functions at the same moment in real threads, each with its own database connection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections


def together(functions: Sequence[Callable[[], Any]]) -> list[Any]:
    """Start all functions at once; return, in their order, what each returned or the exception that it raised.

    Use it in a ``django_db(transaction=True)`` test: threads only see what is committed.
    """
    gate = Barrier(len(functions))

    def run(function: Callable[[], Any]) -> Any:
        try:
            gate.wait(timeout=60)
            return function()
        except Exception as error:  # returned, so that the test counts refusals as well as successes
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(functions)) as pool:
        return list(pool.map(run, functions))
