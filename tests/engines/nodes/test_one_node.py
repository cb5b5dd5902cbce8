"""A server of the test's own is killed, and comes back with what it had."""

from __future__ import annotations

from catalog.models import Product
from search import engine
from search.engines.elasticsearch import building, following, outage, shelf
from search.indexing import index_products
from search.query import SearchQuery
from tests.elasticsearch.nodes import Cluster


def test_a_server_that_stops_and_comes_back(goods, settings, cluster):
    with Cluster() as own:
        settings.ELASTICSEARCH_URL = own.urls
        building.rebuild()
        shelf.forget()
        assert engine().search(SearchQuery(text="mật ong")).total == 2
        node = own.nodes[0]
        node.kill()
        shelf.forget()
        assert engine().search(SearchQuery(text="mật ong")).total == 2
        assert outage.is_on()
        Product.objects.filter(pk=goods["Bơ sáp"].pk).update(name_vi="Quả bơ chín")
        index_products([goods["Bơ sáp"].pk])
        following.follow(patiently=False)  # not even tried
        assert engine().search(SearchQuery(text="quả bơ chín")).total == 1

        own.start(node)
        own.wait_for(node)
        outage.end()
        following.follow(patiently=True)
        building.client().indices.refresh(index=building.alias())
        shelf.forget()
        assert engine().search(SearchQuery(text="quả bơ chín")).total == 1
        assert not outage.is_on()
