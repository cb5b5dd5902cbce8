"""The ground that every order stands on: a delivery table with round fees and the tax rates of the decree."""

from __future__ import annotations

import pytest

from tests.factories import make_rates, make_tax_rates


@pytest.fixture
def ground(db):
    make_rates(free_from_vnd=500_000, free_max_fee_vnd=40_000, cod_max_order_vnd=5_000_000, cod_confirm_from_vnd=1_500_000)
    make_tax_rates()
