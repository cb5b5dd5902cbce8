"""Units people say, and the price to compare by."""

from __future__ import annotations

import pytest
from django.utils import translation

from cooperatives.vietnam.units import UNITS, UnitUnclear, find_unit, to_base, unit_price


@pytest.mark.parametrize(
    ("word", "base", "amount"),
    [
        ("g", "g", 1),
        ("gam", "g", 1),
        ("lạng", "g", 100),
        ("lang", "g", 100),
        ("cân", "g", 1_000),
        ("KG", "g", 1_000),
        ("ký", "g", 1_000),
        ("kí", "g", 1_000),
        ("yến", "g", 10_000),
        ("tạ", "g", 100_000),
        ("tấn", "g", 1_000_000),
        ("ml", "ml", 1),
        ("xị", "ml", 250),
        ("lít", "ml", 1_000),
        ("l.", "ml", 1_000),
        ("mét", "cm", 100),
        ("đôi", "piece", 2),
        ("tá", "piece", 12),
        ("hũ", "piece", 1),
        ("bó", "piece", 1),
        ("chai", "piece", 1),
        ("cái", "piece", 1),
        ("chiếc", "piece", 1),
        ("gói", "piece", 1),
        ("hộp", "piece", 1),
        ("trái", "piece", 1),
    ],
)
def test_one_of_each(word, base, amount):
    unit = find_unit(word)
    assert unit is not None
    assert (unit.base, to_base(1, unit)) == (base, amount)
    assert to_base(5, unit) == 5 * amount


@pytest.mark.parametrize("word", ["ta", "bo", "", "sào", "kgs"])
def test_no_unit_or_several(word):
    assert find_unit(word) is None


def test_marks_decide():
    assert find_unit("tạ").factor == 100_000
    assert find_unit("tá").factor == 12
    assert find_unit("can").name_en == "can"
    assert find_unit("cân").name_en == "kg"


def test_a_chuc_has_to_be_asked_about():
    chuc = find_unit("chục")
    assert chuc.asks == (10, 12, 14, 16)
    assert to_base(3, chuc, factor=12) == 36
    for factor in (None, 11):
        with pytest.raises(UnitUnclear) as unclear:
            to_base(3, chuc, factor=factor)
        assert unclear.value.facts == {"unit": "chục", "choices": (10, 12, 14, 16)}


def test_names_in_both_languages():
    assert find_unit("hũ").name("vi") == "hũ"
    assert find_unit("hũ").name("en") == "jar"
    words = [word for unit in UNITS for word in (unit.name_vi, *unit.also)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("price", "quantity", "unit", "shown"),
    [
        (185_000, 500, "g", ("/100 g", 37_000)),
        (185_000, 500, "ml", ("/100 ml", 37_000)),
        (140_000, 250, "g", ("/100 g", 56_000)),
        (50_000, 50, "g", ("/100 g", 100_000)),
        (10_000, 300, "g", ("/100 g", 3_333)),
        (5_000, 300, "g", ("/100 g", 1_667)),
        (1_001, 200, "g", ("/100 g", 501)),
        (99_900, 999, "g", ("/100 g", 10_000)),
        (165_000, 2_000, "g", ("/kg", 82_500)),
        (150_000, 1_500, "g", ("/kg", 100_000)),
        (90_000, 2_000, "ml", ("/lít", 45_000)),
        (90_000, 10, "piece", ("/chiếc", 9_000)),
        (65_000, 1_000, "g", None),
        (65_000, 100, "g", None),
        (65_000, 100, "ml", None),
        (65_000, 1_000, "ml", None),
        (65_000, 1, "piece", None),
    ],
)
def test_unit_price(price, quantity, unit, shown):
    assert unit_price(price, quantity, unit) == shown


def test_nothing_else_has_a_unit_price():
    with pytest.raises(ValueError, match="no such base unit: cm"):
        unit_price(1_000, 10, "cm")
    with pytest.raises(ValueError, match="a pack holds at least one: 0"):
        unit_price(1_000, 0, "g")


def test_metric_labels_are_the_same_in_english():
    with translation.override("en"):
        assert unit_price(185_000, 500, "g") == ("/100 g", 37_000)
