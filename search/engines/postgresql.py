"""Full text by PostgreSQL's lexemes (:mod:`search.lexemes`), written as ``tsquery`` literals from syllables of letters and digits only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

from django.db import connection

from search.engines.text import ENOUGH, Where, near_all_but_one
from search.lexemes import LETTERS, LONGEST
from search.plan import Phrase, Slot

_COLUMNS: Final = {
    Where.TITLE: ("title",),
    Where.WORDS: ("title", "other", "body"),
    Where.KINDS_TOO: ("title", "other", "body", "kind"),
}
_KNOWN_IN: Final = ("title", "other", "kind")
_MOST_WORDS: Final = 4_000
_IN_INDEX: Final = 2
"""Syllables of a phrase that the index knows as neighbours; a longer one is looked for in the words as well."""


class PostgresText:
    """See :class:`search.engines.text.TextIndex`."""

    def matching(self, slots: Sequence[Slot], *, where: Where, newest: int | None = None) -> list[int]:
        """Every slot."""
        question = " & ".join(_slot(slot, where) for slot in slots)
        sql, parameters = "SELECT found FROM search_matching(%s::tsquery) AS found", [question]
        long = [slot for slot in slots if any(len(phrase.words) > _IN_INDEX for phrase in slot.needed)]
        if long:
            conditions = [_looked_for(slot, where) for slot in long]
            sql += " JOIN search_document ON search_document.product_id = found WHERE "
            sql += " AND ".join(condition for condition, _ in conditions)
            parameters += [value for _, values in conditions for value in values]
        if newest is None:
            return _ids(sql, parameters)
        return _ids(f"{sql} ORDER BY found DESC LIMIT %s", [*parameters, newest])

    def near(self, slots: Sequence[Slot], parts: Sequence[Slot], limit: int) -> list[int]:
        """All slots but one, one alone, or those with the most parts."""
        found = near_all_but_one(lambda asked: [self.matching(one, where=Where.TITLE, newest=limit) for one in asked], slots, limit)
        return found if len(found) >= ENOUGH or not parts else list(dict.fromkeys([*found, *self._with_most(parts, limit)]))

    @staticmethod
    def _with_most(slots: Sequence[Slot], limit: int) -> list[int]:
        each = [_slot(slot, Where.TITLE) for slot in slots]
        sql = f"""SELECT found FROM ({" UNION ALL ".join(["SELECT search_matching(%s::tsquery) AS found"] * len(each))}) AS each
            GROUP BY found ORDER BY count(*) DESC, found DESC LIMIT %s"""
        return _ids(sql, [*each, limit])

    def known(self, words: Iterable[str]) -> dict[str, int]:
        """Asks the index for each; the number is only told as one or none."""
        asked = [word for word in dict.fromkeys(words) if len(word) <= LONGEST][:_MOST_WORDS]
        questions = [" | ".join(f"'{LETTERS[column]}_{word}'" for column in _KNOWN_IN) for word in asked]
        sql = """SELECT word FROM unnest(%s::text[], %s::text[]) AS asked (word, question)
            WHERE EXISTS (SELECT search_matching(question::tsquery))"""
        return dict.fromkeys(map(str, _ids(sql, [asked, questions])), 1)

    def starting(self, words: Sequence[str], limit: int) -> list[int]:
        """Neighbours in the title, the last one perhaps unfinished."""
        pairs: list[tuple[str, ...]] = [*pairwise(words)] or [tuple(words)]
        question = " & ".join([*(f"'t_{'_'.join(pair)}'" for pair in pairs[:-1]), f"'t_{'_'.join(pairs[-1])}':*"])
        return _ids("SELECT found FROM search_matching(%s::tsquery) AS found LIMIT %s", [question, limit])


def _slot(slot: Slot, where: Where) -> str:
    return "(" + " | ".join(_phrase(phrase, column) for phrase in slot.needed for column in _COLUMNS[where]) + ")"


def _phrase(phrase: Phrase, column: str) -> str:
    """A phrase in one column; of a long one, that all its pairs are there."""
    letter = LETTERS[column].upper() if phrase.exact else LETTERS[column]
    runs = [phrase.words] if len(phrase.words) <= _IN_INDEX else list(pairwise(phrase.words))
    return "(" + " & ".join(f"'{letter}_{'_'.join(run)}'" for run in runs) + ")"


def _looked_for(slot: Slot, where: Where) -> tuple[str, list[str]]:
    """The same slot, its long phrases looked for in the words, as a condition with its parameters."""
    conditions, parameters = list[str](), list[str]()
    short = [_phrase(phrase, column) for phrase in slot.needed if len(phrase.words) <= _IN_INDEX for column in _COLUMNS[where]]
    if short:
        # To look into the vectors of all that were found costs more than to find these once more.
        conditions.append("found IN (SELECT search_matching(%s::tsquery))")
        parameters.append(" | ".join(short))
    for phrase in slot.needed:
        if len(phrase.words) > _IN_INDEX:
            for column in _COLUMNS[where]:
                conditions.append(f"' ' || search_document.{column if phrase.exact else f'{column}_folded'} || ' ' LIKE %s")
                parameters.append(f"% {' '.join(phrase.words)} %")
    return f"({' OR '.join(conditions)})", parameters


def _ids(sql: str, parameters: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]
