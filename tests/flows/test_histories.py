"""Random histories of money: the books balance, accounts that must drain drain, each group's statement adds up to what it was paid."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.flows.histories import MoneyHistories, seen


@pytest.mark.django_db
def test_money_of_random_histories():
    run_state_machine_as_test(
        MoneyHistories,
        settings=settings(max_examples=24, stateful_step_count=7, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True),
    )
    everywhere = {
        *("Payout settled", "Payout returned", "Payout cancelled", "Refund settled"),
        *("BankLine exact", "BankLine settled", "BankLine remittance"),
        *("Order awaiting_confirmation", "Order preparing", "Order delivered", "Order cancelled", "Order returned"),
        *("Parcel to_pack", "Parcel delivered", "Parcel returned", "Parcel cancelled"),
    }
    assert everywhere - set(seen) == set()
