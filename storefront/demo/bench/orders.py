"""``python -m storefront.demo.bench.orders <orders> <processes>``: many tills at once on one database.

Carts are made beforehand; each process then places its share by ``place_order``, all starting at the same moment. Prints one JSON object:
``rate`` (orders a second), ``p95_ms`` of a single order, ``errors``, and ``stock_difference``: packs by which the reserved stock, or the
number of orders or of their lines, differs from what was ordered.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
import uuid
from collections.abc import Sequence
from multiprocessing.synchronize import Barrier
from typing import TYPE_CHECKING, Any, Final

import django

from storefront.demo.bench.errors import MeasurementFailed
from storefront.demo.bench.report import percentile

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

TO_PROVINCE, TO_COMMUNE = "01", "00004"
PACKS_OF_A_CART: Final = 2
DIFFERENT_PACKS: Final = 40
"""So few that the tills meet at the same rows."""

Results = list[tuple[float, str]]
"""Seconds of each order, and why it was refused (empty when it was placed)."""


def main(orders: int, processes: int) -> None:
    """Prepare, place, count, print."""
    django.setup()
    from django.db import connections
    from django.db.models import Sum

    from catalog.models import Stock
    from storefront.orders.models import Order, OrderLine

    before = Stock.objects.aggregate(packs=Sum("reserved"))["packs"], Order.objects.count(), OrderLine.objects.count()
    wishes = _wishes(orders)
    connections.close_all()  # a connection must not be shared with a child
    results, seconds = _place_all(wishes, processes)
    placed = sum(not refused for _, refused in results)
    packs = placed * PACKS_OF_A_CART
    after = Stock.objects.aggregate(packs=Sum("reserved"))["packs"], Order.objects.count(), OrderLine.objects.count()
    wanted = before[0] + packs, before[1] + placed, before[2] + packs
    found = {
        "rate": placed / seconds,
        "p95_ms": percentile([one for one, _ in results], 95) * 1_000,
        "errors": orders - placed,
        "stock_difference": sum(abs(one - other) for one, other in zip(after, wanted, strict=True)),
        "reasons": sorted({refused for _, refused in results if refused}),
    }
    json.dump(found, sys.stdout)


def _wishes(orders: int) -> list[dict[str, Any]]:
    """Arguments of ``place_order``, one for each order, with a cart of packs from different products."""
    from django.db.models import F

    from catalog.models import Variant
    from storefront.cart.models import Cart, CartLine
    from storefront.checkout.services import Contact, DeliveryAddress, preview_order

    needed = 2 * orders * PACKS_OF_A_CART // DIFFERENT_PACKS + 1
    buyable = Variant.objects.filter(stock__on_hand__gte=F("stock__reserved") + needed, position=0, price_vnd__lt=400_000)
    packs = list(buyable.order_by("-pk")[:DIFFERENT_PACKS])
    if len(packs) < DIFFERENT_PACKS:
        raise MeasurementFailed(f"Only {len(packs)} packs have stock for {needed} orders each.")
    wishes = []
    for number in range(orders):
        cart = Cart.objects.create()
        chosen = [packs[(number * 7 + step * 11) % len(packs)] for step in range(PACKS_OF_A_CART)]
        CartLine.objects.bulk_create(CartLine(cart=cart, variant=pack, quantity=1, seen_price_vnd=pack.price_vnd) for pack in chosen)
        shown = preview_order(cart=cart, method="cod", province_code=TO_PROVINCE, commune_code=TO_COMMUNE)
        wishes.append(
            {
                "cart": cart,
                "checkout_key": uuid.uuid4(),
                "shown_total_vnd": shown.total_vnd,
                "method": "cod",
                "address": DeliveryAddress("12 ngõ 34", TO_PROVINCE, TO_COMMUNE),
                "contact": Contact("Khách Thử Nghiệm", f"0913{number:06}"),
            }
        )
    return wishes


def _place_all(wishes: Sequence[dict[str, Any]], processes: int) -> tuple[Results, float]:
    """Return what became of each wish, and how many seconds passed from the start to the last order."""
    fork = multiprocessing.get_context("fork")
    gate, answers = fork.Barrier(processes + 1), fork.Queue()
    shares = [wishes[start::processes] for start in range(processes)]
    tills = [fork.Process(target=_till, args=(share, gate, answers)) for share in shares]
    for till in tills:
        till.start()
    gate.wait(60)
    begun = time.perf_counter()
    results = [one for _ in tills for one in answers.get(timeout=300)]
    seconds = time.perf_counter() - begun
    for till in tills:
        till.join()
    return results, seconds


def _till(share: Sequence[dict[str, Any]], gate: Barrier, answers: Queue[Results]) -> None:
    from django.db import connection

    from storefront.checkout.services import place_order

    connection.ensure_connection()
    results: Results = []
    gate.wait(60)
    for wish in share:
        begun = time.perf_counter()
        try:
            place_order(**wish)
            refused = ""
        except Exception as error:  # counted: nothing may go wrong here, whatever it is
            refused = repr(error)
        results.append((time.perf_counter() - begun, refused))
    answers.put(results)
    connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
