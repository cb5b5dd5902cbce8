"""The listing in a real browser: filters without a page load, the same without JavaScript, suggestions by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from search.rebuilding import rebuild
from tests.factories import make_certificate, make_group, make_product


@pytest.fixture
def goods(transactional_db):
    """Two groups in two provinces."""
    honey, cloth = make_group("Nhóm ong Ea Tân", province="66"), make_group("Nhóm dệt Lũng Tám", province="08")
    make_certificate(make_product(honey, "Mật ong hoa rừng", price_vnd=185_000), scheme="ocop4")
    make_product(honey, "Cà phê rang xay", price_vnd=140_000, stock=0)
    make_product(cloth, "Khăn dệt tay", price_vnd=240_000)
    rebuild()


def titles(page) -> list[str]:
    return [title.split(",")[0] for title in page.locator("#results .pc h3").all_inner_texts()]


def test_filters_follow_without_a_page_load_and_without_losing_the_place(goods, page_1280, axe):
    page = page_1280
    page.goto("/hang/")
    axe(page)
    page.evaluate("window.stayed = true")
    page.locator("#f-tinh-66").check()
    expect(page.locator(".listing-bar p")).to_have_text("2 món từ 1 nhóm")
    expect(page).to_have_url(re.compile(r"/hang/\?tinh=66$"))
    expect(page.locator("h1")).to_have_text("Hàng từ Đắk Lắk")
    expect(page.locator("#f-tinh-66")).to_be_focused()
    page.locator("#f-con-1").check()
    expect(page).to_have_url(re.compile(r"/hang/\?tinh=66&con=1$"))
    expect(page.locator("#filter-fields button")).to_have_text("Xem 1 món")
    assert titles(page) == ["Mật ong hoa rừng"]
    assert page.evaluate("window.stayed") is True

    page.get_by_role("link", name=re.compile("Còn hàng")).click()
    expect(page).to_have_url(re.compile(r"/tinh/dak-lak/$"))
    page.locator("#sort").select_option("gia-tang")
    expect(page).to_have_url(re.compile(r"/hang/\?tinh=66&xep=gia-tang$"))
    expect(page.locator("#results .pc h3").first).to_contain_text("Cà phê rang xay")


def test_the_panel_on_a_phone_stays_open_while_one_chooses(goods, page_360, axe):
    page = page_360
    page.goto("/hang/")
    page.locator(".facets > summary").click()
    page.locator("#f-con-1").check()
    expect(page.locator("#filter-fields button")).to_have_text("Xem 2 món")
    expect(page.locator("#filter-count")).to_have_text("(1)")
    assert page.locator(".facets").get_attribute("open") is not None
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_everything_works_without_javascript(goods, new_page):
    page = new_page(width=360, height=740, javascript=False)
    page.goto("/hang/")
    page.locator(".facets > summary").click()
    page.locator("#f-tinh-08").check()
    page.locator("#filter-fields button").click()
    assert titles(page) == ["Khăn dệt tay"]
    page.get_by_role("link", name=re.compile("Tuyên Quang")).click()
    page.locator("#sort").select_option("gia-giam")
    page.get_by_role("button", name="Xếp").click()
    assert titles(page) == ["Khăn dệt tay", "Mật ong hoa rừng", "Cà phê rang xay"]


def test_suggestions_by_keyboard(goods, page_1280):
    page = page_1280
    page.goto("/hang/")
    page.get_by_role("combobox").first.press_sequentially("mat o")
    expect(page.locator(".sug [role=option]")).to_have_text(["Mật ong hoa rừng"])
    page.keyboard.press("ArrowDown")
    expect(page.locator(".sug [role=option]")).to_have_attribute("aria-selected", "true")


def test_the_box_is_a_combobox_that_a_screen_reader_can_follow(goods, page_360, axe):
    page = page_360
    page.goto("/hang/")
    box = page.get_by_role("combobox").first
    box.press_sequentially("mat")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".find [role=status]")).to_have_text("1 gợi ý, mũi tên lên xuống để chọn")
    axe(page)
    page.keyboard.press("ArrowUp")
    active = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_text("Mật ong hoa rừng")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    expect(box).to_have_value("mat")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Mật ong hoa rừng")


def test_what_was_looked_for_stays_on_the_device_and_can_be_taken_away(goods, page_1280, axe):
    page = page_1280
    for words in ("khăn", "mật ong", "KHĂN", "<b>x</b>"):
        page.goto("/hang/")
        page.get_by_role("combobox").first.fill(words)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/tim/\?q="))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto("/hang/")
    box = page.get_by_role("combobox").first
    lines = page.locator(".sug [data-kept]")
    box.focus()
    expect(lines).to_have_text(["<b>x</b>Tìm gần đây", "KHĂNTìm gần đây", "mật ongTìm gần đây"])
    axe(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Delete")
    expect(lines).to_have_text(["KHĂNTìm gần đây", "mật ongTìm gần đây"])
    lines.last.click()
    expect(page).to_have_url(re.compile(r"/tim/\?q=m%E1%BA%ADt\+ong$"))
    assert [url for url in sent if "KH" in url or "x%3C" in url] == []

    page.goto("/hang/")
    page.get_by_role("combobox").first.focus()
    expect(lines.first).to_have_text("mật ongTìm gần đây")
    page.get_by_role("button", name="Xóa tìm gần đây").click()
    expect(page.locator(".sug")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('searches')") is None


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_found_is_a_page_to_go_on_from(goods, new_page, axe, dark):
    page = new_page(width=360, height=740, dark=dark)
    page.goto("/tim/?q=kh%C4%83n+m%E1%BA%ADt")
    expect(page.locator("h1")).to_have_text("Chưa nhóm nào bán “khăn mật”")
    expect(page.locator("#nearby")).to_have_text("Gần giống")
    axe(page)
