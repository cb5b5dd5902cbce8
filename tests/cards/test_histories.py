"""Random histories of cards with a gateway that fails at random: Stripe's balance and our books agree, nobody is paid back twice."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as steps
from hypothesis.stateful import run_state_machine_as_test

from storefront.payments.providers import stripe as gateway
from tests.cards.histories import CardHistories, seen


@pytest.mark.serial
@pytest.mark.django_db
def test_money_of_random_histories(settings, monkeypatch, clock):
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_test_fake", "whsec_fake"
    # Without the library's own repeats, whose pauses are real time: every fault is seen by the shop.
    monkeypatch.setattr(gateway, "RETRIES", 0)
    CardHistories.clock = clock
    run_state_machine_as_test(
        CardHistories,
        settings=steps(max_examples=10, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True),
    )
    everywhere = {
        *("CardPage paid", "CardRefund succeeded", "CardRefund failed", "CardDispute won", "CardDispute lost"),
        *("Refund card", "Refund bank", "GatewayMovement payout", "gateway_unreachable"),
    }
    assert everywhere - set(seen) == set()
