"""Messages that claim to be the gateway's: only its own, fresh ones are stored, each once, and none is believed."""

from __future__ import annotations

import json
import time

import pytest

from cooperatives.ledger.models import Entry
from storefront.payments.models import CardPage, GatewayNews
from storefront.payments.services.card_sweep import sweep_cards
from tests.cards.wallet import NEWS, assert_books_hold, books

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(wallet, fake):
    """The message that an order was paid, on its way."""
    wallet.pay(wallet.order())
    return next(one for one in fake.webhooks.waiting if one["type"] == "checkout.session.completed")


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "whsec_other"},
        {"ahead_seconds": -310},
        {"ahead_seconds": 600},
        {"body": b"not json"},
    ],
    ids=["wrong secret", "old", "from the future", "not a message"],
)
def test_refused_and_nothing_is_stored(wallet, fake, event, wrong):
    # Counted from now, not from when the tests were collected.
    at = {"at": int(time.time()) + wrong["ahead_seconds"]} if "ahead_seconds" in wrong else wrong
    assert fake.webhooks.send(event, **at) == 400
    assert (GatewayNews.objects.count(), books()) == (0, {})
    assert CardPage.objects.get().state == "open"


def test_without_a_signature_or_with_a_changed_body(wallet, fake, event):
    assert wallet.client.post(NEWS, json.dumps(event), content_type="application/json").status_code == 400
    kept = {}
    fake.webhooks.sink = lambda body, header: kept.update(body=body, header=header) or 200
    fake.webhooks.send(event)
    assert wallet.receive(kept["body"].replace(b"complete", b"expired"), kept["header"]) == 400
    assert GatewayNews.objects.count() == 0


def test_nobody_is_believed_without_a_secret_of_ours(wallet, fake, event, settings):
    settings.STRIPE_WEBHOOK_SECRET = ""
    assert fake.webhooks.send(event, secret="whsec_fake") == 400
    assert GatewayNews.objects.count() == 0


def test_only_posted(wallet):
    assert wallet.client.get(NEWS).status_code == 405


def test_a_message_that_lies_about_its_object_changes_nothing(wallet, fake):
    """Even rightly signed it only says where to look: the gateway itself says that nothing was paid."""
    page = wallet.pay(wallet.order(), "4000000000000002")
    session = {**fake.memory.get("checkout.session", page.session), "status": "complete", "payment_status": "paid"}
    lie = {"id": "evt_lie", "object": "event", "type": "checkout.session.completed", "created": 1, "data": {"object": session}}
    assert fake.webhooks.send(lie) == 200
    page.refresh_from_db()
    assert (page.state, books(), GatewayNews.objects.get(event_id="evt_lie").state) == ("open", {}, "done")


def test_stored_once_however_often_it_comes(wallet, fake, event):
    assert [fake.webhooks.send(event) for _ in range(4)] == [200] * 4
    assert GatewayNews.objects.filter(event_id=event["id"]).count() == 1
    assert Entry.objects.filter(kind="sale").count() == 1
    fake.webhooks.copies = 3
    fake.webhooks.release(reverse=True)
    assert GatewayNews.objects.count() == len(fake.memory.all("event"))
    assert Entry.objects.filter(kind="card").count() == 1
    assert_books_hold(fake)


def test_about_somebody_else(wallet, fake):
    fake.charging.create_intent({"amount": "5000", "currency": "vnd", "confirm": "true", "payment_method": "pm_card_visa"})
    assert set(fake.webhooks.release()) == {200}
    assert set(GatewayNews.objects.values_list("state", flat=True)) == {"foreign"}
    assert books() == {}


def test_stored_though_the_gateway_does_not_answer_and_worked_off_later(wallet, fake, event):
    fake.fault("GET /v1/checkout/sessions", "http_500", times=3)
    assert fake.webhooks.send(event) == 200
    assert GatewayNews.objects.get().state == "todo"
    assert sweep_cards()["news"] == 1
    assert (GatewayNews.objects.get().state, CardPage.objects.get().state) == ("done", "paid")


def test_it_comes_before_we_know_the_name_of_the_page(wallet, fake, event):
    """The answer to our opening was lost, the shopper paid all the same: the message carries the key of our row."""
    CardPage.objects.update(session=None, url="", state="opening")
    fake.forget_keys()
    assert fake.webhooks.send(event) == 200
    page = CardPage.objects.get()
    assert (page.state, page.session, len(fake.memory.all("checkout.session"))) == ("paid", event["data"]["object"]["id"], 1)
    assert_books_hold(fake)


def test_no_word_about_a_person_is_kept(wallet, fake, event):
    fake.webhooks.send(event)
    kept = " ".join(str(value) for value in GatewayNews.objects.values().get().values())
    assert "khach@example.com" not in kept
