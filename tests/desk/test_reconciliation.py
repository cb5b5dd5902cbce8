"""The desk's page of reconciliation, the button that closes a day, and what it says to who wants to pay groups."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from cooperatives.ledger.models import DailyClose
from cooperatives.payouts.models import PayoutRun
from storefront.desk.drains import PLACES, money_in, place_of
from storefront.desk.pages import desk_url
from storefront.orders.models import Order
from tests.desk.people import client_of, said, staff, text_of
from tests.factories import make_group, make_order
from tests.payments.till import pay
from tests.payouts.conftest import earn, make_account

PROPOSE = "payouts.propose_payoutrun"


@pytest.fixture
def maker(ground):
    return staff(PROPOSE)


def test_an_empty_house_is_drained(maker):
    client = client_of(maker)
    assert "Mọi khoản trung gian đã về 0." in text_of(client.get(desk_url("reconciliation")))
    response = client.post(desk_url("close_day"))
    assert said(response) == f"Ngày {timezone.localdate():%d/%m/%Y}: mọi khoản trung gian đã về 0."
    assert (DailyClose.objects.get().closed_by, DailyClose.objects.get().open_count) == (maker, 0)


def test_each_place_shows_what_is_expected_seen_and_different_with_its_items(maker):
    late = timezone.now() - timedelta(days=4)
    line = pay("rut tien", -30_000, at=late)
    pay("khong ro", 200_000, at=late)
    page = client_of(maker).get(desk_url("reconciliation"))
    [row] = page.context["sides"]
    assert row["money"] == {"expected": "200.000\xa0₫", "seen": "170.000\xa0₫", "difference": "\N{MINUS SIGN}30.000\xa0₫"}
    assert desk_url("bank_line", line.pk) in page.content.decode()
    assert [(one["item"].code.partition(".")[0], one["item"].is_late) for one in page.context["items"]] == [("1010", True), ("2090", True)]
    response = client_of(maker).post(desk_url("close_day"))
    assert said(response) == f"Ngày {timezone.localdate():%d/%m/%Y}: còn 2 khoản chưa về 0, 2 quá hạn."


def test_who_may_not_see_money_does_not_see_it(ground):
    client = client_of(staff("orders.move_order"))
    assert client.get(desk_url("reconciliation")).status_code == 302
    client.post(desk_url("close_day"))
    assert DailyClose.objects.count() == 0


def test_a_refused_proposal_names_what_is_late_and_leads_there_and_orders_go_on(maker):
    group = make_group("Tổ dệt")
    make_account(group, maker, staff(), number="0011223344")
    earn(group, 300_000, "a")
    pay("khong ro", 45_000, at=timezone.now() - timedelta(days=2, hours=1))
    client = client_of(maker)
    client.post(desk_url("run_draft"), {"cut_off_on": "2099-01-01"})
    run = PayoutRun.objects.get()
    response = client.post(desk_url("run_propose", run.pk))
    words = "Chưa trả tiền nhóm được: “Tiền nhận chưa rõ đơn” (2090) còn 45.000 ₫ đã 2 ngày, được phép 1. Xử lý trước."
    assert said(response).startswith(words)
    assert desk_url("bank_queue") in str(list(get_messages(response.wsgi_request))[-1])
    run.refresh_from_db()
    assert run.status == "draft"
    assert "khoản quá hạn: chưa trả nhóm được" in text_of(client.get("/admin/"))
    assert make_order().status == Order.Status.PREPARING


@pytest.mark.parametrize("code", sorted(PLACES))
def test_every_account_that_must_drain_has_a_place(code):
    assert place_of(f"{code}.x").startswith("/admin/viec/")


@pytest.mark.parametrize(
    ("amount", "currency", "language", "shown"),
    [(-1_234_56, "SGD", "vi", "\N{MINUS SIGN}1.234,56 SGD"), (1_234_05, "SGD", "en", "1,234.05 SGD"), (1_500, "VND", "vi", "1.500\xa0₫")],
)
def test_other_money_has_hundredths(amount, currency, language, shown):
    assert money_in(amount, currency, language) == shown
