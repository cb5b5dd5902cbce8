"""The one root of every broken rule in the shop.

A rule that is broken raises its own subclass of :class:`DomainError`. The error carries facts (ids, amounts, names), never a
sentence for the reader: the view makes that, in her language, and says what to do next.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class DomainError(Exception):
    """A rule of the shop was broken; ``code`` says which one and ``facts`` say with what.

    ``code`` is snake_case and stable (views, logs and the API switch on it). A subclass that names none gets its class name:
    ``OutOfStock`` becomes ``out_of_stock``; a trailing ``Error`` is left off.
    """

    code: ClassVar[str] = "domain"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "code" not in cls.__dict__:
            name = cls.__name__.removesuffix("Error") or cls.__name__
            cls.code = _WORD_START.sub("_", name).lower()

    def __init__(self, **facts: Any) -> None:
        super().__init__()
        self.facts: dict[str, Any] = facts

    def __str__(self) -> str:
        """The code and its facts for logs and tracebacks: ``out_of_stock (sku='A-1', wanted=3)``."""
        if not self.facts:
            return self.code
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({told})"

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{type(self).__name__}({told})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the facts when the error crosses a process border (pickling would lose keyword arguments)."""
        return _restore, (type(self), self.facts)


def _restore(kind: type[DomainError], facts: dict[str, Any]) -> DomainError:
    """Make an error again from its pickled class and facts."""
    error = kind.__new__(kind)
    DomainError.__init__(error, **facts)
    return error
