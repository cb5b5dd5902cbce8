"""Two people change one thing: nothing is overwritten, both versions are shown, and she chooses."""

from __future__ import annotations

import uuid

import pytest
from django.core.management import call_command
from django.db import connection

from catalog.models import Product, Stock, Variant
from catalog.services.offers import PriceChangedMeanwhile, set_price
from catalog.services.stock import set_on_hand
from catalog.services.words import WordsChangedMeanwhile, tell_more
from tests.factories import make_user
from tests.portal.pages import words
from tests.race import together

LATER = {"X-Sent-Later": "1"}


@pytest.fixture(autouse=True)
def roles(db):
    call_command("load_roles", verbosity=0)


def price_of(pack: Variant) -> int:
    return Variant.objects.get(pk=pack.pk).price_vnd


def on_hand(pack: Variant) -> int:
    return Stock.objects.get(variant=pack).on_hand


def test_a_price_that_staff_changed_is_not_overwritten(lead, house):
    set_price(variant_id=house.rice.pk, price_vnd=150_000, actor=make_user(staff=True))
    url = f"/nhom/hang/{house.rice.pk}/gia/"
    page = lead.post(url, {"price": "95k", "seen": "136500"}, follow=True)
    assert page.redirect_chain[-1][0] == f"{url}?price=95000"
    told = words(page)
    assert told.startswith("Trong lúc ấy giá đã đổi thành 150.000 ₫, bạn ghi 95.000 ₫. Chưa ghi gì: xem cả hai rồi chọn.")
    assert "Sau lúc bạn xem trang, Trung tâm đã sửa món này." in told
    assert "Đang có 150.000 ₫ Bạn ghi 95.000 ₫" in told
    assert price_of(house.rice) == 150_000
    lead.post(url, {"price": "95000", "seen": "150000"})
    assert price_of(house.rice) == 95_000


def test_keeping_what_is_there_changes_nothing(lead, house):
    set_price(variant_id=house.rice.pk, price_vnd=150_000, actor=None)
    page = lead.post(f"/nhom/hang/{house.rice.pk}/gia/", {"price": "150000", "seen": "136500"}, follow=True)
    assert (price_of(house.rice), page.redirect_chain[-1][0]) == (150_000, f"/nhom/hang/{house.rice.pk}/")


def test_a_price_written_without_signal_is_told_with_where_to_choose(lead, house):
    set_price(variant_id=house.rice.pk, price_vnd=150_000, actor=None)
    once = {"price": "95k", "seen": "136500", "lan": str(uuid.uuid4())}
    answers = [lead.post(f"/nhom/hang/{house.rice.pk}/gia/", once, headers=LATER).json() for _ in range(3)]
    assert [(answer["state"], answer["leads_to"]) for answer in answers] == [
        ("refused", f"/nhom/hang/{house.rice.pk}/gia/?price=95000")
    ] * 3
    assert price_of(house.rice) == 150_000


def test_two_counts_stand_side_by_side(lead, house):
    set_on_hand(variant_id=house.rice.pk, on_hand=40, actor=house.person("member"))
    url = f"/nhom/hang/{house.rice.pk}/dem/"
    page = lead.post(url, {"on_hand": "15", "seen": "20"}, follow=True)
    assert "Đang có 40 Bạn ghi 15" in words(page)
    assert on_hand(house.rice) == 40
    lead.post(url, {"on_hand": "15", "seen": "40"})
    assert on_hand(house.rice) == 15


def test_sold_out_does_not_take_back_what_was_counted_since(lead, house):
    house.order(rice=3)
    set_on_hand(variant_id=house.rice.pk, on_hand=40, actor=None)
    url = f"/nhom/hang/{house.rice.pk}/het/"
    page = lead.post(url, {"seen": "20"}, follow=True)
    assert "Đang có 40 Bạn ghi 3" in words(page)
    assert on_hand(house.rice) == 40
    lead.post(url, {"seen": "40"})
    assert on_hand(house.rice) == 3


