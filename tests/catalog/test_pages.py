"""The public pages of a product, the groups, one group and a certificate: what they show, to whom, and for how many queries."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils import timezone

from catalog.models import Certificate, ProductPicture
from tests.cms.conftest import make_picture, make_profile
from tests.factories import HANOI, make_certificate, make_group, make_product, make_rates

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground():
    cache.clear()
    make_rates(free_from_vnd=500_000, free_max_fee_vnd=40_000)


def read(client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200, url
    return BeautifulSoup(response.content, "html.parser")


def words(soup, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ").split()) for found in soup.select(selector)]


def honey(**fields):
    packs = [{"name_vi": "Hũ 250 ml", "sku": "M-250", "price_vnd": 99_000, "net_quantity": 250, "net_unit": "ml", "stock": 5}]
    packs += [{"name_vi": "Hũ 500 ml", "sku": "M-500", "price_vnd": 185_000, "net_quantity": 500, "net_unit": "ml", "stock": 62}]
    group = make_profile(group=make_group("Nhóm mật ong Ea Tân", province="66")).group
    return make_product(group, "Mật ong hoa rừng", slug="mat-ong", name_en="Forest honey", variants=packs, **fields)


def test_the_chosen_pack_with_its_unit_price(client):
    honey()
    assert words(read(client, "/hang/mat-ong/"), ".prod-t .price") == ["99.000 ₫ 39.600 ₫/100 ml"]
    page = read(client, "/hang/mat-ong/?co=M-500")
    assert words(page, ".prod-t .price") == ["185.000 ₫ 37.000 ₫/100 ml"]
    assert words(page, ".chip[aria-current]") == ["Hũ 500 ml"]
    assert words(read(client, "/en/hang/mat-ong/"), "h1") == ["Forest honey"]


def test_a_sold_out_pack_says_so_and_cannot_be_bought(client):
    make_product(slug="het", stock=0)
    page = read(client, "/hang/het/")
    assert "tạm hết" in page.get_text()
    assert page.select("form#mua") == []


def test_few_left_is_told(client):
    make_product(slug="it", stock=3)
    assert "Chỉ còn 3" in words(read(client, "/hang/it/"), ".ticks li")[1]


@pytest.mark.parametrize("change", [{"live": False}, {"group__is_active": False}])
def test_what_is_not_on_sale_is_not_there(client, change):
    product = honey()
    if "live" in change:
        product.live = False
        product.save()
    else:
        product.group.is_active = False
        product.group.save()
    assert client.get("/hang/mat-ong/").status_code == 404


def test_delivery_to_her_province_is_remembered(client):
    honey()
    assert "Chọn nơi nhận" in words(read(client, "/hang/mat-ong/"), ".ticks li")[0]
    told = words(read(client, f"/hang/mat-ong/?tinh={HANOI}"), ".ticks li")[0]
    assert told == "Gửi từ Đắk Lắk. Tới Hà Nội sau 5–8 ngày, phí giao 40.000 ₫"
    assert words(read(client, "/hang/mat-ong/"), ".ticks li")[0] == told


def test_an_unknown_province_is_no_province(client):
    honey()
    assert "Chọn nơi nhận" in words(read(client, "/hang/mat-ong/?tinh=99"), ".ticks li")[0]


def test_fresh_goods_that_travel_too_far(client):
    honey(is_fresh=True)
    assert "Chưa giao được tới Hà Nội" in words(read(client, f"/hang/mat-ong/?tinh={HANOI}"), ".ticks li")[0]


def test_how_the_price_is_shared(client):
    honey()
    page = read(client, "/hang/mat-ong/?co=M-500")
    assert words(page, "section[aria-labelledby=p3] dd") == ["170.200 ₫", "13.455 ₫", "1.345 ₫"]


def test_labels_show_number_expiry_and_the_way_to_check(client):
    product = honey()
    paper = make_certificate(product, number="38/QĐ-UBND", expires_on=timezone.localdate())
    page = read(client, "/hang/mat-ong/")
    assert f"Số 38/QĐ-UBND, UBND tỉnh · còn hạn đến {timezone.localdate():%d/%m/%Y}" in words(page, ".cert")[0]
    checked = read(client, page.select_one(".cert a")["href"])
    assert "còn hiệu lực hôm nay" in checked.get_text()
    assert paper.check_code in paper.get_absolute_url()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expires_on": datetime.date(2026, 1, 1)}, "đã hết hạn sau ngày 01/01/2026"),
        ({"revoked_at": timezone.now()}, "đã bị thu hồi"),
    ],
    ids=["expired", "revoked"],
)
def test_a_label_that_ended_is_gone_from_the_goods_but_can_be_checked(client, change, said):
    product = honey()
    paper = make_certificate(product, issued_on=datetime.date(2023, 1, 1))
    Certificate.objects.update(**change)
    assert read(client, "/hang/mat-ong/").select(".cert") == []
    assert said in read(client, paper.get_absolute_url()).get_text()


def test_an_unverified_paper_is_nobodys_business(client):
    paper = make_certificate(honey())
    Certificate.objects.update(verified_at=None, verified_by=None)
    assert client.get(paper.get_absolute_url()).status_code == 404


def test_a_label_goes_at_midnight_by_itself(client, clock):
    clock.set("2026-11-23 23:59")
    make_certificate(honey(), expires_on=datetime.date(2026, 11, 23), issued_on=datetime.date(2025, 1, 1))
    assert len(read(client, "/hang/mat-ong/").select(".cert")) == 1
    clock.set("2026-11-24 00:01")
    assert read(client, "/hang/mat-ong/").select(".cert") == []


def test_a_group_with_its_goods_and_no_finer_place_than_it_shows(client):
    product = honey()
    group = product.group
    group.commune_code, group.place_shown = "24133", "province"
    group.save()
    page = read(client, group.get_absolute_url())
    assert words(page, "h1") == ["Nhóm mật ong Ea Tân"]
    assert words(page, ".facts dd")[1] == "Đắk Lắk"
    assert words(page, ".goods h3") == ["Mật ong hoa rừng"]
    group.place_shown = "hidden"
    group.save()
    assert "Đắk Lắk" not in read(client, group.get_absolute_url()).get_text()
    assert "Đắk Lắk" not in read(client, "/hang/mat-ong/").select_one("main .prod").get_text().replace(_options_of(client), "")


def _options_of(client):
    return read(client, "/hang/mat-ong/").select_one("select#tinh").get_text()


def test_a_group_without_goods_has_a_page_to_go_on_from(client):
    group = make_profile().group
    assert "Gian đang trống" in read(client, group.get_absolute_url()).get_text()


def test_groups_by_province(client):
    honey()
    make_profile(group=make_group("Tổ dệt Hoa Ban", province="25"))
    assert sorted(words(read(client, "/nhom-lam-ra/"), ".gc h3")) == ["Nhóm mật ong Ea Tân", "Tổ dệt Hoa Ban"]
    assert words(read(client, "/nhom-lam-ra/?tinh=66"), ".gc h3") == ["Nhóm mật ong Ea Tân"]
    assert "Chưa có nhóm nào ở đây" in read(client, "/nhom-lam-ra/?tinh=01").get_text()


def test_a_product_page_stays_within_its_queries(client, django_assert_max_num_queries):
    product = honey()
    for number in range(4):
        ProductPicture.objects.create(product=product, picture=make_picture(f"Ảnh {number}"))
        other = make_product(product.group, f"Món {number}")
        ProductPicture.objects.create(product=other, picture=make_picture(f"Ảnh của món {number}"))
    product.group.profile.cover = make_picture()
    product.group.profile.save()
    make_certificate(product)
    client.get(f"/hang/mat-ong/?tinh={HANOI}")  # sizes are made, the province is remembered
    cache.delete(f"related:{product.pk}:vi:{timezone.localdate().isoformat()}")  # menus stay, as they do for a minute
    with django_assert_max_num_queries(12):
        client.get("/hang/mat-ong/")
