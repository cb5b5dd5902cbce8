"""The ground of the desk: a delivery table with round fees, tax rates, and a person who may do everything but approve her own work."""

from __future__ import annotations

import pytest
from django.test import Client

from storefront.accounts.models import User
from tests.desk.people import client_of
from tests.factories import make_rates, make_tax_rates, make_user


@pytest.fixture
def ground(db) -> None:
    make_rates(free_from_vnd=500_000, free_max_fee_vnd=40_000, cod_max_order_vnd=5_000_000, cod_confirm_from_vnd=1_500_000)
    make_tax_rates()


@pytest.fixture
def boss(ground) -> User:
    return make_user("truong@ban.example", superuser=True)


@pytest.fixture
def desk(boss) -> Client:
    """A browser of the person who may do everything."""
    return client_of(boss)
