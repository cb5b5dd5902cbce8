"""News of a change is written with it, survives a process that dies at the commit, and may be applied twice."""

from __future__ import annotations

import pytest
from django.db import transaction

from catalog.changes import announce_changed
from catalog.models import Category, Product
from search import engine, receivers
from search.models import SearchChange, SearchDocument, SearchOutbox
from search.outbox import apply_outbox
from search.query import SearchQuery


def waiting() -> list[tuple[int | None, int | None]]:
    return list(SearchOutbox.objects.order_by("pk").values_list("product_id", "group_id"))


@pytest.fixture
def quiet(goods):
    """The catalogue with nothing waiting."""
    apply_outbox()
    assert waiting() == []
    return goods


def test_news_is_written_in_the_transaction_of_the_change(quiet):
    product = quiet["Bơ sáp"]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce_changed([product.pk])
        assert waiting() == [(product.pk, None)]
        raise ZeroDivisionError
    assert waiting() == []


def test_the_worker_applies_what_a_dead_process_left(quiet):
    product = quiet["Bơ sáp"]
    Product.objects.filter(pk=product.pk).update(name_vi="Quả bơ dẻo")
    announce_changed([product.pk])  # its commit never comes in this test: as if the process had died there

    assert engine().search(SearchQuery(text="quả bơ dẻo")).total == 0
    assert apply_outbox() == 1
    assert engine().search(SearchQuery(text="quả bơ dẻo")).total == 1
    assert waiting() == []


def test_a_deleted_product_leaves_by_the_outbox_too(quiet):
    product, pk = quiet["Bơ sáp"], quiet["Bơ sáp"].pk
    Product.objects.filter(pk=pk).update(live=False)
    announce_changed([product.pk])
    apply_outbox()
    assert not SearchDocument.objects.filter(pk=pk).exists()


def test_a_group_takes_all_its_goods_along(quiet):
    group = quiet["Nước mắm cá cơm"].group
    group.place_shown = "hidden"
    group.save()
    assert (None, group.pk) in waiting()
    apply_outbox()
    assert engine().search(SearchQuery(provinces=("51",))).total == 0


def test_news_applied_twice_writes_once(quiet):
    product = quiet["Bơ sáp"]
    announce_changed([product.pk])
    announce_changed([product.pk])
    Product.objects.filter(pk=product.pk).update(name_vi="Bơ dẻo")
    before = SearchChange.objects.count()
    assert apply_outbox() == 2
    assert apply_outbox() == 0
    assert SearchChange.objects.count() == before + 1


def test_names_are_read_again_once(quiet, django_capture_on_commit_callbacks):
    before = SearchChange.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        Category.objects.get(code="S22").save()
    assert waiting() == []
    assert SearchChange.objects.count() == before + 1
    assert apply_outbox() == 0


@pytest.mark.django_db(transaction=True)
def test_an_index_that_was_locked_is_mended_by_the_worker(goods, monkeypatch):
    apply_outbox()
    product = goods["Bơ sáp"]
    with monkeypatch.context() as broken, transaction.atomic():
        broken.setattr(receivers, "index_products", lambda ids: 0)  # as after a crash between commit and index
        Product.objects.filter(pk=product.pk).update(name_vi="Bơ dẻo")
        announce_changed([product.pk])
    assert SearchDocument.objects.get(pk=product.pk).title.startswith("bơ sáp")
    apply_outbox()
    assert SearchDocument.objects.get(pk=product.pk).title.startswith("bơ dẻo")
