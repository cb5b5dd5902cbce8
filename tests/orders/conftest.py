"""The ground that every order stands on: a delivery table with round fees and the tax rates of the decree."""

from __future__ import annotations

import pytest

from tests.factories import make_rates, make_tax_rates


@pytest.fixture
def ground(db):
    make_rates(free_from_vnd=0)
    make_tax_rates()
