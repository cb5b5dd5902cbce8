"""A card's holder takes the money back through her bank: taken, won, lost, decided twice; groups held, refunds not paid twice."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from cooperatives.ledger.chart import account
from cooperatives.ledger.services import Line, post_entry
from cooperatives.ledger.txn import write_txn
from storefront.orders.models import Order, Parcel
from storefront.orders.services import hand_over_parcel, pack_parcel, release_due_parcels
from storefront.payments.errors import CardDisputed, DisputeNotWaiting
from storefront.payments.models import CardDispute, GatewayNews, Refund
from storefront.payments.services.cancel import cancel_and_refund
from storefront.payments.services.card_refunds import send_card_refund
from storefront.payments.services.card_sweep import sweep_cards
from storefront.payments.services.disputes import bear_loss, look_at_named_dispute, look_for_disputes, note_evidence
from storefront.payments.services.follow import deliver_and_collect
from storefront.payments.services.refunds import send_refund
from tests.cards.wallet import assert_books_hold, books
from tests.desk.people import client_of, said, staff, text_of
from tests.factories import make_carrier

pytestmark = pytest.mark.django_db
FEE = 250_000


def disputed(wallet, fake, order: Order, **how) -> CardDispute:
    """A dispute of a paid order, told by the gateway's messages."""
    fake.back.open_dispute(order.card_pages.get().charge, **how)
    assert set(fake.webhooks.release()) == {200}
    return CardDispute.objects.get(page__order=order)


def closed(fake, dispute: CardDispute, *, won: bool) -> CardDispute:
    fake.back.close_dispute(dispute.name, won=won)
    assert set(fake.webhooks.release(reverse=True)) == {200}
    dispute.refresh_from_db()
    return dispute


def released(order: Order, clock) -> Parcel:
    """The order's one parcel, delivered, and its money released to the group."""
    parcel = order.parcels.get()
    pack_parcel(parcel_id=parcel.pk, actor=None)
    hand_over_parcel(parcel_id=parcel.pk, carrier=make_carrier(), tracking_number=f"VD{parcel.pk}", actor=None)
    deliver_and_collect(parcel_id=parcel.pk, actor=None)
    clock.advance(days=30)
    assert release_due_parcels() == [parcel.pk]
    parcel.refresh_from_db()
    return parcel


def test_opened_and_won(wallet, fake):
    order = wallet.paid(wallet.order())
    before = books()
    dispute = disputed(wallet, fake, order)
    assert (dispute.state, dispute.amount_vnd, dispute.reason) == ("needs_response", order.total_vnd, "fraudulent")
    assert dispute.evidence_due_at is not None
    told = books()
    assert (told["1040"], told["5030"]) == (order.total_vnd, FEE)
    assert told["1020"] == before["1020"] - order.total_vnd - FEE
    assert_books_hold(fake)
    dispute = closed(fake, dispute, won=True)
    assert (dispute.state, dispute.closed_at is not None) == ("won", True)
    assert books() == before | {"1020": before["1020"] - FEE, "5030": FEE}
    assert_books_hold(fake)


def test_lost_is_a_loss_of_the_center(wallet, fake, clerk):
    order = wallet.paid(wallet.order())
    before = books()
    dispute = closed(fake, disputed(wallet, fake, order), won=False)
    assert dispute.state == "lost"
    assert books() == before | {"1020": before["1020"] - order.total_vnd - FEE, "5030": order.total_vnd + FEE}
    assert_books_hold(fake)


def test_won_after_it_was_lost(wallet, fake):
    order = wallet.paid(wallet.order())
    before = books()
    dispute = closed(fake, disputed(wallet, fake, order), won=False)
    assert closed(fake, dispute, won=True).state == "won"
    assert books() == before | {"1020": before["1020"] - FEE, "5030": FEE}
    assert_books_hold(fake)


def test_an_inquiry_takes_nothing_until_it_becomes_more(wallet, fake):
    order = wallet.paid(wallet.order())
    before = books()
    dispute = disputed(wallet, fake, order, inquiry=True)
    assert (dispute.state, books(), order.parcels.get().money_held_at is not None) == ("inquiry", before, True)
    fake.back.escalate_dispute(dispute.name)
    fake.webhooks.release()
    dispute.refresh_from_db()
    assert (dispute.state, books()["1040"]) == ("needs_response", order.total_vnd)
    fake.back.submit_evidence(dispute.name)
    fake.webhooks.release()
    dispute.refresh_from_db()
    assert dispute.state == "under_review"
    assert_books_hold(fake)


def test_an_inquiry_that_comes_to_nothing(wallet, fake):
    order = wallet.paid(wallet.order())
    before = books()
    dispute = closed(fake, disputed(wallet, fake, order, inquiry=True), won=True)
    assert (dispute.state, books(), order.parcels.get().money_held_at) == ("dropped", before, None)


