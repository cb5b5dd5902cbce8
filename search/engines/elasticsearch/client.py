"""The connection to the cluster, and what counts as "it is not there"."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError

ANSWER_SECONDS: Final = 1.5
"""So long a shopper waits for the cluster before the database answers instead."""
WRITE_SECONDS: Final = 60.0


class ClusterAway(ConnectionError):
    """The cluster cannot be reached, is overloaded, or has no index of this shop. The database has to answer."""


def client() -> Elasticsearch:
    """The client of the configured cluster; several nodes are separated by commas, one that does not answer is left out for a while."""
    return _client(settings.ELASTICSEARCH_URL)


def patient_client() -> Any:
    """The same for writing: a batch may take its time."""
    return client().options(request_timeout=WRITE_SECONDS, max_retries=5, retry_on_timeout=True, retry_on_status=(429, 502, 503, 504))


def alias() -> str:
    """The name by which the index that answers is asked; each index's own name begins with it."""
    return str(settings.ELASTICSEARCH_INDEX)


def write_alias(index: str) -> str:
    """The name by which one index is written to."""
    return f"{index}-write"


def as_away(error: Exception) -> ClusterAway | None:
    """What this error of the client means: :class:`ClusterAway`, or None for a mistake of ours."""
    if isinstance(error, TransportError):
        return ClusterAway(f"{type(error).__name__}: {error.message}")
    if isinstance(error, ApiError) and (error.status_code in (404, 408, 429) or error.status_code >= 500):
        return ClusterAway(f"{error.status_code}: {error.message}")
    return None


@lru_cache(maxsize=4)
def _client(urls: str) -> Elasticsearch:
    nodes = [url.strip() for url in urls.split(",") if url.strip()]
    return Elasticsearch(
        nodes,
        request_timeout=ANSWER_SECONDS,
        max_retries=2,
        retry_on_timeout=False,
        retry_on_status=(429, 502, 503, 504),
        dead_node_backoff_factor=1.0,
        max_dead_node_backoff=10.0,
        http_compress=False,
    )
