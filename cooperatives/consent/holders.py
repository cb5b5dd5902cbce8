"""Who may hold something of a person: each floor says what it has, removes it, and proves that it is gone.

A room that has models must register a holder or say why it holds nobody (:func:`holds_nobody`); a test fails for a room that did neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol

from cooperatives.vietnam.errors import DomainError

from .models import Consent, Withdrawal


class StillThere(DomainError):
    """Something that was removed can still be found."""


class Artefact(NamedTuple):
    """One thing that rests on a consent: its kind and its number or file name. Never a word of its content."""

    kind: str
    reference: str


class Holder(Protocol):
    """One floor's answers. All of them may be repeated safely."""

    rank: int
    """Removal goes by rank: what shows her before what it is made of, and what is derived last."""
    kinds: tuple[str, ...]
    """Kinds of artefacts that it finds; no two holders share one."""

    def find(self, consent: Consent) -> Iterator[Artefact]:
        """Everything that rests on the consent, drafts and old versions too."""

    def remove(self, artefact: Artefact, withdrawal: Withdrawal) -> None:
        """Remove it for good; nothing happens when it is gone already."""

    def prove(self, artefact: Artefact) -> str:
        """Look for it anew and say how. Raises StillThere."""


HOLDERS: Final[list[Holder]] = []
COVERED: Final[set[str]] = set()
NOBODY: Final[dict[str, str]] = {}


def register_holder(holder: Holder, *app_labels: str) -> None:
    """Add a holder that answers for the models of these apps."""
    HOLDERS.append(holder)
    HOLDERS.sort(key=lambda one: one.rank)
    COVERED.update(app_labels)


def holds_nobody(app_label: str, why: str) -> None:
    """Say that no model of the app can hold a person's words, name, face, voice or place under a consent."""
    NOBODY[app_label] = why


def holder_of(kind: str) -> Holder:
    """The holder of a kind of artefact. Raises LookupError for a kind that nobody registered."""
    for holder in HOLDERS:
        if kind in holder.kinds:
            return holder
    raise LookupError(kind)
