"""Delivery fees and times, at the edges that a shopper meets."""

from __future__ import annotations

import datetime

import pytest

from cooperatives.vietnam.places import PlaceUnknown
from storefront.shipping.models import Carrier, DeliveryPolicy, Rate, Zone, ZoneTime
from storefront.shipping.quotes import CannotDeliver, estimate_delivery, quote_parcel
from storefront.shipping.table import read_table, remembered_table
from storefront.shipping.zones import zone_for
from tests.factories import HANOI, HO_CHI_MINH_CITY, TUYEN_QUANG, make_group, make_product, make_rates

HAI_PHONG, LAO_CAI, AN_GIANG, QUANG_NINH = "31", "15", "91", "22"
PHU_QUOC, VAN_DON, BACH_LONG_VI = "31078", "06994", "11948"


@pytest.fixture
def rates(db):
    make_rates(free_from_vnd=500_000, free_max_fee_vnd=40_000)


@pytest.mark.parametrize(
    ("from_province", "to_province", "to_commune", "zone"),
    [
        (HANOI, HANOI, "", Zone.SAME_PROVINCE),
        (HANOI, HAI_PHONG, "", Zone.SAME_REGION),
        (TUYEN_QUANG, LAO_CAI, "", Zone.SAME_REGION),
        (TUYEN_QUANG, HANOI, "", Zone.FAR),
        (HANOI, HO_CHI_MINH_CITY, "", Zone.FAR),
        (HANOI, AN_GIANG, PHU_QUOC, Zone.ISLAND),
        (AN_GIANG, AN_GIANG, PHU_QUOC, Zone.ISLAND),
        (HANOI, HAI_PHONG, BACH_LONG_VI, Zone.ISLAND),
        (QUANG_NINH, QUANG_NINH, VAN_DON, Zone.SAME_PROVINCE),
    ],
)
def test_zone(from_province, to_province, to_commune, zone):
    assert zone_for(from_province=from_province, to_province=to_province, to_commune=to_commune) == zone


def test_a_place_that_does_not_exist_is_refused():
    with pytest.raises(PlaceUnknown):
        zone_for(from_province=HANOI, to_province="99")


@pytest.mark.parametrize(
    ("weight_g", "fee_vnd"), [(1, 40_000), (1_000, 40_000), (1_001, 45_000), (2_000, 45_000), (2_001, 50_000), (9_999, 85_000)]
)
def test_each_started_kilogram_above_the_table_costs_extra(rates, weight_g, fee_vnd):
    quote = quote_parcel(from_province=TUYEN_QUANG, to_province=HANOI, weight_g=weight_g, goods_vnd=100_000)
    assert (quote.zone, quote.fee_vnd, quote.full_fee_vnd, quote.is_free) == (Zone.FAR, fee_vnd, fee_vnd, False)


@pytest.mark.parametrize(
    ("goods_vnd", "weight_g", "fee_vnd", "is_free"),
    [(499_999, 1_000, 40_000, False), (500_000, 1_000, 0, True), (500_000, 1_001, 5_000, False), (900_000, 3_000, 10_000, False)],
)
def test_free_delivery_begins_at_the_threshold_and_pays_at_most_its_maximum(rates, goods_vnd, weight_g, fee_vnd, is_free):
    quote = quote_parcel(from_province=TUYEN_QUANG, to_province=HANOI, weight_g=weight_g, goods_vnd=goods_vnd)
    assert (quote.fee_vnd, quote.is_free) == (fee_vnd, is_free)


def test_a_threshold_of_zero_means_that_nothing_is_free(db):
    make_rates(free_from_vnd=0)
    quote = quote_parcel(from_province=TUYEN_QUANG, to_province=HANOI, weight_g=500, goods_vnd=9_000_000)
    assert (quote.fee_vnd, quote.is_free) == (40_000, False)


