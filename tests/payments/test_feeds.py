"""Bank feeds: what is genuine pays the order in the same moment, what is not leaves no trace."""

from __future__ import annotations

import json

import pytest

from storefront.payments.feeds.payos import signed_text
from storefront.payments.models import BankLine, BankNotice
from tests.payments.feed import CHECKSUM, KEY, PAYOS, SECRET, SEPAY, by_key, by_signature, payos_told, post, sepay_told, sign
from tests.payments.till import ACCOUNT, BANK, assert_books_hold, books, transfer_order

pytestmark = pytest.mark.django_db
OFF = {"sepay_api_key": "", "sepay_webhook_secret": "", "payos_checksum_key": ""}


@pytest.fixture
def by_keys(settings, clock):
    settings.BANK_FEEDS = {**OFF, "sepay_api_key": KEY, "payos_checksum_key": CHECKSUM}
    return clock


@pytest.fixture
def signed(settings, clock):
    settings.BANK_FEEDS = {**OFF, "sepay_api_key": KEY, "sepay_webhook_secret": SECRET}
    return clock


def nothing_stored() -> bool:
    return not BankLine.objects.exists() and not BankNotice.objects.exists() and books() == {}


@pytest.mark.parametrize("address", [SEPAY, PAYOS])
def test_without_secrets_the_addresses_are_not_there(address, ground):
    assert post(address, sepay_told()).status_code == 404
    assert nothing_stored()


@pytest.mark.parametrize("address", [SEPAY, PAYOS])
def test_only_deliveries_are_answered(address, by_keys, client):
    assert client.get(address).status_code == 405


def test_a_signed_movement_pays_the_order_it_names(ground, signed):
    order = transfer_order()
    mangled = f"CT DEN:0612 {order.number[:6].lower()} - {order.number[6:]} IBFT Nguyen Van A"
    answer = by_signature(sepay_told(content=mangled, transferAmount=order.total_vnd))
    order.refresh_from_db()
    line = BankLine.objects.get()
    assert (answer.status_code, answer.json()) == (200, {"success": True})
    assert (order.status, line.state, line.account, line.bank_ref) == ("preparing", "exact", ACCOUNT, "MBVCB.3278907687")
    assert books()[BANK] == order.total_vnd
    assert_books_hold()


def test_payos_pays_too(ground, by_keys):
    order = transfer_order()
    answer = post(PAYOS, payos_told(description=order.number, amount=order.total_vnd))
    order.refresh_from_db()
    assert (answer.status_code, order.status, BankNotice.objects.get().source) == (200, "preparing", "payos")
    assert_books_hold()


def test_money_going_out_is_a_line_that_books_nothing_yet(ground, by_keys):
    assert by_key(sepay_told(transferType="out", content="phi sms", transferAmount=11_000)).status_code == 200
    assert (BankLine.objects.get().amount_vnd, BankLine.objects.get().state, books()) == (-11_000, "outgoing", {})


def test_delivered_again_it_is_the_same_line(ground, signed):
    told = sepay_told()
    for ahead_s in (0, 5, 200):
        assert by_signature(told, ahead_s=ahead_s).status_code == 200
    assert (BankLine.objects.count(), BankNotice.objects.count(), books()) == (1, 1, {BANK: 50_000, "2090": 50_000})


def test_one_movement_from_two_feeds_is_one_line(ground, by_keys):
    by_key(sepay_told(referenceCode="FT26061000001"))
    post(PAYOS, payos_told())
    assert (BankLine.objects.count(), BankNotice.objects.count(), books()) == (1, 2, {BANK: 50_000, "2090": 50_000})


def test_without_a_reference_two_that_look_alike_are_two(ground, by_keys):
    for notice_id in (1, 2, 1, 2):
        assert by_key(sepay_told(id=notice_id, referenceCode="")).status_code == 200
    assert (BankLine.objects.count(), books()["2090"]) == (2, 100_000)


@pytest.mark.parametrize("headers", [{}, {"Authorization": KEY}, {"Authorization": f"Bearer {KEY}"}, {"Authorization": "Apikey khac"}])
def test_a_wrong_key_is_refused(headers, ground, by_keys):
    answer = post(SEPAY, sepay_told(), **headers)
    assert (answer.status_code, answer.json()["reason"]) == (401, "forged")
    assert nothing_stored()


def test_the_key_is_not_enough_once_there_is_a_secret(ground, signed):
    assert by_key(sepay_told()).status_code == 401
    assert nothing_stored()


def test_a_signature_of_another_secret_or_another_body_is_refused(ground, signed):
    assert by_signature(sepay_told(), secret="bi-mat-khac-bi-mat-khac").status_code == 401
    stamp = str(int(signed.now.timestamp()))
    of_another = sign(SECRET, f"{stamp}.{json.dumps(sepay_told())}")
    headers = {"X-SePay-Timestamp": stamp, "X-SePay-Signature": of_another}
    assert post(SEPAY, sepay_told(transferAmount=500_000), **headers).status_code == 401
    assert post(SEPAY, sepay_told(), **{**headers, "X-SePay-Timestamp": "mai"}).status_code == 401
    assert post(SEPAY, sepay_told(), **{"X-SePay-Signature": of_another}).status_code == 401
    assert nothing_stored()


