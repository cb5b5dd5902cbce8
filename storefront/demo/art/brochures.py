"""Prints the brochures of programmes, one A5 leaf in each language, from the demo's own texts: ``python -m storefront.demo.art.brochures``.

The leaves are kept in the repository; Debian's Chromium prints them, so only whoever changes a text needs it.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

from storefront.demo.content import FOLDER, read_folder

CHROMIUM: Final = "/usr/bin/chromium"
FONTS: Final = Path(__file__).resolve().parents[2] / "static/storefront/fonts"
WORDS: Final = {"vi": ("Để làm gì", "Cùng với", "Đây là tờ mẫu."), "en": ("What it is for", "With", "This is a sample.")}
STYLE: Final = """
@font-face { font-family: Serif; src: url("%(fonts)s/newsreader-470.woff2"); }
@font-face { font-family: Sans; src: url("%(fonts)s/be-vietnam-pro-400.woff2"); }
@page { size: A5; margin: 14mm; }
body { font: 10.5pt/1.5 Sans; color: #221c18; margin: 0; }
h1 { font: 26pt/1.1 Serif; margin: 0 0 4mm; } h2 { font: 13pt/1.2 Serif; margin: 6mm 0 2mm; }
.kick { color: #8a4b2a; margin: 0; } .lead { font-size: 12pt; } ul { padding-left: 5mm; margin: 0; }
.band { height: 6mm; background: repeating-linear-gradient(90deg, #232f66 0 6mm, #b23a2e 6mm 8mm, #e0a32e 8mm 10mm); margin-bottom: 8mm; }
"""


def leaf(row: dict[str, Any], language: str) -> str:
    """The leaf as HTML."""
    text, (aims, partners, sample) = row[language], WORDS[language]
    said = [f"<li>{escape(aim)}</li>" for aim in text["aims"]]
    paragraphs = [f"<p>{escape(part)}</p>" for block in text["body"] if block[0] == "text" for part in block[1].split("\n\n")]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(text["title"])}</title>'
        f"<style>{STYLE % {'fonts': FONTS.as_uri()}}</style></head><body><div class='band'></div>"
        f"<p class='kick'>{escape(text['kick'])}</p><h1>{escape(text['title'])}</h1><p class='lead'>{escape(text['lead'])}</p>"
        f"<h2>{aims}</h2><ul>{''.join(said)}</ul>{''.join(paragraphs)}"
        f"<p>{partners}: {escape(', '.join(text['partners']))}</p><p class='kick'>{sample}</p></body></html>"
    )


def main() -> None:
    """Print all of them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        for row in read_folder("programmes"):
            for language in WORDS if row["brochure"] else ():
                source = FOLDER / "programmes" / "leaf.html"  # a file, so that it may read the fonts beside it
                source.write_text(leaf(row, language), encoding="utf-8")
                page.goto(source.as_uri())
                page.pdf(path=FOLDER / "programmes" / f"{row['slug']}-{language}.pdf", prefer_css_page_size=True, print_background=True)
                source.unlink()
        browser.close()


if __name__ == "__main__":
    main()
