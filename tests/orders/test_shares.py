"""Shares of refunds: any order of partial refunds ends at the full figures, and what is kept agrees at every step."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storefront.orders.errors import RefundTooMuch
from storefront.orders.locks import lock_parcel
from storefront.orders.models import OrderLine, Parcel
from storefront.orders.shares import net_left_vnd, record_refund, refund_of_lines, refund_of_rest, share_of
from tests.factories import make_group, make_order, make_product

MONEY = ("amount_vnd", "fee_vnd", "fee_vat_vnd", "tax_vat_vnd", "tax_pit_vnd", "net_vnd")


@st.composite
def lines(draw):
    quantity, price = draw(st.integers(1, 40)), draw(st.integers(1_000, 3_000_000))
    total = quantity * price
    fee = total * draw(st.integers(0, 5_000)) // 10_000
    return OrderLine(
        quantity=quantity,
        unit_price_vnd=price,
        total_vnd=total,
        fee_vnd=fee,
        fee_vat_vnd=fee * 1_000 // 11_000,
        tax_vat_vnd=total * draw(st.integers(0, 500)) // 10_000,
        tax_pit_vnd=total * draw(st.integers(0, 200)) // 10_000,
    )


@settings(deadline=None)  # the machine may be busy
@given(st.data(), lines())
def test_partial_refunds_in_any_steps_end_exactly_at_the_full_figures(data, line):
    cuts = sorted(data.draw(st.sets(st.integers(1, line.quantity)))) + [line.quantity]
    whole = share_of(line, after=0, until=line.quantity)
    assert (whole.amount_vnd, whole.fee_vnd, whole.fee_vat_vnd) == (line.total_vnd, line.fee_vnd, line.fee_vat_vnd)
    sums, done = dict.fromkeys(MONEY, 0), 0
    for cut in cuts:
        share = share_of(line, after=done, until=cut)
        line.refunded_quantity = done = cut
        for name in MONEY:
            assert getattr(share, name) >= 0
            sums[name] += getattr(share, name)
        assert share.fee_vat_vnd <= share.fee_vnd
        assert net_left_vnd([line]) + sums["net_vnd"] == whole.net_vnd
    assert sums == {name: getattr(whole, name) for name in MONEY}


@pytest.mark.parametrize(("after", "until"), [(-1, 1), (2, 1), (0, 4)])
def test_shares_outside_the_line_are_a_mistake(after, until):
    line = OrderLine(quantity=3, unit_price_vnd=1, total_vnd=3, fee_vnd=0, fee_vat_vnd=0)
    with pytest.raises(ValueError, match="packs"):
        share_of(line, after=after, until=until)


@pytest.fixture
def parcel(ground):
    """Three jars for 333,333 đ each: 999,999 of goods, 45,000 of delivery, 1 of cash rounding."""
    variant = make_product(make_group(kind="household"), price_vnd=333_333).variants.get()
    return lock_parcel(make_order({variant: 3}).parcels.get().pk)


def test_everything_back_is_what_was_paid(parcel):
    refund = refund_of_rest(parcel=parcel)
    assert (refund.goods_vnd, refund.shipping_vnd, refund.rounding_vnd) == (999_999, 45_000, 1)
    assert refund.amount_vnd == parcel.due_vnd == 1_045_000


def test_piece_by_piece_is_what_was_paid_too(parcel):
    line = parcel.lines.get()
    amounts = []
    for with_shipping in (False, True, False):
        locked = lock_parcel(parcel.pk)
        refund = refund_of_lines(parcel=locked, quantities={line.pk: 1}, with_shipping=with_shipping)
        record_refund(refund)
        amounts.append(refund.amount_vnd)
    assert amounts == [333_333, 378_333, 333_334]
    stored = Parcel.objects.get(pk=parcel.pk)
    assert (stored.refunded_vnd, stored.lines.get().refunded_quantity) == (stored.due_vnd, 3)


def test_delivery_goes_back_once_also_after_the_goods(parcel):
    record_refund(refund_of_rest(parcel=parcel, with_shipping=False))
    locked = lock_parcel(parcel.pk)
    late = refund_of_lines(parcel=locked, quantities={}, with_shipping=True)
    assert (late.amount_vnd, late.lines) == (45_000, ())
    record_refund(late)
    with pytest.raises(RefundTooMuch):
        refund_of_lines(parcel=lock_parcel(parcel.pk), quantities={}, with_shipping=True)


def test_more_than_was_bought_is_refused(parcel):
    line = parcel.lines.get()
    for quantities in ({line.pk: 4}, {line.pk: -1}, {line.pk + 1: 1}, {}):
        with pytest.raises(RefundTooMuch):
            refund_of_lines(parcel=parcel, quantities=quantities)


def test_a_refund_that_was_computed_before_another_one_is_refused(parcel):
    line = parcel.lines.get()
    first, second = (refund_of_lines(parcel=lock_parcel(parcel.pk), quantities={line.pk: 1}) for _ in range(2))
    record_refund(first)
    with pytest.raises(RefundTooMuch):
        record_refund(second)
    assert Parcel.objects.get(pk=parcel.pk).refunded_vnd == 333_333
