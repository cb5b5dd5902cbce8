"""Fetching the journal at the desk: by days, as two kinds of file, by those who may read the books."""

from __future__ import annotations

import csv
import io

from django.utils import timezone

from storefront.desk.pages import desk_url
from tests.desk.people import client_of, said, staff
from tests.payments.till import pay


def fetch(client, form: str, **days: str):
    today = f"{timezone.localdate()}"
    return client.get(desk_url(f"journal_{form}"), {"since_on": today, "until_on": today, **days})


def test_csv_of_a_day(ground):
    client = client_of(staff("ledger.view_entry"))
    assert client.get(desk_url("journal")).status_code == 200
    line = pay("khong ro", 45_000)
    response = fetch(client, "csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    today = f"{timezone.localdate()}"
    assert rows == [
        ["Bút toán", "Ngày", "Tài khoản", "Tên", "Nợ", "Có", "Loại tiền", "Của"],
        [f"bank:{line.pk}", today, "1010.1028866888", "Tài khoản ngân hàng", "45000", "", "VND", f"bank_line {line.pk}"],
        [f"bank:{line.pk}", today, "2090", "Tiền nhận chưa rõ đơn", "", "45000", "VND", f"bank_line {line.pk}"],
    ]
    assert response["Content-Disposition"] == f'attachment; filename="nhat-ky-{today}-{today}.csv"'
    assert "no-store" in response["Cache-Control"]


def test_beancount_of_a_day(ground):
    line = pay("khong ro", 45_000)
    text = b"".join(fetch(client_of(staff("payouts.propose_payoutrun")), "beancount").streaming_content).decode()
    assert f'* "bank" "bank:{line.pk}"' in text


def test_days_in_the_wrong_order_are_refused_with_a_sentence(ground):
    response = fetch(client_of(staff("ledger.view_entry")), "csv", until_on="2020-01-01")
    assert (response.status_code, said(response)) == (302, "Ngày cuối phải từ ngày đầu trở đi.")


def test_the_books_are_not_for_everybody(ground):
    client = client_of(staff("orders.move_order"))
    assert (client.get(desk_url("journal")).url, fetch(client, "csv").url) == ("/admin/", "/admin/")
