"""Orders at the desk: found, opened, moved along; and every refusal leaves them as they were."""

from __future__ import annotations

import uuid

import pytest

from storefront.desk.pages import desk_url
from storefront.orders.models import Order, Parcel
from storefront.payments.models import Refund
from tests.desk.people import client_of, said, staff, text_of
from tests.factories import HO_CHI_MINH_CITY, make_carrier, make_group, make_order, make_product, make_sent_parcel
from tests.payments.till import pay, transfer_order


def _paid(price_vnd: int = 200_000) -> Order:
    order = transfer_order(price_vnd, stock=5)
    pay(order.number, order.total_vnd)
    order.refresh_from_db()
    return order


def _parcel(order: Order) -> Parcel:
    return order.parcels.get()


@pytest.fixture
def mover(ground):
    return client_of(staff("orders.move_order"))


def test_the_list_finds_by_number_name_and_any_writing_of_the_telephone(desk):
    order, other = make_order(phone="+84912345678"), make_order(phone="+84987654321")
    Order.objects.filter(pk=other.pk).update(recipient="Trần Thị Khác")
    for words in (order.number, order.number[3:8].lower(), "0912 345 678", "+84 912.345.678", "Người Nhận"):
        page = text_of(desk.get(desk_url("orders"), {"q": words}))
        assert (order.number in page, other.number in page) == (True, False), words


def test_the_list_is_narrowed_by_status_method_group_province_and_day(desk):
    cash, transfer = make_order(), transfer_order()
    group = cash.parcels.get().group
    for given in ({"status": "preparing"}, {"method": "cod"}, {"group": group.pk}):
        page = text_of(desk.get(desk_url("orders"), given))
        assert (cash.number in page, transfer.number in page) == (True, False), given
    assert cash.number not in text_of(desk.get(desk_url("orders"), {"province_code": HO_CHI_MINH_CITY}))
    assert cash.number not in text_of(desk.get(desk_url("orders"), {"placed_at_from": "2099-01-01"}))
    assert cash.number in text_of(desk.get(desk_url("orders_results"), {"province_code": "01"}))


def test_an_order_shows_its_parcels_money_and_history(desk):
    order = _paid()
    page = text_of(desk.get(desk_url("order", order.number)))
    for words in (
        order.number,
        "Người Nhận Thử",
        "0912 345 678",
        "Đủ tiền",
        "Đã nhận đủ tiền",
        "đã nhận 240.000 ₫ trên 240.000 ₫",
        "Cần đóng gói",
    ):
        assert words in page


def test_a_large_cash_order_is_confirmed_after_a_call(mover):
    order = make_order({make_product(price_vnd=2_000_000).variants.get(): 1})
    assert (order.status, _parcel(order).status) == ("awaiting_confirmation", "waiting")
    response = mover.post(desk_url("order_confirm", order.number), {"note": "chị nghe máy"})
    order.refresh_from_db()
    assert (order.status, _parcel(order).status, response.url) == ("preparing", "to_pack", desk_url("order", order.number))
    assert "chị nghe máy" in text_of(mover.get(response.url))
    again = mover.post(desk_url("order_confirm", order.number))
    assert said(again) == f"Đơn {order.number} không còn ở bước này. Xem lại trang rồi làm tiếp."


def test_a_parcel_goes_its_way_and_the_cash_counts(mover):
    order = make_order()
    parcel = _parcel(order)
    carrier = make_carrier()
    mover.post(desk_url("parcel_pack", parcel.pk))
    mover.post(desk_url("parcel_hand_over", parcel.pk), {"carrier": carrier.pk, "tracking_number": " VD-1 "})
    parcel.refresh_from_db()
    assert (parcel.status, parcel.carrier, parcel.tracking_number) == ("handed_over", carrier, "VD-1")
    mover.post(desk_url("parcel_deliver", parcel.pk))
    order.refresh_from_db()
    assert (order.status, order.payment.status, order.payment.received_vnd) == ("delivered", "paid", order.total_vnd)


def test_a_step_that_does_not_fit_changes_nothing_and_says_why(mover):
    parcel = _parcel(make_order())
    response = mover.post(desk_url("parcel_deliver", parcel.pk))
    parcel.refresh_from_db()
    assert (parcel.status, said(response)) == ("to_pack", "Kiện này vừa sang bước khác. Xem lại trang rồi làm tiếp.")


def test_a_hand_over_without_a_waybill_or_with_anothers_is_refused(mover):
    sent = make_sent_parcel()
    parcel = _parcel(make_order())
    mover.post(desk_url("parcel_pack", parcel.pk))
    empty = mover.post(desk_url("parcel_hand_over", parcel.pk), {"carrier": sent.carrier_id, "tracking_number": ""})
    assert said(empty).startswith("Mã vận đơn:")
    taken = mover.post(desk_url("parcel_hand_over", parcel.pk), {"carrier": sent.carrier_id, "tracking_number": sent.tracking_number})
    assert said(taken) == f"Mã vận đơn {sent.tracking_number} đã dùng cho kiện khác của hãng này. Xem lại mã trên phiếu gửi."
    parcel.refresh_from_db()
    assert (parcel.status, parcel.tracking_number) == ("packed", "")


