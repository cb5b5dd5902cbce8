"""The queue of refunds: asked for by one, sent by another, settled by the statement."""

from __future__ import annotations

import pytest

from storefront.desk.pages import desk_url
from storefront.payments.models import Refund
from storefront.payments.services.decisions import refund_line
from tests.desk.people import client_of, said, staff, text_of
from tests.payments.till import assert_books_hold, books, pay


@pytest.fixture
def asker(ground):
    return staff("payments.match_bankline", "payments.send_refund")


@pytest.fixture
def sender(ground):
    return staff("payments.send_refund", "payments.match_bankline")


@pytest.fixture
def refund(asker) -> Refund:
    pay("von", 500_000)
    return refund_line(line_id=pay("nham", 60_000).pk, actor=asker, note="chuyển nhầm")


def test_whoever_asked_does_not_send(asker, refund):
    before = books()
    response = client_of(asker).post(desk_url("refund_send", refund.pk))
    refund.refresh_from_db()
    assert (refund.status, books()) == ("requested", before)
    assert said(response) == "Người lập khoản trả lại không tự chuyển tiền. Nhờ người khác bấm chuyển."
    assert "Bạn lập khoản này" in text_of(client_of(asker).get(desk_url("refunds")))


def test_another_sends_it_once_and_the_bank_settles_it(sender, refund):
    client = client_of(sender)
    client.post(desk_url("refund_send", refund.pk))
    again = client.post(desk_url("refund_send", refund.pk))
    refund.refresh_from_db()
    assert (refund.status, refund.sent_by, said(again)) == ("sent", sender, "Khoản trả lại này đã qua bước đó. Xem lại trang.")
    line = pay("khong ghi gi", -60_000)
    page = text_of(client.get(desk_url("refunds"), {"tab": "sent"}))
    assert "Khớp dòng tiền ra ngày" in page
    client.post(desk_url("refund_settle", refund.pk), {"chosen": line.pk})
    refund.refresh_from_db()
    assert refund.status == "settled"
    assert refund.reference in text_of(client.get(desk_url("refunds"), {"tab": "settled"}))
    assert_books_hold()


def test_a_line_of_another_amount_settles_nothing(sender, refund):
    client = client_of(sender)
    client.post(desk_url("refund_send", refund.pk))
    line = pay("khac", -61_000)
    response = client.post(desk_url("refund_settle", refund.pk), {"chosen": line.pk})
    refund.refresh_from_db()
    assert (refund.status, said(response)) == ("sent", "Số tiền trên dòng ngân hàng (61.000 ₫) khác khoản cần khớp (60.000 ₫). Xem lại.")


def test_a_refund_that_failed_waits_to_be_sent_again(sender, refund):
    client = client_of(sender)
    early = client.post(desk_url("refund_fail", refund.pk), {"reason": "sai số"})
    assert said(early) == "Khoản trả lại này đã qua bước đó. Xem lại trang."
    client.post(desk_url("refund_send", refund.pk))
    client.post(desk_url("refund_fail", refund.pk), {"reason": "sai số tài khoản"})
    refund.refresh_from_db()
    assert (refund.status, refund.reference in text_of(client.get(desk_url("refunds")))) == ("failed", True)
    client.post(desk_url("refund_send", refund.pk))
    refund.refresh_from_db()
    assert refund.status == "sent"
    assert_books_hold()
