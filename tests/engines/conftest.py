"""These tests need an Elasticsearch: the one that ``ELASTICSEARCH_URL`` names, else one that is started here. None at all is an error."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from search.engines.elasticsearch import outage
from search.engines.elasticsearch.client import alias, client
from storefront.settings.environment import ENV
from tests.elasticsearch.nodes import private_elasticsearch
from tests.search.conftest import goods, names  # noqa: F401  (the catalogue that is known by heart)

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All in one xdist worker, so that one server is enough."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("engines"))


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """Address of a real cluster."""
    if ENV.elasticsearch_url:
        yield ENV.elasticsearch_url
        return
    with private_elasticsearch() as url:
        yield url


@pytest.fixture
def cluster(elasticsearch_url: str, settings) -> Iterator[Elasticsearch]:
    """The shop has this cluster, with names of indexes that nobody else has; they are removed afterwards."""
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX = f"test-{secrets.token_hex(6)}"
    name = alias()
    outage.end()
    yield client()
    settings.ELASTICSEARCH_URL = elasticsearch_url
    outage.end()
    for index in client().indices.get(index=f"{name}-*", allow_no_indices=True):
        client().indices.delete(index=index)
