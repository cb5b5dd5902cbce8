"""Which ways to pay can be offered, and what the shopper is told."""

from __future__ import annotations

import pytest

from storefront.payments.providers.base import ProviderNotReady, ProviderUnknown, provider_for, ready_methods
from storefront.payments.services.opening import open_payment, payment_advice
from tests.payments.emv_reader import read
from tests.payments.till import pay, transfer_order


def test_both_ways_are_ready_with_an_account():
    assert ready_methods() == ["cod", "vietqr"]
    assert (provider_for("cod").waits_for_money, provider_for("vietqr").waits_for_money) == (False, True)


@pytest.mark.parametrize("missing", ["bin", "account", "holder"])
def test_vietqr_is_not_offered_without_our_account(settings, missing):
    settings.SHOP_BANK = {**settings.SHOP_BANK, missing: ""}
    assert ready_methods() == ["cod"]
    with pytest.raises(ProviderNotReady) as refused:
        provider_for("vietqr").check_ready()
    assert refused.value.facts == {"method": "vietqr", "setting": f"SHOP_BANK_{missing.upper()}"}


def test_an_unknown_way():
    with pytest.raises(ProviderUnknown):
        provider_for("gold")


@pytest.mark.django_db
def test_advice_names_the_amount_still_missing_and_the_order(ground):
    order = transfer_order()
    advice = payment_advice(order)
    assert (advice.amount_vnd, advice.memo, advice.bank_name, advice.holder) == (
        order.total_vnd,
        order.number,
        "Vietcombank",
        "SINH KE DEMO",
    )
    assert read(advice.payload) == {
        "bin": "970436",
        "account": "1028866888",
        "kind": "12",
        "amount": str(order.total_vnd),
        "name": "SINH KE DEMO",
        "memo": order.number,
        "bill": "",
    }
    pay(order.number, 100_000)
    order.payment.refresh_from_db()
    assert payment_advice(order).amount_vnd == order.total_vnd - 100_000
    assert open_payment(order=order) == order.payment
