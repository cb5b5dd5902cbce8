"""A server reads what the search keeps in memory before anybody asks."""

from __future__ import annotations

import pytest
from django.db import connection

from search import snapshot
from search.warming import warm, warm_in_background


@pytest.mark.django_db(transaction=True)
def test_the_catalogue_is_in_memory_afterwards(django_assert_num_queries):
    snapshot.forget()
    thread = warm_in_background()
    thread.join(60)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_not_ready_does_not_stop_the_server(caplog):
    snapshot.forget()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_document RENAME TO search_document_away")
    try:
        warm()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE search_document_away RENAME TO search_document")
    assert "could not be read beforehand" in caplog.text
