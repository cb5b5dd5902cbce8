"""Money back to the card that paid: once, whatever is lost on the way; by bank when the card does not take it."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from storefront.orders.models import Parcel
from storefront.orders.services import hand_over_parcel, pack_parcel
from storefront.payments.errors import CardRefundUnderWay, RefundNotOpen
from storefront.payments.models import CardPage, CardRefund, GatewayMovement, Refund
from storefront.payments.providers.base import GatewayRefused, GatewayUnreachable
from storefront.payments.services.cancel import cancel_and_refund
from storefront.payments.services.card_refunds import refund_by_bank_instead, reserve_on_page, send_card_refund
from storefront.payments.services.card_sweep import sweep_cards
from storefront.payments.services.follow import deliver_and_collect
from storefront.payments.services.outgoing import settle_refund
from storefront.payments.services.refunds import fail_refund, request_refund, send_refund
from tests.cards.wallet import assert_books_hold, books
from tests.desk.people import client_of, said, staff, text_of
from tests.factories import make_carrier
from tests.payments.till import pay

pytestmark = pytest.mark.django_db


def cancelled(wallet, clerk, **fields) -> CardRefund:
    """A paid order that was cancelled: its refund is written down, and nothing is asked of the gateway yet."""
    order = wallet.paid(wallet.order(**fields))
    [refund] = cancel_and_refund(order_id=order.pk, actor=clerk, reason="hết hàng")
    return refund.card_refund


def delivered(order) -> Parcel:
    parcel = order.parcels.get()
    pack_parcel(parcel_id=parcel.pk, actor=None)
    hand_over_parcel(parcel_id=parcel.pk, carrier=make_carrier(), tracking_number="VD1", actor=None)
    return deliver_and_collect(parcel_id=parcel.pk, actor=None)


def state_of(attempt: CardRefund) -> tuple[str, str, str]:
    attempt.refresh_from_db()
    refund = Refund.objects.get(pk=attempt.refund_id)
    return attempt.state, refund.status, refund.way


def test_it_is_written_down_first_and_asked_for_after_the_commit(wallet, fake, clerk, django_capture_on_commit_callbacks):
    order = wallet.paid(wallet.order())
    fee = fake.memory.balance - order.total_vnd
    with django_capture_on_commit_callbacks(execute=True):
        [refund] = cancel_and_refund(order_id=order.pk, actor=clerk, reason="hết hàng")
        attempt = refund.card_refund
        assert state_of(attempt) == ("asked", "requested", "card")
        assert (books()["2200"], fake.memory.all("refund")) == (order.total_vnd, [])
    assert state_of(attempt) == ("succeeded", "settled", "card")
    [made] = fake.memory.all("refund")
    assert (made["amount"], made["payment_intent"], made["metadata"]) == (
        order.total_vnd,
        attempt.page.intent,
        {"refund": attempt.key, "order": order.number},
    )
    assert books() == {"1020": fee, "5010": -fee}
    assert next(one.key for one in fake.requests if one.path == "/v1/refunds") == attempt.key
    assert_books_hold(fake)


@pytest.mark.parametrize("mode", ["drop_before", "drop_after", "http_500", "http_429"])
def test_without_an_answer_it_is_looked_for_and_never_made_twice(wallet, fake, clerk, clock, mode):
    attempt = cancelled(wallet, clerk)
    fake.fault("POST /v1/refunds", mode, times=3)
    with pytest.raises(GatewayUnreachable):
        send_card_refund(attempt_id=attempt.pk)
    assert state_of(attempt) == ("asked", "requested", "card")
    fake.faults.clear()
    fake.forget_keys()  # as after a day: the key alone would make a second one
    clock.advance(minutes=2)
    assert sweep_cards()["refunds"] == 1
    assert (state_of(attempt)[0], len(fake.memory.all("refund"))) == ("succeeded", 1)
    assert_books_hold(fake)


def test_no_answer_to_the_search_asks_for_nothing(wallet, fake, clerk):
    attempt = cancelled(wallet, clerk)
    CardRefund.objects.update(tried_at=timezone.now() - datetime.timedelta(days=2))
    fake.fault("GET /v1/refunds", "http_500", times=3)
    with pytest.raises(GatewayUnreachable):
        send_card_refund(attempt_id=attempt.pk)
    assert (fake.asked("POST /v1/refunds"), state_of(attempt)[0]) == (0, "asked")


def test_pending_then_in_her_bank(wallet, fake, clerk, clock):
    attempt = cancelled(wallet, clerk)
    fake.memory.refund_mode = "pending"
    send_card_refund(attempt_id=attempt.pk)
    assert state_of(attempt) == ("pending", "sent", "card")
    page = wallet.client.get(attempt.page.order.get_absolute_url()).content.decode()
    assert "ngân hàng phát hành thẻ đang nhận" in page
    assert "2200" not in books()
    fake.back.finish_refund(attempt.name or "")
    fake.webhooks.drop()
    clock.advance(minutes=11)
    sweep_cards()
    assert state_of(attempt) == ("succeeded", "settled", "card")
    assert "về thẻ của bạn ngày" in wallet.client.get(attempt.page.order.get_absolute_url()).content.decode()
    assert_books_hold(fake)


def test_failed_days_after_it_had_succeeded_is_owed_again_and_goes_by_bank(wallet, fake, clerk, second):
    attempt = cancelled(wallet, clerk)
    refund = send_card_refund(attempt_id=attempt.pk).refund
    total = refund.amount_vnd
    fake.back.fail_refund(attempt.page.card_refunds.get().name or "")
    assert set(fake.webhooks.release(reverse=True)) == {200}
    assert state_of(attempt) == ("failed", "failed", "bank")
    assert (books()["2200"], GatewayMovement.objects.filter(kind="refund_failure").count()) == (total, 1)
    assert "Thẻ của bạn không nhận lại được" in wallet.client.get(attempt.page.order.get_absolute_url()).content.decode()
    assert_books_hold(fake)
    with pytest.raises(RefundNotOpen):
        fail_refund(refund_id=refund.pk, actor=second, reason="chưa chuyển")
    send_refund(refund_id=refund.pk, actor=second)
    line = pay(f"hoan {refund.reference}", -total)
    refund.refresh_from_db()
    assert (line.state, refund.status, refund.sent_by) == ("settled", "settled", second)
    assert "1021" not in books()
    fake.webhooks.release()
    assert_books_hold(fake)


def test_a_refund_that_fails_at_once(wallet, fake, clerk):
    attempt = cancelled(wallet, clerk)
    fake.memory.refund_mode = "failed"
    send_card_refund(attempt_id=attempt.pk)
    fake.webhooks.release()
    assert state_of(attempt) == ("failed", "failed", "bank")
    assert attempt.failure == "expired_or_canceled_card"
    assert_books_hold(fake)


def test_news_in_any_order_and_any_number(wallet, fake, clerk):
    attempt = cancelled(wallet, clerk)
    fake.webhooks.drop()
    fake.memory.refund_mode = "pending"
    send_card_refund(attempt_id=attempt.pk)
    fake.back.finish_refund(state_of(attempt) and attempt.name or "")
    fake.webhooks.copies = 3
    assert set(fake.webhooks.release(reverse=True)) == {200}
    assert state_of(attempt) == ("succeeded", "settled", "card")
    assert sorted(GatewayMovement.objects.values_list("kind", flat=True)) == ["charge", "refund"]
    assert_books_hold(fake)


def test_news_that_overtakes_the_answer(wallet, fake, clerk):
    """The answer to our question is lost, the message of what it did comes: it carries the key of our row."""
    attempt = cancelled(wallet, clerk)
    fake.webhooks.drop()
    fake.fault("POST /v1/refunds", "drop_after", times=3)
    with pytest.raises(GatewayUnreachable):
        send_card_refund(attempt_id=attempt.pk)
    fake.webhooks.release(only="refund.created")
    assert state_of(attempt) == ("succeeded", "settled", "card")
    assert_books_hold(fake)


def test_many_parts_are_the_whole_and_not_more(wallet, fake, clerk):
    order = wallet.paid(wallet.order(price_vnd=33_333, quantity=3))
    parcel = delivered(order)
    line = parcel.lines.get()
    asked = [request_refund(parcel_id=parcel.pk, quantities={line.pk: 1}, reason="vỡ", actor=clerk, key=f"k{n}") for n in range(3)]
    asked.append(request_refund(parcel_id=parcel.pk, quantities={}, with_shipping=True, reason="phí giao", actor=clerk, key="k3"))
    assert sum(refund.amount_vnd for refund in asked) == order.total_vnd
    assert sweep_cards()["refunds"] == 4
    page = CardPage.objects.get()
    charge = fake.memory.get("charge", page.charge)
    assert (page.returned_vnd, charge["amount_refunded"], charge["refunded"]) == (order.total_vnd, order.total_vnd, True)
    assert "2200" not in books()
    assert reserve_on_page(order=order, amount_vnd=1) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        CardPage.objects.update(returned_vnd=F("returned_vnd") + 1)
    assert_books_hold(fake)


def test_nobody_sends_by_bank_what_goes_to_a_card(wallet, fake, clerk, second):
    attempt = cancelled(wallet, clerk)
    before = books()
    with pytest.raises(CardRefundUnderWay):
        send_refund(refund_id=attempt.refund_id, actor=second)
    send_card_refund(attempt_id=attempt.pk)
    line = pay("chuyen tien", -attempt.amount_vnd)
    with pytest.raises(RefundNotOpen):
        settle_refund(refund_id=attempt.refund_id, line_id=line.pk, actor=second)
    assert before["2200"] == attempt.amount_vnd
    assert state_of(attempt) == ("succeeded", "settled", "card")


def test_what_the_gateway_will_never_do_goes_by_bank(wallet, fake, clerk, second):
    attempt = cancelled(wallet, clerk)
    fake.back.create_refund({"charge": attempt.page.charge})  # by hand, in Stripe's own pages
    send_card_refund(attempt_id=attempt.pk)
    assert state_of(attempt) == ("refused", "failed", "bank")
    assert (attempt.name, attempt.failure, books()["2200"]) == (None, "charge_already_refunded", attempt.amount_vnd)
    page = text_of(client_of(staff("payments.send_refund")).get("/admin/viec/tra-khach/"))
    assert "xem lại trước khi chuyển" in page
    assert set(fake.webhooks.release()) == {200}


def test_our_own_mistake_is_not_taken_for_an_answer(wallet, fake, clerk, second, settings, clock):
    attempt = cancelled(wallet, clerk)
    settings.STRIPE_SECRET_KEY = "sk_test_other"
    with pytest.raises(GatewayRefused):
        send_card_refund(attempt_id=attempt.pk)
    assert (state_of(attempt), attempt.failure) == (("asked", "requested", "card"), "AuthenticationError")
    with pytest.raises(CardRefundUnderWay):  # asked a moment ago
        refund_by_bank_instead(refund_id=attempt.refund_id, actor=second)
    clock.advance(minutes=11)
    with pytest.raises(GatewayRefused):  # it cannot be looked for
        refund_by_bank_instead(refund_id=attempt.refund_id, actor=second)
    assert state_of(attempt) == ("asked", "requested", "card")
    settings.STRIPE_SECRET_KEY = "sk_test_fake"
    teller = client_of(staff("payments.send_refund"))
    assert "báo kỹ thuật" in text_of(teller.get("/admin/viec/tra-khach/?tab=card"))
    answer = teller.post(f"/admin/viec/tra-khach/{attempt.refund_id}/qua-ngan-hang/")
    assert "không về thẻ nữa" in said(answer)
    assert state_of(attempt) == ("refused", "failed", "bank")
    assert sweep_cards()["refunds"] == 0
    assert fake.memory.all("refund") == []
    assert_books_hold(fake)


def test_given_up_is_only_what_the_gateway_does_not_have(wallet, fake, clerk, second, clock):
    attempt = cancelled(wallet, clerk)
    fake.fault("POST /v1/refunds", "drop_after", times=3)
    with pytest.raises(GatewayUnreachable):
        send_card_refund(attempt_id=attempt.pk)
    clock.advance(minutes=11)
    with pytest.raises(CardRefundUnderWay):
        refund_by_bank_instead(refund_id=attempt.refund_id, actor=second)
    assert state_of(attempt) == ("succeeded", "settled", "card")
    with pytest.raises(RefundNotOpen):
        refund_by_bank_instead(refund_id=attempt.refund_id, actor=second)


def test_given_up_and_there_after_all(wallet, fake, clerk, second, clock):
    """A question that lived longer than we waited: while nobody sent it by bank it is the card's again."""
    attempt = cancelled(wallet, clerk)
    clock.advance(minutes=11)
    refund_by_bank_instead(refund_id=attempt.refund_id, actor=second)
    fake.webhooks.drop()
    intent, marks = attempt.page.intent, {"refund": attempt.key}
    fake.back.create_refund({"payment_intent": intent, "amount": str(attempt.amount_vnd), "metadata": marks})
    fake.webhooks.release()
    assert state_of(attempt) == ("succeeded", "settled", "card")
    assert_books_hold(fake)


