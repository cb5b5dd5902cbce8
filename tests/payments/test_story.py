"""One order's whole life in the books: two groups, VietQR, one line cancelled, delivered, released. Every balance by hand.

A: cooperative, 8 % fee (10 % VAT in it), no withholding. B: household, 10 % fee, 1 % + 0.5 % withheld. Each parcel's delivery: 40,000.

    A   2 × 185,000 = 370,000   fee 29,600 = 26,909 + 2,691 VAT                              340,400 are hers
    B   1 ×  90,000 =  90,000   fee  9,000 =  8,182 +   818 VAT    taxes   900 + 450          79,650
        2 ×  60,000 = 120,000   fee 12,000 = 10,909 + 1,091 VAT    taxes 1,200 + 600         106,200
"""

from __future__ import annotations

import pytest

from cooperatives.groups.models import LegalForm
from storefront.orders.models import Order, OrderLine
from storefront.orders.services import hand_over_parcel, pack_parcel, release_due_parcels
from storefront.payments.services.follow import deliver_and_collect
from storefront.payments.services.refunds import request_refund, send_refund
from tests.factories import make_carrier, make_group, make_order, make_product
from tests.payments.till import BANK, assert_books_hold, books, pay


@pytest.mark.django_db
def test_the_life_of_an_order_over_two_groups(ground, clerk, second, clock):
    a = make_group("Hợp tác xã A")
    b = make_group("Hộ B", kind=LegalForm.HOUSEHOLD, terms={"fee_bps": 1_000})
    honey = make_product(a, price_vnd=185_000).variants.get()
    soap, tea = make_product(b, weight_g=300, variants=[{"price_vnd": 90_000}, {"price_vnd": 60_000}]).variants.order_by("position")
    order = make_order({honey: 2, soap: 1, tea: 2}, method="vietqr")
    assert (order.goods_vnd, order.shipping_vnd, order.total_vnd) == (580_000, 80_000, 660_000)
    assert books() == {}

    short = pay(f"ck {order.number}", 600_000)
    assert (short.state, books()) == ("short", {BANK: 600_000, "2090": 600_000})

    line = pay(f"bu {order.number}", 60_000)
    assert line.state == "exact"
    assert books() == {
        BANK: 660_000,
        f"2110.g{a.pk}": 340_400,
        f"2110.g{b.pk}": 185_850,
        "2300.vat": 2_100,
        "2300.pit": 1_050,
        "2400": 2_691 + 818 + 1_091,
        "4010": 26_909 + 8_182 + 10_909,
        "4030": 80_000,
    }

    of_tea = OrderLine.objects.get(variant=tea)
    refund = request_refund(parcel_id=of_tea.parcel_id, quantities={of_tea.pk: 2}, reason="hết chè", actor=clerk, key="story")
    assert refund.amount_vnd == 120_000
    after_refund = {
        f"2110.g{a.pk}": 340_400,
        f"2110.g{b.pk}": 79_650,
        "2300.vat": 900,
        "2300.pit": 450,
        "2400": 2_691 + 818,
        "4010": 26_909 + 8_182,
        "4030": 80_000,
    }
    assert books() == {BANK: 660_000, "2200": 120_000, **after_refund}

    send_refund(refund_id=refund.pk, actor=second)
    assert books() == {BANK: 660_000, "1050": -120_000, **after_refund}
    pay(refund.reference, -120_000)
    assert books() == {BANK: 540_000, **after_refund}

    for number, parcel in enumerate(order.parcels.order_by("position")):
        pack_parcel(parcel_id=parcel.pk, actor=None)
        hand_over_parcel(parcel_id=parcel.pk, carrier=make_carrier(), tracking_number=f"ST{number}", actor=None)
        deliver_and_collect(parcel_id=parcel.pk, actor=None)
    assert books() == {BANK: 540_000, **after_refund}
    clock.advance(days=6)
    assert release_due_parcels() == []
    clock.advance(days=1)
    assert len(release_due_parcels()) == 2
    released = {code.replace("2110", "2120"): amount for code, amount in after_refund.items()}
    assert books() == {BANK: 540_000, **released}

    order = Order.objects.select_related("payment").get(pk=order.pk)
    assert (order.status, order.payment.status, order.payment.received_vnd) == ("delivered", "paid", 540_000)
    assert_books_hold()
