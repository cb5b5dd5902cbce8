"""Uploading in the admin: phones' formats, what is wrong said in words, whom the picture shows asked, and no byte kept as it came."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile
from wagtail.users.models import UserProfile

from cooperatives.media.models import Picture
from tests.desk.people import client_of
from tests.factories import make_user
from tests.media.test_pictures import photo

pytestmark = pytest.mark.django_db
BROKEN = "Tệp này không phải ảnh, hoặc đã hỏng. Chọn ảnh khác, hay chụp lại."

TOO_LARGE = "Ảnh to quá, nhiều nhất là 50000000 điểm ảnh. Thu nhỏ ảnh rồi tải lại."


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def staff(media):
    return client_of(make_user(superuser=True))


def in_chooser(staff, content: bytes, name: str = "IMG_0707.jpg", **fields: str):
    """Upload where a page's editor chooses a picture."""
    given = {"title": "Khăn", "alt_vi": "Một tấm khăn", "shows": "nobody", "collection": Collection.get_first_root_node().pk, **fields}
    posted = {f"image-chooser-upload-{key}": value for key, value in given.items()}
    posted["image-chooser-upload-file"] = SimpleUploadedFile(name, content)
    return staff.post(reverse("wagtailimages_chooser:create"), posted)


def by_many(staff, content: bytes, name: str = "nha-chi-kin.jpg") -> dict:
    """Upload with the uploader of many files."""
    given = {"title": name, "collection": Collection.get_first_root_node().pk, "files[]": SimpleUploadedFile(name, content)}
    return json.loads(staff.post(reverse("wagtailimages:add_multiple"), given).content)


def saved(kind: str, size=(60, 40), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, None if mode == "1" else "#B23A2E").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "name"), [("HEIF", "IMG_0707.heic"), ("JPEG", "a.jpg"), ("PNG", "a.png"), ("AVIF", "a.avif"), ("WEBP", "a.webp")])
def test_the_formats_of_phones_are_taken(staff, kind, name):
    in_chooser(staff, saved(kind), name)
    picture = Picture.objects.get()
    with picture.file.open("rb") as stored, Image.open(stored) as opened:
        assert (opened.format, opened.size) == ("WEBP", (60, 40))
    assert (picture.colour[:2], picture.pixels_only, picture.shows) == ("#b", True, "nobody")


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"%PDF-1.7 x", "a.jpg", BROKEN),
        (b"%PDF-1.7 x", "a.pdf", BROKEN),
        (photo(size=(400, 300))[:-600], "a.jpg", BROKEN),
        (saved("PNG"), "a.jpg", "Đuôi tệp là jpeg mà bên trong là png. Đổi đuôi tệp cho đúng, hay chọn ảnh khác."),
        (saved("PNG", (10_000, 8_000), "1"), "a.png", TOO_LARGE),
        (saved("PNG", (20_000, 10_000), "1"), "a.png", TOO_LARGE),
    ],
    ids=["pdf inside", "pdf", "cut off", "other format", "80 megapixels", "bomb"],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(staff, media, content, name, sentence):
    answer = in_chooser(staff, content, name)
    assert sentence in text_of_html(answer)
    told = by_many(staff, content, name)
    assert (told["success"], told["error_message"]) == (False, sentence)
    assert (Picture.objects.count(), UploadedFile.objects.count()) == (0, 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []


def text_of_html(answer) -> str:
    told = json.loads(answer.content)
    return told.get("html", "") + told.get("htmlFragment", "")


def test_whom_it_shows_is_asked_without_a_ready_answer(staff):
    asked = text_of_html(staff.get(reverse("wagtailimages_chooser:choose")))
    assert asked.count('name="image-chooser-upload-shows"') == 3 and "checked" not in asked.partition("upload-shows")[2]
    answer = in_chooser(staff, photo(), shows="")
    assert "Chọn một: trong ảnh có ai không, có nhận ra được không." in text_of_html(answer)
    assert Picture.objects.count() == 0


def test_an_answer_is_kept_when_the_picture_is_edited(staff):
    in_chooser(staff, photo(), shows="unrecognisable")
    page = staff.get(reverse("wagtailimages:edit", args=[Picture.objects.get().pk])).content.decode()
    assert page.count("checked") == 1 and 'value="unrecognisable"' in page.split("checked")[0].rpartition("<input")[2]


def test_the_uploader_of_many_files_keeps_only_pixels(staff, media):
    told = by_many(staff, photo(size=(400, 300)))
    aside = UploadedFile.objects.get()
    assert b"NGUOI CHUP BI MAT" not in Path(aside.file.path).read_bytes() and "nha-chi" not in aside.file.name
    number = told["uploaded_file_id"]
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number])
    fields = {"title": "Khăn", "alt_vi": "Một tấm khăn", "collection": Collection.get_first_root_node().pk}
    refused = json.loads(staff.post(address, {f"uploaded-image-{number}-{key}": value for key, value in fields.items()}).content)
    assert (refused["success"], Picture.objects.count()) == (False, 0)
    fields["shows"] = "nobody"
    answer = json.loads(staff.post(address, {f"uploaded-image-{number}-{key}": value for key, value in fields.items()}).content)
    picture = Picture.objects.get()
    assert (answer["success"], picture.pixels_only, UploadedFile.objects.count()) == (True, True, 0)
    files = [path for path in media.rglob("*") if path.is_file()]
    assert [path.name for path in files] == [Path(picture.file.name).name] and "nha-chi" not in files[0].name
    assert b"NGUOI CHUP BI MAT" not in files[0].read_bytes()


def test_sentences_in_english(media):
    user = make_user(superuser=True)
    UserProfile.objects.create(user=user, preferred_language="en")
    answer = in_chooser(client_of(user), b"%PDF-1.7 x")
    assert "This file is no picture, or it is damaged. Choose another, or take it again." in text_of_html(answer)
