"""``kill -9`` between every two steps of giving money back to a card, and many who do it at once: one refund, and the books say so."""

from __future__ import annotations

import pytest

from cooperatives.vietnam.errors import DomainError
from storefront.payments.models import CardRefund
from storefront.payments.services.cancel import cancel_and_refund
from storefront.payments.services.card_refunds import look_at_card_refund, send_card_refund
from storefront.payments.services.card_sweep import sweep_cards
from tests.cards.wallet import assert_books_hold, books
from tests.checkout.processes import killed_before
from tests.race import together

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]
MOST_STATEMENTS = 120


def made(fake) -> int:
    return len(fake.memory.all("refund"))


def test_killed_before_every_statement_it_goes_back_once(wallet, fake, clerk, clock):
    orders = 0
    for statement in range(1, MOST_STATEMENTS):
        order = wallet.paid(wallet.order(phone=f"+8491{statement:07}"))
        orders += 1
        refund = {"order_id": order.pk, "actor": clerk, "reason": "hết hàng"}
        was_cut = killed_before(statement, lambda refund=refund: cancel_and_refund(**refund))
        if not CardRefund.objects.filter(page__order=order).exists():
            assert cancel_and_refund(**refund)
        clock.advance(minutes=2)
        sweep_cards()
        attempt = CardRefund.objects.get(page__order=order)
        assert (attempt.state, attempt.refund.status, made(fake)) == ("succeeded", "settled", orders)
        fake.webhooks.drop()
        if not was_cut:
            break
    else:
        pytest.fail("a refund has more statements than this test has patience")
    assert orders > 30
    assert "2200" not in books()
    assert_books_hold(fake)


def test_many_who_send_and_look_at_once(wallet, fake, clerk):
    order = wallet.paid(wallet.order())
    fake.memory.refund_mode = "pending"
    fake.fault("POST /v1/refunds", "slow", times=2, seconds=0.3)
    attempts = together([lambda: cancel_and_refund(order_id=order.pk, actor=clerk, reason="hết hàng") for _ in range(3)])
    assert sum(isinstance(one, DomainError) for one in attempts) == 2
    attempt = CardRefund.objects.get()
    answers = together([lambda: send_card_refund(attempt_id=attempt.pk) for _ in range(4)])
    assert [one for one in answers if isinstance(one, Exception) and not isinstance(one, DomainError)] == []
    attempt.refresh_from_db()
    fake.back.fail_refund(attempt.name or "")
    answers = together([lambda: look_at_card_refund(attempt_id=attempt.pk) for _ in range(4)])
    assert [one for one in answers if isinstance(one, Exception)] == []
    attempt.refresh_from_db()
    assert (attempt.state, made(fake), books()["2200"]) == ("failed", 1, order.total_vnd)
    assert_books_hold(fake)
