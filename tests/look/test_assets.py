"""The bundles are current, layered, small, and ask no other server for anything."""

from __future__ import annotations

import re
from pathlib import Path

import brotli
import pytest

from storefront import assets

TEMPLATES = Path(assets.__file__).parent / "templates"
FONTS = assets.STATIC / "fonts"
FIRST_VISIT_BYTES = 70 * 1024
FONT_BYTES = 36 * 1000
HTML_BYTES = 8 * 1024


def compressed(path: Path) -> int:
    return len(brotli.compress(path.read_bytes()))


def test_bundles_are_what_their_sources_say():
    assert assets.stale() == [], "run: python -m storefront.assets"


@pytest.mark.parametrize("bundle", ["site", "portal"])
def test_every_rule_stands_in_a_layer_in_the_agreed_order(bundle):
    text = (assets.CSS / f"{bundle}.css").read_text(encoding="utf-8").removeprefix(assets.NOTICE)
    order, *layers = text.strip().split("\n")

    assert order == "@layer reset,tokens,base,components,pages;"
    assert [re.match(r"@layer (\w+)\{", layer)[1] for layer in layers] == ["reset", "tokens", "base", "components", "pages"]
    assert all(layer.count("{") == layer.count("}") for layer in layers)


def test_portal_leaves_out_the_shops_pages():
    sources = assets.css_sources("portal")

    assert [path.name for path in sources["pages"]] == ["portal-goods.css", "portal.css"]
    assert "money-bar" not in {path.stem for path in sources["components"]}


def test_minifier_keeps_the_space_that_means_descendant():
    assert (
        assets.minify_css(".a :hover { color: red; /* x */ }\n.b > .c,\n.d { margin: 0 1px; }")
        == ".a :hover{color:red}.b>.c,.d{margin:0 1px}"
    )


def test_urls_of_a_source_point_to_the_same_file_from_the_bundle():
    addresses = re.findall(r"url\(([^)]+)\)", (assets.CSS / "site.css").read_text(encoding="utf-8"))

    assert "../fonts/newsreader-470.woff2" in addresses
    assert [address for address in addresses if not (assets.CSS / address).is_file()] == []


def test_fonts_keep_their_budget_and_their_licences():
    assert sum(path.stat().st_size for path in FONTS.glob("*.woff2")) <= FONT_BYTES
    assert sorted(path.name for path in FONTS.iterdir()) == [
        "OFL-be-vietnam-pro.txt", "OFL-newsreader.txt", "be-vietnam-pro-400.woff2", "be-vietnam-pro-600.woff2", "newsreader-470.woff2",
    ]  # fmt: skip


def test_first_visit_without_photos_keeps_its_budget():
    static = assets.STATIC
    parts = [assets.CSS / "site.css", assets.JS / "site.js", assets.JS / "first.js", *(static / "img").glob("icons.svg")]
    parts += [static / "img" / name for name in ("brocade.svg", "brocade-chinh.svg", "mark.svg")]
    home = (TEMPLATES.parents[1] / "cms" / "templates" / "cms" / "home_page.html").read_text(encoding="utf-8")
    fonts = sum(path.stat().st_size for path in FONTS.glob("*.woff2"))

    assert "{% block htmx %}{% endblock %}" in home
    assert sum(map(compressed, parts)) + fonts <= FIRST_VISIT_BYTES - HTML_BYTES


def test_every_icon_that_a_template_asks_for_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (assets.STATIC / "img" / "icons.svg").read_text(encoding="utf-8")))
    asked = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'components/icon\.html" with name="([\w-]+)"', path.read_text(encoding="utf-8"))
    }

    assert asked - sprite == set()


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_templates_have_no_script_of_their_own_and_no_foreign_assets(path):
    text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert re.findall(r"\son(?:click|change|submit|load|input|error)=", text) == []
    assert re.findall(r"""(?:src|srcset|<link[^>]*href)=["'](?:https?:)?//""", text) == []