def test_messages_lost_doubled_and_turned_round(wallet, fake):
    order = wallet.paid(wallet.order())
    made = fake.back.open_dispute(order.card_pages.get().charge)
    fake.webhooks.drop()
    assert look_for_disputes() == {"found": 1, "looked": 1}
    fake.back.close_dispute(made["id"], won=True)
    fake.webhooks.copies = 3
    fake.webhooks.release(reverse=True)
    assert CardDispute.objects.get().state == "won"
    assert look_for_disputes() == {"found": 0, "looked": 0}
    assert_books_hold(fake)


def test_a_message_about_a_payment_that_is_not_ours(wallet, fake):
    intent = fake.charging.create_intent({"amount": "50000", "currency": "vnd", "confirm": "true", "payment_method": "pm_card_visa"})
    made = fake.back.open_dispute(intent["latest_charge"])
    assert look_at_named_dispute(name=made["id"]) is None
    assert set(fake.webhooks.release()) == {200}
    assert (CardDispute.objects.count(), books()) == (0, {})
    assert set(GatewayNews.objects.values_list("state", flat=True)) == {"foreign"}


def test_what_is_not_released_stays_held_until_it_is_over(wallet, fake, clock):
    order = wallet.paid(wallet.order())
    parcel = order.parcels.get()
    pack_parcel(parcel_id=parcel.pk, actor=None)
    hand_over_parcel(parcel_id=parcel.pk, carrier=make_carrier(), tracking_number="VD1", actor=None)
    dispute = disputed(wallet, fake, order)
    deliver_and_collect(parcel_id=parcel.pk, actor=None)
    clock.advance(days=30)
    assert release_due_parcels() == []
    closed(fake, dispute, won=True)
    assert release_due_parcels() == [parcel.pk]
    assert_books_hold(fake)


def test_what_is_released_is_set_aside_and_comes_back(wallet, fake, clock, clerk):
    order = wallet.paid(wallet.order())
    parcel = released(order, clock)
    available, reserve = f"2120.g{parcel.group_id}", f"2140.g{parcel.group_id}"
    hers = books()[available]
    dispute = disputed(wallet, fake, order)
    assert (available in books(), books()[reserve]) == (False, hers)
    dispute = closed(fake, dispute, won=False)
    assert books()[reserve] == hers  # until a person has decided who bears it
    bear_loss(dispute_id=dispute.pk, actor=clerk, note="có phiếu giao")
    assert (books()[available], reserve in books()) == (hers, False)
    with pytest.raises(DisputeNotWaiting):
        bear_loss(dispute_id=dispute.pk, actor=clerk)
    assert_books_hold(fake)


def test_two_disputes_of_one_order_hold_until_both_are_over(wallet, fake, clock):
    order = wallet.paid(wallet.order())
    parcel = released(order, clock)
    hers = books()[f"2120.g{parcel.group_id}"]
    half = order.total_vnd // 2
    first = disputed(wallet, fake, order, amount=half)
    with write_txn():  # another order's money, which no dispute is about
        post_entry(key="other", kind="release", postings=[Line(account("5050"), account("2120", str(parcel.group_id)), 70_000)])
    fake.back.open_dispute(order.card_pages.get().charge, amount=order.total_vnd - half)
    fake.webhooks.release()
    assert books()[f"2120.g{parcel.group_id}"] == 70_000
    second = CardDispute.objects.exclude(pk=first.pk).get()
    closed(fake, first, won=True)
    parcel.refresh_from_db()
    assert parcel.money_held_at is not None
    closed(fake, second, won=True)
    parcel.refresh_from_db()
    assert (parcel.money_held_at, books()[f"2120.g{parcel.group_id}"]) == (None, hers + 70_000)
    assert_books_hold(fake)


def test_nothing_is_refunded_while_it_is_open_and_all_of_it_when_won(wallet, fake, clerk):
    order = wallet.paid(wallet.order())
    dispute = disputed(wallet, fake, order)
    [refund] = cancel_and_refund(order_id=order.pk, actor=clerk, reason="hết hàng")
    send_card_refund(attempt_id=refund.card_refund.pk)
    sweep_cards()
    assert (fake.asked("POST /v1/refunds"), Refund.objects.get().status) == (0, "requested")
    page = wallet.client.get(order.get_absolute_url()).content.decode()
    assert "đang xem khiếu nại" in page
    assert "đang hoàn" not in page
    closed(fake, dispute, won=True)
    sweep_cards()
    assert (Refund.objects.get().status, "2200" in books()) == ("settled", False)
    assert_books_hold(fake)