@pytest.mark.parametrize(("ahead_s", "reason"), [(-301, "signed_too_early"), (301, "signed_too_late")])
def test_an_old_signature_or_one_of_the_future_is_refused(ahead_s, reason, ground, signed):
    answer = by_signature(sepay_told(), ahead_s=ahead_s)
    assert (answer.status_code, answer.json()["reason"]) == (401, reason)
    assert nothing_stored()


def test_a_captured_delivery_cannot_be_replayed_later(ground, signed):
    told = sepay_told()
    by_signature(told)
    stamp, body = str(int(signed.now.timestamp())), json.dumps(told, ensure_ascii=False)
    signed.advance(minutes=6)
    answer = post(SEPAY, body, **{"X-SePay-Timestamp": stamp, "X-SePay-Signature": sign(SECRET, f"{stamp}.{body}")})
    assert (answer.status_code, BankLine.objects.count()) == (401, 1)


@pytest.mark.parametrize("amount", [0, -50_000, 0.5, True, None, "50.000", "-1", "٥٠", [], 10**14])
def test_amounts_that_are_none_are_refused(amount, ground, by_keys):
    assert by_key(sepay_told(transferAmount=amount)).json() == {"success": False, "reason": "amount"}
    if not isinstance(amount, bool | list | float):
        assert post(PAYOS, payos_told(amount=amount)).json() == {"success": False, "reason": "amount"}
    assert nothing_stored()


@pytest.mark.parametrize(
    ("day", "reason"),
    [("2026-02-22 09:00:00", "too_old"), ("2026-03-02 09:11:00", "in_future"), ("hôm qua", "date"), (None, "date"), (1772417400, "date")],
)
def test_movements_of_another_time_are_refused(day, reason, ground, by_keys):
    answer = by_key(sepay_told(transactionDate=day))
    assert (answer.status_code, answer.json()["reason"]) == (400, reason)
    assert post(PAYOS, payos_told(transactionDateTime=day)).json()["reason"] == reason
    assert nothing_stored()


@pytest.mark.parametrize("body", ["", "null", "[]", '"x"', "{", '{"id": 1}', "[" * 50_000, '{"x": "' + "a" * 70_000 + '"}'])
def test_bodies_that_say_nothing_are_refused(body, ground, by_keys):
    assert post(SEPAY, body, Authorization=f"Apikey {KEY}").status_code in (400, 413)
    assert post(PAYOS, body).status_code in (400, 401, 413)
    assert nothing_stored()


def test_a_payos_signature_of_another_key_or_other_fields_is_refused(ground, by_keys):
    assert post(PAYOS, payos_told(secret="khoa-khac-khoa-khac")).status_code == 401
    told = payos_told()
    told["data"]["amount"] = 5_000_000
    assert post(PAYOS, told).status_code == 401
    assert post(PAYOS, {**payos_told(), "signature": None}).status_code == 401
    assert nothing_stored()


def test_what_is_genuine_but_not_ours_is_answered_and_not_stored(ground, by_keys):
    """payOS tries a new address with a movement of a made-up account and wants a yes."""
    assert post(PAYOS, payos_told(accountNumber="12345678", transactionDateTime="2023-02-04 18:25:00")).json()["ignored"] == "other_account"
    assert post(PAYOS, payos_told(code="01")).json()["ignored"] == "failed"
    assert post(PAYOS, payos_told(currency="USD")).json()["ignored"] == "currency"
    assert by_key(sepay_told(accountNumber="0999")).json()["ignored"] == "other_account"
    assert nothing_stored()


def test_a_known_number_with_another_amount_is_refused(ground, by_keys):
    by_key(sepay_told())
    assert by_key(sepay_told(transferAmount=90_000)).status_code == 409
    assert books() == {BANK: 50_000, "2090": 50_000}


def test_a_break_between_line_and_notice_is_mended_by_the_next_delivery(ground, by_keys, monkeypatch):
    real = BankNotice.objects.create
    monkeypatch.setattr(BankNotice.objects, "create", lambda **fields: (_ for _ in ()).throw(RuntimeError("cut off")))
    with pytest.raises(RuntimeError):
        by_key(sepay_told(referenceCode=""))
    monkeypatch.setattr(BankNotice.objects, "create", real)
    assert by_key(sepay_told(referenceCode="")).status_code == 200
    assert (BankLine.objects.count(), BankNotice.objects.count(), books()["2090"]) == (1, 1, 50_000)


def test_the_text_that_payos_signs():
    data = {"b": None, "a": 1, "c": [{"y": 2, "x": "đ"}], "d": "null", "e": True}
    assert signed_text(data) == 'a=1&b=&c=[{"x":"đ","y":2}]&d=&e=true'
