"""Livelihood models: what it takes, what came of it, who helps, whom to ask; and the sheet of paper."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from cms.models import ModelPage
from tests.cms.conftest import make_picture, make_profile, site  # noqa: F401
from tests.cms.test_menus import shop
from tests.desk.people import text_of


@pytest.fixture
def model(site):  # noqa: F811
    shop(hotline="024 0000 0000", email="chao@sinhke.example")
    page = ModelPage(
        title="Nuôi ong", kick="Mô hình", lead="Ong đậu hoa cà phê.", locale=site.home.locale,
        picture=make_picture(), group=make_profile().group,
        about=[("text", "<p>Bốn người trong một nhà.</p>")],
        figures=[("figure", {"value": "18 triệu ₫", "label": "vốn ban đầu"})],
        costs=[("cost", {"label": "Thùng", "amount_vnd": 7_000_000}), ("cost", {"label": "Đàn", "amount_vnd": 8_500_000})],
        times=[("time", {"label": "Học nghề", "value": "ba buổi"})],
        years=[
            ("year", {"label": "Thứ nhất", "income_vnd": 16_000_000, "cost_vnd": 4_000_000}),
            ("year", {"label": "Thứ hai", "income_vnd": 20_000_000, "cost_vnd": 5_000_000}),
        ],
        support=[("help", {"label": "Vay vốn", "value": "tới 10 triệu"})],
        steps=[("step", {"title": "Chọn chỗ", "text": "Khuất gió, gần nước."})],
        copied=[("place", {"place": "Sơn La", "group": make_profile(craft_vi="Mật").group, "year": 2023, "note": "9 hộ"})],
        ask="Phòng Sinh kế",
    )  # fmt: skip
    site.models.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_the_page_says_all_that_another_group_must_know(client, model):
    said = text_of(client.get(model.url))
    for words in (
        "Bốn người trong một nhà.", "15.500.000 ₫", "Học nghề ba buổi", "Vay vốn tới 10 triệu", "Chọn chỗ", "9 hộ",
        "Phòng Sinh kế", "024 0000 0000", "chao@sinhke.example", "12.000.000 ₫",
    ):  # fmt: skip
        assert words in said, words


def test_the_bars_are_as_long_as_the_amounts_and_the_table_says_them(client, model):
    page = client.get(model.url).content.decode()
    assert re.findall(r'<rect class="years-(\w+)" x="0" y="\d+" width="(\d+)"', page) == [
        ("in", "800"), ("out", "200"), ("in", "1000"), ("out", "250")
    ]  # fmt: skip
    assert '<figure class="years" aria-hidden="true">' in page


def test_a_model_without_years_has_no_bars(client, model):
    model.years = []
    model.save_revision().publish()
    assert 'class="years"' not in client.get(model.url).content.decode()
    assert model.year_bars == []


def test_the_sheet_of_paper_has_the_figures_and_a_code_that_leads_back(client, model):
    page = client.get(model.leaflet_url)
    said = text_of(page)
    for words in (
        "Nuôi ong",
        "18 triệu ₫",
        "15.500.000 ₫",
        "Chọn chỗ. Khuất gió, gần nước.",
        "Sơn La (2023)",
        "testserver/mo-hinh/nuoi-ong",
    ):
        assert words in said, words
    assert page["X-Robots-Tag"] == "noindex"
    assert "<svg" in page.content.decode()


def test_the_sheet_of_a_model_that_is_not_public_is_not_there(client, model):
    model.unpublish()
    assert client.get(model.leaflet_url).status_code == 404


def test_the_sheet_adds_up_when_not_every_cost_has_room(client, model):
    model.costs = [("cost", {"label": f"Khoản {number}", "amount_vnd": 1_000_000 * number}) for number in range(1, 13)]
    model.save_revision().publish()
    said = text_of(client.get(model.leaflet_url))
    assert "Khoản 7 7.000.000 ₫ Các khoản khác 50.000.000 ₫ Cộng 78.000.000 ₫" in said


def test_the_sheet_speaks_the_language_of_its_page(client, model):
    vietnamese = model.leaflet_url
    response = client.get(f"/en{vietnamese}")
    assert (response.status_code, response.url) == (302, vietnamese)


def test_the_groups_that_do_it_are_shown_with_their_pages(client, model):
    follower = model.copied[0].value["group"]
    html = client.get(model.url).content.decode()
    cards = [tag["href"] for tag in BeautifulSoup(html, "html.parser").select("section[aria-labelledby=m8] h3 a")]
    assert cards == [model.group.get_absolute_url(), follower.get_absolute_url()]
    follower.is_active = False
    follower.save()
    html = client.get(model.url).content.decode()
    assert follower.get_absolute_url() not in html
