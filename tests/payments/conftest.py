"""The ground of orders that are paid: a delivery table with round fees, tax rates, people of the till."""

from __future__ import annotations

import pytest

from tests.factories import make_rates, make_tax_rates, make_user


@pytest.fixture
def ground(db):
    make_rates(free_from_vnd=500_000, free_max_fee_vnd=40_000, cod_max_order_vnd=5_000_000, cod_confirm_from_vnd=1_500_000)
    make_tax_rates()


@pytest.fixture
def clerk(ground):
    return make_user("ketoan@till.example", staff=True)


@pytest.fixture
def second(ground):
    return make_user("quanly@till.example", staff=True)
