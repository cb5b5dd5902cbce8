"""The copy of the vocabulary, from which a process begins instead of reading every product."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from search import vocabulary
from search.indexing import index_products
from search.models import SearchChange, SearchDocument, SearchVocabulary
from search.rebuilding import rebuild
from search.vocabulary import Vocabulary, keep
from tests.factories import make_product


def test_a_process_begins_from_the_copy_and_what_changed_since(goods, django_assert_num_queries):
    rebuild()
    whole = Vocabulary.of_index()
    with django_assert_num_queries(2):  # the copy, the log
        kept = Vocabulary.load()
    assert (kept.counts, set(kept.pairs)) == (whole.counts, set(whole.pairs))

    index_products([make_product(goods["Bơ sáp"].group, "Mật cọ phèn").pk])
    with django_assert_num_queries(3):  # and the row that changed
        after = Vocabulary.load([("khoai", "lang")])
    assert after.counts["phen"] == 1
    assert {("co", "phen"), ("khoai", "lang"), ("mat", "ong")} <= set(after.pairs)


def test_without_a_copy_or_with_a_log_of_another_history_everything_is_read(goods):
    assert Vocabulary.load().counts["sap"] == 1
    rebuild()
    SearchVocabulary.objects.update(log_token="another", words={"sap": 99}, pairs=[])
    assert Vocabulary.load().counts["sap"] == 1
    assert keep() is True
    assert keep() is False
    assert SearchVocabulary.objects.get().words["sap"] == 1


def test_the_copy_is_made_anew_when_it_is_old_or_far_behind(goods, monkeypatch):
    rebuild()
    SearchDocument.objects.filter(pk=goods["Bơ sáp"].pk).delete()
    assert keep(timezone.now() + timedelta(days=6)) is False
    assert keep(timezone.now() + timedelta(days=8)) is True
    assert "sap" not in SearchVocabulary.objects.get().words

    monkeypatch.setattr(vocabulary, "MOST_CHANGED", 3)
    SearchChange.objects.bulk_create([SearchChange(product_id=goods["Gạo nếp nương"].pk) for _ in range(3)])
    assert keep() is False
    SearchChange.objects.create(product_id=goods["Gạo nếp nương"].pk)
    assert keep() is True
    assert SearchVocabulary.objects.count() == 1


def test_a_shop_without_a_log_keeps_none(db):
    SearchChange.objects.all().delete()
    assert keep() is False
    assert not SearchVocabulary.objects.exists()
