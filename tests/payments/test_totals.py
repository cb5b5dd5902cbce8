"""The fold of a payment's events."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.payments.models import Payment, PaymentEvent
from storefront.payments.totals import fold

KIND, STATUS = PaymentEvent.Kind, Payment.Status


@pytest.mark.parametrize(
    ("events", "received", "status"),
    [
        ([], 0, STATUS.PENDING),
        ([(KIND.RECEIVED, 60)], 60, STATUS.SHORT),
        ([(KIND.RECEIVED, 60), (KIND.RECEIVED, 40)], 100, STATUS.PAID),
        ([(KIND.COLLECTED, 30), (KIND.COLLECTED, 70)], 100, STATUS.PAID),
        ([(KIND.RECEIVED, 130)], 130, STATUS.OVER),
        ([(KIND.RECEIVED, 130), (KIND.RETURNED, 30)], 100, STATUS.PAID),
        ([(KIND.RECEIVED, 60), (KIND.RETURNED, 60)], 0, STATUS.PENDING),
        ([(KIND.RECEIVED, 100), (KIND.RETURNED, 40)], 60, STATUS.PAID),
        ([(KIND.RECEIVED, 100), (KIND.CANCELLED, 0), (KIND.RETURNED, 100)], 0, STATUS.CANCELLED),
        ([(KIND.EXPIRED, 0)], 0, STATUS.EXPIRED),
        ([(KIND.RECEIVED, 60), (KIND.EXPIRED, 0)], 60, STATUS.EXPIRED),
        ([(KIND.EXPIRED, 0), (KIND.RECEIVED, 100)], 100, STATUS.PAID),
        ([(KIND.EXPIRED, 0), (KIND.RECEIVED, 60)], 60, STATUS.EXPIRED),
    ],
)
def test_fold(events, received, status):
    totals = fold(events, due_vnd=100)
    assert (totals.received_vnd, totals.status) == (received, status)


@given(st.lists(st.tuples(st.sampled_from(list(KIND)), st.integers(0, 200)), max_size=8), st.integers(1, 200))
def test_nothing_is_ever_below_zero_and_full_needs_the_money(events, due):
    totals = fold(events, due_vnd=due)
    assert totals.received_vnd >= 0
    assert totals.was_full <= (sum(amount for kind, amount in events if kind in (KIND.RECEIVED, KIND.COLLECTED)) >= due)
    if totals.status in (STATUS.PAID, STATUS.OVER):
        assert totals.was_full