def test_a_refund_that_is_owed_when_it_is_lost_was_paid_by_it(wallet, fake, clerk, second):
    """She has her money, the group's part and the fees went back the usual way, and the center loses only the fee."""
    order = wallet.paid(wallet.order())
    dispute = disputed(wallet, fake, order)
    [refund] = cancel_and_refund(order_id=order.pk, actor=clerk, reason="chưa gửi")
    closed(fake, dispute, won=False)
    with pytest.raises(CardDisputed):
        Refund.objects.filter(pk=refund.pk).update(way="bank")
        send_refund(refund_id=refund.pk, actor=second)
    Refund.objects.filter(pk=refund.pk).update(way="card")
    assert sweep_cards()["covered"] == 1
    refund.refresh_from_db()
    dispute.refresh_from_db()
    assert (refund.way, refund.status, dispute.covered_vnd, books()["5030"]) == ("dispute", "settled", order.total_vnd, FEE)
    assert "2200" not in books()
    assert (fake.asked("POST /v1/refunds"), sweep_cards()["covered"]) == (0, 0)
    assert "theo khiếu nại" in wallet.client.get(order.get_absolute_url()).content.decode()
    assert_books_hold(fake)


def test_refused_because_the_gateway_knows_of_a_dispute_before_we_do(wallet, fake, clerk):
    order = wallet.paid(wallet.order())
    made = fake.back.open_dispute(order.card_pages.get().charge)
    [refund] = cancel_and_refund(order_id=order.pk, actor=clerk, reason="chưa gửi")
    attempt = send_card_refund(attempt_id=refund.card_refund.pk)
    assert (attempt.state, attempt.failure) == ("asked", "charge_disputed")
    fake.back.close_dispute(made["id"], won=False)
    fake.webhooks.release()
    assert sweep_cards()["covered"] == 1
    assert Refund.objects.get().way == "dispute"
    assert_books_hold(fake)


def test_the_desk_has_a_queue_with_its_day(wallet, fake, clerk):
    order = wallet.paid(wallet.order())
    dispute = disputed(wallet, fake, order, reason="product_not_received")
    watcher, teller = client_of(staff("payments.view_cardpage")), client_of(staff("payments.decide_cardpage"))
    page = text_of(watcher.get("/admin/viec/the/?tab=disputes"))
    due = timezone.localtime(dispute.evidence_due_at)
    assert f"gửi bằng chứng trước {due:%d/%m/%Y %H:%M}" in page
    assert "chưa nhận được hàng" in page
    assert "1 khiếu nại thẻ cần gửi bằng chứng" in text_of(teller.get("/admin/"))
    address = f"/admin/viec/the/khieu-nai/{dispute.pk}/"
    assert watcher.post(f"{address}ghi/", {"reason": "đã gửi phiếu"}).status_code == 302
    dispute.refresh_from_db()
    assert dispute.noted_at is None
    assert "Đã ghi cho khiếu nại" in said(teller.post(f"{address}ghi/", {"reason": "đã gửi phiếu"}))
    assert "khiếu nại thẻ cần gửi bằng chứng" not in text_of(teller.get("/admin/"))
    assert "đã xong hoặc đã quyết" in said(teller.post(f"{address}chiu/", {}))
    closed(fake, dispute, won=False)
    assert "Trung tâm chịu, mở tiền cho nhóm" in text_of(teller.get("/admin/viec/the/?tab=disputes"))
    assert "Tiền của nhóm đã mở" in said(teller.post(f"{address}chiu/", {"note": "rủi ro"}))
    assert order.parcels.get().money_held_at is None
    assert "Không có khiếu nại nào đang chờ" in text_of(teller.get("/admin/viec/the/?tab=disputes"))
    with pytest.raises(DisputeNotWaiting):
        note_evidence(dispute_id=dispute.pk, actor=clerk, note="muộn")


@pytest.mark.parametrize("fake", ["sgd"], indirect=True)
def test_a_balance_abroad(wallet, fake):
    order = wallet.paid(wallet.order(price_vnd=1_000_000))
    closed(fake, disputed(wallet, fake, order), won=False)
    told = books()
    assert ("1021" in told, "1040" in told) == (False, False)
    assert told["5030"] == pytest.approx(order.total_vnd + FEE, rel=0.01)
    assert_books_hold(fake)


def test_news_a_year_old_is_still_looked_at(wallet, fake):
    """The sweep looks at everything that is open, however long ago it began."""
    order = wallet.paid(wallet.order())
    dispute = disputed(wallet, fake, order)
    CardDispute.objects.update(opened_at=timezone.now() - datetime.timedelta(days=80))
    fake.back.close_dispute(dispute.name, won=True)
    fake.webhooks.drop()
    look_for_disputes()
    dispute.refresh_from_db()
    assert dispute.state == "won"
