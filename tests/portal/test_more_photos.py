"""More photos of a product that was sent: they pass the center as one new version, whatever is repeated."""

from __future__ import annotations

import uuid

import pytest
from django.core.management import call_command

from catalog.models import DraftPhoto, Product, ProductDraft
from catalog.services.more_photos import add_photos, open_addition
from catalog.services.review import queue
from cooperatives.media.models import Picture
from tests.portal.pages import words
from tests.portal.test_adding import photo, upload
from tests.race import together


@pytest.fixture(autouse=True)
def roles(db):
    call_command("load_roles", verbosity=0)


@pytest.fixture
def address(house) -> str:
    return f"/nhom/hang/mon/{house.rice.product_id}/anh/"


def draft_of(house) -> Product:
    return Product.objects.get(pk=house.rice.product_id).get_latest_revision_as_object()


def test_photos_wait_for_the_center(lead, house, address):
    before = house.rice.product.pictures.count()
    for _ in range(2):
        assert lead.post(address, {"mo": "1"})["Location"] == address
    addition = ProductDraft.objects.get()
    page = lead.post(address, {"photos": [upload(photo()), upload(b"%PDF-1.7 khong phai anh")]}, follow=True)
    assert "Đây là tệp PDF" in words(page)
    page = lead.post(address, {"gui": "1", "people": "1"}, follow=True)
    assert words(page).startswith("Đã gửi 1 ảnh cho Trung tâm xem.")
    now = draft_of(house)
    assert (now.pictures.count(), house.rice.product.pictures.count()) == (before + 1, before)
    picture = Picture.objects.get()
    assert (picture.shows, picture.alt_vi.startswith("Nếp nương")) == (Picture.Shows.PEOPLE, True)
    assert [waiting.item.pk for waiting in queue()] == [house.rice.product_id]
    assert add_photos(addition=addition, actor=addition.author) == 0  # the same page once more
    assert draft_of(house).pictures.count() == before + 1


def test_a_phone_sends_them_in_parts(lead, house, address):
    lead.post(address, {"mo": "1"})
    addition, name, content = ProductDraft.objects.get(), uuid.uuid4(), photo()
    url = f"/nhom/hang/them/{addition.key}/anh/{name}/"
    half = len(content) // 2
    lead.post(f"{url}?tu=0&tong={len(content)}", content[:half], content_type="application/octet-stream")
    answer = lead.post(f"{url}?tu={half}&tong={len(content)}", content[half:], content_type="application/octet-stream")
    assert answer.json()["state"] == "kept"
    assert str(name) in lead.get(address).content.decode()
    assert lead.post(f"{url}bo/")["Location"] == address
    assert DraftPhoto.objects.count() == Picture.objects.count() == 0


def test_without_a_photo_nothing_is_sent(lead, house, address):
    lead.post(address, {"mo": "1"})
    page = lead.post(address, {"gui": "1"}, follow=True)
    assert "Chưa có ảnh nào tới. Chụp hoặc chọn ảnh trước." in words(page)
    assert ProductDraft.objects.get().sent_at is None


def test_a_page_holds_so_many_pictures(lead, house, address, monkeypatch):
    monkeypatch.setattr("catalog.services.more_photos.MOST_PICTURES", 1)
    lead.post(address, {"mo": "1"})
    lead.post(address, {"photos": [upload(photo()), upload(photo(colour=(1, 2, 3)))]})
    page = lead.post(address, {"gui": "1"}, follow=True)
    assert "Một món có nhiều nhất 1 ảnh." in words(page)
    assert draft_of(house).pictures.count() == 0
    assert ProductDraft.objects.get().sent_at is None


def test_it_is_no_new_product(lead, house, address):
    lead.post(address, {"mo": "1"})
    addition = ProductDraft.objects.get()
    assert "Đang kể dở" not in words(lead.get("/nhom/hang/them/"))
    assert lead.get(f"/nhom/hang/them/{addition.key}/").status_code == 404
    assert lead.post(f"/nhom/hang/them/{addition.key}/gui/").status_code == 404


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_at_one_moment_there_is_one_addition_and_it_is_sent_once(house):
    call_command("load_roles", verbosity=0)
    product, member = house.rice.product, house.person("member")
    additions = together([lambda: open_addition(product=product, actor=member)] * 3)
    assert {addition.pk for addition in additions} == {ProductDraft.objects.get().pk}
    picture = Picture(title="…", alt_vi="…", group=house.group, file=_pixels())
    picture.save()
    DraftPhoto.objects.create(draft=additions[0], size=1, received=1, state=DraftPhoto.State.KEPT, picture=picture)
    assert sorted(together([lambda: add_photos(addition=additions[0], actor=member)] * 3)) == [0, 0, 1]
    assert draft_of(house).pictures.count() == 1


def _pixels():
    from cooperatives.media.intake import photo_from

    return photo_from(photo())


# --- season -----------------------------------------------------------------------------------------------------------------


def test_a_season_has_two_ends_and_passes_the_center(lead, house):
    url = f"/nhom/hang/mon/{house.rice.product_id}/"
    page = lead.post(url, {"season_from": "9"})
    assert "Chọn cả tháng đầu và tháng cuối mùa. Quanh năm có thì để trống cả hai." in words(page)
    lead.post(url, {"season_from": "9", "season_to": "11"})
    now = draft_of(house)
    assert (now.season_from, now.season_to) == (9, 11)
    assert Product.objects.get(pk=now.pk).season_from is None
    assert [waiting.item.pk for waiting in queue()] == [house.rice.product_id]
