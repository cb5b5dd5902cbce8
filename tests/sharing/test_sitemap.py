"""What search engines are told of: everything public in both languages, nothing else."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.models import StandardPage
from storefront.sharing import listed
from tests.factories import make_category, make_group, make_product
from tests.sharing.reading import BASE

pytestmark = pytest.mark.django_db
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _read(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "application/xml; charset=utf-8", "no-cache")
    return ElementTree.fromstring(answer.content)


def _parts(client):
    return [tag.text for tag in _read(client, "/sitemap.xml").findall("s:sitemap/s:loc", NS)]


def _all(client):
    found = {}
    for part in _parts(client):
        for url in _read(client, part.removeprefix(BASE)).findall("s:url", NS):
            address = url.find("s:loc", NS).text
            assert address not in found
            found[address] = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NS)}
    return found


def test_everything_public_is_there_once_in_each_language(client, shop):
    found = _all(client)
    for path in ("/", "/hang/", "/hang/mat-ong/", "/hang/khan-det/", "/nhom-lam-ra/", "/nhom-lam-ra/to-det-na-phon/", "/loai/loai-s04/"):
        both = {"vi": f"{BASE}{path}", "en": f"{BASE}/en{path}", "x-default": f"{BASE}{path}"}
        assert found[f"{BASE}{path}"] == found[f"{BASE}/en{path}"] == both
    assert all(client.get(address.removeprefix(BASE)).status_code == 200 for address in found)


def test_nothing_else_is_there(client, shop):
    before = set(_all(client))
    home = Page.objects.get(slug="trang-dau")
    make_product(shop.bees, slug="ban-nhap", live=False, category=make_category("S09"))
    make_group(slug="da-nghi", is_active=False)
    make_product(make_group(slug="nghi-ban", is_active=False), slug="cua-nhom-nghi")
    past = timezone.now() - datetime.timedelta(minutes=1)
    for slug, fields in {"nhap": {"live": False}, "het-han": {"expire_at": past}, "rieng": {}}.items():
        page = home.add_child(instance=StandardPage(title=slug, slug=slug, locale=home.locale, **fields))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert set(_all(client)) == before


def test_an_odd_part_is_not_there(client, shop):
    for part in ("hang-99", "hang--1", "hang-x", "khac", "hang-99999999999999999999"):
        assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_many_products_are_split_by_id_and_cost_no_more_queries(client, shop, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(listed, "BLOCK", 3)
    for number in range(6):
        make_product(shop.bees, slug=f"nhieu-{number}")
    blocks = [part for part in _parts(client) if "hang-" in part]
    assert len(blocks) >= 3
    assert sum(f"{BASE}/hang/nhieu-" in address for address in _all(client)) == 6
    with django_assert_num_queries(1):
        client.get("/sitemap.xml")
    with django_assert_num_queries(1):
        client.get(blocks[0].removeprefix(BASE))
