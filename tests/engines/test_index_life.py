"""An index on the cluster: built beside the one that answers, followed line by line, given up when its place is lost, gone back to."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Product, Stock, Variant
from search.engines.elasticsearch import building, following, outage
from search.engines.elasticsearch.client import ClusterAway, alias, write_alias
from search.engines.elasticsearch.drift import Drift, drift
from search.engines.elasticsearch.proof import still_holds
from search.indexing import index_products
from search.models import SearchChange, SearchDocument, SearchIndex
from search.outbox import apply_outbox
from search.standing import standing
from tests.factories import make_certificate, make_product

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def built(goods, cluster):
    """The catalogue on the cluster."""
    building.rebuild()
    return goods


def rows(cluster, name: str | None = None) -> dict[int, dict]:
    """Everything the cluster has, by product."""
    cluster.indices.refresh(index=name or alias())
    answer = cluster.search(index=name or alias(), size=1_000)
    return {int(hit["_id"]): hit["_source"] for hit in answer["hits"]["hits"]}


def change(product: Product, **fields) -> None:
    """As a committed change: the row, then what the receiver does on commit."""
    Product.objects.filter(pk=product.pk).update(**fields)
    index_products([product.pk])


def test_everything_is_there_after_the_first_building(built, cluster):
    found = rows(cluster)
    assert set(found) == {product.pk for product in built.values()} == set(SearchDocument.objects.values_list("pk", flat=True))
    assert drift().is_ok
    assert standing().answers == "elasticsearch"


def test_a_row_says_what_the_database_says(built, cluster):
    product = built["Mật ong hoa rừng"]
    row = rows(cluster)[product.pk]
    assert (row["title"], row["title_folded"]) == ("mật ong hoa rừng", "mat ong hoa rung")
    assert (row["price_vnd"], row["in_stock"], row["months"], row["province_code"]) == (185_000, True, [2, 3, 4], "66")
    assert list(row["claims"]) == [f"s{product.certificates.get().scheme_id}"]


def test_a_field_that_nobody_declared_is_refused(built, cluster):
    with pytest.raises(Exception, match="strict_dynamic_mapping_exception"):
        cluster.index(index=building.live(), id="1", document={"survivor": True})


def test_changes_are_followed_in_order_and_twice(built, cluster):
    product = built["Bơ sáp"]
    change(product, name_vi="Quả bơ dẻo")
    change(product, name_vi="Quả bơ chín")
    (index,) = SearchIndex.objects.all()
    behind = (index.log_id, index.log_token)
    following.follow(patiently=True)
    assert rows(cluster)[product.pk]["title"] == "quả bơ chín"

    SearchIndex.objects.update(log_id=behind[0], log_token=behind[1])  # as if its process had died before it wrote down its place
    following.follow(patiently=True)
    assert rows(cluster)[product.pk]["title"] == "quả bơ chín"
    assert drift().is_ok


def test_what_was_overtaken_on_the_way_changes_nothing(built, cluster):
    product = built["Bơ sáp"]
    name = building.live()
    change(product, name_vi="Quả bơ chín")
    new = SearchChange.objects.latest("pk").pk
    following.follow(patiently=True)
    late = rows(cluster)[product.pk] | {"title": "cũ"}
    old = {"index": write_alias(name), "id": str(product.pk), "version_type": "external"}
    answer = cluster.options(ignore_status=409).index(**old, version=new - 1, document=late)
    assert answer["status"] == 409
    assert rows(cluster)[product.pk]["title"] == "quả bơ chín"


@pytest.mark.parametrize("how", ["unpublished", "deleted", "no pack", "inactive group"])
def test_what_may_not_be_shown_leaves(built, cluster, how, django_capture_on_commit_callbacks):
    product = built["Nước mắm cá cơm"]
    pk = product.pk
    with django_capture_on_commit_callbacks(execute=True):
        if how == "unpublished":
            product.unpublish()
        elif how == "deleted":
            product.delete()
        elif how == "no pack":
            Variant.objects.filter(product=product).update(is_active=False)
            Variant.objects.get(product=product).save()
        else:
            product.group.is_active = False
            product.group.save()
    assert pk not in rows(cluster)
    assert len(rows(cluster)) == 11
    assert drift().is_ok


def test_a_hidden_place_is_on_no_server(built, cluster, django_capture_on_commit_callbacks):
    product = built["Nước mắm cá cơm"]
    assert "quang ngai" in rows(cluster)[product.pk]["other_folded"]
    with django_capture_on_commit_callbacks(execute=True):
        product.group.place_shown = "hidden"
        product.group.save()
    row = rows(cluster)[product.pk]
    assert "province_code" not in row
    assert "quang ngai" not in row["other_folded"]


def test_a_draft_never_arrives(built, cluster, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        draft = make_product(name="Chưa ai duyệt", live=False)
    apply_outbox()
    assert draft.pk not in rows(cluster)


def test_labels_arrive_with_their_days_and_ended_ones_do_not(built, cluster, clock):
    product = built["Bơ sáp"]
    today = datetime.date(2026, 3, 2)
    make_certificate(product, scheme="ocop4", expires_on=today)
    make_certificate(product, scheme="ocop3", expires_on=today - datetime.timedelta(1))
    following.follow(patiently=True)
    row = rows(cluster)[product.pk]
    assert list(row["claims"].values()) == [[{"gte": row["claims"][next(iter(row["claims"]))][0]["gte"], "lte": "2026-03-02"}]]
    assert row["ends_on"] == "2026-03-02"

    clock.advance(days=1)
    following.drop_ended()
    following.follow(patiently=True)
    assert "claims" not in rows(cluster)[product.pk]


def test_an_index_is_built_beside_the_one_that_answers(built, cluster):
    first = building.live()
    product = built["Bơ sáp"]
    seen = []

    def look(done: int) -> None:
        seen.append((done, building.live()))
        if len(seen) == 2:  # sold on meanwhile
            change(product, name_vi="Quả bơ chín")
            following.follow(patiently=True)

    second = building.rebuild(look)
    assert seen == [(0, first), (12, first)]
    assert building.live() == second != first
    assert rows(cluster)[product.pk]["title"] == "quả bơ chín"
    assert set(SearchIndex.objects.values_list("name", flat=True)) == {first, second}
    third = building.rebuild()
    assert set(cluster.indices.get(index=f"{alias()}-*")) == {second, third}


def test_going_back_brings_the_index_from_before_up_to_date(built, cluster, capsys):
    first = building.live()
    second = building.rebuild()
    change(built["Bơ sáp"], name_vi="Quả bơ chín")
    call_command("search_rebuild", "--rollback")
    assert building.live() == first != second
    assert first in capsys.readouterr().out
    assert rows(cluster)[built["Bơ sáp"].pk]["title"] == "quả bơ chín"
    call_command("search_rebuild", "--rollback")  # and forward again
    assert building.live() == second


def test_there_is_nothing_to_go_back_to_at_first(built):
    with pytest.raises(CommandError, match="Không có bản trước"):
        call_command("search_rebuild", "--rollback")


def test_a_building_that_was_broken_off_goes_on(built, cluster, monkeypatch):
    first = building.live()
    monkeypatch.setattr(building, "BATCH", 5)

    def stop(done: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        building.rebuild(stop)
    assert building.live() == first
    begun = SearchIndex.objects.get(is_whole=False)
    change(built["Bơ sáp"], name_vi="Quả bơ chín")
    following.follow(patiently=True)

    seen = []
    assert building.rebuild(seen.append) == begun.name
    assert seen == [5, 10, 12]
    assert len(rows(cluster)) == 12
    assert drift().is_ok


def test_an_index_whose_place_is_lost_stops_answering(built, cluster, caplog):
    SearchIndex.objects.update(log_token="another history")
    change(built["Bơ sáp"], name_vi="Quả bơ chín")
    following.follow(patiently=True)
    assert building.live() is None
    assert "lost its place" in caplog.text
    assert drift() == Drift(is_away=True)
    building.rebuild()
    assert drift().is_ok


def test_an_index_that_was_deleted_does_not_come_back_without_its_mapping(built, cluster):
    name = building.live()
    cluster.indices.delete(index=name)
    change(built["Bơ sáp"], name_vi="Quả bơ chín")
    following.follow(patiently=True)
    assert not cluster.indices.exists(index=name)
    assert not SearchIndex.objects.exists()


def test_drift_is_seen(built, cluster):
    name, pks = building.live(), [product.pk for product in built.values()]
    cluster.delete(index=name, id=str(pks[0]))
    assert drift().missing == 1
    assert standing().problems == ("cluster_differs",)
    building.rebuild()
    cluster.index(index=building.live(), id=str(pks[1]), document=rows(cluster)[pks[1]] | {"price_vnd": 1})
    assert drift().differing == 1


def test_a_cluster_that_is_away_stops_nobody_and_is_caught_up_with(built, cluster, settings, client):
    url = settings.ELASTICSEARCH_URL
    settings.ELASTICSEARCH_URL = NOWHERE
    change(built["Bơ sáp"], name_vi="Quả bơ chín")
    following.follow(patiently=True)
    assert outage.is_on()
    assert standing().answers == "database"
    assert "cluster_away" in standing().problems
    assert "Máy chủ tìm kiếm không trả lời" in client.get("/suc-khoe/", headers={"accept": "text/html"}).content.decode()
    with pytest.raises(ClusterAway):
        building.rebuild()

    settings.ELASTICSEARCH_URL = url
    apply_outbox()
    assert rows(cluster)[built["Bơ sáp"].pk]["title"] == "quả bơ chín"
    assert drift().is_ok


def test_a_withdrawal_is_proven_on_the_cluster_too(built, cluster, settings):
    product = built["Bơ sáp"]
    second = building.rebuild()
    assert not still_holds(product.pk)
    first = SearchIndex.objects.exclude(name=second).get().name
    cluster.update(index=first, id=str(product.pk), doc={"body": "lời kể"}, refresh=True)
    assert still_holds(product.pk)
    settings.ELASTICSEARCH_URL = NOWHERE
    assert still_holds(product.pk)


def test_stock_and_price_follow_a_sale(built, cluster, django_capture_on_commit_callbacks):
    product = built["Bơ sáp"]
    stock = Stock.objects.get(variant__product=product)
    stock.on_hand = 0
    with django_capture_on_commit_callbacks(execute=True):
        stock.save()
    assert rows(cluster)[product.pk]["in_stock"] is False


def test_the_command_says_what_answers(goods, cluster, capsys):
    call_command("search_rebuild")
    said = capsys.readouterr().out
    assert "12 món trong bảng tìm kiếm" in said
    assert f"{building.live()} đang trả lời" in said


def test_refused_rows_are_told_and_stop_nothing(built, cluster, caplog):
    errors = [{"index": {"_id": "1", "status": 400, "error": {"reason": "x"}}}, {"index": {"_id": "2", "status": 409, "error": {}}}]
    following._judge("name", errors)
    assert "refused product 1" in caplog.text
    with pytest.raises(ClusterAway):
        following._judge("name", [{"index": {"status": 429, "error": {}}}])
