"""Counting, pricing, sold out, resting."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from catalog.models import Stock, Variant
from catalog.signals import product_changed
from cooperatives.groups.models import Group
from tests.portal.pages import words


def held(pack: Variant) -> tuple[int, int]:
    return Stock.objects.values_list("on_hand", "reserved").get(variant=pack)


@pytest.fixture
def news():
    """Ids of products that search and caches were told about."""
    told = []

    def hear(product_ids, **_):
        told.extend(product_ids)

    product_changed.connect(hear)
    yield told
    product_changed.disconnect(hear)


def test_the_list_says_what_can_be_sold(lead, house):
    house.order(rice=3)
    text = words(lead.get("/nhom/hang/"))
    assert "Bánh cốm Hộp 73.800 ₫ còn bán được 9 Báo hết hàng : Bánh cốm, Hộp Nếp nương Túi 2 kg 136.500 ₫ còn bán được 17" in text


def test_counting_sets_the_number(lead, house, news, django_capture_on_commit_callbacks):
    url = f"/nhom/hang/{house.rice.pk}/dem/"
    with django_capture_on_commit_callbacks(execute=True):
        page = lead.post(url, {"on_hand": "35", "seen": "20"}, follow=True)
    assert words(page).startswith("Đã ghi: trong kho có 35.")
    assert held(house.rice) == (35, 0)
    assert news == [house.rice.product_id]
    lead.post(url, {"on_hand": "35", "seen": "20"})  # the same page again
    assert held(house.rice) == (35, 0)
    assert ModelLogEntry.objects.filter(action="catalog.stock_counted").count() == 1


@pytest.mark.parametrize(("step", "number"), [("1", 21), ("-1", 19)])
def test_plus_and_minus_work_without_javascript(lead, house, step, number):
    for _ in range(2):  # sent twice, counted once
        lead.post(f"/nhom/hang/{house.rice.pk}/dem/", {"on_hand": "20", "seen": "20", "step": step})
    assert held(house.rice) == (number, 0)


def test_never_fewer_than_shoppers_ordered(lead, house):
    house.order(rice=3)
    page = lead.post(f"/nhom/hang/{house.rice.pk}/dem/", {"on_hand": "2", "seen": "20"})
    assert page.status_code == 200
    assert "Khách đã đặt 3 mà nhóm chưa gửi, nên số trong kho không thể ít hơn 3." in words(page)
    assert held(house.rice) == (20, 3)


def test_a_parcel_that_left_meanwhile_is_not_counted_twice(lead, house):
    house.sent(rice=4)
    page = lead.post(f"/nhom/hang/{house.rice.pk}/dem/", {"on_hand": "20", "seen": "19"}, follow=True)
    assert words(page).startswith("Số trong kho vừa đổi vì có gói được gửi đi hoặc người khác vừa đếm. Xem cả hai số rồi chọn.")
    assert held(house.rice) == (16, 0)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Gõ số đang có trong kho. Hết thì gõ 0."),
        ("-3", "Ít nhất là 0."),
        ("mười", "Gõ một số, ví dụ 12."),
        ("100000", "Số này lớn quá."),
    ],
)
def test_what_is_no_number_is_told(lead, house, typed, sentence):
    page = lead.post(f"/nhom/hang/{house.rice.pk}/dem/", {"on_hand": typed, "seen": "20"})
    assert sentence in words(page)
    assert held(house.rice) == (20, 0)


def test_sold_out_in_one_tap_and_back_again(lead, house):
    house.order(rice=3)
    page = lead.post(f"/nhom/hang/{house.rice.pk}/het/", follow=True)
    assert words(page).startswith("Đã báo hết hàng: Nếp nương, Túi 2 kg. Có hàng lại thì ghi số mới.")
    assert "Hết hàng Trong kho có bao nhiêu? Đếm cả 3 khách đã đặt mà nhóm chưa gửi." in words(page)
    assert held(house.rice) == (3, 3)
    lead.post(f"/nhom/hang/{house.rice.pk}/het/")
    assert held(house.rice) == (3, 3)
    lead.post(f"/nhom/hang/{house.rice.pk}/dem/", {"on_hand": "10", "seen": "3"})
    assert "Còn bán được 7" in words(lead.get(f"/nhom/hang/{house.rice.pk}/"))


@pytest.mark.parametrize("typed", ["95.000", "95000", "95k", "95 nghìn", "95.000 ₫"])
def test_a_price_as_people_write_it(lead, house, news, typed, django_capture_on_commit_callbacks):
    parcel = house.order(rice=1)
    with django_capture_on_commit_callbacks(execute=True):
        page = lead.post(f"/nhom/hang/{house.rice.pk}/gia/", {"price": typed}, follow=True)
    assert words(page).startswith("Giá mới là 95.000 ₫, khách thấy ngay.")
    assert Variant.objects.get(pk=house.rice.pk).price_vnd == 95_000
    assert parcel.lines.get().unit_price_vnd == 136_500
    assert news == [house.rice.product_id]
    logged = ModelLogEntry.objects.get(action="catalog.price_changed")
    assert logged.data == {"before_vnd": 136_500, "now_vnd": 95_000}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("95", "Giá từ 1.000 ₫ đến 999.999.999 ₫. Nhớ gõ đủ số không, ví dụ 95.000."),
        ("0", "Giá từ 1.000 ₫ đến 999.999.999 ₫."),
        ("5 tỷ", "Giá từ 1.000 ₫ đến 999.999.999 ₫."),
        ("-5000", "Chưa đọc được giá này. Gõ như 95.000."),
        ("rẻ", "Chưa đọc được giá này. Gõ như 95.000."),
        ("", "Gõ giá, ví dụ 95.000."),
    ],
)
def test_a_price_that_cannot_be_meant(lead, house, typed, sentence):
    page = lead.post(f"/nhom/hang/{house.rice.pk}/gia/", {"price": typed})
    assert sentence in words(page)
    assert Variant.objects.get(pk=house.rice.pk).price_vnd == 136_500
    assert not ModelLogEntry.objects.filter(action="catalog.price_changed").exists()


def test_a_member_counts_but_does_not_price(client, house):
    client.force_login(house.person("member"))
    page = client.get(f"/nhom/hang/{house.rice.pk}/")
    assert "Ghi giá mới" not in words(page)
    assert "Giá: 136.500 ₫" in words(page)
    client.post(f"/nhom/hang/{house.rice.pk}/dem/", {"on_hand": "5", "seen": "20"})
    assert held(house.rice) == (5, 0)
    assert client.post(f"/nhom/hang/{house.rice.pk}/gia/", {"price": "95.000"}).status_code == 404
    assert Variant.objects.get(pk=house.rice.pk).price_vnd == 136_500


def test_resting_and_opening_again(lead, house):
    until = timezone.localdate() + datetime.timedelta(days=5)
    page = lead.post("/nhom/nghi/", {"until": until.isoformat()}, follow=True)
    assert words(page).startswith(f"Đã ghi: nhóm nghỉ đến hết {until:%d/%m/%Y}.")
    assert Group.objects.get(pk=house.group.pk).closed_until == until
    assert f"Nhóm nghỉ đến hết ngày {until:%d/%m/%Y}." in words(lead.get("/nhom/"))
    assert words(lead.post("/nhom/nghi/", {"mo": "1"}, follow=True)).startswith("Nhóm đã mở bán lại.")
    assert Group.objects.get(pk=house.group.pk).closed_until is None
    assert ModelLogEntry.objects.filter(action="groups.rest_changed").count() == 2


@pytest.mark.parametrize("days", [-1, 121])
def test_a_rest_is_ahead_and_not_too_long(lead, house, days):
    page = lead.post("/nhom/nghi/", {"until": (timezone.localdate() + datetime.timedelta(days=days)).isoformat()})
    assert "Chọn ngày từ" in words(page)
    assert "Nghỉ lâu hơn thì gọi Trung tâm." in words(page)
    assert Group.objects.get(pk=house.group.pk).closed_until is None
