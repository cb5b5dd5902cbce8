"""The index follows the catalogue: what is saved anywhere is found at once, in this process and in every other."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from catalog.changes import announce_changed
from catalog.models import Category, Product, Stock, Variant
from catalog.signals import product_changed
from search import engine, snapshot
from search.indexing import index_products
from search.models import SearchChange, SearchDocument, SearchRowBefore
from search.query import SearchQuery
from search.rebuilding import rebuild, roll_back
from tests.factories import make_certificate, make_group, make_product, make_variant

ALL = SearchQuery()


def found(text: str) -> int:
    """How many products have exactly these words."""
    answer = engine().search(SearchQuery(text=text))
    return 0 if answer.note else answer.total


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """``with committed():`` runs what waits for the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_new_product_is_found_at_once(goods, committed):
    with committed():
        make_product(name="Trứng vịt chạy đồng")
    assert found("trung vit") == 1
    assert engine().search(ALL).total == 13


def test_new_words_replace_old_ones(goods, committed):
    product = goods["Khăn dệt tay"]
    product.name_vi = "Túi thổ cẩm"
    with committed():
        product.save()
    assert (found("khăn dệt"), found("túi thổ cẩm"), engine().search(ALL).total) == (0, 1, 12)


def test_unpublishing_hides_and_publishing_shows(goods, committed):
    product = goods["Khăn dệt tay"]
    with committed():
        product.unpublish()
    assert (found("khăn"), engine().search(ALL).total) == (0, 11)
    with committed():
        product.save_revision().publish()
    assert (found("khăn"), engine().search(ALL).total) == (1, 12)


def test_an_edit_that_waits_for_review_changes_nothing(goods, committed):
    product = goods["Khăn dệt tay"]
    product.name_vi = "Chưa ai duyệt"
    with committed():
        product.save_revision()
    assert (found("chưa ai duyệt"), found("khăn dệt")) == (0, 1)


def test_price_and_stock_count_at_once(goods, names, committed):
    cloth = goods["Khăn dệt tay"]
    with committed():
        Variant.objects.get(product=cloth).delete()
    assert engine().search(ALL).total == 11  # nothing to buy, nothing to show
    with committed():
        make_variant(cloth, price_vnd=1_000, stock=0)
    cheap = engine().search(SearchQuery(price_max=2_000))
    assert (names(cheap.product_ids), cheap.facets.in_stock) == (["Khăn dệt tay"], 0)
    stock = Stock.objects.get(variant__product=cloth)
    stock.on_hand = 4
    with committed():
        stock.save()
    assert engine().search(SearchQuery(price_max=2_000)).facets.in_stock == 1


def test_an_inactive_group_takes_its_goods_along(goods, committed):
    group = goods["Nước mắm cá cơm"].group
    group.is_active = False
    with committed():
        group.save()
    assert found("nước mắm") == 0


def test_a_hidden_place_leaves_the_index(goods, committed):
    group = goods["Nước mắm cá cơm"].group
    assert found("quảng ngãi") == 1
    group.place_shown = "hidden"
    with committed():
        group.save()
    assert (found("quảng ngãi"), engine().search(SearchQuery(provinces=("51",))).total, found("nước mắm")) == (0, 0, 1)


def test_a_deleted_product_is_gone(goods, committed):
    with committed():
        goods["Giỏ lục bình"].delete()
    assert (found("giỏ lục bình"), engine().search(ALL).total) == (0, 11)


def test_new_names_of_categories_are_shown(goods, committed):
    with committed():
        Category.objects.get(code="S22").save()  # any save of a name makes every process read the names again
    assert SearchChange.objects.order_by("pk").last().product_id is None
    assert engine().search(ALL).total == 12


def test_nothing_is_written_when_nothing_changed(goods):
    before = SearchChange.objects.count()
    assert index_products(product.pk for product in goods.values()) == 0
    assert SearchChange.objects.count() == before


def test_one_transaction_sends_one_signal(db, committed):
    heard = []

    def hear(product_ids, **kwargs):
        heard.append(product_ids)

    product_changed.connect(hear)
    try:
        with committed():
            announce_changed([3, 1])
            announce_changed([2])
            announce_changed([])
    finally:
        product_changed.disconnect(hear)
    assert heard == [[1, 2, 3]]


def test_a_savepoint_that_is_rolled_back_takes_its_news_along(db, committed):
    heard = []

    def hear(product_ids, **kwargs):
        heard.append(product_ids)

    product_changed.connect(hear)
    try:
        with committed(), transaction.atomic():
            announce_changed([1])
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                announce_changed([2])
                raise ZeroDivisionError
    finally:
        product_changed.disconnect(hear)
    assert heard == [[1]]


