"""Full text by SQLite's FTS5. Syllables contain letters and digits only, so a phrase in double quotes needs no escaping."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

from search.engines.text import Where
from search.plan import Phrase, Slot

_COLUMNS: Final = {
    Where.TITLE: ("title",),
    Where.WORDS: ("title", "other", "body"),
    Where.KINDS_TOO: ("title", "other", "body", "kind"),
}
_MOST_WORDS: Final = 4_000


class SqliteText:
    """See :class:`search.engines.text.TextIndex`."""

    def matching(self, slots: Sequence[Slot], *, where: Where, newest: int | None = None) -> list[int]:
        """Every slot; FTS5 walks backwards by itself, so the newest cost no sorting."""
        question = " AND ".join(_slot(slot, where) for slot in slots)
        if newest is None:
            return self._ids("SELECT rowid FROM search_text WHERE search_text MATCH %s", [question])
        return self._ids("SELECT rowid FROM search_text WHERE search_text MATCH %s ORDER BY rowid DESC LIMIT %s", [question, newest])

    def matching_any(self, slots: Sequence[Slot], limit: int) -> list[int]:
        """At least one slot, in the title."""
        question = " OR ".join(_slot(slot, Where.TITLE) for slot in slots)
        return self._ids("SELECT rowid FROM search_text WHERE search_text MATCH %s ORDER BY rank LIMIT %s", [question, limit])

    def known(self, words: Iterable[str]) -> dict[str, int]:
        """Looks them up in the vocabulary of the index."""
        asked = list(dict.fromkeys(words))[:_MOST_WORDS]
        sql = f"""SELECT term, sum(doc) FROM search_words
            WHERE term IN ({", ".join(["%s"] * len(asked))}) AND col IN ('title_folded', 'other_folded', 'kind_folded') GROUP BY term"""
        with connection.cursor() as cursor:
            cursor.execute(sql, asked)
            return {str(term): int(documents) for term, documents in cursor.fetchall()}

    def starting(self, words: Sequence[str], limit: int) -> list[int]:
        """A phrase whose last syllable is a prefix."""
        return self._ids(
            "SELECT rowid FROM search_text WHERE search_text MATCH %s LIMIT %s", [f'{{title_folded}} : "{" ".join(words)}" *', limit]
        )

    @staticmethod
    def _ids(sql: str, parameters: list[Any]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return [row[0] for row in cursor.fetchall()]


def _slot(slot: Slot, where: Where) -> str:
    return "(" + " OR ".join(_phrase(phrase, where) for phrase in slot.phrases) + ")"


def _phrase(phrase: Phrase, where: Where) -> str:
    columns = " ".join(column if phrase.exact else f"{column}_folded" for column in _COLUMNS[where])
    return f'{{{columns}}} : "{" ".join(phrase.words)}"'
