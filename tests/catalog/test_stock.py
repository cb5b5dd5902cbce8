"""Stock: held, given back, gone, counted; each step once, and never more than there is."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from catalog.models import Reservation, Stock
from catalog.services import stock
from catalog.signals import product_changed
from tests.factories import make_product, make_user, make_variant
from tests.race import together


def _numbers(variant) -> tuple[int, int]:
    row = Stock.objects.get(variant=variant)
    return row.on_hand, row.reserved


@pytest.fixture
def jar(db):
    return make_variant(stock=5)


def test_reserving_holds_packs_and_the_same_key_holds_them_once(jar):
    first = stock.reserve(variant_id=jar.pk, quantity=3, key="line:1")
    again = stock.reserve(variant_id=jar.pk, quantity=3, key="line:1")
    assert first.pk == again.pk
    assert _numbers(jar) == (5, 3)


def test_more_than_is_left_is_refused_and_nothing_is_held(jar):
    stock.reserve(variant_id=jar.pk, quantity=3, key="line:1")
    with pytest.raises(stock.OutOfStock) as refused:
        stock.reserve(variant_id=jar.pk, quantity=3, key="line:2")
    assert refused.value.facts == {"variant_id": jar.pk, "wanted": 3, "available": 2}
    assert _numbers(jar) == (5, 3)
    assert list(Reservation.objects.values_list("key", flat=True)) == ["line:1"]


def test_several_packs_are_held_together_or_not_at_all(jar):
    other = make_variant(stock=1)
    with pytest.raises(stock.OutOfStock):
        stock.reserve_all([stock.Wanted(jar.pk, 2, "line:1"), stock.Wanted(other.pk, 2, "line:2")])
    assert (_numbers(jar), _numbers(other), Reservation.objects.count()) == ((5, 0), (1, 0), 0)


def test_a_pack_without_a_stock_row_cannot_be_held(db):
    variant = make_variant(stock=None)
    with pytest.raises(stock.OutOfStock) as refused:
        stock.reserve(variant_id=variant.pk, quantity=1, key="line:1")
    assert refused.value.facts["available"] == 0


def test_one_key_never_stands_for_other_packs(jar):
    stock.reserve(variant_id=jar.pk, quantity=1, key="line:1")
    with pytest.raises(stock.ReservationConflict):
        stock.reserve(variant_id=jar.pk, quantity=2, key="line:1")
    assert _numbers(jar) == (5, 1)


def test_releasing_gives_back_once(jar):
    stock.reserve(variant_id=jar.pk, quantity=2, key="line:1")
    assert (stock.release(key="line:1"), stock.release(key="line:1")) == (True, False)
    assert _numbers(jar) == (5, 0)


def test_taking_lets_packs_leave_once_and_restocking_brings_them_back_once(jar):
    stock.reserve(variant_id=jar.pk, quantity=2, key="line:1")
    assert (stock.take(key="line:1"), stock.take(key="line:1")) == (True, False)
    assert _numbers(jar) == (3, 0)
    assert (stock.restock(key="line:1"), stock.restock(key="line:1")) == (True, False)
    assert _numbers(jar) == (5, 0)


@pytest.mark.parametrize(("before", "step"), [("take", "release"), ("release", "take"), ("", "restock"), ("release", "reserve")])
def test_a_step_out_of_turn_is_refused_and_changes_nothing(jar, before, step):
    stock.reserve(variant_id=jar.pk, quantity=2, key="line:1")
    if before:
        getattr(stock, before)(key="line:1")
    numbers = _numbers(jar)
    with pytest.raises(stock.ReservationConflict):
        if step == "reserve":
            stock.reserve(variant_id=jar.pk, quantity=2, key="line:1")
        else:
            getattr(stock, step)(key="line:1")
    assert _numbers(jar) == numbers


def test_an_unknown_key_is_a_mistake_and_not_silence(jar):
    with pytest.raises(stock.ReservationConflict):
        stock.release(key="line:404")


def test_counting_sets_what_is_there_and_is_logged_with_who_counted(jar):
    keeper = make_user()
    stock.reserve(variant_id=jar.pk, quantity=2, key="line:1")
    assert stock.set_on_hand(variant_id=jar.pk, on_hand=12, actor=keeper).available == 10
    entry = ModelLogEntry.objects.get(action="catalog.stock_counted")
    assert (entry.user_id, entry.data) == (keeper.pk, {"before": 5, "now": 12})


def test_counting_less_than_orders_hold_is_refused(jar):
    stock.reserve(variant_id=jar.pk, quantity=4, key="line:1")
    with pytest.raises(stock.StockBelowReserved) as refused:
        stock.set_on_hand(variant_id=jar.pk, on_hand=3, actor=None)
    assert refused.value.facts == {"variant_id": jar.pk, "on_hand": 3, "reserved": 4}
    assert _numbers(jar) == (5, 4)


def test_the_first_count_opens_the_stock_row(db):
    variant = make_variant(stock=None)
    assert stock.set_on_hand(variant_id=variant.pk, on_hand=7, actor=None).available == 7


def test_the_database_itself_refuses_to_hold_more_than_there_is(jar):
    with pytest.raises(IntegrityError), transaction.atomic():
        Stock.objects.filter(variant=jar).update(reserved=6)


def test_search_is_told_of_the_product_once_the_change_is_committed(jar, django_capture_on_commit_callbacks):
    told = []
    product_changed.connect(lambda product_ids, **_: told.append(product_ids), weak=False, dispatch_uid="test")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            stock.reserve(variant_id=jar.pk, quantity=1, key="line:1")
            assert told == []
        assert told == [[jar.product_id]]
    finally:
        product_changed.disconnect(dispatch_uid="test")


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_thirty_threads_want_one_of_ten():
    variant = make_product(stock=10).variants.get()
    results = together([lambda n=n: stock.reserve(variant_id=variant.pk, quantity=1, key=f"line:{n}") for n in range(30)])
    assert sum(isinstance(one, Reservation) for one in results) == 10
    assert sum(isinstance(one, stock.OutOfStock) for one in results) == 20
    assert _numbers(variant) == (10, 10)


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_sixteen_threads_ask_for_the_same_key():
    variant = make_product(stock=10).variants.get()
    results = together([lambda: stock.reserve(variant_id=variant.pk, quantity=2, key="line:1")] * 16)
    assert {one.key for one in results} == {"line:1"}
    assert _numbers(variant) == (10, 2)


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_taken_and_released_at_once_only_one_of_them_happens():
    variant = make_product(stock=10).variants.get()
    stock.reserve(variant_id=variant.pk, quantity=2, key="line:1")
    results = together([lambda: stock.take(key="line:1"), lambda: stock.release(key="line:1")] * 8)
    assert sum(one is True for one in results) == 1
    assert _numbers(variant) in [(8, 0), (10, 0)]
