"""Packing and handing over, as the member's hands do it."""

from __future__ import annotations

import pytest
from wagtail.models import ModelLogEntry

from catalog.models import Stock
from cms.models import ShopSettings
from storefront.orders import services
from storefront.orders.models import Parcel
from storefront.shipping.models import Carrier
from tests.portal.pages import words

HAND_OVER = {"carrier": "xe-thu", "tracking_number": "VD 123-456"}


def state(parcel: Parcel) -> tuple:
    parcel = Parcel.objects.select_related("carrier").get(pk=parcel.pk)
    return parcel.status, parcel.carrier.code if parcel.carrier else None, parcel.tracking_number


def packed(house, **fields) -> Parcel:
    parcel = house.order(**fields)
    services.pack_parcel(parcel_id=parcel.pk, actor=None)
    return parcel


def test_today_says_what_to_pack_oldest_first(lead, house):
    first, second = house.order(rice=1, cake=2), house.order(rice=3)
    packed(house)
    house.sent()
    house.delivered()
    text = words(lead.get("/nhom/"))
    assert text.startswith("Hôm nay gửi 2 gói Hôm nay gửi 2 gói. Chờ bưu tá: 1. Đang đi: 1. Nghe đọc Gói cho Người Nhận Thử Hà Nội · đặt")
    assert "Nếp nương, Túi 2 kg Số lượng: × 1 Bánh cốm, Hộp Số lượng: × 2 Đã gói xong Mở gói này" in text
    page = lead.get("/nhom/").content.decode()
    assert page.index(f"/nhom/goi/{first.pk}/") < page.index(f"/nhom/goi/{second.pk}/")
    assert "1 gói chờ bưu tá" in text
    assert "1 gói đang đi" in text


def test_today_without_work(lead, house):
    text = words(lead.get("/nhom/"))
    assert text.startswith("Hôm nay chưa có gói nào cần gửi")
    assert "Tiền chờ chuyển 0 ₫ còn giữ 0 ₫" in text
    assert "Sắp hết hàng" not in text


def test_today_warns_of_what_runs_out(lead, house):
    house.order(rice=18)
    assert "Sắp hết hàng Nếp nương, Túi 2 kg còn bán được 2" in words(lead.get("/nhom/"))
    Stock.objects.filter(variant=house.cake).update(on_hand=0)
    assert "Sắp hết hàng Bánh cốm, Hộp hết hàng Nếp nương, Túi 2 kg còn bán được 2" in words(lead.get("/nhom/"))


def test_a_member_sees_no_money_on_today(client, house):
    client.force_login(house.person("member"))
    house.delivered()
    page = client.get("/nhom/")
    assert "Tiền" not in words(page)
    assert "/nhom/tien/" not in page.content.decode()


def test_packing_shows_what_goes_in_and_no_telephone(lead, house):
    parcel = house.order(rice=2, cake=1, note="Gửi trước thứ Sáu")
    page = lead.get(f"/nhom/goi/{parcel.pk}/")
    text = words(page)
    assert "Gói cho Người Nhận Thử, Thành phố Hà Nội. Trong gói có: 2 Nếp nương, Túi 2 kg. 1 Bánh cốm, Hộp." in text
    assert f"{parcel.number} Phường Ba Đình, Thành phố Hà Nội Khách nhắn Gửi trước thứ Sáu Bỏ vào gói" in text
    assert page.content.decode().count('type="checkbox"') == 2
    assert parcel.order.phone not in page.content.decode()
    assert parcel.order.street not in text


def test_packed_is_said_once_however_often_it_is_sent(lead, house):
    parcel = house.order()
    for _ in range(2):
        page = lead.post(f"/nhom/goi/{parcel.pk}/da-goi/", follow=True)
        assert words(page).startswith("Đã ghi: gói xong. Chờ bưu tá.")
    assert state(parcel) == ("packed", None, "")
    assert ModelLogEntry.objects.filter(action="orders.parcel_packed", object_id=str(parcel.pk)).count() == 1
    logged = ModelLogEntry.objects.get(action="orders.parcel_packed", object_id=str(parcel.pk))
    assert logged.user.email == f"lead{house.group.pk}@example.com"


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("waiting", "Gói này chưa gửi được: còn chờ khách chuyển tiền hoặc chờ Trung tâm gọi khách."),
        ("cancelled", "Đơn này đã hủy. Đừng gửi, để hàng lại kho."),
        ("handed_over", "Gói này đã giao cho bưu tá từ trước."),
        ("delivered", "Gói này đã giao cho bưu tá từ trước."),
    ],
)
def test_what_cannot_be_packed_says_why(lead, house, status, sentence):
    parcel = house.order()
    Parcel.objects.filter(pk=parcel.pk).update(status=status)
    page = lead.post(f"/nhom/goi/{parcel.pk}/da-goi/", follow=True)
    assert words(page).startswith(sentence)
    assert state(parcel) == (status, None, "")


def test_to_hand_over_she_sees_whom_to_call(lead, house):
    parcel = packed(house)
    page = lead.get(f"/nhom/goi/{parcel.pk}/")
    assert f'href="tel:{parcel.order.phone}"' in page.content.decode()
    assert "12 ngõ 34, Phường Ba Đình, Thành phố Hà Nội" in words(page)


