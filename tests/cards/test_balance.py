"""Stripe's balance and our books: every movement once, back to what it was for, and the difference is zero or has an age."""

from __future__ import annotations

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cooperatives.ledger.closing import late_items
from storefront.payments.errors import MovementNotOpen, TransferDiffers
from storefront.payments.models import BalanceReading, BankLine, CardPage, GatewayBalance, GatewayMovement, Refund
from storefront.payments.providers import stripe_balance
from storefront.payments.providers.base import GatewayUnreachable
from storefront.payments.services.balance_import import import_balance
from storefront.payments.services.cancel import cancel_and_refund
from storefront.payments.services.card_refunds import send_card_refund
from storefront.payments.services.gateway_payouts import payouts_on_their_way, receive_payout
from storefront.payments.services.movement_decisions import explain_as_refund, explain_movement, unknown_movements
from storefront.payments.services.stripe_reconciliation import DIFFERS, stripe_reconciliation
from storefront.payments.services.sweep import sweep
from tests.cards.wallet import assert_books_hold, books
from tests.desk.people import client_of, said, staff, text_of
from tests.payments.till import BANK, pay

pytestmark = pytest.mark.django_db


def foreign_charge(fake, amount: int = 50_000) -> None:
    """A payment on the same Stripe account that no shop page asked for."""
    fake.charging.create_intent({"amount": str(amount), "currency": "vnd", "confirm": "true", "payment_method": "pm_card_visa"})


def state() -> tuple[int, int, int]:
    [one] = stripe_reconciliation()
    return one.expected, one.seen, one.difference


def test_off_without_a_key(ground):
    assert (import_balance(), stripe_reconciliation()) == ({}, [])


def test_each_movement_once_and_nothing_differs(wallet, fake, clerk):
    order = wallet.paid(wallet.order())
    assert import_balance() == {"differing": 0}
    [refund] = cancel_and_refund(order_id=order.pk, actor=clerk, reason="hết hàng")
    send_card_refund(attempt_id=refund.card_refund.pk)
    assert import_balance() == {"differing": 0}
    assert GatewayMovement.objects.count() == 2
    assert state() == (fake.memory.balance, fake.memory.balance, 0)
    assert_books_hold(fake)


def test_everything_that_messages_would_have_told_is_found(wallet, fake, clerk, clock):
    """Messages lost, pages never looked at: paid, refunded and disputed all the same."""
    paid, other = wallet.order(), wallet.order()
    wallet.pay(paid)
    page = wallet.pay(other)
    fake.webhooks.drop()
    charge = fake.memory.get("payment_intent", fake.memory.get("checkout.session", page.session)["payment_intent"])["latest_charge"]
    fake.back.open_dispute(charge)
    assert import_balance()["differing"] == 0
    assert set(CardPage.objects.values_list("state", flat=True)) == {"paid"}
    paid.refresh_from_db()
    assert (paid.status, books()["1040"], "1021" in books()) == ("preparing", other.total_vnd, False)
    [refund] = cancel_and_refund(order_id=paid.pk, actor=clerk, reason="hết hàng")
    send_card_refund(attempt_id=refund.card_refund.pk)
    fake.back.fail_refund(Refund.objects.get().card_refund.name)
    fake.webhooks.drop()
    import_balance()
    assert (Refund.objects.get().status, books()["2200"]) == ("failed", paid.total_vnd)
    assert_books_hold(fake)


def test_pages_are_read_to_the_end_though_a_pass_breaks_off(wallet, fake, monkeypatch):
    monkeypatch.setattr(stripe_balance, "PAGE", 3)
    for _ in range(7):
        foreign_charge(fake)
    asked = fake.asked("GET /v1/balance_transactions")
    original = stripe_balance.read_movements
    pages = []

    def breaks_off(**how):
        if len(pages) == 2:
            raise GatewayUnreachable(what="read movements", said="")
        pages.append(how)
        return original(**how)

    with monkeypatch.context() as broken:
        broken.setattr(stripe_balance, "read_movements", breaks_off)
        with pytest.raises(GatewayUnreachable):
            import_balance()
    assert (GatewayMovement.objects.count(), BalanceReading.objects.get().after != "") == (6, True)
    assert GatewayBalance.objects.count() == 0
    foreign_charge(fake)  # newer than the pass that goes on
    import_balance()
    import_balance()
    assert fake.asked("GET /v1/balance_transactions") - asked >= 4
    assert (GatewayMovement.objects.count(), BalanceReading.objects.get().until_at) == (8, None)
    assert_books_hold(fake)


