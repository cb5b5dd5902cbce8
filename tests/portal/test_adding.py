"""Adding a product in five answers without JavaScript: each is kept, what is sent is one product, wrong photos harm no others."""

from __future__ import annotations

import io
import re
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from PIL import Image

from catalog.models import DraftPhoto, Product, ProductDraft
from catalog.services import drafts as services
from catalog.services.drafts import DraftIncomplete, DraftOfOthers, DraftSent, forget_drafts, send_draft, start_draft
from catalog.services.review import queue
from cooperatives.media.intake import photo_from
from cooperatives.media.models import Picture
from tests.factories import make_category
from tests.portal.pages import words
from tests.race import together


@pytest.fixture(autouse=True)
def roles(db):
    call_command("load_roles", verbosity=0)


def photo(width: int = 640, height: int = 480, kind: str = "JPEG", colour=(180, 120, 40), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind, **options)
    return out.getvalue()


def upload(content: bytes, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


@pytest.fixture
def begin(client, house):
    """Begin a product as a member; returns the address of its questions."""
    client.force_login(house.person("member"))

    def start() -> str:
        key = uuid.uuid4()
        assert client.post("/nhom/hang/them/", {"key": str(key)})["Location"] == f"/nhom/hang/them/{key}/anh/"
        return f"/nhom/hang/them/{key}/"

    return start


def tell(client, base: str) -> None:
    """All five answers."""
    assert client.post(f"{base}anh/", {"photos": [upload(photo())]})["Location"] == f"{base}ten/"
    assert client.post(f"{base}ten/", {"name": "Cốm khô Tú Lệ"})["Location"] == f"{base}gia/"
    assert client.post(f"{base}gia/", {"price": "95k", "amount": "1", "unit": "hũ"})["Location"] == f"{base}nang/"
    assert client.post(f"{base}nang/", {"each": "500 g"})["Location"] == f"{base}bao-nhieu/"
    assert client.post(f"{base}bao-nhieu/", {"packs": "20"})["Location"] == f"{base}vai-loi/"
    assert client.post(f"{base}vai-loi/", {"words": "Cốm nếp non, rang tay."})["Location"] == f"{base}xem-lai/"


def test_five_answers_become_a_product_in_the_review(client, house, begin):
    base = begin()
    tell(client, base)
    page = words(client.get(f"{base}xem-lai/"))
    assert "Hũ 500 g" in page and "190.000 ₫ một cân" in page.replace("\xa0", " ")
    assert client.post(f"{base}gui/", {"category": make_category().pk})["Location"] == base
    assert "đang chờ Trung tâm xem" in words(client.get(base))
    product = Product.objects.get(name_vi="Cốm khô Tú Lệ")
    assert (product.live, product.group, product.summary_vi) == (False, house.group, "Cốm nếp non, rang tay.")
    pack = product.variants.get()
    assert (pack.name_vi, pack.price_vnd, pack.net_quantity, pack.net_unit, pack.weight_g) == ("Hũ 500 g", 95_000, 500, "g", 550)
    assert pack.stock.on_hand == 20
    assert [one.picture.alt_vi for one in product.pictures.all()] == ["Cốm khô Tú Lệ"]
    assert [waiting.item for waiting in queue()] == [product]
    assert "Trung tâm đang xem" in words(client.get("/nhom/hang/"))


def test_sent_ten_times_it_is_one(client, begin):
    base = begin()
    tell(client, base)
    category = make_category().pk
    for _each in range(10):
        assert client.post(f"{base}gui/", {"category": category})["Location"] == base
    assert Product.objects.filter(name_vi="Cốm khô Tú Lệ").count() == 1
    assert len(queue()) == 1
    assert client.post(f"{base}ten/", {"name": "Khác"})["Location"] == base
    assert ProductDraft.objects.get().name == "Cốm khô Tú Lệ"


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_two_phones_send_at_one_moment(client, house, begin):
    base = begin()
    tell(client, base)
    draft = ProductDraft.objects.get()
    ProductDraft.objects.update(category=make_category())
    actor = house.group.memberships.get().user
    made = together([lambda: send_draft(draft=draft, actor=actor).pk] * 6)
    assert len(set(made)) == 1
    assert Product.objects.filter(name_vi="Cốm khô Tú Lệ").count() == 1


def test_the_page_posted_twice_begins_one(client, house, begin):
    base = begin()
    key = base.split("/")[-2]
    client.post("/nhom/hang/them/", {"key": key})
    assert ProductDraft.objects.count() == 1


def test_a_closed_tab_loses_nothing(client, begin):
    base = begin()
    client.post(f"{base}anh/", {"photos": [upload(photo())]})
    client.post(f"{base}ten/", {"name": "Cốm khô"})
    client.post(f"{base}gia/", {"price": "95.000", "amount": "1", "unit": "kg"})
    page = client.get("/nhom/hang/them/")
    assert "Cốm khô" in words(page)
    assert client.get(base)["Location"] == f"{base}bao-nhieu/"
    assert "95.000 ₫ cho 1 kg" in words(client.get(f"{base}bao-nhieu/")).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("unit", "amount", "each", "dozen", "pack"),
    [
        ("kg", "nửa", "", "", ("500 g", 500, "g")),
        ("lạng", "3", "", "", ("300 g", 300, "g")),
        ("kg", "2,5", "", "", ("2,5 kg", 2500, "g")),
        ("lít", "1", "", "", ("1 lít", 1000, "ml")),
        ("chục", "1", "6 lạng", "12", ("Chục 12 cái", 12, "piece")),
        ("bó", "1", "nửa cân", "", ("Bó 500 g", 500, "g")),
        ("kg", "1/2", "", "", ("500 g", 500, "g")),
        ("quả", "1", "1/2 kg", "", ("Quả 500 g", 500, "g")),
        ("bó", "1", "2 can", "", ("Bó 2 kg", 2000, "g")),
        ("chai", "1", "330 ml", "", ("Chai 330 ml", 330, "ml")),
        ("đôi", "1", "400g", "", ("Đôi", 2, "piece")),
        ("cái", "1", "1,2 kg", "", ("Cái", 1, "piece")),
    ],
)
def test_units_as_people_say_them(client, begin, unit, amount, each, dozen, pack):
    base = begin()
    after = client.post(f"{base}gia/", {"price": "95.000", "amount": amount, "unit": unit})["Location"]
    if each:
        assert after == f"{base}nang/"
        given = {"each": each, "dozen": dozen} if dozen else {"each": each}
        assert client.post(after, given)["Location"] == f"{base}bao-nhieu/"
    else:
        assert after == f"{base}bao-nhieu/"
    found = ProductDraft.objects.get().pack
    assert (found.name, found.net_quantity, found.net_unit) == pack


