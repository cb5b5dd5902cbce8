"""While the cluster is away the database answers in the same request, and the health page says so."""

from __future__ import annotations

import pytest

from catalog.models import Product
from search import engine
from search.engines.elasticsearch import building, following, outage, shelf
from search.indexing import index_products
from search.query import SearchQuery

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def built(goods, cluster):
    building.rebuild()
    shelf.forget()
    return goods


def test_the_cluster_answers_the_page(built, client, monkeypatch):
    monkeypatch.setattr("search.engines.embedded.current", lambda: pytest.fail("the database was asked"))
    page = client.get("/tim/", {"q": "mật ong"}).content.decode()
    assert "<mark>Mật ong</mark> hoa rừng" in page
    assert client.get("/hang/").status_code == 200
    assert client.get("/tim/goi-y/", {"q": "mật"}, headers={"accept": "application/json"}).json()["suggestions"]


def test_the_database_answers_in_the_same_request(built, client, settings, caplog):
    settings.ELASTICSEARCH_URL = NOWHERE
    page = client.get("/tim/", {"q": "mật ong"})
    assert page.status_code == 200
    assert "<mark>Mật ong</mark> hoa rừng" in page.content.decode()
    assert "the database answers instead" in caplog.text
    assert outage.is_on()
    assert client.get("/tim/goi-y/", {"q": "mật"}, headers={"accept": "application/json"}).json()["suggestions"]


def test_a_shop_whose_index_was_never_built_sells(goods, cluster, client):
    shelf.forget()
    assert "<mark>Mật ong</mark> hoa rừng" in client.get("/tim/", {"q": "mật ong"}).content.decode()
    health = client.get("/suc-khoe/", headers={"accept": "application/json"}).json()
    assert health["search"] == {"answers": "database", "problems": ["cluster_away"]}


def test_an_index_too_far_behind_is_not_asked(built, monkeypatch):
    monkeypatch.setattr(shelf, "MOST_BEHIND", 0)
    Product.objects.filter(pk=built["Bơ sáp"].pk).update(name_vi="Quả bơ chín")
    index_products([built["Bơ sáp"].pk])
    shelf.forget()
    assert engine().search(SearchQuery(text="quả bơ chín")).total == 1  # from the database, at once
    outage.end()
    following.follow(patiently=True)
    shelf.forget()
    building.client().indices.refresh(index=building.alias())
    assert engine().search(SearchQuery(text="quả bơ chín")).total == 1
    assert not outage.is_on()


def test_a_question_that_the_cluster_refuses_is_answered(built, monkeypatch, caplog):
    monkeypatch.setattr("search.engines.elasticsearch.shelf._on", lambda name, day: {"no_such_query": {}})
    assert engine().search(SearchQuery(text="mật ong")).total == 2
    assert "refused a question" in caplog.text
    assert not outage.is_on()


def test_a_page_that_is_too_deep_for_the_cluster_comes_from_the_database(built, monkeypatch):
    monkeypatch.setattr("search.engines.elasticsearch.engine.MOST_DEEP", 5)
    first, second = (engine().search(SearchQuery(page=page, per_page=5)) for page in (1, 2))
    assert (len(first.product_ids), len(second.product_ids)) == (5, 5)
    assert not set(first.product_ids) & set(second.product_ids)


def test_the_next_page_of_an_answer_asks_the_database_for_words_only(built, django_assert_max_num_queries):
    engine().search(SearchQuery(text="mật ong", per_page=1))
    with django_assert_max_num_queries(2):
        assert engine().search(SearchQuery(text="mật ong", per_page=1, page=2)).product_ids