def test_a_log_that_was_rolled_back_is_not_believed(goods):
    """Another line may get the number that this process has already read."""
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Product.objects.filter(pk=goods["Bơ sáp"].pk).update(live=False)
        index_products([goods["Bơ sáp"].pk])
        assert engine().search(ALL).total == 11
        raise ZeroDivisionError
    Product.objects.filter(pk=goods["Bò khô xé sợi"].pk).update(live=False)
    index_products([goods["Bò khô xé sợi"].pk])
    assert (engine().search(ALL).total, found("bơ"), found("bò")) == (11, 1, 0)


def test_one_query_keeps_a_process_in_step(goods, django_assert_num_queries):
    engine().search(ALL)
    with django_assert_num_queries(1):
        engine().search(SearchQuery(provinces=("66",)))
    make_certificate(goods["Bơ sáp"], scheme="ocop4")
    with django_assert_num_queries(3):  # the log, the row, its certificates
        assert engine().search(ALL).total == 12


def test_rebuild_makes_the_same_index_again(goods, committed):
    make_product(make_group(), "Chưa ai báo")  # its news waits for a commit that never comes here
    SearchDocument.objects.filter(pk=goods["Bơ sáp"].pk).delete()
    SearchDocument.objects.filter(pk=goods["Bò khô xé sợi"].pk).update(title="sai", title_folded="sai")
    Product.objects.filter(pk=goods["Giỏ lục bình"].pk).update(live=False)

    assert rebuild() == 12
    assert [found(text) for text in ("bơ sáp", "bò khô", "sai", "giỏ lục bình", "chưa ai báo")] == [1, 1, 0, 0, 1]
    assert rebuild() == 12


def test_rebuild_from_the_command_line_says_how_many(goods, capsys):
    call_command("search_rebuild")
    assert capsys.readouterr().out.startswith("12 món trong bảng tìm kiếm, ")


@pytest.mark.django_db(transaction=True)
def test_a_real_commit_reaches_the_index():
    with transaction.atomic():
        product = make_product(name="Mật mía Thái Hòa")
        assert SearchDocument.objects.count() == 0
    assert found("mat mia") == 1
    with transaction.atomic():
        Product.objects.filter(pk=product.pk).update(name_vi="Mật cọ")
        announce_changed([product.pk])
    assert (found("mật mía"), found("mật cọ")) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_an_index_that_cannot_be_written_does_not_stop_a_sale(caplog):
    product = make_product(name="Mật mía")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_change RENAME TO search_change_away")
    try:
        with transaction.atomic():
            Product.objects.filter(pk=product.pk).update(name_vi="Mật cọ")
            announce_changed([product.pk])
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE search_change_away RENAME TO search_change")
    assert Product.objects.get(pk=product.pk).name_vi == "Mật cọ"
    assert "search_rebuild" in caplog.text
    snapshot.current()
    rebuild()
    assert found("mật cọ") == 1


def test_a_rebuild_keeps_what_it_replaced_and_goes_back(goods, capsys):
    SearchDocument.objects.filter(pk=goods["Bò khô xé sợi"].pk).update(title="bò cũ", title_folded="bo cu")
    SearchDocument.objects.filter(pk=goods["Bơ sáp"].pk).delete()
    assert rebuild() == 12
    assert (found("bò cũ"), found("bơ sáp")) == (0, 1)

    call_command("search_rebuild", "--rollback")
    assert "2 món" in capsys.readouterr().out
    assert (found("bò cũ"), found("bơ sáp"), engine().search(ALL).total) == (1, 0, 11)
    call_command("search_rebuild", "--rollback")  # and forward again
    assert (found("bò cũ"), found("bơ sáp"), engine().search(ALL).total) == (0, 1, 12)


def test_what_changed_since_does_not_go_back(goods, committed):
    pks = [goods[name].pk for name in ("Bò khô xé sợi", "Bơ sáp", "Giỏ lục bình")]
    SearchDocument.objects.filter(pk__in=pks).update(title="cũ", title_folded="cu")
    rebuild()
    with committed():
        goods["Bò khô xé sợi"].unpublish()
        goods["Giỏ lục bình"].delete()
    assert set(SearchRowBefore.objects.values_list("product_id", flat=True)) == {pks[1]}
    assert roll_back() == 1
    assert engine().search(ALL).total == 10


def test_there_is_nothing_to_go_back_to_after_the_first_building(goods):
    rebuild()
    with pytest.raises(CommandError, match="Không có bản trước"):
        call_command("search_rebuild", "--rollback")


def test_a_rebuild_that_was_broken_off_goes_on(goods, monkeypatch):
    monkeypatch.setattr("search.rebuilding.BATCH", 5)
    SearchDocument.objects.update(title="cũ", title_folded="cu")

    def stop(done: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(stop)
    assert SearchDocument.objects.filter(title="cũ").count() == 7
    seen = []
    assert rebuild(seen.append) == 12
    assert seen == [5, 10, 12]
    assert not SearchDocument.objects.filter(title="cũ").exists()
    assert roll_back() == 12
