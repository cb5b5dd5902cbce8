"""Sections of the first page and of landing pages: in the order of staff, by hand or by rule, with numbers out of the books."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from catalog.models import LabelScheme, Product
from cms.models import LandingPage
from cms.section_blocks import GoodsSection, SectionsBlock
from cooperatives.payouts.paid import Paid, paid_to_groups
from tests.cms.conftest import make_profile, site  # noqa: F401
from tests.desk.people import text_of
from tests.factories import make_certificate, make_group, make_product


def goods(rule: str, **fields: object) -> tuple[str, dict[str, object]]:
    return ("goods", {"title": "", "rule": rule, "label": None, "province": "", "products": [], "count": 4, **fields})


def show(client, page, *sections) -> list[str]:
    """Write the sections, and return their headings as the reader sees them."""
    page.sections = list(sections)
    page.save_revision().publish()
    cache.clear()
    html = client.get(page.url).content.decode()
    return re.findall(r'<h2 id="s\d+">([^<]*)</h2>', html)


def test_sections_stand_in_the_order_of_staff(client, site):  # noqa: F811
    make_product(make_profile().group, season_from=1, season_to=12)
    makers = ("makers", {"title": "Gặp người làm", "rule": "featured", "province": "", "groups": [], "count": 3})
    assert show(client, site.home, goods("new", title="Vừa về"), makers) == ["Vừa về", "Gặp người làm"]
    assert show(client, site.home, makers, goods("season")) == ["Gặp người làm", "Đang vào mùa"]


def test_goods_by_label_province_and_hand_none_of_them_twice(client, site):  # noqa: F811
    far = make_group(province="52")
    starred, ours, picked = make_product(name="Chè sao"), make_product(far, name="Tiêu đỏ"), make_product(name="Khăn thêu")
    make_certificate(starred, scheme="ocop4")
    scheme = LabelScheme.objects.get(code="ocop4")
    show(
        client, site.home, goods("label", label=scheme, title="Bốn sao"), goods("province", province="52", title="Gia Lai"),
        goods("chosen", products=[picked], title="Chọn"), goods("new", title="Mới"),
    )  # fmt: skip
    html = client.get("/").content.decode()
    rows = dict(zip(("Bốn sao", "Gia Lai", "Chọn"), re.split(r'<h2 id="s\d+">', html)[1:], strict=False))
    assert [name for name in ("Chè sao", "Tiêu đỏ", "Khăn thêu") if name in rows["Bốn sao"]] == ["Chè sao"]
    assert [name for name in ("Chè sao", "Tiêu đỏ", "Khăn thêu") if name in rows["Gia Lai"]] == ["Tiêu đỏ"]
    assert [name for name in ("Chè sao", "Tiêu đỏ", "Khăn thêu") if name in rows["Chọn"]] == ["Khăn thêu"]
    assert ours.pk and '<h2 id="s4">' not in html  # nothing is left for the last row, so it is left out


@pytest.mark.parametrize(("rule", "field"), [("label", "label"), ("province", "province")])
def test_a_rule_without_what_it_needs_is_refused(db, rule, field):
    block = GoodsSection()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python(goods(rule)[1]))
    assert field in refused.value.block_errors


def test_without_a_transfer_the_number_is_left_out(client, site):  # noqa: F811
    assert paid_to_groups() == Paid(0, 0, 0)
    assert "Đã chuyển tới các nhóm" not in text_of(client.get("/"))


def test_a_landing_page_shows_its_words_and_sections_and_nothing_by_itself(client, site):  # noqa: F811
    make_product(make_profile().group, name="Mứt gừng", season_from=1, season_to=12)
    body = [("text", "<p>Gói lá.</p>")]
    page = site.home.add_child(instance=LandingPage(title="Quà Tết", lead="Đặt sớm.", locale=site.home.locale, body=body))
    page.save_revision().publish()
    said = text_of(client.get(page.url))
    assert ("Quà Tết" in said, "Gói lá." in said, "Mứt gừng" in said) == (True, True, False)
    assert show(client, page, goods("season")) == ["Đang vào mùa"]
    assert "Mứt gừng" in text_of(client.get(page.url))


def test_a_hidden_section_keeps_what_was_chosen_and_is_not_shown(client, site):  # noqa: F811
    picked = make_product(make_profile().group, name="Khăn thêu")
    assert show(client, site.home, goods("chosen", products=[picked], hidden=True, title="Chọn")) == []
    site.home.refresh_from_db()
    assert [product.pk for product in site.home.sections[0].value["products"]] == [picked.pk]
    assert show(client, site.home, goods("chosen", products=[picked], title="Chọn")) == ["Chọn"]


def test_the_calendar_hangs_under_what_is_in_season_until_it_has_its_own_place(client, site, clock):  # noqa: F811
    clock.set("2026-11-23 09:00")
    make_product(make_profile().group, name="Cam sành", season_from=11, season_to=1)
    assert show(client, site.home, goods("season")) == ["Đang vào mùa"]
    assert client.get("/").content.decode().count('class="almanac u"') == 1
    assert show(client, site.home, goods("season"), ("almanac", None)) == ["Đang vào mùa", "Lịch mùa"]
    html = client.get("/").content.decode()
    assert html.count('class="almanac u"') == 1
    assert "Tháng 11 Cam sành" in text_of(client.get("/"))


def test_the_first_page_needs_few_queries_whatever_its_sections(client, site, django_assert_max_num_queries):  # noqa: F811
    scheme = LabelScheme.objects.create(code="ocop3", name_vi="Ba sao", kind="certification")
    for number in range(6):
        make_certificate(
            make_product(make_profile(group=make_group()).group, season_from=1, season_to=12), scheme="ocop3", number=str(number)
        )
    picked = list(Product.objects.all()[:2])
    makers = {"title": "", "province": "", "groups": [product.group for product in picked], "count": 3}
    rules = ("season", "new", "gifts", "label", "province", "chosen")
    rows = [goods(rule, title=rule, label=scheme, province="08", products=picked, count=2) for rule in rules]
    rows += [("makers", {**makers, "rule": rule, "province": "08"}) for rule in ("featured", "new", "province", "chosen")]
    stories, models = ("stories", {"title": "", "count": 3}), ("models", {"count": 3})
    show(client, site.home, *rows, stories, models, *((kind, None) for kind in ("almanac", "fair", "split", "paid")))
    with django_assert_max_num_queries(12):
        client.get("/")


def test_every_kind_of_section_has_a_template(client, site):  # noqa: F811
    from django.template.loader import get_template

    for name in SectionsBlock().child_blocks:
        assert get_template(f"cms/sections/{name}.html")
