"""The table of moves, walked pair by pair, and the order's status that follows."""

from __future__ import annotations

import itertools
from functools import partial

import pytest
from wagtail.models import ModelLogEntry

from storefront.orders import services
from storefront.orders.errors import TrackingNumberTaken, TransitionNotAllowed
from storefront.orders.locks import lock_parcel
from storefront.orders.models import Order, Parcel
from storefront.orders.states import ALLOWED, CLOSED, OPEN_ORDERS, derive_status, move_parcel
from tests.factories import make_carrier, make_group, make_order, make_product, make_user
from tests.race import together

S = Parcel.Status
PAIRS = list(itertools.product(S, S))
WANTED = {
    (S.WAITING, S.TO_PACK),
    (S.WAITING, S.CANCELLED),
    (S.TO_PACK, S.PACKED),
    (S.TO_PACK, S.CANCELLED),
    (S.PACKED, S.HANDED_OVER),
    (S.PACKED, S.CANCELLED),
    (S.HANDED_OVER, S.DELIVERED),
    (S.HANDED_OVER, S.RETURNED),
}


@pytest.fixture
def parcel(ground):
    return make_order().parcels.get()


def _put(parcel: Parcel, status: str) -> Parcel:
    Parcel.objects.filter(pk=parcel.pk).update(status=status)
    return lock_parcel(parcel.pk)


def test_the_table_knows_every_status():
    assert set(ALLOWED) == set(S)
    assert {(before, after) for before, afters in ALLOWED.items() for after in afters} == WANTED
    assert {status for status, afters in ALLOWED.items() if not afters} == CLOSED


@pytest.mark.parametrize(("before", "after"), PAIRS, ids=[f"{before}-{after}" for before, after in PAIRS])
def test_every_pair_of_states(parcel, before, after):
    actor = make_user()
    locked = _put(parcel, before)
    if (before, after) in WANTED:
        move_parcel(parcel=locked, to=after, actor=actor)
        assert Parcel.objects.get(pk=parcel.pk).status == locked.status == after
        entry = ModelLogEntry.objects.get(action=f"orders.parcel_{after}")
        assert (entry.user_id, entry.object_id, entry.data["before"]) == (actor.pk, str(parcel.pk), before)
    else:
        with pytest.raises(TransitionNotAllowed) as refused:
            move_parcel(parcel=locked, to=after, actor=actor)
        assert refused.value.facts == {"parcel_id": parcel.pk, "before": before, "after": after}
        assert Parcel.objects.get(pk=parcel.pk).status == before
        assert not ModelLogEntry.objects.filter(action=f"orders.parcel_{after}").exists()


def test_a_parcel_that_was_moved_meanwhile_is_not_moved_again(parcel):
    stale = lock_parcel(parcel.pk)
    move_parcel(parcel=lock_parcel(parcel.pk), to=S.CANCELLED, actor=None)
    with pytest.raises(TransitionNotAllowed) as refused:
        move_parcel(parcel=stale, to=S.PACKED, actor=None)
    assert refused.value.facts["before"] == S.CANCELLED
    assert Parcel.objects.get(pk=parcel.pk).status == S.CANCELLED


def test_one_tracking_number_belongs_to_one_parcel_of_a_carrier(parcel):
    carrier, other = make_carrier("ghn"), make_carrier("ghtk")
    parcels = [_put(one, S.PACKED) for one in (parcel, make_order().parcels.get(), make_order().parcels.get())]
    columns = {"carrier": carrier, "tracking_number": "GA1B2"}
    move_parcel(parcel=parcels[0], to=S.HANDED_OVER, actor=None, columns=columns)
    with pytest.raises(TrackingNumberTaken) as refused:
        move_parcel(parcel=parcels[1], to=S.HANDED_OVER, actor=None, columns=columns)
    assert refused.value.facts == {"carrier": "ghn", "tracking_number": "GA1B2"}
    assert Parcel.objects.get(pk=parcels[1].pk).status == S.PACKED
    move_parcel(parcel=parcels[2], to=S.HANDED_OVER, actor=None, columns={"carrier": other, "tracking_number": "GA1B2"})


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["waiting"], "awaiting_confirmation"),
        (["to_pack", "packed"], "preparing"),
        (["packed", "handed_over"], "partly_sent"),
        (["to_pack", "delivered"], "partly_sent"),
        (["to_pack", "returned"], "partly_sent"),
        (["handed_over", "delivered"], "sent"),
        (["handed_over", "returned"], "sent"),
        (["delivered", "delivered"], "delivered"),
        (["delivered", "returned"], "delivered"),
        (["returned", "returned"], "returned"),
        (["cancelled", "cancelled"], "cancelled"),
        (["cancelled", "packed"], "preparing"),
        (["cancelled", "delivered"], "delivered"),
        (["cancelled", "returned"], "returned"),
    ],
)
def test_the_orders_status_follows_from_its_parcels(statuses, expected):
    assert derive_status(method="cod", parcel_statuses=statuses) == expected
    assert derive_status(method="cod", parcel_statuses=statuses[::-1]) == expected


def test_an_order_waits_for_money_or_for_a_call():
    assert derive_status(method="vietqr", parcel_statuses=["waiting"]) == Order.Status.AWAITING_PAYMENT
    assert derive_status(method="cod", parcel_statuses=["waiting"]) == Order.Status.AWAITING_CONFIRMATION


def test_an_order_without_parcels_has_no_status():
    with pytest.raises(ValueError, match="at least one parcel"):
        derive_status(method="cod", parcel_statuses=[])


def test_every_combination_of_two_parcels_has_a_status_and_open_means_not_closed():
    for pair in PAIRS:
        status = derive_status(method="cod", parcel_statuses=pair)
        assert (status in OPEN_ORDERS) == any(one not in CLOSED for one in pair)


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_two_groups_moving_at_the_same_moment_leave_the_right_status(ground):
    for _ in range(4):
        order = make_order({make_product(make_group()).variants.get(): 1 for _ in range(2)})
        for parcel in order.parcels.all():
            services.pack_parcel(parcel_id=parcel.pk, actor=None)
        carrier = make_carrier()
        together(
            [
                partial(services.hand_over_parcel, parcel_id=parcel.pk, carrier=carrier, tracking_number=f"T{parcel.pk}", actor=None)
                for parcel in order.parcels.all()
            ]
        )
        order.refresh_from_db()
        assert order.status == Order.Status.SENT
        Order.objects.filter(pk=order.pk).update(phone=f"+8499{order.pk:07}")
