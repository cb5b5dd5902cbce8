"""What a page costs: queries whatever the number of rows, and bytes on a phone's first visit."""

from __future__ import annotations

import re
from pathlib import Path

import brotli
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import ProductDraft
from storefront import assets
from storefront.portal.views.adding import QUESTIONS

MOST_QUERIES = 12
MOST_BYTES = 60 * 1024
PAGES = [
    "/nhom/", "/nhom/goi/", "/nhom/goi/?loai=xong", "/nhom/goi/{packed}/", "/nhom/goi/{done}/", "/nhom/goi/{packed}/phieu/", "/nhom/tien/",
    "/nhom/tien/thang/", "/nhom/tien/dot/{payout}/", "/nhom/hang/", "/nhom/hang/{pack}/", "/nhom/nghi/",
    "/nhom/cho-gui/", "/nhom/hang/them/mot-trang/",
    "/nhom/hang/them/", "/nhom/hang/mon/{product}/", *(f"/nhom/hang/them/{{draft}}/{step}/" for step in QUESTIONS),
]  # fmt: skip


@pytest.fixture
def ids(house, desk):
    """A busy group: several parcels in every state, two payouts."""
    from storefront.orders.services import pack_parcel

    for _ in range(3):
        house.order(rice=1, cake=1)
        house.delivered(rice=1)
        packed = pack_parcel(parcel_id=house.order().pk, actor=None)
        done = house.released(rice=1)
    payout = desk.pay()
    house.released(rice=1)
    desk.pay()
    draft = ProductDraft.objects.create(group=house.group, name="Cốm", unit="hũ", price_vnd=95_000, amount="1", packs=3)
    return {
        "draft": draft.key,
        "product": house.rice.product_id,
        "packed": packed.pk,
        "done": done.pk,
        "payout": payout.pk,
        "pack": house.rice.pk,
    }


@pytest.mark.parametrize("page", PAGES)
def test_queries(lead, ids, page):
    url = page.format(**ids)
    assert lead.get(url).status_code == 200  # what all visitors share is kept for a minute: the center's name and telephone
    with CaptureQueriesContext(connection) as asked:
        lead.get(url)
    assert len(asked) <= MOST_QUERIES, "\n".join(query["sql"][:160] for query in asked)


def loaded_by(html: str) -> set[Path]:
    """Files of ours that the browser fetches for a page: style sheets with their fonts and pictures, scripts, icons."""
    addresses = re.findall(r'(?:src|href)="/static/storefront/([^"#?]+)', html)
    files = {assets.STATIC / address for address in addresses}
    for sheet in [file for file in files if file.suffix == ".css"]:
        files |= {(sheet.parent / address).resolve() for address in re.findall(r"url\(([^)]+)\)", sheet.read_text(encoding="utf-8"))}
    return files


def bytes_of(file: Path) -> int:
    content = file.read_bytes()
    return len(content) if file.suffix == ".woff2" else len(brotli.compress(content))


@pytest.mark.parametrize("page", ["/nhom/vao/", "/nhom/vao/email/", "/nhom/khong-mang/", *PAGES])
def test_weight_of_a_first_visit(client, lead, ids, page):
    if page.startswith("/nhom/vao/"):
        lead.logout()
    html = lead.get(page.format(**ids)).content
    files = loaded_by(html.decode())
    assert {"portal.css", "portal.js", "newsreader-470.woff2", "be-vietnam-pro-400.woff2", "be-vietnam-pro-600.woff2"} <= {
        file.name for file in files
    }
    assert not any("htmx" in file.name for file in files)
    assert "htmx.min" not in html.decode()
    worker = len(brotli.compress(lead.get("/nhom/sw.js").content))
    total = len(brotli.compress(html)) + worker + sum(bytes_of(file) for file in files)
    assert total <= MOST_BYTES, total


def test_the_portal_works_without_its_script(lead, ids):
    """Every action is a form or a link; what only a script can do is marked as such."""
    html = lead.get(f"/nhom/goi/{ids['packed']}/").content.decode()
    for button in re.findall(r'<button[^>]*type="button"[^>]*>', html):
        assert "js-only" in button
    assert "onclick" not in html
