"""An order paid by card: one page, one sale, whoever tells first; declined and cancelled in words; the fee in the books."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings

from cooperatives.ledger.models import Entry
from storefront.orders.models import Order, Parcel
from storefront.payments.errors import OrderTakesNoCard
from storefront.payments.models import CardPage, GatewayMovement, PaymentEvent
from storefront.payments.providers.base import GatewayRefused, GatewayUnreachable, ProviderNotReady, provider_for, ready_methods
from storefront.payments.services.card_sweep import sweep_cards
from storefront.payments.services.cards import look_at_order, look_at_page, open_card_page
from tests.cards.wallet import DECLINED, POOR, SECURE, assert_books_hold, books

pytestmark = pytest.mark.django_db


def test_it_is_off_without_a_key(ground):
    assert django_settings.STRIPE_SECRET_KEY == ""
    assert ready_methods() == ["cod", "vietqr"]
    with pytest.raises(ProviderNotReady):
        provider_for("card").check_ready()
    assert sweep_cards() == {"given": 0, "covered": 0}


def test_it_is_offered_with_a_key(wallet):
    assert ready_methods() == ["cod", "vietqr", "card"]
    assert provider_for("card").waits_for_money is True


def test_one_page_in_whole_dong_that_ends_with_the_hold(wallet, fake):
    order = wallet.order(price_vnd=250_000)
    page = open_card_page(order_id=order.pk)
    assert open_card_page(order_id=order.pk) == page
    assert fake.asked("POST /v1/checkout/sessions") == 1
    asked = next(one for one in fake.requests if one.method == "POST")
    assert asked.key == page.key
    price = asked.params["line_items"]["0"]["price_data"]
    assert (price["currency"], price["unit_amount"]) == ("vnd", str(order.total_vnd))
    assert int(asked.params["expires_at"]) == int(order.payment_due_at.timestamp())
    assert (page.state, page.url, page.amount_vnd) == ("open", f"{fake.url}/pay/{page.session}", order.total_vnd)


def test_paid_and_told_by_the_gateway(wallet, fake):
    order = wallet.paid(wallet.order())
    page = CardPage.objects.get()
    assert (order.status, order.payment.status, page.state, page.unallocated_vnd) == ("preparing", "paid", "paid", 0)
    assert list(order.parcels.values_list("status", flat=True)) == [Parcel.Status.TO_PACK]
    assert Parcel.objects.get().cash_matched_at is not None
    assert list(PaymentEvent.objects.values_list("event_id", "amount_vnd")) == [(f"card:{page.intent}", order.total_vnd)]
    movement = GatewayMovement.objects.get()
    assert (movement.amount, movement.net) == (order.total_vnd, order.total_vnd - movement.fee)
    told = books()
    assert (told["1020"], told["5010"]) == (movement.net, movement.fee)
    assert "1021" not in told and "2090" not in told
    keys = set(Entry.objects.values_list("key", flat=True))
    assert keys == {f"card:{page.intent}", f"sale:{page.intent}", f"txn:{movement.movement_id}"}
    assert_books_hold(fake)


def test_the_return_page_alone_is_enough_and_messages_find_it_done(wallet, fake):
    order = wallet.order()
    wallet.pay(order)
    answer = wallet.client.get(f"/tien/{order.number}/{order.secret}/the/xong/")
    assert answer.url == order.get_absolute_url()
    order.refresh_from_db()
    assert order.paid_at is not None
    before = books()
    assert set(fake.webhooks.release(reverse=True)) == {200}
    assert (books(), Entry.objects.filter(kind="sale").count()) == (before, 1)
    assert_books_hold(fake)


def test_neither_message_nor_return_the_sweep_finds_it(wallet, fake, clock):
    order = wallet.order()
    wallet.pay(order)
    fake.webhooks.drop()
    assert sweep_cards()["looked"] == 0
    clock.advance(minutes=11)
    assert sweep_cards()["looked"] == 1
    order.refresh_from_db()
    assert order.status == "preparing"
    assert sweep_cards() == {"given": 0, "covered": 0, "news": 0, "closed": 0, "looked": 0, "refunds": 0}
    assert_books_hold(fake)


@pytest.mark.parametrize(("card", "words"), [(DECLINED, "không nói lý do"), (POOR, "Thẻ không đủ tiền")])
def test_a_declined_card_is_told_in_words_and_can_be_tried_again(wallet, fake, card, words):
    order = wallet.order()
    page = wallet.pay(order, card)
    fake.webhooks.release()
    answer = wallet.client.get(f"/tien/{order.number}/{order.secret}/the/quay-lai/", follow=True)
    text = answer.content.decode()
    assert words in text and "Chưa có khoản nào bị trừ" in text and "Bạn chưa trả tiền" in text
    assert books() == {}
    again = wallet.client.post(f"/tien/{order.number}/{order.secret}/the/")
    assert again.url == page.url
    wallet.paid(order)
    text = wallet.client.get(order.get_absolute_url()).content.decode()
    assert "Đã nhận đủ" in text and words not in text
    assert_books_hold(fake)


def test_three_d_secure(wallet, fake):
    order = wallet.order()
    page = wallet.pay(order, SECURE)
    fake.webhooks.release()
    assert look_at_page(page_id=page.pk).state == "open"
    intent = fake.memory.get("checkout.session", page.session)["payment_intent"]
    fake.charging.authenticate(intent, passed=True)
    fake.webhooks.release()
    order.refresh_from_db()
    assert order.status == "preparing"


def test_a_page_that_was_closed_at_the_gateway_is_followed_by_another_while_the_goods_are_held(wallet, fake):
    order = wallet.order()
    page = open_card_page(order_id=order.pk)
    fake.charging.expire_session(page.session)
    fake.webhooks.release()
    page.refresh_from_db()
    assert page.state == "expired"
    other = open_card_page(order_id=order.pk)
    assert (other.attempt, other.session != page.session, other.key != page.key) == (2, True, True)
    wallet.paid(order)
    with pytest.raises(OrderTakesNoCard) as paid:
        open_card_page(order_id=order.pk)
    assert paid.value.facts["reason"] == "paid"


def test_late_in_the_hold_the_page_is_as_long_as_the_gateway_wants(wallet, fake, clock):
    order = wallet.order()
    clock.advance(minutes=50)
    page = open_card_page(order_id=order.pk)
    assert page.expires_at > order.payment_due_at
    clock.advance(minutes=11)
    CardPage.objects.all().delete()
    with pytest.raises(OrderTakesNoCard) as over:
        open_card_page(order_id=order.pk)
    assert over.value.facts["reason"] == "time_over"


def test_other_ways_of_paying_take_no_card(wallet):
    order = wallet.order()
    Order.objects.filter(pk=order.pk).update(method="vietqr")
    with pytest.raises(OrderTakesNoCard):
        open_card_page(order_id=order.pk)


def test_no_answer_while_opening_is_asked_again_under_the_same_key(wallet, fake):
    order = wallet.order()
    fake.fault("POST /v1/checkout/sessions", "drop_after", times=3)
    with pytest.raises(GatewayUnreachable):
        open_card_page(order_id=order.pk)
    assert (CardPage.objects.get().state, len(fake.memory.all("checkout.session"))) == ("opening", 1)
    page = open_card_page(order_id=order.pk)
    assert (page.state, len(fake.memory.all("checkout.session"))) == ("open", 1)


def test_a_refusal_ends_the_attempt(wallet, fake, settings):
    order = wallet.order()
    settings.STRIPE_SECRET_KEY = "sk_test_other"
    with pytest.raises(GatewayRefused):
        open_card_page(order_id=order.pk)
    assert CardPage.objects.get().state == "refused"
    settings.STRIPE_SECRET_KEY = "sk_test_fake"
    assert open_card_page(order_id=order.pk).attempt == 2


def test_the_shopper_is_told_when_the_gateway_does_not_answer(wallet, fake):
    order = wallet.order()
    fake.fault("POST /v1/checkout/sessions", "http_429")
    answer = wallet.client.post(f"/tien/{order.number}/{order.secret}/the/", follow=True)
    assert "Chưa nối được với nơi nhận thẻ" in answer.content.decode()
    wallet.pay(order)
    fake.fault("GET /v1/checkout/sessions", "http_500", times=3)
    answer = wallet.client.get(f"/tien/{order.number}/{order.secret}/the/xong/", follow=True)
    assert "Chúng tôi đang kiểm tra" in answer.content.decode()
    assert look_at_order(order_id=order.pk)[0].state == "paid"


@pytest.mark.parametrize("fake", ["sgd"], indirect=True)
def test_a_balance_abroad_is_kept_in_its_own_currency(wallet, fake):
    order = wallet.paid(wallet.order(price_vnd=1_000_000))
    movement, told = GatewayMovement.objects.get(), books()
    assert (movement.currency, told["1020.sgd"], told["1090.sgd"]) == ("sgd", movement.net, -movement.net)
    assert told["1090"] == order.total_vnd - told["5010"]
    assert told["5010"] == pytest.approx(movement.fee / 100 / 0.0000526, rel=0.01)
    assert "1021" not in told
    assert_books_hold(fake)
