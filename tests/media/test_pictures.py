"""What becomes of an uploaded picture, and which files of the media folder the public can reach."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from catalog.models import Product, ProductPicture
from cooperatives.media.models import Picture
from cooperatives.media.pixels import PictureUnreadable, rewrite_from_pixels
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), orientation: int = 1) -> bytes:
    """A picture with a GPS position, an artist and a turn in its EXIF data."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "NGUOI CHUP BI MAT"
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 33.0, 44.0), 3: "E", 4: (103.0, 50.0, 10.0)})
    out = io.BytesIO()
    Image.new("RGB", size, "#B23A2E").save(out, kind, exif=exif)
    return out.getvalue()


def stored(**fields: object) -> Picture:
    return Picture.objects.create(title="Ảnh", alt_vi="Một tấm vải đỏ", file=ContentFile(photo(), name="nha-chi-B-ban-X.jpg"), **fields)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_is_kept(kind):
    rewritten = rewrite_from_pixels(io.BytesIO(photo(kind)))
    content = rewritten.read()
    assert b"NGUOI CHUP BI MAT" not in content
    with Image.open(io.BytesIO(content)) as opened:
        assert (opened.format, opened.size) == ("WEBP", (60, 40))
        assert dict(opened.getexif()) == {}
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(opened.info)


def test_a_turned_photo_stands_upright():
    with Image.open(rewrite_from_pixels(io.BytesIO(photo(orientation=6)))) as opened:
        assert opened.size == (40, 60)


def test_large_photos_are_made_smaller():
    with Image.open(rewrite_from_pixels(io.BytesIO(photo(size=(4000, 3000))))) as opened:
        assert opened.size == (2400, 1800)


@pytest.mark.parametrize("content", [b"%PDF-1.7 not a picture", b"", photo()[:200]], ids=["pdf", "empty", "cut off"])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(PictureUnreadable) as refused:
        rewrite_from_pixels(io.BytesIO(content))
    assert refused.value.facts == {"reason": "not_a_picture"}


def test_more_pixels_than_anyone_needs_are_refused():
    out = io.BytesIO()
    Image.new("1", (10_000, 8_500)).save(out, "PNG")
    with pytest.raises(PictureUnreadable) as refused:
        rewrite_from_pixels(out)
    assert refused.value.facts == {"reason": "too_large", "width": 10_000, "height": 8_500}


def test_the_file_name_of_the_phone_is_gone():
    picture = stored()
    assert "nha-chi" not in picture.file.name
    assert picture.file.name.endswith(".webp")
    assert picture.pixels_only is True


def test_a_size_is_served_for_ever_and_the_original_never(client):
    picture = stored()
    rendition = picture.get_rendition("width-20|format-webp")
    assert client.get(rendition.url).status_code == 404, "nothing published shows it yet"
    product = make_product()
    ProductPicture.objects.create(product=product, picture=picture)
    response = client.get(rendition.url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.getvalue()[:4] == b"RIFF"
    assert client.get(picture.file.url).status_code == 404
    Product.objects.filter(pk=product.pk).update(live=False)
    assert client.get(rendition.url).status_code == 404, "what shows it was taken down"


@pytest.mark.parametrize("path", ["/media/private/certificates/a.pdf", "/media/images/../private/a.pdf", "/media/images/khong-co.webp"])
def test_nothing_else_of_the_folder_is_served(client, path):
    assert client.get(path).status_code == 404


def test_a_picture_of_people_waits_for_their_consent(client):
    url = stored(shows=Picture.Shows.PEOPLE).get_rendition("width-20|format-webp").url
    assert client.get(url).status_code == 404
    client.force_login(make_user(staff=True), backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response.getvalue()[:4] == b"RIFF"