def test_days_add_the_time_to_get_ready(rates):
    quote = quote_parcel(from_province=TUYEN_QUANG, to_province=HANOI, weight_g=500, goods_vnd=1, lead_days=5)
    assert (quote.days_min, quote.days_max) == (8, 11)


def test_fresh_goods_stay_in_their_region(rates):
    near = quote_parcel(from_province=TUYEN_QUANG, to_province=LAO_CAI, weight_g=500, goods_vnd=1, is_fresh=True)
    assert near.zone == Zone.SAME_REGION
    with pytest.raises(CannotDeliver) as refused:
        quote_parcel(from_province=TUYEN_QUANG, to_province=HANOI, weight_g=500, goods_vnd=1, is_fresh=True)
    assert refused.value.facts == {"reason": "fresh", "zone": "far"}
    with pytest.raises(CannotDeliver):
        quote_parcel(from_province=AN_GIANG, to_province=AN_GIANG, to_commune=PHU_QUOC, weight_g=500, goods_vnd=1, is_fresh=True)


def test_a_zone_without_rates_or_times_cannot_be_served(rates):
    ZoneTime.objects.filter(zone=Zone.FAR).delete()
    with pytest.raises(CannotDeliver):
        quote_parcel(from_province=TUYEN_QUANG, to_province=HANOI, weight_g=500, goods_vnd=1)
    Rate.objects.filter(zone=Zone.SAME_REGION).delete()
    with pytest.raises(CannotDeliver) as refused:
        quote_parcel(from_province=TUYEN_QUANG, to_province=LAO_CAI, weight_g=500, goods_vnd=1)
    assert refused.value.facts == {"reason": "no_rate", "zone": "same_region"}


def test_estimate_counts_from_today(rates):
    product = make_product(make_group(province=TUYEN_QUANG), lead_days=2)
    estimate = estimate_delivery(product=product, to_province=HANOI, today=datetime.date(2026, 3, 2))
    assert (estimate.earliest_on, estimate.latest_on) == (datetime.date(2026, 3, 7), datetime.date(2026, 3, 10))


def test_estimate_waits_for_a_group_that_is_closed(rates):
    group = make_group(province=TUYEN_QUANG, closed_until=datetime.date(2026, 3, 5))
    estimate = estimate_delivery(product=make_product(group, lead_days=0), to_province=TUYEN_QUANG, today=datetime.date(2026, 3, 5))
    assert (estimate.earliest_on, estimate.latest_on) == (datetime.date(2026, 3, 7), datetime.date(2026, 3, 8))


def test_quotes_of_several_parcels_read_the_table_once(rates, django_assert_num_queries):
    with django_assert_num_queries(3):
        table = read_table()
        for goods_vnd in (1, 2, 3):
            quote_parcel(from_province=TUYEN_QUANG, to_province=HANOI, weight_g=1, goods_vnd=goods_vnd, table=table)


def test_estimates_ask_nothing_until_staff_edit_the_table(rates, django_assert_num_queries):
    remembered_table()
    with django_assert_num_queries(0):
        remembered_table()
    Rate.objects.get(zone=Zone.FAR).delete()
    assert "far" not in remembered_table().steps


def test_the_shop_opens_with_rates_for_every_zone_and_four_carriers(db):
    assert set(Rate.objects.values_list("zone", flat=True)) == set(Zone.values) == set(ZoneTime.objects.values_list("zone", flat=True))
    assert set(Carrier.objects.values_list("code", flat=True)) == {"vnpost", "viettel-post", "ghn", "ghtk"}
    assert Carrier.objects.get(code="ghn").tracking_link("GA1B2") == "https://donhang.ghn.vn/?order_code=GA1B2"
    assert DeliveryPolicy.objects.get().pk == 1


def test_heavier_never_costs_less_in_the_first_table(db):
    table = read_table()
    for zone in Zone:
        fees = [table.fee_vnd(zone, weight_g) for weight_g in range(0, 12_000, 250)]
        assert fees == sorted(fees)
