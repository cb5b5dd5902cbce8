"""Placing an order: what is copied, what is summed, what is refused."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry

from catalog.models import Stock, Variant
from catalog.services.stock import OutOfStock
from cooperatives.groups.models import Group, LegalForm, TermsMissing
from cooperatives.vietnam.phones import PhoneNumberError
from cooperatives.vietnam.places import PlaceUnknown
from storefront.cart.errors import NotForSale
from storefront.cart.models import CartLine
from storefront.checkout import errors, services
from storefront.orders.models import Order, Parcel
from storefront.orders.numbers import is_order_number
from storefront.payments.models import Payment
from storefront.shipping.models import DeliveryPolicy
from storefront.shipping.quotes import CannotDeliver
from tests.checkout.checkout import everything, page
from tests.factories import (
    HANOI,
    HO_CHI_MINH_CITY,
    PHONE,
    TUYEN_QUANG,
    make_cart,
    make_category,
    make_certificate,
    make_group,
    make_order,
    make_product,
    make_rates,
    make_terms,
    make_user,
    make_variant,
)

pytestmark = pytest.mark.usefixtures("ground")


@pytest.fixture
def honey():
    """185,000 đ a jar from a household in Tuyên Quang."""
    group = make_group("Hộ Bản Mây", kind=LegalForm.HOUSEHOLD)
    return make_product(group, "Mật ong bạc hà", variants=[{"price_vnd": 185_000, "name_vi": "Hũ 500 ml", "sku": "MO-500"}]).variants.get()


@pytest.fixture
def rice():
    """62,500 đ a bag from a cooperative in Hà Nội."""
    group = make_group("HTX Đồng Xa", province=HANOI, terms={"fee_bps": 555, "holdback_days": 3})
    pack = {"price_vnd": 62_500, "weight_g": 2_100, "name_en": "2 kg bag"}
    return make_product(group, "Gạo nếp", name_en="Sticky rice", variants=[pack]).variants.get()


def test_one_parcel_for_each_group_with_its_own_fee_and_time(honey, rice):
    order = services.place_order(**page(make_cart({honey: 2, rice: 3}), method="vietqr"))
    first, second = order.parcels.order_by("position")
    assert (first.group, first.goods_vnd, first.shipping_vnd, first.zone) == (honey.product.group, 370_000, 40_000, "far")
    assert (second.group, second.goods_vnd, second.shipping_vnd, second.zone) == (rice.product.group, 187_500, 50_000, "same_province")
    assert (second.weight_g, second.days_min, second.days_max) == (6_300, 3, 4)
    assert (order.goods_vnd, order.shipping_vnd, order.rounding_vnd, order.total_vnd) == (557_500, 90_000, 0, 647_500)


def test_every_snapshot_is_exact(honey):
    certificate = make_certificate(honey.product, scheme="ocop4")
    make_certificate(honey.product, scheme="vietgap", expires_on=timezone.localdate() - datetime.timedelta(days=1))
    make_certificate(group=honey.product.group, scheme="pgs", number="PGS 7", expires_on=None)
    make_certificate(group=make_group(), scheme="organic")
    line = services.place_order(**page(make_cart({honey: 3}))).parcels.get().lines.get()
    assert (line.sku, line.name_vi, line.name_en) == ("MO-500", "Mật ong bạc hà, Hũ 500 ml", "")
    assert (line.quantity, line.unit_price_vnd, line.total_vnd) == (3, 185_000, 555_000)
    assert (line.fee_vnd, line.fee_vat_vnd) == (44_400, 4_036)  # 8 %, and 4,036.36 of VAT inside it
    assert (line.tax_vat_bps, line.tax_pit_bps, line.tax_vat_vnd, line.tax_pit_vnd) == (100, 50, 5_550, 2_775)
    assert {(label["scheme"], label["number"]) for label in line.labels} == {("ocop4", certificate.number), ("pgs", "PGS 7")}
    claim = next(label for label in line.labels if label["scheme"] == "ocop4")
    assert (claim["expires_on"], claim["check_code"]) == (certificate.expires_on.isoformat(), certificate.check_code)


def test_snapshots_stay_when_the_catalogue_changes(honey):
    order = services.place_order(**page(make_cart({honey: 1})))
    Variant.objects.filter(pk=honey.pk).update(price_vnd=1, name_vi="Khác")
    make_terms(honey.product.group, valid_from=timezone.localdate(), fee_bps=2_000)
    line = Order.objects.get(pk=order.pk).parcels.get().lines.get()
    assert (line.unit_price_vnd, line.name_vi, line.fee_vnd) == (185_000, "Mật ong bạc hà, Hũ 500 ml", 14_800)


def test_terms_are_those_in_force_today(rice):
    group, today = rice.product.group, timezone.localdate()
    make_terms(group, valid_from=today, fee_bps=600, fee_vat_bps=800, holdback_days=5)
    make_terms(group, valid_from=today + datetime.timedelta(days=1), fee_bps=900)
    parcel = services.place_order(**page(make_cart({rice: 1}))).parcels.get()
    assert (parcel.fee_bps, parcel.fee_vat_bps, parcel.holdback_days) == (600, 800, 5)
    assert (parcel.lines.get().fee_vnd, parcel.lines.get().fee_vat_vnd) == (3_750, 278)


def test_tax_follows_the_seller_of_record_and_what_is_sold():
    seller = make_group(kind=LegalForm.COOPERATIVE)
    protected = make_group(kind=LegalForm.SELF_HELP_GROUP, seller_of_record=seller)
    household = make_group(kind=LegalForm.HOUSEHOLD)
    cloth = make_product(protected).variants.get()
    tour = make_product(household, category=make_category("S26", is_service=True)).variants.get()
    order = services.place_order(**page(make_cart({cloth: 1, tour: 1})))
    first, second = order.parcels.order_by("position")
    assert (first.group, first.seller, first.legal_form) == (protected, seller, "cooperative")
    assert (first.lines.get().tax_vat_vnd, first.lines.get().tax_pit_vnd) == (0, 0)
    assert (second.lines.get().tax_vat_vnd, second.lines.get().tax_pit_vnd) == (5_000, 2_000)


def test_the_order_keeps_who_where_and_what_she_said(honey):
    user = make_user()
    invoice = services.InvoiceRequest("Công ty Thử", "0123456789", "1 phố Thử")
    wish = page(make_cart({honey: 1}, user=user), phone="0912 345 678", note="Gọi trước", invoice=invoice, user=user, language="en-gb")
    order = Order.objects.get(pk=services.place_order(**wish).pk)
    assert is_order_number(order.number)
    assert (order.user, order.language, order.phone, order.email, order.note) == (user, "en", PHONE, "khach@example.com", "Gọi trước")
    assert (order.recipient, order.street) == ("Người Nhận Thử", "12 ngõ 34")
    assert (order.commune_name, order.province_name) == ("Phường Ba Đình", "Thành phố Hà Nội")
    assert (order.wants_invoice, order.invoice_name, order.invoice_tax_code) == (True, "Công ty Thử", "0123456789")
    entry = ModelLogEntry.objects.get(action="orders.placed")
    assert (entry.object_id, entry.user_id, entry.label) == (str(order.pk), user.pk, order.number)


def test_stock_is_held_and_only_the_bought_lines_leave_the_cart(honey):
    resting = make_product(make_group(closed_until=timezone.localdate())).variants.get()
    cart = make_cart({honey: 2, resting: 1})
    order = services.place_order(**page(cart))
    assert order.parcels.count() == 1
    assert (Stock.objects.get(variant=honey).reserved, Stock.objects.get(variant=resting).reserved) == (2, 0)
    assert list(cart.lines.values_list("variant", "quantity")) == [(resting.pk, 1)]


@pytest.mark.parametrize(
    ("price_vnd", "rounding_vnd", "cash_vnd"), [(100_499, -499, 140_000), (100_500, 500, 141_000), (100_000, 0, 140_000)]
)
def test_each_cash_parcel_is_whole_notes(price_vnd, rounding_vnd, cash_vnd):
    variants = [make_product(price_vnd=price_vnd).variants.get() for _ in range(2)]
    order = services.place_order(**page(make_cart(dict.fromkeys(variants, 1))))
    assert [(parcel.rounding_vnd, parcel.due_vnd) for parcel in order.parcels.all()] == [(rounding_vnd, cash_vnd)] * 2
    assert (order.rounding_vnd, order.total_vnd) == (2 * rounding_vnd, 2 * cash_vnd)


def test_a_transfer_is_never_rounded():
    order = services.place_order(**page(make_cart({make_product(price_vnd=100_499).variants.get(): 1}), method="vietqr"))
    assert (order.rounding_vnd, order.total_vnd) == (0, 140_499)


def test_a_transfer_waits_for_its_money_for_the_time_that_is_shown(honey, clock):
    order = services.place_order(**page(make_cart({honey: 1}), method="vietqr"))
    assert (order.status, order.parcels.get().status) == (Order.Status.AWAITING_PAYMENT, Parcel.Status.WAITING)
    assert order.payment_due_at == clock.now + datetime.timedelta(minutes=DeliveryPolicy.current().qr_minutes)
    payment = Payment.objects.get(order=order)
    assert (payment.provider, payment.amount_vnd, payment.status) == ("vietqr", 225_000, Payment.Status.PENDING)


@pytest.mark.parametrize(
    ("price_vnd", "status", "parcel_status"), [(1_458_000, "preparing", "to_pack"), (1_500_000, "awaiting_confirmation", "waiting")]
)
def test_large_cash_orders_wait_for_a_call(price_vnd, status, parcel_status):
    make_rates(free_from_vnd=0)
    order = services.place_order(**page(make_cart({make_product(price_vnd=price_vnd).variants.get(): 1})))
    assert (order.status, order.parcels.get().status, order.payment_due_at) == (status, parcel_status, None)


def _refused(error, wish) -> dict:
    before = everything()
    with pytest.raises(error) as refused:
        services.place_order(**wish)
    assert everything() == before
    return refused.value.facts


def test_a_total_that_she_did_not_see_is_refused(honey):
    wish = page(make_cart({honey: 1}))
    Variant.objects.filter(pk=honey.pk).update(price_vnd=190_000)
    assert _refused(errors.PriceChanged, wish) == {"old_vnd": 225_000, "new_vnd": 230_000}


def test_a_changed_delivery_fee_is_a_changed_total(honey):
    wish = page(make_cart({honey: 1}))
    make_rates(free_from_vnd=100_000)
    assert _refused(errors.PriceChanged, wish) == {"old_vnd": 225_000, "new_vnd": 185_000}


def test_what_is_sold_out_meanwhile_is_refused(honey, rice):
    wish = page(make_cart({rice: 1, honey: 2}))
    Stock.objects.filter(variant=honey).update(on_hand=1)
    assert _refused(OutOfStock, wish) == {"variant_id": honey.pk, "wanted": 2, "available": 1}


def test_what_is_no_longer_sold_is_refused(honey):
    wish = page(make_cart({honey: 2}))
    Group.objects.filter(pk=honey.product.group_id).update(is_active=False)
    assert _refused(NotForSale, wish) == {"variant_id": honey.pk}


def test_an_empty_cart_orders_nothing(honey):
    cart = make_cart({honey: 1})
    wish = page(cart)
    cart.lines.all().delete()
    _refused(errors.CartEmpty, wish)


def test_fresh_goods_do_not_travel_far():
    group = make_group(province=TUYEN_QUANG)
    wish = page(make_cart({make_product(group, is_fresh=True).variants.get(): 1}))
    assert _refused(CannotDeliver, wish) == {"reason": "fresh", "zone": "far", "group_id": group.pk}


def test_too_much_cash_is_refused():
    make_rates(free_from_vnd=0, cod_max_order_vnd=140_000)
    at_most = make_product(price_vnd=100_000).variants.get()
    over = make_product(price_vnd=101_000).variants.get()
    assert _refused(errors.CodOrderTooLarge, page(make_cart({over: 1}))) == {"total_vnd": 141_000, "most_vnd": 140_000}
    assert services.place_order(**page(make_cart({over: 1}), method="vietqr")).total_vnd == 141_000
    assert services.place_order(**page(make_cart({at_most: 1}))).total_vnd == 140_000


def test_a_phone_number_has_only_so_many_open_cash_orders(honey):
    make_rates(cod_open_orders_per_phone=2)
    orders = [services.place_order(**page(make_cart({honey: 1}))) for _ in range(2)]
    wish = page(make_cart({honey: 1}), phone="0912.345.678")
    assert _refused(errors.CodLimitReached, wish) == {"open_orders": 2, "most": 2}
    services.place_order(**page(make_cart({honey: 1}), phone="0987 654 321"))
    services.place_order(**page(make_cart({honey: 1}), method="vietqr"))
    Order.objects.filter(pk=orders[0].pk).update(status=Order.Status.DELIVERED)
    assert services.place_order(**wish).phone == PHONE


def test_a_phone_number_that_is_none_is_refused(honey):
    _refused(PhoneNumberError, page(make_cart({honey: 1}), phone="12345"))


def test_a_commune_of_another_province_is_refused(honey):
    wish = page(make_cart({honey: 1}))
    _refused(PlaceUnknown, {**wish, "address": services.DeliveryAddress("1", HO_CHI_MINH_CITY, wish["address"].commune_code)})


def test_a_group_without_terms_sells_nothing(honey):
    wish = page(make_cart({honey: 1}))
    honey.product.group.terms.all().delete()
    _refused(TermsMissing, wish)


def test_the_same_page_again_is_the_same_order(honey):
    cart = make_cart({honey: 1})
    wish = page(cart)
    first = services.place_order(**wish)
    CartLine.objects.create(cart=cart, variant=honey, quantity=4, seen_price_vnd=1)
    after = everything()
    assert services.place_order(**wish).pk == first.pk
    assert everything() == after


def test_another_page_is_another_order(honey):
    assert make_order({honey: 1}).pk != make_order({honey: 1}).pk


def test_the_preview_says_what_will_be_charged(honey, rice):
    cart = make_cart({honey: 3, rice: 1})
    preview = services.preview_order(cart=cart, method="cod", province_code=HANOI)
    assert [(one.goods_vnd, one.shipping_vnd, one.rounding_vnd) for one in preview.parcels] == [(555_000, 5_000, 0), (62_500, 30_000, 500)]
    assert (preview.total_vnd, preview.needs_confirmation, preview.can_place) == (653_000, False, True)


def test_the_preview_without_a_place_leaves_delivery_open(honey):
    preview = services.preview_order(cart=make_cart({honey: 1}), method="vietqr")
    assert (preview.shipping_vnd, preview.total_vnd, preview.can_place) == (0, 185_000, False)


@pytest.mark.parametrize(("groups", "lines"), [(1, 1), (2, 6), (5, 20)])
def test_queries_grow_only_with_the_lines_that_hold_stock(groups, lines, django_assert_num_queries):
    owners = [make_group() for _ in range(groups)]
    packs = {make_variant(make_product(owners[n % groups], variants=0)): 1 for n in range(lines)}
    wish = page(make_cart(packs))
    make_order()  # content types and accounts are known to a process that has sold before
    lock_of_the_phone = connection.vendor == "postgresql"
    with django_assert_num_queries(29 + lines + lock_of_the_phone):
        services.place_order(**wish)


def test_a_taken_number_is_drawn_again(honey, monkeypatch):
    taken = make_order({honey: 1}).number
    draws = iter([taken, taken, "HTX0000000"])
    monkeypatch.setattr("storefront.checkout.services.place.new_order_number", lambda: next(draws))
    assert make_order({honey: 1}).number == "HTX0000000"


def test_checkout_keys_are_unique_in_the_database(honey):
    key = uuid.uuid4()
    first = make_order({honey: 1}, checkout_key=key)
    assert make_order({honey: 1}, checkout_key=key).pk == first.pk
    assert Order.objects.count() == 1
