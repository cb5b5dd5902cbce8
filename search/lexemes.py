"""What PostgreSQL's full text has of a product: syllables and pairs of neighbours, by where they stand.

PostgreSQL can look up a phrase, or a word of one field only, just roughly by its index: it reads every row that may fit to see whether it
does, and "cà phê" may fit thousands. So pairs and fields are made words of their own, which the index answers by itself: of "Mật ong" in
the title ``t_mat t_ong t_mat_ong``, and with their marks ``T_mật T_ong T_mật_ong``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, pairwise
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

LETTERS: Final = {"title": "t", "other": "o", "body": "b", "kind": "k"}
"""By column of ``search_document``; in capitals for words with their marks."""
LONGEST: Final = 200
"""Letters of a word; what is longer is no word, and PostgreSQL takes none beyond 2 KB."""
BATCH: Final = 1_000

_WRITE: Final = """
    INSERT INTO search_lexemes (product_id, vector)
    SELECT product_id, words::tsvector FROM unnest(%s::bigint[], %s::text[]) AS found (product_id, words)
    ON CONFLICT (product_id) DO UPDATE SET vector = excluded.vector WHERE search_lexemes.vector <> excluded.vector"""
_MISSING: Final = """
    SELECT product_id, title, other, body, kind, title_folded, other_folded, body_folded, kind_folded FROM search_document
    WHERE NOT EXISTS (SELECT 1 FROM search_lexemes WHERE search_lexemes.product_id = search_document.product_id) LIMIT %s"""


def lexemes_of(texts: Mapping[str, str]) -> str:
    """All lexemes of a row as PostgreSQL reads a ``tsvector``; ``texts`` by column name, words with spaces between them."""
    found: dict[str, None] = {}
    for column, letter in LETTERS.items():
        for mark, text in ((letter.upper(), texts[column]), (letter, texts[f"{column}_folded"])):
            words = [word for word in text.split() if len(word) <= LONGEST]
            found.update(dict.fromkeys(f"{mark}_{'_'.join(run)}" for run in chain(zip(words), pairwise(words))))
    return " ".join(found)


def write(connection: BaseDatabaseWrapper, rows: Iterable[tuple[int, Mapping[str, str]]]) -> None:
    """Write the lexemes of these rows; one whose words have not changed is left alone. Nothing on another database than PostgreSQL."""
    if connection.vendor != "postgresql":
        return
    made = [(product_id, lexemes_of(texts)) for product_id, texts in rows]
    if made:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [[product_id for product_id, _ in made], [words for _, words in made]])


def fill_missing(connection: BaseDatabaseWrapper) -> None:
    """Write those of rows that have none yet, from before there were any."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_MISSING, [BATCH])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        if not rows:
            return
        columns = (*LETTERS, *(f"{column}_folded" for column in LETTERS))
        write(connection, ((product_id, dict(zip(columns, texts, strict=True))) for product_id, *texts in rows))
