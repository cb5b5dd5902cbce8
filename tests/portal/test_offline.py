"""What a phone sends later acts once; what the portal tells its worker."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from catalog.models import DraftPhoto, Product, ProductDraft, Stock, Variant
from catalog.services.review import queue
from storefront.accounts.models import Sending
from storefront.accounts.sendings import forget_sendings
from storefront.orders.models import Parcel
from storefront.portal.views.offline import FILES
from tests.factories import make_category, make_member
from tests.portal.pages import words
from tests.portal.test_adding import photo
from tests.portal.test_budget import loaded_by
from tests.race import together

LATER = {"X-Sent-Later": "1"}


def key() -> str:
    return str(uuid.uuid4())


# --- once -----------------------------------------------------------------------------------------------------------------


def test_a_form_sent_later_is_answered_in_words(lead, house):
    parcel = house.order()
    once = {"lan": key()}
    answers = [lead.post(f"/nhom/goi/{parcel.pk}/da-goi/", once, headers=LATER).json() for _ in range(10)]
    assert answers == [{"state": "done", "told": "Đã ghi: gói xong. Chờ bưu tá.", "leads_to": f"/nhom/goi/{parcel.pk}/"}] * 10
    parcel.refresh_from_db()
    assert (parcel.status, Sending.objects.count()) == (Parcel.Status.PACKED, 1)
    assert "Đã ghi" not in words(lead.get("/nhom/"))  # it was told in the answer


def test_a_late_repeat_does_not_undo_what_came_after(lead, house):
    pack, once = house.rice, {"price": "95k", "lan": key()}
    for given in (once, {"price": "99k", "lan": key()}):
        lead.post(f"/nhom/hang/{pack.pk}/gia/", given, follow=True)
    page = lead.post(f"/nhom/hang/{pack.pk}/gia/", once, follow=True)
    assert words(page).startswith("Giá mới là 95.000 ₫, khách thấy ngay.")  # the answer of that day
    assert Variant.objects.get(pk=pack.pk).price_vnd == 99_000
    assert lead.post(f"/nhom/hang/{pack.pk}/gia/", once, headers=LATER).json()["state"] == "done"
    assert Variant.objects.get(pk=pack.pk).price_vnd == 99_000


@pytest.mark.parametrize(
    ("url", "given", "told"),
    [
        ("dem/", {"on_hand": "2", "seen": "20"}, "Khách đã đặt 3 mà nhóm chưa gửi, nên số trong kho không thể ít hơn 3."),
        (
            "dem/",
            {"on_hand": "9", "seen": "19"},
            "Số trong kho vừa đổi vì có gói được gửi đi hoặc người khác vừa đếm. Xem cả hai số rồi chọn.",
        ),
        ("gia/", {"price": "mười"}, "Chưa đọc được giá này. Gõ như 95.000."),
        ("gia/", {"price": "95"}, "Giá từ 1.000 ₫ đến 999.999.999 ₫. Nhớ gõ đủ số không, ví dụ 95.000."),
    ],
)
def test_a_refusal_is_told_in_words_and_stays_one(lead, house, url, given, told):
    house.order(rice=3)
    once = given | {"lan": key()}
    path = f"/nhom/hang/{house.rice.pk}/{url}"
    answers = [lead.post(path, once, headers=LATER).json() for _ in range(2)]
    assert [(answer["state"], answer["told"].replace("\xa0", " ")) for answer in answers] == [("refused", told)] * 2
    assert Stock.objects.values_list("on_hand", "reserved").get(variant=house.rice) == (20, 3)
    assert Variant.objects.get(pk=house.rice.pk).price_vnd == 136_500


def test_a_parcel_that_was_cancelled_meanwhile_is_told(lead, house):
    parcel = house.order()
    Parcel.objects.filter(pk=parcel.pk).update(status=Parcel.Status.CANCELLED)
    answer = lead.post(f"/nhom/goi/{parcel.pk}/da-goi/", {"lan": key()}, headers=LATER).json()
    assert (answer["state"], answer["told"]) == ("refused", "Đơn này đã hủy. Đừng gửi, để hàng lại kho.")


def test_a_form_that_asks_again_keeps_no_key(lead, house):
    once = key()
    page = lead.post(f"/nhom/hang/{house.rice.pk}/gia/", {"price": "mười", "lan": once})
    assert (page.status_code, Sending.objects.count()) == (200, 0)
    lead.post(f"/nhom/hang/{house.rice.pk}/gia/", {"price": "95k", "lan": once})
    assert Variant.objects.get(pk=house.rice.pk).price_vnd == 95_000


def test_what_is_not_there_keeps_no_key(lead, other):
    foreign = other.order()
    assert lead.post(f"/nhom/goi/{foreign.pk}/da-goi/", {"lan": key()}, headers=LATER).status_code == 404
    assert Sending.objects.count() == 0


def test_keys_of_two_people_do_not_meet(lead, house, client):
    once = {"lan": key(), "price": "95k"}
    lead.post(f"/nhom/hang/{house.rice.pk}/gia/", once)
    second = Client()
    second.force_login(make_member(house.group, role="lead"))
    second.post(f"/nhom/hang/{house.rice.pk}/gia/", once | {"price": "99k"})
    assert (Variant.objects.get(pk=house.rice.pk).price_vnd, Sending.objects.count()) == (99_000, 2)


def test_a_form_goes_to_the_group_it_was_written_for(client, house, other):
    user = house.person("lead")
    make_member(other.group, user, role="lead")
    client.force_login(user)
    client.post("/nhom/chon-nhom/", {"group": other.group.pk})
    parcel = house.order()
    url = f"/nhom/goi/{parcel.pk}/da-goi/"
    assert client.post(url, {"lan": key(), "nhom": other.group.pk}, headers=LATER).status_code == 404
    assert client.post(url, {"lan": key(), "nhom": house.group.pk}, headers=LATER).json()["state"] == "done"
    parcel.refresh_from_db()
    assert parcel.status == Parcel.Status.PACKED
    assert other.group.name in client.get("/nhom/").content.decode()  # she still works for the other one


def test_old_keys_are_forgotten(lead, house):
    from datetime import timedelta

    from django.utils import timezone

    lead.post(f"/nhom/hang/{house.rice.pk}/gia/", {"price": "95k", "lan": key()})
    assert (forget_sendings(), Sending.objects.count()) == (0, 1)
    assert (forget_sendings(timezone.now() + timedelta(days=181)), Sending.objects.count()) == (1, 0)


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_ten_at_one_moment_act_once(house):
    user = house.person("lead")
    before = Stock.objects.get(variant=house.rice).on_hand
    once = {"on_hand": str(before - 1), "seen": str(before), "lan": key()}

    def send() -> dict:
        client = Client()
        client.force_login(user)
        return client.post(f"/nhom/hang/{house.rice.pk}/dem/", once, headers=LATER).json()

    answers = together([send] * (10 if connection.vendor == "postgresql" else 4))
    assert {json.dumps(answer) for answer in answers} == {json.dumps(answers[0])}
    assert answers[0]["state"] == "done"
    assert (Stock.objects.get(variant=house.rice).on_hand, Sending.objects.count()) == (before - 1, 1)


# --- a product told all at once ---------------------------------------------------------------------------------------------


@pytest.fixture
def told(ground):
    call_command("load_roles", verbosity=0)
    category = make_category()
    return {
        "key": key(), "name": "Mật ong bạc hà", "price": "95k", "amount": "1", "unit": "hũ", "each": "500 g", "packs": "12",
        "words": "Ong hút hoa bạc hà.", "category": str(category.pk),
    }  # fmt: skip


WHOLE = "/nhom/hang/them/mot-trang/"


def send_photo(lead, draft: str, name: str, content: bytes) -> dict:
    url = f"/nhom/hang/them/{draft}/anh/{name}/?tu=0&tong={len(content)}"
    return lead.post(url, content, content_type="application/octet-stream").json()


def test_it_goes_to_the_center_when_its_last_photo_is_here(lead, house, told):
    photos = [key(), key()]
    once = told | {"photo": photos, "lan": key()}
    for _ in range(10):
        answer = lead.post(WHOLE, once, headers=LATER).json()
        assert answer["told"] == "Lời kể đã tới. Ảnh tới đủ thì món tự gửi cho Trung tâm."
    send_photo(lead, told["key"], photos[0], photo())
    assert not Product.objects.filter(name_vi="Mật ong bạc hà").exists()
    for _ in range(3):
        send_photo(lead, told["key"], photos[1], b"%PDF-1.7 khong phai anh")
    product = Product.objects.get(name_vi="Mật ong bạc hà")
    pack = product.variants.get()
    assert (pack.price_vnd, pack.net_quantity, pack.stock.on_hand, product.pictures.count()) == (95_000, 500, 12, 1)
    assert [waiting.item for waiting in queue()] == [product]
    answer = lead.post(WHOLE, once | {"lan": key()}, headers=LATER).json()  # written once more on another tab
    assert (answer["state"], Product.objects.filter(name_vi="Mật ong bạc hà").count()) == ("done", 1)


def test_without_a_good_photo_it_stays_unfinished(lead, house, told):
    only = key()
    lead.post(WHOLE, told | {"photo": [only], "lan": key()}, headers=LATER)
    send_photo(lead, told["key"], only, b"%PDF-1.7 khong phai anh")
    draft = ProductDraft.objects.get(key=told["key"])
    assert (draft.name, draft.sent_at) == ("Mật ong bạc hà", None)
    assert "Mật ong bạc hà" in words(lead.get("/nhom/hang/them/"))


def test_without_photos_it_says_what_is_missing(lead, house, told):
    page = lead.post(WHOLE, told, follow=True)
    assert words(page).startswith("Lời kể đã tới, còn thiếu ảnh. Thêm ảnh rồi gửi.")
    assert page.redirect_chain[-1][0] == f"/nhom/hang/them/{told['key']}/anh/"


def test_without_javascript_it_is_a_form_with_photos(lead, house, told):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = lead.post(WHOLE, told | {"photos": [SimpleUploadedFile("a.jpg", photo())]}, follow=True)
    assert "Đã gửi cho Trung tâm xem." in words(page)
    assert Product.objects.get(name_vi="Mật ong bạc hà").pictures.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Gõ tên món, ví dụ Nếp nương Tú Lệ."),
        ("price", "mười", "Chưa đọc được giá này. Gõ như 95.000."),
        ("each", "", "Gõ nặng chừng bao nhiêu, ví dụ 500 g."),
        ("packs", "-1", "Ít nhất là 0."),
        ("category", "", "Chọn loại hàng gần đúng nhất, Trung tâm xem lại sau."),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_kept(lead, house, told, field, value, sentence):
    given = told | {field: value, "lan": key()}
    page = lead.post(WHOLE, given)
    assert sentence in words(page)
    assert told["key"] in page.content.decode()
    answer = lead.post(WHOLE, given, headers=LATER).json()
    assert (answer["state"], answer["told"], answer["leads_to"]) == ("refused", sentence, WHOLE)
    assert DraftPhoto.objects.count() == ProductDraft.objects.count() == 0


def test_a_kilo_is_not_asked_what_it_weighs(lead, house, told):
    lead.post(WHOLE, told | {"unit": "kg", "each": ""})
    assert ProductDraft.objects.get().pack.name == "1 kg"


# --- the worker -------------------------------------------------------------------------------------------------------------


def test_the_worker_reigns_over_the_portal_only(client, db):
    for scope in ("/nhom/", "/en/nhom/"):
        response = client.get(f"{scope}sw.js")
        assert response["Content-Type"].startswith("text/javascript")
        assert response["Cache-Control"] == "no-cache"
        assert "Service-Worker-Allowed" not in response
        settings = json.loads(re.search(r"const SHOP = (.*);\n", response.content.decode())[1])
        assert settings["scope"] == scope
        addresses = [settings[name] for name in ("door", "offline", "waiting", "who", "add", "whole")]
        assert all(address.startswith(scope) for address in addresses)


def test_the_worker_keeps_what_a_page_loads(lead, house):
    files = {file.name for file in loaded_by(lead.get("/nhom/").content.decode())}
    assert files == {name.rpartition("/")[2] for name in FILES}


def test_the_worker_speaks_the_language_of_its_address(client, db):
    assert "bản đã lưu lúc" in client.get("/nhom/sw.js").content.decode()
    assert "saved copy" in client.get("/en/nhom/sw.js").content.decode()


def test_who_may_send_now(client, lead, house, db):
    told = lead.get("/nhom/cho-gui/ai/")
    page = lead.get("/nhom/").content.decode()
    assert f'data-person="{told.json()["person"]}"' in page
    assert told.json()["token"]
    assert "no-store" in told["Cache-Control"]
    assert Client().get("/nhom/cho-gui/ai/").json()["person"] == ""


def test_the_page_without_signal_names_nobody(lead, house):
    page = lead.get("/nhom/khong-mang/")
    assert house.group.name not in page.content.decode()
    assert "data-person" not in page.content.decode()
    assert "Trang này chưa mở lần nào trên máy" in words(page)
