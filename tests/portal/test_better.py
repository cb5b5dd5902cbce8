"""Stock and price near at hand, and the words that make a page better: told on the phone, passed by the center."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from catalog.services.review import queue
from tests.factories import make_category
from tests.portal.pages import words


@pytest.fixture
def page(lead, house, db):
    call_command("load_roles", verbosity=0)
    product = house.rice.product
    product.category = make_category("S06", needs_food_licence=True)
    product.save()
    return f"/nhom/hang/mon/{product.pk}/"


def test_sold_out_with_one_tap_in_the_list(lead, house):
    response = lead.post(f"/nhom/hang/{house.rice.pk}/het/", {"ve": "1"}, follow=True)
    assert response.redirect_chain == [("/nhom/hang/?page=1", 302)]
    assert "Đã báo hết hàng: Nếp nương, Túi 2 kg" in words(response)
    house.rice.refresh_from_db()
    assert house.rice.available == 0


def test_a_count_and_a_price_are_one_tap_on_the_page(lead, house):
    shown = lead.get(f"/nhom/hang/{house.rice.pk}/").content.decode()
    assert 'name="on_hand" value="50"' in shown and 'name="price" value="143000"' in shown
    lead.post(f"/nhom/hang/{house.rice.pk}/dem/", {"on_hand": "50", "seen": "20"})
    lead.post(f"/nhom/hang/{house.rice.pk}/gia/", {"price": "143000"})
    house.rice.refresh_from_db()
    assert (house.rice.stock.on_hand, house.rice.price_vnd) == (50, 143_000)
    assert ModelLogEntry.objects.get(action="catalog.price_changed").data == {"before_vnd": 136_500, "now_vnd": 143_000}


def test_a_count_below_what_is_ordered_is_not_offered(lead, house):
    house.order(rice=12)
    shown = lead.get(f"/nhom/hang/{house.rice.pk}/").content.decode()
    assert 'name="on_hand" value="10"' not in shown and 'name="on_hand" value="50"' in shown


def test_the_meter_says_what_helps_and_grows(lead, house, page):
    before = words(lead.get(page))
    assert "Đã được 14%" in before and "Nên thêm: Ghi thành phần" in before
    told = {"summary_vi": "Nếp nương gặt tháng chín, phơi nắng, xay bằng cối đá. " * 2, "ingredients_vi": "nếp", "shelf_life_days": "90"}
    assert lead.post(page, told)["Location"] == page
    after = words(lead.get(page))
    assert "Đã được 57%" in after and "Xong: Ghi thành phần" in after and "Trung tâm đang xem" in after


def test_shoppers_read_the_old_words_until_the_center_passed_the_new(lead, house, page):
    for _each in range(3):
        lead.post(page, {"summary_vi": "Lời mới."})
    product = house.rice.product
    product.refresh_from_db()
    assert (product.summary_vi, product.live) == ("", True)
    assert [waiting.item for waiting in queue()] == [product]
    assert product.revisions.count() == 1


def test_what_an_editor_wrote_meanwhile_stays(lead, house, page):
    draft = house.rice.product
    draft.refresh_from_db()
    draft.name_vi = "Nếp nương Tú Lệ"
    draft.save_revision()
    lead.post(page, {"summary_vi": "Lời mới."})
    newest = house.rice.product.__class__.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert (newest.name_vi, newest.summary_vi) == ("Nếp nương Tú Lệ", "Lời mới.")
