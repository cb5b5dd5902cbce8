"""Cards of shared links: drawn by the shop, at an address that changes with every word, gone with what they show."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from wagtail.models import Page

from catalog.models import ProductPicture
from cms.models import StandardPage
from cooperatives.media.models import Picture
from storefront.sharing.cards.brocade import BANDS, band
from storefront.sharing.cards.drawing import draw
from storefront.sharing.cards.facts import CardFacts
from storefront.sharing.cards.lettering import SANS, SERIF, fit, legible
from storefront.sharing.cards.store import folder_of
from tests.sharing.reading import BASE, properties

PATHS = ["/hang/mat-ong/", "/en/hang/mat-ong/", "/nhom-lam-ra/to-det-na-phon/", "/", "/en/", "/hang/", "/nhom-lam-ra/"]


def _card_of(client, path):
    (address,) = properties(client, path)["og:image"]
    assert address.startswith(f"{BASE}/the/")
    return address.removeprefix(BASE)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_a_card_to_keep_for_ever(client, shop, path):
    answer = client.get(_card_of(client, path))
    image = Image.open(BytesIO(answer.content))
    assert (image.format, image.size, answer["Content-Type"]) == ("JPEG", (1200, 630), "image/jpeg")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_new_price_has_a_new_address_and_the_old_one_leads_to_it(client, shop, django_capture_on_commit_callbacks):
    before = _card_of(client, "/hang/mat-ong/")
    drawn = client.get(before).content
    assert client.get(before).content == drawn
    with django_capture_on_commit_callbacks(execute=True):
        variant = shop.honey.variants.get()
        variant.price_vnd = 195_000
        variant.save()
    assert not folder_of("hang", shop.honey.pk).exists()
    after = _card_of(client, "/hang/mat-ong/")
    assert after != before
    moved = client.get(before)
    assert (moved.status_code, moved["Location"], moved["Cache-Control"]) == (302, after, "no-cache")
    assert client.get(after).content != drawn


def test_nothing_is_left_of_what_is_taken_away(client, shop, django_capture_on_commit_callbacks):
    home = Page.objects.get(slug="trang-dau")
    page = home.add_child(instance=StandardPage(title="Chuyện riêng", slug="chuyen-rieng", locale=home.locale))
    cards = [_card_of(client, path) for path in ("/chuyen-rieng/", "/hang/mat-ong/", "/nhom-lam-ra/mat-ong-ea-tan/")]
    folders = [folder_of("trang", page.pk), folder_of("hang", shop.honey.pk), folder_of("nhom", shop.bees.pk)]
    assert [client.get(card).status_code for card in cards] == [200] * 3
    assert all(folder.exists() for folder in folders)
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
        shop.bees.is_active = False
        shop.bees.save()
    assert [client.get(card).status_code for card in cards] == [404] * 3
    assert not any(folder.exists() for folder in folders)


@pytest.mark.parametrize("shows", ["people", "unrecognisable"])
def test_a_picture_of_people_is_on_no_card_and_in_no_markup(client, shop, shows):
    client.get("/hang/khan-det/")  # makes the sizes
    before = _card_of(client, "/hang/khan-det/"), client.get("/hang/khan-det/").content.decode()
    assert '"image":["' in before[1]
    Picture.objects.filter(pk=ProductPicture.objects.get(product=shop.scarf).picture_id).update(shows=shows)
    card, page = _card_of(client, "/hang/khan-det/"), client.get("/hang/khan-det/").content.decode()
    assert card != before[0] and '"image":["' not in page
    image = Image.open(BytesIO(client.get(card).content))
    assert min(image.convert("L").crop((720, 0, 1200, 540)).tobytes()) > 240, "paper where the picture was"


def test_odd_addresses_are_not_there(client, shop):
    for path in ("/the/hang/vi/999999.0000.jpg", "/the/khac/vi/1.0000.jpg", "/the/hang/fr/1.0000.jpg", "/the/shop/vi/7.00.jpg"):
        assert client.get(path).status_code == 404


def _ink(draw_text):
    """Top and bottom row with ink, of text that is drawn 100 pixels below the top."""
    image = Image.new("L", (1200, 900), 255)
    draw_text(ImageDraw.Draw(image))
    return image.point(lambda value: 255 * (value < 128)).getbbox()


@pytest.mark.parametrize("size", [112, 92, 44])
@pytest.mark.parametrize("name", [SERIF, SANS])
def test_marks_above_marks_and_below_are_not_cut(name, size):
    setting = fit("ỄẨỖẰ Ậgjyợ", name=name, sizes=(size,), width=1100, height=800, most_lines=3)
    left, top, right, bottom = _ink(lambda canvas: setting.draw(canvas, 40, 100, "black"))
    assert top >= 100 and bottom <= 100 + setting.height and right <= 1140 + size // 10


@pytest.mark.parametrize(
    "title", ["Ế", "Mật ong", "Khăn choàng đỏ dệt tay thêu mép", "Nghệ thuật dệt thổ cẩm " * 3, "Nghệ " * 300, "X" * 400, "日本 😀"]
)
def test_titles_of_any_length_fit(title):
    setting = fit(title, name=SERIF, sizes=(92, 60, 44), width=580, height=320, most_lines=4)
    assert 1 <= len(setting.lines) <= 4 and setting.height <= 320
    image = Image.open(BytesIO(draw(CardFacts(title=title, kicker=title, maker=title, price="9.000 ₫", label=title))))
    assert image.size == (1200, 630)
    # The margin on the right stays paper from the first line to the band.
    assert min(image.convert("L").crop((1150, 0, 1200, 540)).tobytes()) > 225


def test_letters_without_a_shape_fall_away():
    assert legible("Ê\u0306 Đê 日本😀 trà\u00a0sen", SERIF) == "Ê̆ Đê trà sen"


def test_bands_are_those_of_the_pages():
    assert all(band(name, 1200, 2).size == (1200, 82) for name in BANDS)
    assert len({band(name, 1200, 2).tobytes() for name in BANDS}) == len(BANDS)
    assert band("", 100, 1).tobytes() == band("chinh", 100, 1).tobytes()