def test_the_gateway_away_leaves_what_is_there(wallet, fake):
    wallet.paid(wallet.order())
    fake.fault("GET /v1/balance_transactions", "http_500", times=3)
    with pytest.raises(GatewayUnreachable):
        import_balance()
    assert stripe_reconciliation() == []
    assert import_balance() == {"differing": 0}


def test_an_unknown_movement_is_in_suspense_until_a_person_explains_it(wallet, fake, clerk):
    foreign_charge(fake)
    assert import_balance() == {"unknown": 1, "differing": 0}
    assert import_balance() == {"differing": 0}
    [row] = unknown_movements()
    assert (row.worth_vnd, books()["1021"], stripe_reconciliation()[0].unknown) == (50_000, -50_000, 1)
    explain_movement(movement_id=row.pk, code="5050", actor=clerk, note="thử máy")
    assert ("1021" in books(), books()["5050"]) == (False, -50_000)
    with pytest.raises(MovementNotOpen):
        explain_movement(movement_id=row.pk, code="5050", actor=clerk, note="lại")
    with pytest.raises(ValueError, match="4010"):
        explain_movement(movement_id=row.pk, code="4010", actor=clerk, note="")
    assert_books_hold(fake)


def test_unknown_first_and_found_later(wallet, fake, monkeypatch):
    order = wallet.order()
    wallet.pay(order)
    with monkeypatch.context() as blind:
        blind.setattr("storefront.payments.services.balance_import._look_at_charge", lambda name: None)
        assert import_balance()["unknown"] == 1
    fake.webhooks.release()
    order.refresh_from_db()
    assert (order.status, unknown_movements().count(), "1021" in books()) == ("preparing", 0, False)
    assert_books_hold(fake)


def test_a_refund_by_hand_at_stripe_is_one_of_ours(wallet, fake, clerk):
    order = wallet.paid(wallet.order())
    fake.back.create_refund({"charge": CardPage.objects.get().charge})
    fake.webhooks.release()
    [refund] = cancel_and_refund(order_id=order.pk, actor=clerk, reason="hết hàng")
    send_card_refund(attempt_id=refund.card_refund.pk)  # refused: it went back already
    import_balance()
    [row] = unknown_movements()
    teller = client_of(staff("payments.decide_cardpage"))
    assert f"Là {refund.reference} của đơn {order.number}" in text_of(teller.get("/admin/viec/the/?tab=balance"))
    Refund.objects.filter(pk=refund.pk).update(amount_vnd=refund.amount_vnd + 1)
    with pytest.raises(TransferDiffers):
        explain_as_refund(movement_id=row.pk, refund_id=refund.pk, actor=clerk)
    Refund.objects.filter(pk=refund.pk).update(amount_vnd=refund.amount_vnd)
    answer = teller.post(f"/admin/viec/the/bien-dong/{row.pk}/la-tra-lai/", {"chosen": refund.pk})
    assert "làm tay ở Stripe" in said(answer)
    refund.refresh_from_db()
    assert (refund.status, refund.way, refund.told) == ("settled", "card", "Đã về thẻ")
    assert ("2200" in books(), "1021" in books()) == (False, False)
    assert_books_hold(fake)


def test_a_payout_to_our_bank_and_its_line(wallet, fake):
    wallet.paid(wallet.order())
    sent = fake.memory.balance
    payout = fake.connect.create_payout({"amount": str(sent)}, "")
    assert import_balance() == {"booked": 1, "differing": 0}
    assert (books()["1025"], "1020" in books()) == (sent, False)
    line = pay("STRIPE TRANSFER STR 1", sent - 1)
    assert line.state == "unmatched"
    line = pay(f"STRIPE {payout['id']}", sent)
    assert (line.state, line.unallocated_vnd, "1025" in books()) == ("settled", 0, False)
    assert payouts_on_their_way().count() == 0
    with pytest.raises(TransferDiffers):
        receive_payout(line_id=line.pk, movement_id=GatewayMovement.objects.get(kind="payout").pk, actor=None)
    assert_books_hold(fake)


def test_the_bank_line_comes_before_stripe_tells(wallet, fake):
    wallet.paid(wallet.order())
    sent = fake.memory.balance
    line = pay("stripe payments sg", sent)
    fake.connect.create_payout({"amount": str(sent)}, "")
    import_balance()
    sweep()
    line.refresh_from_db()
    assert (line.state, books()[BANK]) == ("settled", sent)


def test_a_payout_that_comes_back(wallet, fake):
    wallet.paid(wallet.order())
    payout = fake.connect.create_payout({"amount": "100000"}, "")
    fake.connect.finish_payout(payout["id"], paid=False)
    import_balance()
    assert ("1025" in books(), payouts_on_their_way().count()) == (False, 0)
    assert_books_hold(fake)


