"""The desk's queue of requests to give goods back."""

from __future__ import annotations

from datetime import date

import pytest

from storefront.desk.pages import desk_url
from storefront.payments.models import Refund, RefundRequest, ReturnWindow
from tests.desk.people import client_of, said, staff, text_of
from tests.payments.test_asking import ask, photo
from tests.payments.test_refunds import delivered, household_order


@pytest.fixture
def row(ground) -> RefundRequest:
    ReturnWindow.objects.update_or_create(valid_from=date(2020, 1, 1), defaults={"days": 7})
    return ask(delivered(household_order()), photos=[photo()])


@pytest.fixture
def curator(ground):
    return client_of(staff("orders.move_order"))


def test_the_queue_shows_what_is_asked_and_the_photo(row, curator):
    words = text_of(curator.get(desk_url("asks")))
    assert (row.parcel.number in words, "Hàng vỡ, hỏng khi tới" in words, "Vỡ nắp" in words) == (True, True, True)
    assert "yêu cầu trả hàng chờ trả lời" in text_of(curator.get("/admin/"))
    picture = curator.get(desk_url("ask_photo", row.photos.get().pk))
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")


def test_taking_back_makes_the_refund(row, curator):
    line = row.lines.get()
    response = curator.post(desk_url("ask_accept", row.pk), {f"line_{line.line_id}": "2", "answer": ""})
    refund = Refund.objects.get()
    assert said(response) == f"Đã nhận lại hàng của kiện {row.parcel.number} và lập khoản trả lại {refund.reference}."
    again = curator.post(desk_url("ask_accept", row.pk), {f"line_{line.line_id}": "2", "answer": ""})
    assert said(again) == "Yêu cầu này đã được trả lời. Có thể người khác vừa làm xong: xem lại trang."
    assert refund.reference in text_of(curator.get(f"{desk_url('asks')}?tab=over"))


@pytest.mark.parametrize(
    ("packs", "words"),
    [
        ("1", "Viết một câu trả lời cho khách trước: khách sẽ đọc câu này."),
        ("0", "Số gói không hợp lệ: không nhiều hơn khách xin trả, và ít nhất một gói."),
        ("3", "Số gói không hợp lệ: không nhiều hơn khách xin trả, và ít nhất một gói."),
        ("x", "Số gói là một số từ 0 trở lên."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(row, curator, packs, words):
    response = curator.post(desk_url("ask_accept", row.pk), {f"line_{row.lines.get().line_id}": packs, "answer": ""})
    row.refresh_from_db()
    assert (said(response), row.status, Refund.objects.count()) == (words, "waiting", 0)


def test_refusing_tells_why(row, curator):
    assert said(curator.post(desk_url("ask_refuse", row.pk), {"answer": " "})).startswith("Viết một câu trả lời")
    curator.post(desk_url("ask_refuse", row.pk), {"answer": "Hàng đã dùng"})
    row.refresh_from_db()
    assert (row.status, row.answer) == ("refused", "Hàng đã dùng")


def test_others_see_nothing(row):
    client = client_of(staff("ledger.view_entry"))
    pages = [client.get(desk_url("asks")), client.get(desk_url("ask_photo", row.photos.get().pk))]
    assert [page.status_code for page in pages] == [302, 302]
    client.post(desk_url("ask_refuse", row.pk), {"answer": "x"})
    row.refresh_from_db()
    assert row.status == "waiting"
