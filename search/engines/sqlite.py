"""Full text by SQLite's FTS5. Syllables contain letters and digits only, so a phrase in double quotes needs no escaping."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

from search.engines.text import ENOUGH, Where, near_all_but_one
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

    def near(self, slots: Sequence[Slot], parts: Sequence[Slot], limit: int) -> list[int]:
        """All slots but one, one alone, or what FTS5 ranks first by the parts."""
        found = near_all_but_one(lambda asked: [self.matching(one, where=Where.TITLE, newest=limit) for one in asked], slots, limit)
        if len(found) >= ENOUGH or not parts:
            return found
        question = " OR ".join(_slot(slot, Where.TITLE) for slot in parts)
        ranked = self._ids("SELECT rowid FROM search_text WHERE search_text MATCH %s ORDER BY rank LIMIT %s", [question, limit])
        return list(dict.fromkeys([*found, *ranked]))

    def known(self, words: Iterable[str]) -> dict[str, int]:
        """Asks for one product with each; to count them the index would have to be read from end to end."""
        asked = list(dict.fromkeys(words))[:_MOST_WORDS]
        sql = "SELECT 1 FROM search_text WHERE search_text MATCH %s LIMIT 1"
        found = {}
        with connection.cursor() as cursor:
            for word in asked:
                cursor.execute(sql, [f'{{title_folded other_folded kind_folded}} : "{word}"'])
                if cursor.fetchone():
                    found[word] = 1
        return found

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
    return "(" + " OR ".join(_phrase(phrase, where) for phrase in slot.needed) + ")"


def _phrase(phrase: Phrase, where: Where) -> str:
    columns = " ".join(column if phrase.exact else f"{column}_folded" for column in _COLUMNS[where])
    return f'{{{columns}}} : "{" ".join(phrase.words)}"'
