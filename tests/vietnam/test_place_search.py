"""Finding a commune as she types, and by the address it had before July 2025."""

from __future__ import annotations

import pytest

from cooperatives.vietnam.places import PlaceUnknown, address_from_old, commune, search_communes


def _names(text, *args, **kwargs):
    return [(match.commune.full_name("vi"), match.old_name) for match in search_communes(text, *args, **kwargs)]


@pytest.mark.parametrize("text", ["Sa Pa", "sa pa", "SAPA", "phường sa pa", "p. Sa Pa", "P.sa pa", "Sa pa, Lào Cai", "sa pa, tỉnh lao cai"])
def test_the_name_comes_first(text):
    assert _names(text)[0] == ("Phường Sa Pa", "")


def test_typing_on():
    assert ("Xã Mường Khương", "") in _names("muong kh")
    assert _names("muong khu")[0] == ("Xã Mường Khương", "")
    assert _names("mường khươ")[0] == ("Xã Mường Khương", "")


def test_a_later_word_counts_too():
    assert _names("khuong", "15")[0] == ("Xã Mường Khương", "")


@pytest.mark.parametrize(
    ("text", "first", "also"),
    [("văn lãng", "Văn Lãng", "Văn Lăng"), ("văn lăng", "Văn Lăng", "Văn Lãng"), ("tân thanh", "Tân Thanh", "Tân Thạnh")],
)
def test_exact_marks_come_first(text, first, also):
    found = [match.commune.name for match in search_communes(text, limit=40)]
    assert found[0] == first
    assert also in found


def test_without_marks_all_spellings_are_equal():
    assert {"Văn Lang", "Văn Lãng", "Văn Lăng"} <= {match.commune.name for match in search_communes("van lang")}


def test_the_kind_that_was_typed_comes_first():
    assert [match.commune.kind for match in search_communes("phường tân lập", limit=1)] == ["phường"]
    assert [match.commune.kind for match in search_communes("xã tân lập", limit=1)] == ["xã"]


def test_by_old_commune_and_says_which():
    assert _names("nam det") == [("Xã Bảo Nhai", "Xã Nậm Đét, Huyện Bắc Hà, Lào Cai")]
    assert _names("Nậm Đét, Bắc Hà, Lào Cai") == [("Xã Bảo Nhai", "Xã Nậm Đét, Huyện Bắc Hà, Lào Cai")]


def test_by_old_district():
    assert _names("Quận 5", limit=3) == [
        ("Phường Chợ Quán", "Quận 5, Hồ Chí Minh"),
        ("Phường An Đông", "Quận 5, Hồ Chí Minh"),
        ("Phường Chợ Lớn", "Quận 5, Hồ Chí Minh"),
    ]
    assert _names("bắc hà", "15")[:2] == [("Xã Bắc Hà", ""), ("Xã Tả Củ Tỷ", "Huyện Bắc Hà, Lào Cai")]


def test_numbered_wards():
    assert _names("p5, TP HCM")[0][1].startswith("Phường 5, ")
    assert _names("phuong 5", "79")[0] == _names("P.5", "79")[0]


def test_apostrophes():
    assert _names("mdrak")[0] == _names("M’Drắk")[0] == ("Xã M'Drắk", "")


def test_today_before_yesterday():
    assert _names("hà giang", limit=2) == [("Phường Hà Giang 1", ""), ("Phường Hà Giang 2", "")]


def test_inside_one_province():
    found = search_communes("tan", "08", limit=50)
    assert {match.commune.province_code for match in found} == {"08"}
    assert ("Xã Tân Quang", "") in _names("tan", "08")


def test_an_old_province_behind_the_comma():
    assert {match.commune.province_code for match in search_communes("tân, Hà Giang", limit=50)} == {"08"}


def test_each_commune_once_and_no_more_than_asked():
    found = [match.commune.code for match in search_communes("tân", limit=25)]
    assert len(found) == len(set(found)) == 25
    assert len(search_communes("tân")) == 10


@pytest.mark.parametrize("text", ["", " ", ",", "zzzz", "..."])
def test_nothing_to_find(text):
    assert search_communes(text) == []


def test_a_province_alone_is_looked_for_as_a_commune():
    assert search_communes(", Lào Cai") == search_communes("Lào Cai")
    assert _names("Lào Cai")[0] == ("Phường Lào Cai", "")


def test_unknown_province():
    with pytest.raises(PlaceUnknown) as unknown:
        search_communes("tân", "99")
    assert unknown.value.facts == {"level": "province", "code": "99"}


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        (("Xã Nậm Đét", "Huyện Bắc Hà", "Tỉnh Lào Cai"), ["02890"]),
        (("nam det", "bac ha", "lao cai"), ["02890"]),
        (("Nậm Đét", "", ""), ["02890"]),
        (("Thị trấn Tây Đằng", "Huyện Ba Vì", "Hà Nội"), ["09661", "09619"]),
        (("P.5", "Q. Gò Vấp", "TP.HCM"), ["26876"]),
        (("Tân Lập", "Bắc Quang", "Hà Giang"), ["01171"]),
        (("Tân Lập", "Bắc Quang", "Tuyên Quang"), ["01171"]),
        (("", "Lý Sơn", "Quảng Ngãi"), ["21548"]),
        (("", "Huyện Bắc Hà", ""), ["02839", "02842", "02848", "02869", "02890", "02896"]),
        (("Tân Lập", "Huyện Không Có", "Hà Giang"), []),
        (("Xã Không Có", "Bắc Hà", "Lào Cai"), []),
        (("Nậm Đét", "Bắc Hà", "Hà Nội"), []),
        (("Nậm Đét", "Bắc Hà", "Không Có"), []),
        (("", "", "Lào Cai"), []),
        (("", "", ""), []),
    ],
)
def test_from_an_old_address(parts, codes):
    assert address_from_old(*parts) == [commune(code) for code in codes]
