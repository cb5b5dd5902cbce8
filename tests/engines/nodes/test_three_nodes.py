"""Three nodes, one killed while the index is built, another while prices change; somebody searches all the time. Nothing may be lost.

Takes minutes, so it has a command of its own: ``make elasticsearch-cluster`` prints what was measured.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import pytest
from django.db import connection

from catalog.models import Variant
from search import engine
from search.engines.elasticsearch import building, following, outage, shelf
from search.engines.elasticsearch.drift import drift
from search.indexing import index_products
from search.models import SearchDocument
from search.query import SearchQuery
from search.rebuilding import rebuild
from storefront.demo.bench.catalogue import fill
from tests.elasticsearch.nodes import Cluster, Node, ask

PRODUCTS = 3_000
CHANGES = 120
QUESTIONS = [SearchQuery(text=text) for text in ("ca phe", "mật ong", "gạo", "tra shan", "nuoc mam", "khăn")]


@dataclass(eq=False)
class Shopper(threading.Thread):
    """Searches without a break, over the shop's engine, and keeps what happened."""

    answers: int = 0
    from_database: int = 0
    empty: int = 0
    slowest: float = 0.0
    errors: list[BaseException] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.enough = threading.Event()

    def run(self) -> None:
        """Until it is enough."""
        try:
            while not self.enough.is_set():
                for question in QUESTIONS:
                    shelf.forget()  # nothing remembered: every answer is asked for
                    begun = time.monotonic()
                    found = engine().search(question)
                    self.slowest = max(self.slowest, time.monotonic() - begun)
                    self.answers += 1
                    self.from_database += outage.is_on()
                    self.empty += found.total == 0
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test has to see it
            self.errors.append(error)
        finally:
            connection.close()


def holder_of_primary(cluster: Cluster, index: str) -> Node:
    """The node that has the first copy of an index."""
    rows = ask(f"{cluster.nodes[0].url}/_cat/shards/{index}?format=json")
    name = next(row["node"] for row in rows if row["prirep"] == "p")
    return next(node for node in cluster.nodes if node.name == name)


def master(cluster: Cluster) -> Node:
    """The node that leads."""
    alive = next(node for node in cluster.nodes if node.server is not None)
    name = ask(f"{alive.url}/_cat/master?format=json")[0]["node"]
    return next(node for node in cluster.nodes if node.name == name)


def wait_for_green(node: Node) -> None:
    """Every copy is where it should be."""
    health = ask(f"{node.url}/_cluster/health?wait_for_status=green&timeout=120s", seconds=130)
    assert health is not None
    assert health["status"] == "green"


@pytest.mark.django_db(transaction=True)
def test_a_killed_node_loses_nothing_and_search_goes_on(settings, tmp_path, capsys):
    settings.MEDIA_ROOT = tmp_path
    fill(PRODUCTS)
    rebuild()
    total = SearchDocument.objects.count()
    with Cluster(3) as cluster:
        settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX = cluster.urls, "three"
        outage.end()
        building.rebuild()
        shopper = Shopper()
        shopper.start()

        killed: list[Node] = []

        def kill_once(done: int) -> None:
            if done >= total // 3 and not killed:
                killed.append(holder_of_primary(cluster, building.live() or ""))
                killed[0].kill()

        begun = time.monotonic()
        building.rebuild(kill_once)
        built = time.monotonic() - begun
        assert drift().is_ok
        after_building = (shopper.answers, shopper.from_database)

        cluster.start(killed[0])
        cluster.wait_for(killed[0])
        wait_for_green(killed[0])
        leader = master(cluster)
        for number, variant in enumerate(Variant.objects.order_by("pk").select_related("product")[:CHANGES]):
            if number == CHANGES // 3:
                leader.kill()
            Variant.objects.filter(pk=variant.pk).update(price_vnd=variant.price_vnd + 1_000)
            index_products([variant.product_id])
            following.follow(patiently=False)
        deadline = time.monotonic() + 60
        while not drift().is_ok and time.monotonic() < deadline:
            following.follow(patiently=True)
        shopper.enough.set()
        shopper.join(30)

        found = drift()
        with capsys.disabled():
            print(f"\n{total} products on three nodes; {killed[0].name} killed while building, which took {built:.1f} s;")
            print(f"{leader.name}, which led, killed while {CHANGES} prices changed.")
            print(f"{after_building[0]} answers during the building, {after_building[1]} of them from the database;")
            print(f"{shopper.answers} in all, {shopper.from_database} from the database, slowest {shopper.slowest:.2f} s.")
            print(f"{len(shopper.errors)} errors; on the cluster afterwards {found.missing} products missing, {found.differing} differ.")
        assert shopper.errors == []
        assert shopper.empty == 0
        assert found.is_ok
        prices = dict(SearchDocument.objects.values_list("pk", "price_vnd"))
        hits = building.client().search(index=building.alias(), size=10_000, source=["price_vnd"])["hits"]["hits"]
        assert {int(hit["_id"]): hit["_source"]["price_vnd"] for hit in hits} == prices
