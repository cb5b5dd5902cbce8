"""The end of the hold: the page is closed with it; what was paid all the same waits for a person, who sends the goods or gives it back."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from catalog.models import Stock
from storefront.orders.models import Order
from storefront.payments.errors import CardMoneyNotWaiting, OrderNotLate
from storefront.payments.models import CardPage, Refund
from storefront.payments.services.cancel import cancel_and_refund
from storefront.payments.services.card_decisions import accept_late_card, hanging_pages, refund_card_money
from storefront.payments.services.card_sweep import sweep_cards
from storefront.payments.services.cards import open_card_page
from storefront.payments.services.expire import expire_unpaid
from tests.cards.wallet import assert_books_hold, books
from tests.desk.people import client_of, said, staff, text_of

pytestmark = pytest.mark.django_db


def paid_late(wallet, fake, clock) -> CardPage:
    """An order that expired while the gateway was silent, and was paid all the same."""
    order = wallet.order(stock=1)
    page = wallet.pay(order)
    clock.advance(minutes=66)
    fake.fault("POST /v1/checkout/sessions", "drop_before", times=3)
    assert expire_unpaid() == [order.pk]
    fake.webhooks.release()
    page.refresh_from_db()
    return page


def test_the_page_is_closed_with_the_hold(wallet, fake, clock):
    order = wallet.order()
    page = open_card_page(order_id=order.pk)
    clock.advance(minutes=61)
    assert expire_unpaid() == [order.pk]
    page.refresh_from_db()
    assert (page.state, fake.memory.get("checkout.session", page.session)["status"]) == ("expired", "expired")
    assert Stock.objects.get().reserved == 0
    text = wallet.client.get(order.get_absolute_url()).content.decode()
    assert "Thẻ của bạn không bị trừ tiền" in text


def test_paid_in_the_last_moment_is_paid(wallet, fake, clock):
    order = wallet.order()
    wallet.pay(order)
    fake.webhooks.drop()
    clock.advance(minutes=61)
    assert expire_unpaid() == []
    order.refresh_from_db()
    assert order.status == "preparing"
    assert_books_hold(fake)


def test_goods_stay_held_while_the_gateway_cannot_be_asked(wallet, fake, clock):
    order = wallet.order()
    open_card_page(order_id=order.pk)
    clock.advance(minutes=61)
    fake.fault("POST /v1/checkout/sessions", "drop_before", times=3)
    assert expire_unpaid() == []
    assert expire_unpaid() == [order.pk]


def test_a_cancelled_order_cannot_be_paid_any_more(wallet, fake, django_capture_on_commit_callbacks):
    order = wallet.order()
    page = open_card_page(order_id=order.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert cancel_and_refund(order_id=order.pk, actor=None, reason="khách đổi ý") == []
    page.refresh_from_db()
    assert page.state == "expired"


def test_what_closing_missed_the_sweep_closes(wallet, fake):
    order = wallet.order()
    page = open_card_page(order_id=order.pk)
    cancel_and_refund(order_id=order.pk, actor=None, reason="khách đổi ý")
    assert sweep_cards()["closed"] == 1
    page.refresh_from_db()
    assert page.state == "expired"


def test_paid_too_late_waits_for_a_person(wallet, fake, clock):
    page = paid_late(wallet, fake, clock)
    assert (page.state, page.unallocated_vnd, page.order.status) == ("paid", page.received_vnd, Order.Status.CANCELLED)
    assert list(hanging_pages()) == [page]
    assert books()["2090"] == page.received_vnd
    assert "không còn chờ nữa" in wallet.client.get(page.order.get_absolute_url()).content.decode()
    assert_books_hold(fake)


def test_it_is_given_back(wallet, fake, clock, clerk):
    page = paid_late(wallet, fake, clock)
    refund = refund_card_money(page_id=page.pk, actor=clerk, note="hết hàng")
    assert (refund.amount_vnd, refund.card_page, books()["2200"]) == (page.received_vnd, page, page.received_vnd)
    assert list(hanging_pages()) == []
    with pytest.raises(CardMoneyNotWaiting):
        refund_card_money(page_id=page.pk, actor=clerk, note="hết hàng")
    assert Refund.objects.count() == 1
    assert_books_hold(fake)


def test_the_goods_are_sent_after_all(wallet, fake, clock, clerk):
    page = paid_late(wallet, fake, clock)
    accept_late_card(page_id=page.pk, actor=clerk, note="còn hàng")
    order = Order.objects.get()
    assert (order.status, order.payment.status, Stock.objects.get().reserved) == ("preparing", "paid", 1)
    with pytest.raises(CardMoneyNotWaiting):
        accept_late_card(page_id=page.pk, actor=clerk)
    assert_books_hold(fake)


def test_paid_twice_is_kept_apart(wallet, fake, clock, clerk):
    """Two pages, both paid: impossible with one open page, but money that came is never lost."""
    order = wallet.order()
    first = wallet.pay(order)
    held = list(fake.webhooks.waiting)
    CardPage.objects.filter(pk=first.pk).update(state="expired")
    wallet.pay(order)
    fake.webhooks.release()
    assert len(held) < len(fake.memory.all("event"))
    order.refresh_from_db()
    (extra,) = hanging_pages()
    assert (order.status, extra.unallocated_vnd, books()["2090"]) == ("preparing", order.total_vnd, order.total_vnd)
    with pytest.raises(OrderNotLate):
        accept_late_card(page_id=extra.pk, actor=clerk)
    assert "trả thêm một lần" in wallet.client.get(order.get_absolute_url()).content.decode()
    refund_card_money(page_id=extra.pk, actor=clerk, note="trả hai lần")
    assert_books_hold(fake)


def test_the_desk_shows_and_decides_it(wallet, fake, clock):
    page = paid_late(wallet, fake, clock)
    watcher, teller = client_of(staff("payments.view_cardpage")), client_of(staff("payments.decide_cardpage"))
    assert page.order.number in text_of(watcher.get("/admin/viec/the/"))
    assert "Vẫn gửi hàng" not in text_of(watcher.get("/admin/viec/the/"))
    assert "Vẫn gửi hàng" in text_of(teller.get("/admin/viec/the/"))
    assert "1 khoản thẻ đã trả mà chưa giao được hàng" in text_of(teller.get("/admin/"))
    assert watcher.post(f"/admin/viec/the/{page.pk}/tra-lai/", {"reason": "hết hàng"}).status_code == 302
    assert Refund.objects.count() == 0
    assert "Đã lập khoản trả lại" in said(teller.post(f"/admin/viec/the/{page.pk}/tra-lai/", {"reason": "hết hàng"}))
    assert "không còn chờ quyết định" in said(teller.post(f"/admin/viec/the/{page.pk}/nhan-tre/", {}))
    assert "Mọi khoản thẻ đều đã có hàng" in text_of(teller.get("/admin/viec/the/"))
    assert page.intent in text_of(teller.get("/admin/viec/the/?tab=all"))


def test_the_sweep_gives_money_to_an_order_that_still_waits(wallet, fake, monkeypatch):
    order = wallet.order()
    wallet.pay(order)
    with monkeypatch.context() as broken:
        broken.setattr("storefront.payments.services.cards.give_to_order", lambda page_id: CardPage.objects.get(pk=page_id))
        fake.webhooks.release()
    assert books()["2090"] == order.total_vnd
    assert sweep_cards()["given"] == 1
    order.refresh_from_db()
    assert order.status == "preparing"
    assert timezone.now() - order.paid_at < datetime.timedelta(minutes=5)
    assert_books_hold(fake)