def test_handed_over_with_its_waybill(lead, house):
    parcel = packed(house, rice=2)
    page = lead.post(f"/nhom/goi/{parcel.pk}/da-giao/", HAND_OVER, follow=True)
    assert words(page).startswith("Đã ghi: bưu tá lấy gói rồi.")
    assert "Mã vận đơn VD123-456" in words(page)
    assert parcel.order.phone not in page.content.decode()
    assert state(parcel) == ("handed_over", "xe-thu", "VD123-456")
    assert Stock.objects.values_list("on_hand", "reserved").get(variant=house.rice) == (18, 0)


def test_handed_over_twice_is_handed_over_once(lead, house):
    parcel = packed(house, rice=2)
    for _ in range(2):
        page = lead.post(f"/nhom/goi/{parcel.pk}/da-giao/", HAND_OVER, follow=True)
        assert words(page).startswith("Đã ghi: bưu tá lấy gói rồi.")
    assert Stock.objects.values_list("on_hand", "reserved").get(variant=house.rice) == (18, 0)
    other = lead.post(f"/nhom/goi/{parcel.pk}/da-giao/", {**HAND_OVER, "tracking_number": "VD999999"}, follow=True)
    assert words(other).startswith("Gói này đã giao cho bưu tá từ trước.")
    assert state(parcel) == ("handed_over", "xe-thu", "VD123-456")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"tracking_number": ""}, "Gõ mã vận đơn trên biên nhận, để khách biết gói đang ở đâu."),
        ({"tracking_number": "   "}, "Gõ mã vận đơn trên biên nhận, để khách biết gói đang ở đâu."),
        ({"tracking_number": "số 12"}, "Mã vận đơn chỉ có chữ cái không dấu và số, từ 5 đến 40 ký tự."),
        ({"tracking_number": "A1"}, "Mã vận đơn chỉ có chữ cái không dấu và số, từ 5 đến 40 ký tự."),
        ({"carrier": ""}, "Chọn ai lấy gói."),
    ],
)
def test_a_waybill_is_checked(lead, house, given, sentence):
    parcel = packed(house)
    page = lead.post(f"/nhom/goi/{parcel.pk}/da-giao/", HAND_OVER | given)
    assert page.status_code == 200
    assert sentence in words(page)
    assert state(parcel) == ("packed", None, "")


def test_a_carrier_out_of_use_cannot_be_chosen(lead, house):
    parcel = packed(house)
    Carrier.objects.filter(code="xe-thu").update(is_active=False)
    assert lead.post(f"/nhom/goi/{parcel.pk}/da-giao/", HAND_OVER).status_code == 200
    assert state(parcel) == ("packed", None, "")


def test_a_waybill_belongs_to_one_parcel(lead, house):
    house.sent(number="VD123-456")
    parcel = packed(house)
    page = lead.post(f"/nhom/goi/{parcel.pk}/da-giao/", HAND_OVER)
    assert "Mã vận đơn VD123-456 đã ghi cho một gói khác. Xem lại mã trên biên nhận của bưu tá rồi gõ lại." in words(page)
    assert state(parcel) == ("packed", None, "")
    assert Stock.objects.values_list("on_hand", "reserved").get(variant=house.rice) == (19, 1)


def test_her_own_delivery_has_no_waybill(lead, house):
    first, second = packed(house), packed(house)
    for parcel in (first, second):
        lead.post(f"/nhom/goi/{parcel.pk}/da-giao/", {"carrier": "tu-giao", "tracking_number": "gì cũng được"})
        assert state(parcel) == ("handed_over", "tu-giao", "")


def test_not_packed_yet_cannot_be_handed_over(lead, house):
    parcel = house.order()
    page = lead.post(f"/nhom/goi/{parcel.pk}/da-giao/", HAND_OVER, follow=True)
    assert words(page).startswith("Gói này chưa ghi là gói xong. Bấm “Đã gói xong” trước.")
    assert state(parcel) == ("to_pack", None, "")


def test_lists_by_state(lead, house):
    house.order(rice=1, cake=1)
    house.sent(number="VD777777")
    house.delivered()
    assert "Cần gói 1 Chờ bưu tá 0 Đang đi 1 Đã xong 1" in words(lead.get("/nhom/goi/"))
    assert "1 × Nếp nương, Túi 2 kg và 1 món khác" in words(lead.get("/nhom/goi/"))
    assert "Không có gói nào ở đây" in words(lead.get("/nhom/goi/?loai=cho-giao"))
    assert "xe-thu VD777777" in words(lead.get("/nhom/goi/?loai=dang-di"))
    assert "khách nhận" in words(lead.get("/nhom/goi/?loai=xong"))


def test_the_slip_is_sent_by_the_seller_of_record_from_the_centers_address(lead, house, other, rf):
    settings = ShopSettings.for_request(rf.get("/"))
    settings.address, settings.hotline = "Số 8 đường Nguyễn Trãi, Tuyên Quang", "024 0000 0000"
    settings.save()
    house.group.seller_of_record = other.group
    house.group.save()
    parcel = house.order(rice=2)
    page = lead.get(f"/nhom/goi/{parcel.pk}/phieu/")
    slip = words(page).partition("Người gửi ")[2]
    assert slip.startswith(f"Nhóm khác Số 8 đường Nguyễn Trãi, Tuyên Quang 024 0000 0000 {parcel.number} Người nhận Người Nhận Thử")
    assert "12 ngõ 34, Phường Ba Đình, Thành phố Hà Nội Nếp nương, Túi 2 kg × 2 Thu hộ 313.000 ₫" in slip
    assert house.group.name not in slip
    assert "<svg" in page.content.decode().partition("slip-qr")[2][:400]


def test_no_slip_once_it_has_left(lead, house):
    assert lead.get(f"/nhom/goi/{house.sent().pk}/phieu/").status_code == 404
