"""An index of its own for as long as something is measured, next to whatever else the cluster holds."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from search.engines.elasticsearch import building, shelf
from search.engines.elasticsearch.client import alias, client, patient_client


@contextmanager
def throwaway_index() -> Iterator[None]:
    """Build an index from the database as it is, let it answer inside the block, remove it. Raises ClusterAway."""
    before = settings.ELASTICSEARCH_INDEX
    settings.ELASTICSEARCH_INDEX = f"{before}-measured-{secrets.token_hex(4)}"
    try:
        shelf.forget()
        building.rebuild()
        client().indices.refresh(index=alias())
        yield
    finally:
        for name in patient_client().indices.get(index=f"{alias()}-*", allow_no_indices=True):
            patient_client().indices.delete(index=name, ignore_unavailable=True)
        settings.ELASTICSEARCH_INDEX = before
        shelf.forget()
