"""These tests need an Elasticsearch: the one that ``ELASTICSEARCH_URL`` names, else one that is started here. None at all is an error."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storefront.settings.environment import ENV
from tests.elasticsearch.nodes import private_elasticsearch


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All in one xdist worker, so that one server is enough."""
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            item.add_marker(pytest.mark.xdist_group("engines"))


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """Address of a real cluster."""
    if ENV.elasticsearch_url:
        yield ENV.elasticsearch_url
        return
    with private_elasticsearch() as url:
        yield url