def test_a_parcel_that_left_is_no_reason_to_ask_before_sold_out(lead, house):
    house.sent(rice=4)
    lead.post(f"/nhom/hang/{house.rice.pk}/het/", {"seen": "20"})
    assert on_hand(house.rice) == 0


@pytest.mark.parametrize("query", ["", "?price=mười", "?price=136500", "?on_hand=20", "?on_hand=x"])
def test_without_two_versions_there_is_nothing_to_choose(lead, house, query):
    for place in ("gia", "dem"):
        assert lead.get(f"/nhom/hang/{house.rice.pk}/{place}/{query}")["Location"] == f"/nhom/hang/{house.rice.pk}/"


@pytest.fixture
def rice(house, lead):
    """A product whose words she has on her screen; returns it with the number of that version."""
    product = house.rice.product
    lead.post(f"/nhom/hang/mon/{product.pk}/", {"summary_vi": "Nếp dẻo.", "origin_vi": "Tú Lệ"})
    product.refresh_from_db()
    return product


def by_staff(product: Product, **given: str) -> None:
    draft = product.get_latest_revision_as_object()
    for name, value in given.items():
        setattr(draft, name, value)
    draft.save_revision(user=make_user(staff=True))
    product.refresh_from_db()


def draft_of(product: Product) -> Product:
    return Product.objects.get(pk=product.pk).get_latest_revision_as_object()


def test_words_of_two_people_are_laid_together_where_they_can_be(lead, rice):
    seen = rice.latest_revision_id
    by_staff(rice, summary_vi="Nếp nương dẻo và thơm.")
    lead.post(f"/nhom/hang/mon/{rice.pk}/", {"seen": seen, "summary_vi": "Nếp dẻo.", "origin_vi": "Tú Lệ", "storage_vi": "Nơi khô."})
    now = draft_of(rice)
    assert (now.summary_vi, now.origin_vi, now.storage_vi) == ("Nếp nương dẻo và thơm.", "Tú Lệ", "Nơi khô.")


def test_the_same_words_changed_twice_are_asked_about(lead, rice):
    seen = rice.latest_revision_id
    by_staff(rice, summary_vi="Nếp nương dẻo và thơm.")
    url = f"/nhom/hang/mon/{rice.pk}/"
    given = {"seen": seen, "summary_vi": "Nếp của mẹ em.", "origin_vi": "Tú Lệ", "storage_vi": "Nơi khô."}
    page = lead.post(url, given)
    assert "Đang có Nếp nương dẻo và thơm. Bạn ghi Nếp của mẹ em." in words(page)
    assert (draft_of(rice).summary_vi, draft_of(rice).storage_vi) == ("Nếp nương dẻo và thơm.", "")
    html = page.content.decode()
    assert f'name="seen" value="{rice.latest_revision_id}"' in html
    assert 'name="storage_vi" value="Nơi khô."' in html
    lead.post(url, given | {"seen": rice.latest_revision_id})
    assert (draft_of(rice).summary_vi, draft_of(rice).storage_vi) == ("Nếp của mẹ em.", "Nơi khô.")


def test_the_first_words_of_all_are_not_overwritten(house):
    product, member = house.rice.product, house.person("member")
    by_staff(product, summary_vi="Nếp nương.")
    with pytest.raises(WordsChangedMeanwhile):
        tell_more(product=product, actor=member, seen_revision=0, summary_vi="Nếp của mẹ em.")
    assert draft_of(product).summary_vi == "Nếp nương."


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_of_two_prices_at_one_moment_one_is_asked_about(house):
    def to(price_vnd: int):
        return lambda: set_price(variant_id=house.rice.pk, price_vnd=price_vnd, actor=None, seen_vnd=136_500)

    answers = together([to(90_000 + 1_000 * number) for number in range(6 if connection.vendor == "postgresql" else 3)])
    assert sum(isinstance(answer, Variant) for answer in answers) == 1
    assert all(isinstance(answer, Variant | PriceChangedMeanwhile) for answer in answers)
