"""One contract for every engine: the same question, the same first ten, the same counts.

What is expected stands in the tests of the database's engine (``tests/search``), which run on SQLite and on PostgreSQL; here the cluster is
asked the same, beside the database that this run has, and everything in the two answers is compared.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from search.engines import of_name
from search.engines.elasticsearch import building, shelf
from search.judging.catalogue import load
from search.judging.files import read_catalogue, read_judgments
from search.query import SearchQuery, Sort
from tests.factories import make_certificate
from tests.search.test_finding import FOUND, TOLD

JUDGED = Path(__file__).parents[1] / "search" / "judged"
QUESTIONS = [
    *(SearchQuery(text=text) for text in (*FOUND, *TOLD)),
    *(SearchQuery(sort=sort) for sort in (None, Sort.NEWEST, Sort.PRICE_UP, Sort.PRICE_DOWN, Sort.SEASON)),
    *(SearchQuery(text="mật ong", sort=sort) for sort in (Sort.NEWEST, Sort.PRICE_UP, Sort.PRICE_DOWN, Sort.SEASON)),
    SearchQuery(categories=("mat-ong",)),
    SearchQuery(provinces=("66", "08")),
    SearchQuery(provinces=("66",), labels=("ocop4",)),
    SearchQuery(labels=("ocop4", "ocop5", "organic_vn")),
    SearchQuery(labels=("nothing",)),
    SearchQuery(groups=("g-ong", "g-nobody")),
    SearchQuery(groups=("g-nobody",)),
    SearchQuery(price_min=100_000, price_max=200_000),
    SearchQuery(price_max=50_000),
    SearchQuery(price_min=60_000, price_max=60_000),
    SearchQuery(in_season=True),
    SearchQuery(in_stock=True, in_season=True),
    SearchQuery(text="mật ong", provinces=("08",)),
    SearchQuery(text="mật ong", provinces=("01",)),
    SearchQuery(text="cà phê", in_stock=True, price_max=145_000),
    SearchQuery(text="ocop"),
    SearchQuery(text="iphone"),
    SearchQuery(text="mật dừa nước"),
    SearchQuery(text="na"),
    SearchQuery(text="' OR 1=1 --"),
    SearchQuery(text="* NEAR(a b) : title:mật^2 \\"),
    SearchQuery(text="🍯 mật ong 🐝"),
    SearchQuery(text="mật ong " * 40),
    SearchQuery(page=2, per_page=5),
    SearchQuery(page=3, per_page=5, sort=Sort.PRICE_UP),
    SearchQuery(text="mật ong", page=2, per_page=1),
    SearchQuery(text="a", per_page=5, page=7),
]


@pytest.fixture
def engines(goods, cluster):
    """The database's engine and the cluster's, over the catalogue that is known by heart."""
    make_certificate(goods["Bơ sáp"], scheme="ocop4", expires_on="2026-03-02")
    make_certificate(goods["Bò khô xé sợi"], scheme="ocop4", expires_on="2026-03-01")
    building.rebuild()
    shelf.forget()
    return of_name(connection.vendor), of_name("elasticsearch")


def test_every_question_has_the_same_answer(engines):
    database, cluster = engines
    different = {}
    for question in QUESTIONS:
        expected, found = database.search(question), cluster.search(question)
        if expected != found:
            different[question.to_querystring()] = (expected, found)
    assert different == {}


def test_finds_exactly_what_was_meant(engines, names):
    answers = {typed: engines[1].search(SearchQuery(text=typed)) for typed in FOUND}
    assert {typed: (names(one.product_ids), one.note) for typed, one in answers.items()} == {typed: (FOUND[typed], None) for typed in FOUND}


def test_labels_end_at_midnight_on_both(engines, clock):
    question = SearchQuery(labels=("ocop4",))
    before = [engine.search(question) for engine in engines]
    clock.advance(days=1)
    after = [engine.search(question) for engine in engines]
    assert before[0] == before[1]
    assert after[0] == after[1]
    assert (before[0].total, after[0].total) == (3, 2)


def test_the_same_is_suggested(engines):
    database, cluster = engines
    starts = ["ma", "mật", "mat o", "cà ph", "dak", "dek l", "nhóm", "g", "zz", "tú", "mat ong hoa r"]
    assert {typed: cluster.suggest(typed) for typed in starts} == {typed: database.suggest(typed) for typed in starts}


def test_names_are_known(engines):
    database, cluster = engines
    database.search(SearchQuery())
    cluster.search(SearchQuery())
    assert cluster.names() == database.names()


def test_every_judged_query_has_the_same_first_ten(cluster, db, clock):
    """The catalogue and the queries by which the quality is watched (``tests/search/judged``)."""
    load(read_catalogue(JUDGED / "catalogue.jsonl"))
    building.rebuild()
    shelf.forget()
    engines = of_name(connection.vendor), of_name("elasticsearch")
    different = {}
    for judged in read_judgments(JUDGED / "judgments.jsonl"):
        expected, found = (engine.search(SearchQuery(text=judged.query)) for engine in engines)
        if (expected.product_ids[:10], expected.total, expected.facets) != (found.product_ids[:10], found.total, found.facets):
            different[judged.query] = (expected, found)
    assert different == {}
