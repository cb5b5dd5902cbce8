"""Carriers' lists at the desk: taken in once, held against the parcels, booked with their money, decided row by row."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from storefront.desk.pages import desk_url
from storefront.orders.models import Parcel
from storefront.payments.models import CodRemittance
from storefront.payments.services.follow import deliver_and_collect
from tests.desk.people import client_of, said, staff, text_of
from tests.factories import make_carrier, make_sent_parcel
from tests.payments.till import assert_books_hold, books, pay


@pytest.fixture
def keeper(ground):
    return client_of(staff("payments.book_codremittance", "payments.match_bankline"))


def _delivered(days_ago: int = 1) -> Parcel:
    parcel = make_sent_parcel()
    return deliver_and_collect(parcel_id=parcel.pk, actor=None, delivered_at=timezone.now() - datetime.timedelta(days=days_ago))


def _upload(client, *rows: str):
    content = "\n".join(["Mã vận đơn,Tiền thu hộ,Phí", *rows])
    return client.post(desk_url("remittances"), {"carrier": make_carrier().pk, "file": SimpleUploadedFile("ke.csv", content.encode())})


def test_a_list_is_taken_in_once_and_its_bad_rows_are_named(keeper):
    parcel = _delivered()
    rows = (f"{parcel.tracking_number},{parcel.due_vnd},10000", "VDX,khong ro,0")
    first, second = _upload(keeper, *rows), _upload(keeper, *rows)
    assert (CodRemittance.objects.count(), first.url, second.url) == (1, *[desk_url("remittance", CodRemittance.objects.get().pk)] * 2)
    assert said(first) == "Dòng 3 bỏ qua: không đọc được số tiền."
    assert "Khớp" in text_of(keeper.get(first.url))


def test_the_money_of_a_list_is_booked_and_the_parcel_is_matched(keeper):
    parcel = _delivered()
    _upload(keeper, f"{parcel.tracking_number},{parcel.due_vnd},10000")
    remittance = CodRemittance.objects.get()
    other = pay("ghn nop", parcel.due_vnd)
    refused = keeper.post(desk_url("remittance_book", remittance.pk), {"line": other.pk})
    assert said(refused).startswith("Hãng chuyển 140.000 ₫ nhưng bảng kê cộng lại là 130.000 ₫.")
    line = pay("xe thu nop", parcel.due_vnd - 10_000)
    assert list(keeper.get(desk_url("remittance", remittance.pk)).context["lines"]) == [line]
    assert list(keeper.get(desk_url("bank_line", line.pk)).context["remittances"]) == [remittance]
    keeper.post(desk_url("line_as_remittance", line.pk), {"chosen": remittance.pk})
    parcel.refresh_from_db()
    assert (parcel.cash_matched_at, "1030.xe-thu" in books()) == (line.booked_at, False)
    assert_books_hold()


def test_a_row_that_differs_is_accepted_or_left_out_with_a_reason(keeper):
    parcel = _delivered()
    _upload(keeper, f"{parcel.tracking_number},{parcel.due_vnd - 5_000},0", "LA-1,20000,0")
    remittance = CodRemittance.objects.get()
    differs, unknown = remittance.rows.order_by("number")
    assert (differs.state, unknown.state) == ("differs", "unknown")
    early = keeper.post(desk_url("row_accept", differs.pk), {"reason": "hãng xin lỗi"})
    assert said(early) == "Bảng kê này đã ghi sổ, hoặc tiền của nó chưa về. Xem lại trang."
    keeper.post(desk_url("row_dismiss", unknown.pk), {"reason": "không phải của ta"})
    line = pay("xe thu nop", parcel.due_vnd - 5_000)
    keeper.post(desk_url("remittance_book", remittance.pk), {"line": line.pk})
    keeper.post(desk_url("row_accept", differs.pk), {"reason": "hãng làm mất", "write_off": "on", "difference": "lost"})
    assert "Hãng làm mất hàng hoặc tiền · 1 vận đơn" in text_of(keeper.get(desk_url("remittances")))
    parcel.refresh_from_db()
    assert (parcel.cash_matched_at is not None, books()["5050"]) == (True, 5_000)
    again = keeper.post(desk_url("row_dismiss", unknown.pk), {"reason": "x"})
    assert said(again) == "Dòng này của bảng kê đã quyết xong, hoặc không quyết theo cách đó được."
    assert_books_hold()


def test_what_a_carrier_keeps_too_long_is_shown(keeper):
    _delivered(days_ago=20)
    page = text_of(keeper.get(desk_url("remittances")))
    assert "140.000 ₫ 1" in page
    assert page.count("140.000 ₫") == 2


def test_whoever_may_only_look_takes_nothing_in(ground):
    looker = client_of(staff("payments.view_codremittance"))
    assert looker.get(desk_url("remittances")).status_code == 200
    assert _upload(looker, "VD1,1000,0").url == "/admin/"
    assert CodRemittance.objects.count() == 0
