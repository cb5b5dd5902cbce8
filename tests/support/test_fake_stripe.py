"""The fake against the real SDK: what the shop relies on behaves as Stripe describes it."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Any

import pytest
import stripe

from tests.support.fake_stripe import FakeStripe

CARD, DECLINED, SECURE = "4242424242424242", "4000000000000002", "4000002500003155"
LINES = [{"quantity": 2, "price_data": {"currency": "vnd", "unit_amount": 125_000, "product_data": {"name": "Mật ong"}}}]
SESSION: Any = {"mode": "payment", "success_url": "http://shop.test/ok", "cancel_url": "http://shop.test/", "line_items": LINES}


@pytest.fixture
def fake():
    with FakeStripe() as running:
        yield running


def client_of(fake: FakeStripe, *, key: str = "sk_test_fake", retries: int = 0, timeout: float = 5) -> stripe.StripeClient:
    addresses: Any = {"api": fake.url, "files": fake.url, "connect": fake.url}
    http = stripe.RequestsClient(timeout=(timeout, timeout))
    return stripe.StripeClient(key, base_addresses=addresses, max_network_retries=retries, http_client=http)


@pytest.fixture
def client(fake):
    return client_of(fake)


def paid_intent(fake: FakeStripe, client: stripe.StripeClient) -> str:
    session = client.v1.checkout.sessions.create(SESSION)
    return fake.charging.pay(session.id, CARD)["id"]


def test_a_session_is_paid_and_books_its_fee(fake, client):
    session = client.v1.checkout.sessions.create(SESSION)
    assert (session.status, session.payment_status, session.amount_total) == ("open", "unpaid", 250_000)
    assert [line.amount_total for line in client.v1.checkout.sessions.line_items.list(session.id)] == [250_000]
    fake.charging.pay(session.id, CARD)
    found = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge.balance_transaction"]})
    movement = found.payment_intent.latest_charge.balance_transaction
    assert (found.status, found.payment_status, found.payment_intent.amount_received) == ("complete", "paid", 250_000)
    assert (movement.amount, movement.fee, movement.net, movement.currency) == (250_000, 17_000, 233_000, "vnd")
    assert client.v1.balance.retrieve().available[0].amount == 233_000


def test_settling_abroad_has_an_exchange_rate():
    with FakeStripe(settle="sgd") as fake:
        client = client_of(fake)
        paid_intent(fake, client)
        movement = client.v1.balance_transactions.list().data[0]
        assert (movement.amount, movement.fee, movement.currency, movement.exchange_rate) == (1315, 95, "sgd", 0.0000526)


def test_a_declined_card_leaves_the_session_open(fake, client):
    session = client.v1.checkout.sessions.create(SESSION)
    with pytest.raises(Exception, match="declined"):
        fake.charging.pay(session.id, DECLINED)
    found = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (found.status, found.payment_intent.status) == ("open", "requires_payment_method")
    assert found.payment_intent.last_payment_error.decline_code == "generic_decline"
    with pytest.raises(stripe.CardError) as declined:
        intent = {"amount": 1000, "currency": "vnd", "confirm": True, "payment_method": "pm_card_chargeDeclined"}
        client.v1.payment_intents.create(intent)
    assert (declined.value.code, fake.memory.balance) == ("card_declined", 0)


def test_three_d_secure(fake, client):
    session = client.v1.checkout.sessions.create(SESSION)
    intent = fake.charging.pay(session.id, SECURE)
    assert client.v1.payment_intents.retrieve(intent["id"]).status == "requires_action"
    fake.charging.authenticate(intent["id"], passed=True)
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_expiring(fake, client):
    session = client.v1.checkout.sessions.create(SESSION)
    assert client.v1.checkout.sessions.expire(session.id).status == "expired"
    paid = client.v1.checkout.sessions.create(SESSION)
    fake.charging.pay(paid.id, CARD)
    with pytest.raises(stripe.InvalidRequestError, match="complete"):
        client.v1.checkout.sessions.expire(paid.id)
    late = client.v1.checkout.sessions.create({**SESSION, "expires_at": fake.memory.now() + 1801})
    fake.memory.ahead_seconds = 1802
    assert client.v1.checkout.sessions.retrieve(late.id).status == "expired"


@pytest.mark.parametrize(
    "more", [{"amount": 5}, {"payment_intent_data": {"zip": "1"}}, {"line_items": [{"count": 1}]}, {"expires_at": 12}], ids=str
)
def test_parameters_that_stripe_does_not_know_are_refused(fake, client, more):
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.create({**SESSION, **more})
    assert client.v1.checkout.sessions.list().data == []


def test_one_key_is_one_effect(fake, client):
    intent = paid_intent(fake, client)
    first = client.v1.refunds.create({"payment_intent": intent, "amount": 1000}, {"idempotency_key": "a"})
    again = client.v1.refunds.create({"payment_intent": intent, "amount": 1000}, {"idempotency_key": "a"})
    assert first.id == again.id
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    with pytest.raises(stripe.IdempotencyError):
        client.v1.refunds.create({"payment_intent": intent, "amount": 2000}, {"idempotency_key": "a"})
    fake.forget_keys()
    assert client.v1.refunds.create({"payment_intent": intent, "amount": 1000}, {"idempotency_key": "a"}).id != first.id


@pytest.mark.parametrize(("mode", "error", "effects"), [
    ("drop_before", stripe.APIConnectionError, 0),
    ("drop_after", stripe.APIConnectionError, 1),
    ("http_500", stripe.APIError, 0),
    ("http_429", stripe.RateLimitError, 0),
    ("slow", stripe.APIConnectionError, 1),
])  # fmt: skip
def test_faults(fake, mode, error, effects):
    client = client_of(fake, timeout=0.3)
    intent = paid_intent(fake, client)
    fake.fault("POST /v1/refunds", mode, seconds=0.6)
    with pytest.raises(error):
        client.v1.refunds.create({"payment_intent": intent, "amount": 1000}, {"idempotency_key": "a"})
    refund = client_of(fake).v1.refunds.create({"payment_intent": intent, "amount": 1000}, {"idempotency_key": "a"})
    assert [one.id for one in client_of(fake).v1.refunds.list()] == [refund.id]
    assert fake.asked("POST /v1/refunds") == 1


def test_an_answer_that_was_lost_is_repeated_by_the_sdk(fake):
    client = client_of(fake, retries=2)
    intent = paid_intent(fake, client)
    fake.fault("POST /v1/refunds", "drop_after")
    client.v1.refunds.create({"payment_intent": intent, "amount": 1000}, {"idempotency_key": "a"})
    assert len(fake.memory.all("refund")) == 1


def test_refunds(fake, client):
    intent = paid_intent(fake, client)
    with pytest.raises(stripe.InvalidRequestError, match="greater than"):
        client.v1.refunds.create({"payment_intent": intent, "amount": 250_001})
    fake.memory.refund_mode = "pending"
    refund = client.v1.refunds.create({"payment_intent": intent})
    assert (refund.status, fake.memory.balance) == ("pending", -17_000)
    with pytest.raises(stripe.InvalidRequestError, match="already been refunded"):
        client.v1.refunds.create({"payment_intent": intent})
    fake.back.finish_refund(refund.id)
    fake.back.fail_refund(refund.id)
    assert client.v1.refunds.retrieve(refund.id).failure_reason == "expired_or_canceled_card"
    assert [one.type for one in client.v1.balance_transactions.list()] == ["refund_failure", "refund", "charge"]
    assert fake.memory.balance == 233_000


def test_disputes(fake, client):
    intent = paid_intent(fake, client)
    charge = client.v1.charges.list({"payment_intent": intent}).data[0]
    dispute = fake.back.open_dispute(charge.id)
    assert fake.memory.balance == 233_000 - 250_000 - 250_000
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"payment_intent": intent})
    assert refused.value.code == "charge_disputed"
    fake.back.close_dispute(dispute["id"], won=True)
    assert (client.v1.disputes.retrieve(dispute["id"]).status, fake.memory.balance) == ("won", -17_000)


def test_connect(fake, client):
    paid_intent(fake, client)
    account = client.v1.accounts.create({"country": "SG"})
    transfer = client.v1.transfers.create({"amount": 200_000, "currency": "vnd", "destination": account.id, "transfer_group": "O1"})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.transfers.create({"amount": 200_000, "currency": "vnd", "destination": account.id})
    assert refused.value.code == "balance_insufficient"
    payout = client.v1.payouts.create({"amount": 150_000, "currency": "vnd"}, {"stripe_account": account.id})
    with pytest.raises(stripe.InvalidRequestError, match="enough balance"):
        client.v1.transfers.reversals.create(transfer.id, {"amount": 100_000})
    client.v1.transfers.reversals.create(transfer.id, {"amount": 50_000})
    fake.connect.finish_payout(payout.id, paid=True)
    fake.connect.finish_payout(payout.id, paid=False)
    assert (fake.connect.own[account.id], fake.memory.balance) == (150_000, 83_000)


def test_webhooks_are_signed_held_doubled_turned_round_and_repeated(fake, client):
    seen, answers = [], [500, 500]

    def sink(body: bytes, header: str) -> int:
        seen.append(client.construct_event(body, header, "whsec_fake"))
        return answers.pop() if answers else 200

    fake.webhooks.held = True
    paid_intent(fake, client)
    fake.webhooks.sink, fake.webhooks.copies = sink, 2
    told = fake.webhooks.release(reverse=True)
    assert told[:4] == [500, 500, 200, 200]
    kinds = [event.type for event in seen[2:]]
    assert kinds[::2] == ["checkout.session.completed", "payment_intent.succeeded", "charge.succeeded", "payment_intent.created"]
    assert kinds[1::2] == kinds[::2]
    assert {event.id for event in seen} == {event.id for event in client.v1.events.list()}


def test_a_wrong_key_is_refused(fake):
    with pytest.raises(stripe.AuthenticationError):
        client_of(fake, key="sk_test_other").v1.balance.retrieve()


def test_many_at_once_with_one_key(fake, client):
    intent = paid_intent(fake, client)
    ids = []

    def refund():
        ids.append(client_of(fake).v1.refunds.create({"payment_intent": intent, "amount": 7}, {"idempotency_key": "k"}).id)

    threads = [threading.Thread(target=refund) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(ids), len(set(ids)), len(fake.memory.all("refund"))) == (12, 1, 1)


@pytest.mark.serial
def test_it_runs_as_a_process_of_its_own():
    with subprocess.Popen([sys.executable, "-m", "tests.support.fake_stripe"], stdout=subprocess.PIPE, text=True) as running:
        try:
            url = running.stdout.readline().strip()
            addresses: Any = {"api": url, "files": url, "connect": url}
            client = stripe.StripeClient("sk_test_fake", base_addresses=addresses)
            assert client.v1.balance.retrieve().available[0].amount == 0
        finally:
            running.terminate()
