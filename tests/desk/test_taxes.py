"""Taxes at the desk and in the portal: the month, its workbook, the sheet of a seller, and paying on by two people."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from cooperatives.groups.models import Membership
from cooperatives.ledger.services import balance
from storefront.desk.pages import desk_url
from storefront.payments.models import TaxPayment
from tests.desk.people import client_of, said, staff, text_of
from tests.factories import make_user
from tests.payments.test_refunds import household_order
from tests.payments.till import pay

PROPOSE, APPROVE = "payments.propose_taxpayment", "payments.approve_taxpayment"


@pytest.fixture
def parcel(ground):
    return household_order().parcels.get()


def test_the_month_and_its_workbook_hold_the_same_numbers(parcel):
    client = client_of(staff("ledger.view_entry"))
    page = client.get(desk_url("taxes"))
    words = text_of(page)
    assert ("1.778 ₫" in words, "889 ₫" in words, "Các dòng trên bằng đúng số trong sổ cái." in words) == (True, True, True)
    book = openpyxl.load_workbook(io.BytesIO(client.get(desk_url("taxes_file")).content))
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert rows[1] == [str(parcel.seller), "Hộ kinh doanh", 1, 0.5, 177_776, 1_778, 889, 0, 0, 0, 177_776, 1_778, 889]
    assert rows[2] == ["Cộng", None, None, None, 177_776, 1_778, 889, 0, 0, 0, 177_776, 1_778, 889]
    movements = [list(row) for row in book.worksheets[1].iter_rows(values_only=True)]
    assert movements[-2] == ["Cuối kỳ", balance("2300.vat"), balance("2300.pit")]


def test_two_people_pay_the_tax_on_from_the_bank_line(parcel):
    maker, checker = client_of(staff(PROPOSE, "payments.match_bankline")), client_of(staff(APPROVE))
    given = {"thang": f"{timezone.localdate():%Y-%m}", "vat": "1.778", "pit": "889", "own_vat": "0"}
    assert said(maker.post(desk_url("tax_propose"), given)).startswith("Đã đề nghị nộp thuế tháng")
    row = TaxPayment.objects.get()
    assert maker.post(desk_url("tax_approve", row.pk)).url == "/admin/"
    line = pay("nop ngan sach", -2_667)
    assert desk_url("line_as_tax", line.pk) not in maker.get(desk_url("bank_line", line.pk)).content.decode()
    assert said(checker.post(desk_url("tax_approve", row.pk))).startswith("Đã duyệt nộp thuế tháng")
    assert desk_url("line_as_tax", line.pk) in maker.get(desk_url("bank_line", line.pk)).content.decode()
    assert said(maker.post(desk_url("line_as_tax", line.pk), {"chosen": row.pk})).startswith("Đã ghi sổ tiền thuế tháng")
    assert (balance("2300.vat"), balance("2300.pit")) == (0, 0)


def test_whoever_proposed_it_is_told_to_ask_another(parcel, boss):
    client = client_of(boss)
    given = {"thang": "2026-03", "vat": "100", "pit": "0", "own_vat": "0"}
    client.post(desk_url("tax_propose"), given)
    row = TaxPayment.objects.get()
    assert said(client.post(desk_url("tax_approve", row.pk))) == "Người đề nghị nộp thuế không tự duyệt. Cần người thứ hai."
    assert (
        said(client.post(desk_url("tax_propose"), given))
        == "Tháng 03/2026 đang có một lần nộp thuế chưa xong. Duyệt, khớp hoặc bỏ lần đó trước."
    )
    words = said(client.post(desk_url("tax_propose"), {**given, "thang": "2026-02", "vat": "5.000"}))
    assert words == "Trong sổ (2300.vat) chỉ còn 1.778 ₫, không đủ 5.000 ₫. Xem lại số tiền."
    assert TaxPayment.objects.count() == 1
    assert said(client.post(desk_url("tax_drop", row.pk))) == "Đã bỏ lần nộp thuế tháng 03/2026."


@pytest.mark.parametrize("vat", ["abc", "-5", "1.5"])
def test_amounts_that_are_none_are_refused(parcel, boss, vat):
    client_of(boss).post(desk_url("tax_propose"), {"thang": "2026-03", "vat": vat, "pit": "0", "own_vat": "0"})
    assert TaxPayment.objects.count() == 0


def test_the_sheet_of_a_seller_for_the_desk_and_for_her(parcel):
    desk = client_of(staff("ledger.view_entry")).get(desk_url("tax_sheet", parcel.seller_id))
    member, other = make_user(), make_user()
    Membership.objects.create(user=member, group=parcel.group, role=Membership.Role.LEAD)
    hers = client_of(member).get(reverse("portal:tax"))
    for page in (desk, hers):
        words = text_of(page)
        assert ("177.776 ₫" in words, "1.778 ₫" in words, "889 ₫" in words) == (True, True, True)
    assert "1.778" not in text_of(client_of(other).get(reverse("portal:tax"), follow=True))
    assert client_of(staff("orders.move_order")).get(desk_url("tax_sheet", parcel.seller_id)).url == "/admin/"


def test_the_book_of_taxes_is_not_for_everybody(ground):
    client = client_of(staff("orders.move_order"))
    assert [client.get(desk_url(name)).url for name in ("taxes", "taxes_file")] == ["/admin/"] * 2