def test_two_payouts_of_one_amount_wait_for_a_person(wallet, fake):
    wallet.paid(wallet.order(price_vnd=500_000))
    for _ in range(2):
        fake.connect.create_payout({"amount": "100000"}, "")
    import_balance()
    line = pay("STRIPE", 100_000)
    assert line.state == "unmatched"
    teller = client_of(staff("payments.match_bankline", "payments.view_bankline"))
    assert "Là tiền Stripe chuyển về" in text_of(teller.get(f"/admin/viec/ngan-hang/{line.pk}/"))
    first = payouts_on_their_way().first()
    assert "đã về ngân hàng" in said(teller.post(f"/admin/viec/ngan-hang/{line.pk}/la-stripe/", {"chosen": first.pk}))
    assert BankLine.objects.get(pk=line.pk).state == "settled"
    assert books()["1025"] == 100_000


def test_a_fee_of_stripes_is_booked(wallet, fake):
    fake.memory.move("fee", {"id": ""}, -12_000)
    import_balance()
    assert books() == {"1020": -12_000, "5010": 12_000}
    assert_books_hold(fake)


def test_a_difference_has_an_age(wallet, fake, clock, clerk):
    wallet.paid(wallet.order())
    hidden = fake.memory.move("charge", {"id": "ch_hidden"}, 7_000)
    hidden["created"] = 1  # Stripe says that it holds it, and shows no movement in the time that we read
    BalanceReading.objects.create(name="stripe", since_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    assert import_balance()["differing"] == 1
    assert state()[2] == 7_000
    clock.advance(days=2)
    import_balance()
    [one] = stripe_reconciliation()
    assert one.age == datetime.timedelta(days=2)
    assert [(item.code, item.amount) for item in late_items() if item.name == DIFFERS] == [("1020", 7_000)]
    accountant = client_of(staff("payments.match_bankline"))
    assert "7.000 ₫" in text_of(accountant.get("/admin/viec/doi-soat/"))
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("stripe_balance", stdout=out)
    assert "difference=7000" in out.getvalue()
    desk = client_of(staff("payments.decide_cardpage"))
    assert "1 chỗ lệch giữa số dư Stripe và sổ" in text_of(desk.get("/admin/"))
    assert "lệch đã 2 ngày" in text_of(desk.get("/admin/viec/the/?tab=balance"))
    BalanceReading.objects.update(since_at=None)
    import_balance()
    out = StringIO()
    call_command("stripe_balance", stdout=out)
    assert "difference=0 unknown=1" in out.getvalue()
    assert stripe_reconciliation()[0].age is None


@pytest.mark.parametrize("fake", ["sgd"], indirect=True)
def test_a_balance_abroad(wallet, fake, clerk):
    wallet.paid(wallet.order(price_vnd=1_000_000))
    fake.memory.move("fee", {"id": ""}, -200)
    foreign_charge(fake, 100_000)
    payout = fake.connect.create_payout({"amount": "3000"}, "")
    import_balance()
    told = books()
    assert (told["1025.sgd"], stripe_reconciliation()[0].difference) == (3_000, 0)
    [row] = unknown_movements()
    assert row.worth_vnd == pytest.approx(100_000, rel=0.01)
    explain_movement(movement_id=row.pk, code="5050", actor=clerk, note="")
    line = pay(f"nuoc ngoai {payout['id']}", 560_000)
    receive_payout(line_id=line.pk, movement_id=payouts_on_their_way().get().pk, actor=clerk)
    told = books()
    assert ("1025.sgd" in told, "1021" in told, "2090" in told, told[BANK]) == (False, False, False, 560_000)
    assert_books_hold(fake)


def test_the_desk_explains(wallet, fake):
    foreign_charge(fake)
    import_balance()
    row = unknown_movements().get()
    watcher, teller = client_of(staff("payments.view_cardpage")), client_of(staff("payments.decide_cardpage"))
    assert row.movement_id in text_of(watcher.get("/admin/viec/the/?tab=balance"))
    watcher.post(f"/admin/viec/the/bien-dong/{row.pk}/giai-thich/", {"code": "5010"})
    assert unknown_movements().count() == 1
    assert "Đã ghi sổ biến động" in said(teller.post(f"/admin/viec/the/bien-dong/{row.pk}/giai-thich/", {"code": "5010"}))
    assert "vừa có người xử lý" in said(teller.post(f"/admin/viec/the/bien-dong/{row.pk}/giai-thich/", {"code": "5010"}))
    assert unknown_movements().count() == 0
