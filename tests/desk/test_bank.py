"""Bank lines at the desk: a file is looked at before it is taken in, and each decision is made once by one who may."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from storefront.desk.pages import desk_url
from storefront.orders.models import Order
from storefront.payments.models import BankLine, BankStatement, Refund
from storefront.payments.services.expire import expire_unpaid
from tests.desk.people import client_of, said, staff, text_of
from tests.payments.till import assert_books_hold, books, pay, transfer_order

FILE = """Ngày giao dịch,Số bút toán,Ghi nợ,Ghi có,Nội dung
02/01/2026,FT100001,,240.000,{number} chuyen tien
02/01/2026,FT100002,,55.000,khong ro
32/13/2026,FT100003,,1.000,ngay sai
"""


@pytest.fixture
def teller(ground):
    return client_of(staff("payments.match_bankline"))


def _upload(client, content: str, name: str = "saoke.csv"):
    return client.post(desk_url("statement_upload"), {"file": SimpleUploadedFile(name, content.encode())})


def _looked_at(response) -> str:
    return response.context["looked_at"]


def test_a_file_is_looked_at_and_then_taken_in(teller):
    order = transfer_order()
    preview = _upload(teller, FILE.format(number=order.number))
    page = text_of(preview)
    for words in ("Dòng mới 2", "Dòng không đọc được 1", "Dòng 4: không đọc được ngày", "Tiền vào mới 295.000 ₫"):
        assert words in page
    assert (BankLine.objects.count(), BankStatement.objects.count()) == (0, 0)
    taken = teller.post(desk_url("statement_upload"), {"looked_at": _looked_at(preview)})
    order.refresh_from_db()
    assert (taken.url, BankLine.objects.count()) == (desk_url("bank_queue"), 2)
    assert (order.status, sorted(BankLine.objects.values_list("state", flat=True))) == ("preparing", ["exact", "unmatched"])
    assert_books_hold()


def test_the_same_file_twice_says_that_nothing_is_new(teller):
    order = transfer_order()
    content = FILE.format(number=order.number)
    teller.post(desk_url("statement_upload"), {"looked_at": _looked_at(_upload(teller, content))})
    again = _upload(teller, content)
    assert "Tệp này đã nhận từ trước" in text_of(again)
    said_nothing = teller.post(desk_url("statement_upload"), {"looked_at": _looked_at(again)})
    assert said(said_nothing) == "Không có dòng nào mới: các dòng này đã có từ trước."
    assert BankLine.objects.count() == 2


def test_what_was_looked_at_cannot_be_changed_or_taken_by_another(teller):
    kept = _looked_at(_upload(teller, FILE.format(number="HTX0000000")))
    for client, looked_at in ((teller, kept[:-2]), (client_of(staff("payments.match_bankline")), kept)):
        response = client.post(desk_url("statement_upload"), {"looked_at": looked_at})
        assert said(response) == "Tệp đã đổi giữa chừng. Tải lên lại."
    assert BankLine.objects.count() == 0


@pytest.mark.parametrize(("content", "words"), [("", "Tập tin"), ("a,b\n1,2\n", "Tệp thiếu cột cần có")])
def test_a_file_that_is_no_statement_is_refused(teller, content, words):
    response = _upload(teller, content)
    assert response.status_code == 200 or words in said(response)
    assert BankLine.objects.count() == 0


def test_the_queue_holds_everything_but_exact(teller):
    order = transfer_order()
    pay(order.number, order.total_vnd)
    pay("khong ro cua ai", 77_000)
    page = text_of(teller.get(desk_url("bank_queue")))
    assert ("77.000 ₫" in page, "240.000 ₫" in page) == (True, False)
    assert "240.000 ₫" in text_of(teller.get(desk_url("bank_lines")))
    assert "240.000 ₫" not in text_of(teller.get(desk_url("bank_lines"), {"state": "unmatched"}))


def test_a_suggested_order_is_matched(teller):
    order = transfer_order()
    line = pay("mua hang", order.total_vnd)
    page = teller.get(desk_url("bank_line", line.pk))
    assert [one.order for one in page.context["suggestions"]] == [order]
    response = teller.post(desk_url("line_match", line.pk), {"number": f" {order.number.lower()} "})
    order.refresh_from_db()
    line.refresh_from_db()
    assert (order.status, line.state, said(response)) == ("preparing", "exact", f"Đã khớp với đơn {order.number}: Khớp.")
    again = teller.post(desk_url("line_match", line.pk), {"number": order.number})
    assert said(again) == "Dòng ngân hàng này không còn chờ quyết định. Có thể người khác vừa xử lý xong."
    assert_books_hold()


def test_a_number_that_nobody_has_matches_nothing(teller):
    line = pay("mua hang", 50_000)
    response = teller.post(desk_url("line_match", line.pk), {"number": "HTX123"})
    line.refresh_from_db()
    assert (line.state, line.unallocated_vnd) == ("unmatched", 50_000)
    assert said(response).startswith("Không có đơn nào mang mã “HTX123”")


def test_late_money_takes_the_order_up_again(teller):
    order = transfer_order()
    Order.objects.filter(pk=order.pk).update(payment_due_at=order.placed_at)
    expire_unpaid()
    line = pay(order.number, order.total_vnd)
    assert line.state == "late"
    teller.post(desk_url("line_accept_late", line.pk), {"number": "", "note": "khách gọi"})
    order.refresh_from_db()
    assert (order.status, order.paid_at is not None) == ("preparing", True)
    assert_books_hold()


def test_unknown_money_goes_back_in_part_and_the_rest_waits(teller):
    line = pay("nham", 90_000)
    too_much = teller.post(desk_url("line_refund", line.pk), {"amount": "100k", "reason": "nhầm"})
    assert (Refund.objects.count(), said(too_much)) == (0, "Trên dòng này chỉ còn 90.000 ₫ chờ xử lý, không đủ 100.000 ₫.")
    odd = teller.post(desk_url("line_refund", line.pk), {"amount": "nhiều", "reason": "nhầm"})
    assert (Refund.objects.count(), said(odd).startswith("Không hiểu số tiền")) == (0, True)
    teller.post(desk_url("line_refund", line.pk), {"amount": "40k", "reason": "nhầm"})
    line.refresh_from_db()
    assert (Refund.objects.get().amount_vnd, line.unallocated_vnd) == (40_000, 50_000)
    assert_books_hold()


def test_setting_aside_writes_why_and_moves_nothing(teller):
    line = pay("?", 10_000)
    before = books()
    assert said(teller.post(desk_url("line_set_aside", line.pk), {"reason": ""})).startswith("Lý do:")
    teller.post(desk_url("line_set_aside", line.pk), {"reason": "chờ ngân hàng trả lời"})
    line.refresh_from_db()
    assert (line.decision, line.unallocated_vnd, books()) == ("chờ ngân hàng trả lời", 10_000, before)


def test_money_out_is_a_fee_or_a_refund(teller):
    pay("von", 500_000)
    fee, out = pay("phi SMS", -11_000), pay("hoan", -60_000)
    teller.post(desk_url("line_fee", fee.pk), {"note": "SMS"})
    fee.refresh_from_db()
    assert (fee.state, books()["5020"]) == ("settled", 11_000)
    line = pay("nham", 60_000)
    teller.post(desk_url("line_refund", line.pk), {"reason": "nhầm"})
    refund = Refund.objects.get()
    early = teller.post(desk_url("line_as_refund", out.pk), {"chosen": refund.pk})
    assert said(early) == "Khoản trả lại này đã qua bước đó. Xem lại trang."
    client_of(staff("payments.send_refund")).post(desk_url("refund_send", refund.pk))
    assert list(teller.get(desk_url("bank_line", out.pk)).context["refunds"]) == [refund]
    teller.post(desk_url("line_as_refund", out.pk), {"chosen": refund.pk})
    refund.refresh_from_db()
    assert refund.status == "settled"
    back = pay("tra ve", 60_000)
    both = client_of(staff("payments.match_bankline", "payments.send_refund"))
    both.post(desk_url("line_as_failed_refund", back.pk), {"chosen": refund.pk, "note": "sai số"})
    refund.refresh_from_db()
    assert refund.status == "failed"
    assert_books_hold()


def test_whoever_may_only_look_sees_the_queue_and_decides_nothing(ground):
    looker = client_of(staff("payments.view_bankline"))
    line = pay("?", 10_000)
    assert looker.get(desk_url("bank_queue")).status_code == 200
    assert "Quyết định" not in text_of(looker.get(desk_url("bank_line", line.pk)))
    assert looker.post(desk_url("line_set_aside", line.pk), {"reason": "x"}).url == "/admin/"
    line.refresh_from_db()
    assert line.decided_at is None
