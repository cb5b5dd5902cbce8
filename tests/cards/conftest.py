"""A running fake of Stripe that the shop is told to use, and the ground of orders that are paid."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storefront.accounts.models import User
from tests.cards.wallet import Wallet
from tests.factories import make_rates, make_tax_rates, make_user
from tests.support.fake_stripe import FakeStripe


@pytest.fixture
def ground(db) -> None:
    make_rates(free_from_vnd=500_000, free_max_fee_vnd=40_000, cod_max_order_vnd=5_000_000, cod_confirm_from_vnd=1_500_000)
    make_tax_rates()


@pytest.fixture(params=["vnd"])
def fake(request: pytest.FixtureRequest) -> Iterator[FakeStripe]:
    with FakeStripe(settle=request.param) as running:
        running.webhooks.held = True
        yield running


@pytest.fixture
def wallet(ground, fake, settings) -> Wallet:
    """Cards are configured, and the fake stands where Stripe would."""
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET, settings.STRIPE_API_BASE = "sk_test_fake", "whsec_fake", fake.url
    return Wallet(fake)


@pytest.fixture
def clerk(ground) -> User:
    return make_user("ketoan@till.example", staff=True)


@pytest.fixture
def second(ground) -> User:
    return make_user("quanly@till.example", staff=True)