def test_without_a_key_it_goes_by_bank(wallet, fake, clerk, settings):
    order = wallet.paid(wallet.order())
    settings.STRIPE_SECRET_KEY = ""
    [refund] = cancel_and_refund(order_id=order.pk, actor=clerk, reason="hết hàng")
    assert (refund.way, CardRefund.objects.count(), CardPage.objects.get().returned_vnd) == ("bank", 0, order.total_vnd)


@pytest.mark.parametrize("fake", ["sgd"], indirect=True)
def test_a_balance_abroad(wallet, fake, clerk):
    attempt = cancelled(wallet, clerk, price_vnd=1_000_000)
    fake.memory.refund_mode = "failed"
    send_card_refund(attempt_id=attempt.pk)
    told = books()
    assert "1021" not in told
    assert told["2200"] == attempt.amount_vnd
    assert_books_hold(fake)


def test_the_desk_tells_where_it_is(wallet, fake, clerk):
    attempt = cancelled(wallet, clerk)
    mover, teller = client_of(staff("orders.move_order")), client_of(staff("payments.send_refund"))
    order = attempt.page.order
    assert "Đang gửi tới thẻ" in text_of(mover.get(f"/admin/viec/don/{order.number}/"))
    assert "Đang gửi tới thẻ" in text_of(teller.get("/admin/viec/tra-khach/?tab=card"))
    assert attempt.refund.reference not in text_of(teller.get("/admin/viec/tra-khach/"))
    CardRefund.objects.update(created_at=timezone.now() - datetime.timedelta(hours=2))
    assert "1 khoản hoàn về thẻ chưa gửi được" in text_of(teller.get("/admin/"))
    send_card_refund(attempt_id=attempt.pk)
    assert "Đã về thẻ" in text_of(teller.get("/admin/viec/tra-khach/?tab=settled"))
    assert "Đã về thẻ" in text_of(mover.get(f"/admin/viec/don/{order.number}/"))


def test_cancelling_says_where_the_money_goes(wallet, fake):
    order = wallet.paid(wallet.order())
    page = f"/tien/{order.number}/{order.secret}/huy/"
    assert "về thẻ bạn đã trả" in wallet.client.get(page).content.decode()
    answer = wallet.client.post(page, {"reason": ""}, follow=True).content.decode()
    assert "tự về lại thẻ của bạn" in answer
    assert "về thẻ bạn đã trả" in answer
