"""Full text by PostgreSQL's tsvector columns. Queries are written as ``tsquery`` literals from syllables of letters and digits only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

from search.engines.text import ENOUGH, Where, near_all_but_one
from search.plan import Phrase, Slot

_VECTOR: Final = {True: "exact_vector", False: "folded_vector"}
_WEIGHTS: Final = {Where.TITLE: ":A", Where.WORDS: ":ABC", Where.KINDS_TOO: ""}
_MOST_WORDS: Final = 4_000


class PostgresText:
    """See :class:`search.engines.text.TextIndex`."""

    def matching(self, slots: Sequence[Slot], *, where: Where, newest: int | None = None) -> list[int]:
        """Every slot."""
        conditions, parameters = _conditions(slots, _WEIGHTS[where])
        sql = f"SELECT product_id FROM search_document WHERE {' AND '.join(conditions)}"
        if newest is None:
            return _ids(sql, parameters)
        return _ids(f"{sql} ORDER BY product_id DESC LIMIT %s", [*parameters, newest])

    def near(self, slots: Sequence[Slot], parts: Sequence[Slot], limit: int) -> list[int]:
        """All slots but one, one alone, or those with the most parts."""
        found = near_all_but_one(self, slots, limit)
        return found if len(found) >= ENOUGH or not parts else list(dict.fromkeys([*found, *self._with_most(parts, limit)]))

    @staticmethod
    def _with_most(slots: Sequence[Slot], limit: int) -> list[int]:
        conditions, parameters = _conditions(slots, _WEIGHTS[Where.TITLE])
        filled = " + ".join(f"({condition})::int" for condition in conditions)
        sql = f"SELECT product_id FROM search_document WHERE {' OR '.join(conditions)} ORDER BY {filled} DESC, product_id DESC LIMIT %s"
        return _ids(sql, [*parameters, *parameters, limit])

    def known(self, words: Iterable[str]) -> dict[str, int]:
        """Asks the index for each; the number is only told as one or none."""
        asked = list(dict.fromkeys(words))[:_MOST_WORDS]
        sql = """SELECT word FROM unnest(%s::text[]) AS word
            WHERE EXISTS (SELECT 1 FROM search_document WHERE folded_vector @@ (quote_literal(word) || ':ABD')::tsquery)"""
        return dict.fromkeys(map(str, _ids(sql, [asked])), 1)

    def starting(self, words: Sequence[str], limit: int) -> list[int]:
        """A phrase whose last syllable is a prefix."""
        *whole, last = words
        question = " <-> ".join([*(f"'{word}':A" for word in whole), f"'{last}':*A"])
        return _ids("SELECT product_id FROM search_document WHERE folded_vector @@ %s::tsquery LIMIT %s", [question, limit])


def _conditions(slots: Sequence[Slot], weight: str) -> tuple[list[str], list[Any]]:
    conditions, parameters = [], []
    for slot in slots:
        questions = {
            exact: " | ".join(f"({_phrase(phrase, weight)})" for phrase in slot.phrases if phrase.exact is exact) for exact in (True, False)
        }
        asked = [(exact, question) for exact, question in questions.items() if question]
        conditions.append("(" + " OR ".join(f"{_VECTOR[exact]} @@ %s::tsquery" for exact, _ in asked) + ")")
        parameters += [question for _, question in asked]
    return conditions, parameters


def _phrase(phrase: Phrase, weight: str) -> str:
    return " <-> ".join(f"'{word}'{weight}" for word in phrase.words)


def _ids(sql: str, parameters: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]