def test_a_parcel_that_was_not_taken_comes_back(mover):
    parcel = make_sent_parcel()
    assert parcel.lines.get().variant.stock.on_hand == 9
    mover.post(desk_url("parcel_return", parcel.pk), {"reason": "khách đi vắng", "restock": "on"})
    parcel.refresh_from_db()
    assert (parcel.status, parcel.lines.get().variant.stock.on_hand) == ("returned", 10)


def test_a_paid_order_is_cancelled_with_its_refund(mover):
    order = _paid()
    response = mover.post(desk_url("order_cancel", order.number), {"reason": "hết nguyên liệu"})
    order.refresh_from_db()
    refund = Refund.objects.get()
    assert (order.status, order.cancel_reason, refund.amount_vnd, refund.status) == ("cancelled", "hết nguyên liệu", 240_000, "requested")
    assert refund.reference in said(response)


def test_a_cancellation_needs_a_reason(mover):
    order = _paid()
    response = mover.post(desk_url("order_cancel", order.number), {"reason": " "})
    order.refresh_from_db()
    assert (order.status, Refund.objects.count()) == ("preparing", 0)
    assert said(response).startswith("Lý do:")


def test_one_parcel_of_two_is_cancelled_and_the_other_goes_on(mover):
    first, second = make_product(make_group()).variants.get(), make_product(make_group()).variants.get()
    order = make_order({first: 1, second: 1})
    parcels = list(order.parcels.order_by("position"))
    mover.post(desk_url("parcel_cancel", parcels[0].pk), {"reason": "vỡ khi đóng"})
    order.refresh_from_db()
    assert ([one.status for one in order.parcels.order_by("position")], order.status) == (["cancelled", "to_pack"], "preparing")


def test_what_was_sent_is_not_cancelled(mover):
    parcel = make_sent_parcel()
    response = mover.post(desk_url("parcel_cancel", parcel.pk), {"reason": "đổi ý"})
    parcel.refresh_from_db()
    assert parcel.status == "handed_over"
    assert said(response).startswith(f"Không hủy được {parcel.number}")


def test_money_back_after_delivery_is_asked_once_however_often_the_page_is_sent(mover):
    order = make_order({make_product(price_vnd=100_000).variants.get(): 3})
    parcel = make_sent_parcel(order)
    mover.post(desk_url("parcel_deliver", parcel.pk))
    line = parcel.lines.get()
    given = {"key": str(uuid.uuid4()), f"quantity-{line.pk}": "1", "reason": "vỡ một hũ"}
    for _ in range(2):
        mover.post(desk_url("parcel_refund", parcel.pk), given)
    assert [(one.amount_vnd, one.status) for one in Refund.objects.all()] == [(100_000, "requested")]
    too_many = mover.post(desk_url("parcel_refund", parcel.pk), {**given, "key": str(uuid.uuid4()), f"quantity-{line.pk}": "3"})
    assert (Refund.objects.count(), "nhiều hơn số khách đã mua" in said(too_many)) == (1, True)
    nothing = mover.post(desk_url("parcel_refund", parcel.pk), {"key": str(uuid.uuid4()), "reason": "x"})
    assert (Refund.objects.count(), said(nothing)) == (1, "Ghi số gói trả lại, hoặc chọn trả phí giao.")


def test_the_form_leads_back_to_where_it_was_sent_from_and_nowhere_else(mover):
    parcel = _parcel(make_order())
    work = desk_url("parcels") + "?status=to_pack"
    assert mover.post(desk_url("parcel_pack", parcel.pk), {"next": work}).url == work
    elsewhere = mover.post(desk_url("parcel_pack", parcel.pk), {"next": "https://evil.example/"})
    assert elsewhere.url == desk_url("order", parcel.order.number)


def test_an_action_is_a_post(mover):
    parcel = _parcel(make_order())
    assert mover.get(desk_url("parcel_pack", parcel.pk)).status_code == 405
    parcel.refresh_from_db()
    assert parcel.status == "to_pack"


def test_the_work_list_holds_one_state_and_one_group(desk):
    first, second = make_order(), make_order()
    group = first.parcels.get().group
    page = text_of(desk.get(desk_url("parcels"), {"group": group.pk}))
    assert (f"{first.number}-1" in page, f"{second.number}-1" in page) == (True, False)
    assert f"{first.number}-1" not in text_of(desk.get(desk_url("parcels"), {"status": "packed"}))
    assert text_of(desk.get(desk_url("parcels"), {"status": "odd", "group": "x", "p": "99"})).count("-1") >= 2
