"""No Vietnamese stands bare in a template: a text outside ``{% translate %}`` would stay Vietnamese on English pages."""

from __future__ import annotations

import re

import pytest

from storefront import translations

VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
# The name of the shop, of its language in the list of languages, and of the payment code are the same in English.
SAME_IN_ENGLISH = ("Sinh Kế", "Tiếng Việt", "VietQR")
# A page of samples for those who build the shop; no visitor opens it.
SAMPLES = {"styleguide.html"}
UNSEEN = [
    r"\{#.*?#\}",
    r"\{%-?\s*comment\b.*?\{%\s*endcomment\s*%\}",
    r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}",
    r"<!--.*?-->",
]
WRAPPED = [
    r"\{%\s*trans(?:late)?\b.*?%\}",
    r"""\b_\(\s*(?:"[^"]*"|'[^']*')\s*\)""",
]


def bare(text: str) -> list[str]:
    """The lines of a template that hold Vietnamese outside the tags and filters that translate."""
    for pattern in [*UNSEEN, *WRAPPED]:
        text = re.sub(pattern, lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
    for name in SAME_IN_ENGLISH:
        text = text.replace(name, "")
    return [f"{number}: {line.strip()[:120]}" for number, line in enumerate(text.split("\n"), 1) if VIETNAMESE.search(line)]


def templates() -> list:
    return [path for path in translations.sources() if path.suffix in translations.TEMPLATES and path.name not in SAMPLES]


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(translations.ROOT)))
def test_template_speaks_through_translations(path):
    assert bare(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>{% translate 'Giỏ hàng' %}</p>",
        '{% translate "Giỏ hàng" as title %}{% include "x.html" with title=title only %}',
        "{% blocktranslate trimmed with n=n %}\nGói {{ n }}\n{% endblocktranslate %}",
        "{% blocktranslate count n=n %}{{ n }} gói{% plural %}{{ n }} gói{% endblocktranslate %}",
        "{% comment %}giỏ hàng{% endcomment %}{# giỏ #}<!-- hàng -->",
        '{% firstof label _("Cộng") %}',
        "<b>Sinh Kế</b> <span lang='vi'>Tiếng Việt</span>",
    ],
)
def test_wrapped_text_passes(text):
    assert bare(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>Giỏ hàng</p>",
        '<button aria-label="Đóng">x</button>',
        '{% include "x.html" with title="Giỏ hàng" only %}',
        '{{ name|default:"không tên" }}',
        "{% translate 'Giỏ hàng' %} của bạn và",
    ],
)
def test_bare_text_is_found(text):
    assert bare(f"first\n{text}") == [f"2: {re.sub(WRAPPED[0], '', text).strip()}"]
