"""The style guide shows rows of the database, and samples while there are none."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory

from storefront.styleguide import styleguide
from tests.factories import make_product

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_development(settings):
    settings.DEBUG = True


def names_on_cards() -> list[str]:
    response = styleguide(RequestFactory().get("/styleguide/"))
    assert response.status_code == 200
    return [heading.get_text() for heading in BeautifulSoup(response.content, "html.parser").select(".pc h3")]


def test_samples_stand_in_for_an_empty_database():
    assert names_on_cards() == [
        "Mật ong hoa rừng, hũ 500 ml",
        "Chè Shan tuyết cổ thụ",
        "Bánh cốm dẻo, hộp 10 chiếc",
        "Khăn dệt tay Thái đen",
    ]


def test_goods_on_sale_take_the_place_of_the_samples():
    make_product(name="Gạo nếp nương", variants=[{"name_vi": "túi 2 kg"}])

    assert names_on_cards() == ["Gạo nếp nương, túi 2 kg"]
