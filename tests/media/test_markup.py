"""The tag of a picture: AVIF where it is made, WebP always, room kept for it, its colour until it is there, its point of interest."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from PIL import Image

from cooperatives.media.models import Picture, Rendition
from cooperatives.media.sizes import make_avif_sizes
from cooperatives.media.templatetags.pictures import picture_img
from tests.media.test_pictures import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(settings, tmp_path) -> Picture:
    settings.MEDIA_ROOT = tmp_path
    return Picture.objects.create(title="Vải", alt_vi="Một tấm vải đỏ", file=ContentFile(photo(size=(600, 400)), name="a.jpg"))


def tag(picture: Picture, **given):
    return BeautifulSoup(picture_img(Picture.objects.get(pk=picture.pk), **given), "html.parser")


def widths(srcset: str) -> list[str]:
    return [part.split()[1] for part in srcset.split(", ")]


def test_webp_with_room_and_colour_before_anything_else_is_made(picture):
    found = tag(picture, words="Một tấm vải đỏ")
    image = found.img
    assert found.picture is None
    assert (image["alt"], image["width"], image["height"], image["loading"]) == ("Một tấm vải đỏ", "600", "400", "lazy")
    assert widths(image["srcset"]) == ["240w", "480w", "600w"] and image["src"].endswith(".webp")
    assert image["style"] == f"background-color:{picture.colour}"
    with picture.file.open("rb") as stored, Image.open(stored) as opened:
        red, green, blue = opened.convert("RGB").getpixel((300, 200))
    assert picture.colour == f"#{red:02x}{green:02x}{blue:02x}"


def test_avif_stands_before_webp_once_it_is_made(picture):
    tag(picture)
    assert make_avif_sizes() == 3
    found = tag(picture)
    source = found.picture.source
    assert (source["type"], widths(source["srcset"]), source["sizes"]) == ("image/avif", ["240w", "480w", "600w"], found.img["sizes"])
    assert ".avif" in source["srcset"] and found.img["src"].endswith(".webp")
    assert make_avif_sizes() == 0


def test_a_page_makes_no_avif_and_shows_none_that_is_not_whole(picture):
    tag(picture)
    assert not Rendition.objects.filter(filter_spec__endswith="avif").exists()
    make_avif_sizes()
    Rendition.objects.get(filter_spec="width-480|format-avif").delete()
    assert tag(picture).picture is None


def test_a_single_size_in_both_formats(picture):
    tag(picture, use="thumb")
    make_avif_sizes()
    found = tag(picture, use="thumb")
    assert found.source["srcset"].endswith(".avif") and not found.img.has_attr("srcset")


def test_the_first_picture_is_asked_for_at_once(picture):
    image = tag(picture, eager=True).img
    assert image["fetchpriority"] == "high" and not image.has_attr("loading")


def test_its_point_of_interest_stays_in_view(picture):
    picture.focal_point_x, picture.focal_point_y, picture.focal_point_width, picture.focal_point_height = 150, 300, 50, 50
    picture.save()
    assert tag(picture).img["style"] == f"background-color:{picture.colour};object-position:25% 75%"


def test_the_background_job_leaves_lost_pictures_alone(picture):
    tag(picture)
    picture.file.storage.delete(picture.file.name)
    assert make_avif_sizes() == 0


def test_the_job_stops_when_its_time_is_over(picture):
    tag(picture)
    assert make_avif_sizes(seconds=-1) == 0