@pytest.mark.parametrize(
    ("step", "given", "told"),
    [
        ("ten", {"name": " "}, "Gõ tên món"),
        ("gia", {"price": "", "amount": "1", "unit": "kg"}, "Gõ giá"),
        ("gia", {"price": "95", "amount": "1", "unit": "kg"}, "Giá từ"),
        ("gia", {"price": "rẻ", "amount": "1", "unit": "kg"}, "Chưa đọc được giá này"),
        ("gia", {"price": "95.000", "amount": "nửa", "unit": "hũ"}, "Chưa đọc được số này"),
        ("gia", {"price": "95.000", "amount": "1"}, "Chọn bán theo gì"),
        ("bao-nhieu", {"packs": "-1"}, "Ít nhất là 0"),
        ("vai-loi", {"words": "ă" * 301}, "Dài quá"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_kept(client, begin, step, given, told):
    base = begin()
    response = client.post(f"{base}{step}/", given)
    assert (response.status_code, told in words(response)) == (200, True)
    draft = ProductDraft.objects.get()
    assert (draft.name, draft.price_vnd, draft.packs, draft.words) == ("", None, None, "")


def test_chuc_is_asked_about(client, begin):
    base = begin()
    client.post(f"{base}gia/", {"price": "40.000", "amount": "1", "unit": "chục"})
    response = client.post(f"{base}nang/", {"each": "6 lạng"})
    assert "Chọn một chục có mấy cái" in words(response)


def test_changing_the_unit_asks_for_the_weight_again(client, begin):
    base = begin()
    tell(client, base)
    response = client.post(f"{base}gia/", {"price": "95k", "amount": "1", "unit": "bó", "sua": "1"})
    assert response["Location"] == f"{base}nang/?sua=1"
    assert client.post(f"{base}nang/", {"each": "1 kg", "sua": "1"})["Location"] == f"{base}xem-lai/"


def test_what_is_missing_is_asked_for(client, begin):
    base = begin()
    client.post(f"{base}ten/", {"name": "Cốm"})
    page = words(client.get(f"{base}xem-lai/"))
    assert "Còn thiếu" in page and "Cho xem món hàng" in page and "Có bao nhiêu?" in page
    assert client.post(f"{base}gui/", {"category": make_category().pk})["Location"] == base
    assert not Product.objects.filter(name_vi="Cốm").exists()
    assert client.get(base)["Location"] == f"{base}anh/"


def test_the_kind_of_goods_is_guessed(client, house, begin):
    house.rice.product.__class__.objects.filter(pk=house.rice.product_id).update(category=make_category("S03"))
    base = begin()
    client.post(f"{base}ten/", {"name": "Nếp nương Mường Lò"})
    assert services.guess_category(ProductDraft.objects.get()).code == "S03"
    assert re.search(r'<option value="\d+" selected>Loại S03', client.get(f"{base}xem-lai/").content.decode())


def test_a_photo_is_kept_without_what_it_tells(client, begin):
    """Written anew from its pixels: no place, no phone, turned upright."""
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Điện thoại của chị Hoa"
    exif.get_ifd(0x8825)[1] = "N"
    sent = photo(640, 480, exif=exif.tobytes())
    content = photo_from(sent).read()
    with Image.open(io.BytesIO(content)) as opened:
        assert (opened.size, opened.format, dict(opened.getexif())) == ((480, 640), "WEBP", {})
    assert b"Hoa" not in content
    base = begin()
    client.post(f"{base}anh/", {"photos": [upload(sent)]})
    assert DraftPhoto.objects.values_list("picture__width", "picture__height").get() == (480, 640)


def test_a_heic_of_a_phone(client, begin):
    base = begin()
    response = client.post(f"{base}anh/", {"photos": [upload(photo(kind="HEIF"), "IMG_1.HEIC")]})
    assert response["Location"] == f"{base}ten/"
    assert DraftPhoto.objects.get().state == "kept"


def zipped_photo() -> bytes:
    out = io.BytesIO(photo())
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("virus.exe", b"MZ")
    return out.getvalue()


BAD = {
    "pdf": (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF", "PDF"),
    "cut off": (photo(1200, 900, "PNG")[:900], "hỏng hoặc mất một phần"),
    "bomb": (photo(20_000, 20_000, "PNG", colour=0), "to quá"),
    "80 megapixels": (photo(10_000, 8_000, "PNG"), "to quá"),
    "zip behind a photo": (zipped_photo(), "lẫn thứ khác"),
    "page in a photo": (photo() + b"<script>alert(1)</script>", "lẫn thứ khác"),
    "pdf behind the head": (b"\xff\xd8\xff\xe0\x00\x10JFIF%PDF-1.4" + photo(), "lẫn thứ khác"),
    "film": (b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 400, "phim"),
    "words": (b"day khong phai anh" * 40, "không phải ảnh"),
    "nothing": (b"", "rỗng"),
    "a dot": (photo(20, 20), "nhỏ quá"),
    "too heavy": (b"\xff\xd8\xff" + b"0" * (15 * 1024 * 1024), "nặng hơn 15 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_file_is_told_and_the_others_are_kept(client, begin, name):
    content, told = BAD[name]
    base = begin()
    files = [upload(photo(colour=(1, 2, 3))), upload(content, "IMG_0002.jpg"), upload(photo(colour=(9, 9, 9)))]
    response = client.post(f"{base}anh/", {"photos": files})
    assert response.status_code == 200
    assert told in words(response)
    states = sorted(DraftPhoto.objects.values_list("state", flat=True))
    assert states == ["kept", "kept", "refused"] if content else ["kept", "kept"]
    assert Picture.objects.filter(pk__in=DraftPhoto.objects.values("picture")).count() == 2


def test_the_same_photo_twice_is_one_and_nine_are_too_many(client, begin):
    base = begin()
    for _each in range(2):
        client.post(f"{base}anh/", {"photos": [upload(photo())]})
    assert DraftPhoto.objects.count() == 1
    response = client.post(f"{base}anh/", {"photos": [upload(photo(colour=(n, n, n))) for n in range(8)]})
    assert "nhiều nhất 8 ảnh" in words(response)
    assert DraftPhoto.objects.count() == 8


def test_a_photo_is_taken_out_again_with_its_file(client, begin):
    base = begin()
    client.post(f"{base}anh/", {"photos": [upload(photo())]})
    row = DraftPhoto.objects.get()
    client.post(f"{base}anh/{row.key}/bo/")
    assert not DraftPhoto.objects.exists()
    assert not Picture.objects.filter(pk=row.picture_id).exists()


def test_people_on_a_photo_wait_for_their_consent(client, begin):
    base = begin()
    tell(client, base)
    client.post(f"{base}anh/", {"people": "1"})
    client.post(f"{base}gui/", {"category": make_category().pk})
    assert Product.objects.get(name_vi="Cốm khô Tú Lệ").pictures.get().picture.shows == "people"


def test_only_her_group_sees_the_photo_of_a_draft(client, house, other, begin):
    base = begin()
    client.post(f"{base}anh/", {"photos": [upload(photo())]})
    url = re.search(r'src="(/media/images/[^"]+)"', client.get(f"{base}anh/").content.decode())[1]
    shown = client.get(url)
    assert (shown.status_code, shown["Cache-Control"]) == (200, "private, no-store")
    assert shown.getvalue()[:4] == b"RIFF"
    client.force_login(other.person("lead"))
    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 404


def test_a_draft_of_others_is_not_there(client, house, other, begin):
    base = begin()
    client.force_login(other.person("lead"))
    assert client.post("/nhom/hang/them/", {"key": base.split("/")[-2]}).status_code == 404
    with pytest.raises(DraftOfOthers):
        start_draft(key=uuid.uuid4(), group=house.group, actor=other.group.memberships.get().user)
    with pytest.raises(DraftIncomplete):
        send_draft(draft=ProductDraft.objects.get(), actor=house.group.memberships.get().user)


def test_thrown_away_or_forgotten(client, house, begin, clock):
    base = begin()
    client.post(f"{base}anh/", {"photos": [upload(photo())]})
    client.post(f"{base}bo/")
    assert (ProductDraft.objects.count(), DraftPhoto.objects.count()) == (0, 0)
    base = begin()
    tell(client, base)
    client.post(f"{base}gui/", {"category": make_category().pk})
    sent = ProductDraft.objects.get()
    with pytest.raises(DraftSent):
        services.drop_draft(draft=sent, actor=house.group.memberships.get().user)
    begin()
    clock.advance(days=91)
    assert (forget_drafts(), list(ProductDraft.objects.all())) == (1, [sent])


def test_a_price_is_shown_with_what_the_group_gets(client, house):
    client.force_login(house.person("lead"))
    key = uuid.uuid4()
    client.post("/nhom/hang/them/", {"key": str(key)})
    client.post(f"/nhom/hang/them/{key}/gia/", {"price": "100.000", "amount": "1", "unit": "kg"})
    assert "Nhóm nhận 90.500 ₫" in words(client.get(f"/nhom/hang/them/{key}/bao-nhieu/")).replace("\xa0", " ")  # 8 % fee, 1.5 % tax
