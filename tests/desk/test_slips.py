"""Packing slips: who sends, who receives, what is inside; never where a group lives."""

from __future__ import annotations

import pytest
from wagtail.models import Site

from cms.models import ShopSettings
from cooperatives.groups.models import Group
from storefront.desk.pages import desk_url
from storefront.desk.views.parcels import qr_of
from tests.desk.people import client_of, staff, text_of
from tests.factories import make_group, make_order, make_product


@pytest.fixture
def center(ground) -> ShopSettings:
    site = Site.objects.get(is_default_site=True)
    return ShopSettings.objects.create(site=site, legal_name_vi="Trung tâm Thử", address="Số 1 phố Thử, Hà Nội", hotline="024 3825 1234")


def _protected() -> Group:
    seller = make_group("Hợp tác xã Đứng Tên")
    return make_group("Tổ Kín Đáo", seller_of_record=seller, commune_code="00691", place_shown="hidden")


def test_a_slip_names_the_seller_of_record_and_the_centers_address(desk, center):
    order = make_order({make_product(_protected(), "Khăn lanh").variants.get(): 2})
    page = text_of(desk.get(desk_url("slips"), {"kien": order.parcels.get().pk}))
    for words in (f"{order.number}-1", "Hợp tác xã Đứng Tên", "Số 1 phố Thử, Hà Nội", "Người Nhận Thử", "12 ngõ 34", "Thu của khách"):
        assert words in page
    assert "Tổ Kín Đáo" not in page


def test_many_slips_on_the_paper_that_was_chosen(desk, center):
    parcels = [make_order().parcels.get() for _ in range(3)]
    response = desk.get(desk_url("slips"), {"kien": [one.pk for one in parcels], "kho": "a4"})
    html = response.content.decode()
    assert (html.count('<article class="slip">'), html.count("<svg"), "desk/a4.css" in html) == (3, 3, True)
    assert "desk/a5.css" in desk.get(desk_url("slips"), {"kien": parcels[0].pk, "kho": "a9"}).content.decode()


def test_a_paid_parcel_collects_nothing(desk, center):
    from tests.payments.till import pay, transfer_order

    order = transfer_order()
    pay(order.number, order.total_vnd)
    assert "Đã trả tiền, không thu" in text_of(desk.get(desk_url("slips"), {"kien": order.parcels.get().pk}))


def test_the_code_on_the_slip_is_the_parcels_number():
    zxingcpp = pytest.importorskip("zxingcpp")
    resvg = pytest.importorskip("resvg_py")
    from io import BytesIO

    from PIL import Image

    svg = str(qr_of("HTX7K3M9Q2-1"))
    drawn = Image.open(BytesIO(bytes(resvg.svg_to_bytes(svg_string=svg, width=300, height=300, background="#ffffff")))).convert("L")
    assert [found.text for found in zxingcpp.read_barcodes(drawn)] == ["HTX7K3M9Q2-1"]


def test_slips_need_parcels_and_a_permission(desk):
    assert desk.get(desk_url("slips")).status_code == 404
    assert desk.get(desk_url("slips"), {"kien": "999999"}).status_code == 404
    parcel = make_order().parcels.get()
    assert client_of(staff()).get(desk_url("slips"), {"kien": parcel.pk}).url == "/admin/"
