"""The badges on a card speak the reader's language."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation

from catalog.models import LabelScheme
from catalog.models.label import SHORT_NAMES
from catalog.reference import _rows
from storefront import translations
from tests.i18n.test_wrapped import VIETNAMESE


def test_each_short_name_has_its_english():
    vietnamese = {row["short_name"] for row in _rows("labels") if VIETNAMESE.search(row["short_name"])} | {"CNNT tiêu biểu"}
    assert vietnamese == set(SHORT_NAMES)
    english = {entry.msgid: entry.msgstr for entry in translations.english()}
    assert [name for name in SHORT_NAMES if VIETNAMESE.search(english[name])] == []


def test_badge_follows_the_language():
    organic = LabelScheme(code="organic_vn", short_name="Hữu cơ")
    added_by_staff = LabelScheme(code="x", short_name="Sạch")
    stars = LabelScheme(code="ocop4", short_name="OCOP", stars=4)
    with translation.override("en"):
        assert [one.badge_name for one in (organic, added_by_staff, stars)] == ["Organic", "Sạch", "OCOP"]
        assert ">Organic</p>" in render_to_string("components/badge.html", {"badge": organic})
    with translation.override("vi"):
        assert ">Hữu cơ</p>" in render_to_string("components/badge.html", {"badge": organic})
