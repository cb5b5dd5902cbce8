"""Provinces, communes and addresses."""

from __future__ import annotations

from collections import Counter

import pytest

from cooperatives.vietnam import tables
from cooperatives.vietnam.places import (
    Commune,
    PlaceUnknown,
    commune,
    communes,
    find_province,
    format_address,
    province,
    provinces,
    region,
    regions,
    resolve_old_region,
)

# Communes in each province since 1 July 2025.
COUNTS = {
    "01": 126, "04": 56, "08": 124, "11": 45, "12": 38, "14": 75, "15": 99, "19": 92, "20": 65, "22": 54, "24": 99, "25": 148,
    "31": 114, "33": 104, "37": 129, "38": 166, "40": 130, "42": 69, "44": 78, "46": 40, "48": 94, "51": 96, "52": 135, "56": 65,
    "66": 102, "68": 124, "75": 95, "79": 168, "80": 96, "82": 102, "86": 124, "91": 102, "92": 103, "96": 64,
}  # fmt: skip


def test_every_province_has_its_communes():
    assert {one.code: len(communes(one.code)) for one in provinces()} == COUNTS
    assert sum(COUNTS.values()) == 3321


def test_kinds():
    kinds = Counter(one.kind for code in COUNTS for one in communes(code))
    assert kinds == {"xã": 2621, "phường": 687, "đặc khu": 13}
    cities = [one.name_en for one in provinces() if one.is_city]
    assert cities == ["Bắc Ninh", "Cần Thơ", "Đà Nẵng", "Đồng Nai", "Hanoi", "Hải Phòng", "Ho Chi Minh City", "Huế", "Quảng Ninh"]
    assert {one.kind for one in provinces()} == {"tỉnh", "thành phố"}


def test_codes_are_text_of_fixed_length():
    assert all(len(code) == 2 and code.isdigit() for code in tables.provinces_by_code())
    assert all(len(code) == 5 and code.isdigit() for code in tables.communes_by_code())


def test_all_63_old_provinces_are_part_of_one():
    old = [name for one in provinces() for name in one.old_names]
    assert len(old) == len(set(old)) == 63
    assert {one.province for one in tables.old_communes()} == set(old)


def test_old_communes_lead_to_known_ones_of_the_right_province():
    assert len(tables.old_communes()) == 10_040
    assert len({(one.district, one.province) for one in tables.old_communes()}) == 696
    home = {name: one.code for one in provinces() for name in one.old_names}
    astray = [old for old in tables.old_communes() for code in old.new_codes if commune(code).province_code != home[old.province]]
    assert astray == []
    assert {code for old in tables.old_communes() for code in old.new_codes} == set(tables.communes_by_code())


def test_alphabetical_order():
    assert [one.name_vi for one in provinces()][:7] == ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk"]
    names = [one.name for one in communes("15")]
    assert names[:3] == ["A Mú Sung", "Âu Lâu", "Bản Hồ"]
    assert [one.code for one in provinces()].index("79") == [one.code for one in provinces()].index("31") + 1


def test_regions():
    assert [one.code for one in regions()] == [
        "north_midland_mountain",
        "red_river_delta",
        "north_central",
        "south_central_highlands",
        "southeast",
        "mekong_delta",
    ]
    assert Counter(one.region for one in provinces()) == dict(zip([one.code for one in regions()], [9, 6, 5, 6, 3, 5], strict=True))
    assert region("mekong_delta").name("vi") == "Đồng bằng sông Cửu Long"
    assert region("mekong_delta").name("en") == "Mekong Delta"


@pytest.mark.parametrize(
    ("code", "vi", "en", "full_vi", "full_en"),
    [
        ("01", "Hà Nội", "Hanoi", "Thành phố Hà Nội", "Hanoi"),
        ("79", "Thành phố Hồ Chí Minh", "Ho Chi Minh City", "Thành phố Hồ Chí Minh", "Ho Chi Minh City"),
        ("46", "Huế", "Huế", "Thành phố Huế", "Huế City"),
        ("15", "Lào Cai", "Lào Cai", "Tỉnh Lào Cai", "Lào Cai province"),
    ],
)
def test_province_names(code, vi, en, full_vi, full_en):
    one = province(code)
    assert (one.name("vi"), one.name("en"), one.full_name("vi"), one.full_name("en")) == (vi, en, full_vi, full_en)


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        ("00004", "Phường Ba Đình", "Ba Đình ward"),
        ("02890", "Xã Bảo Nhai", "Bảo Nhai commune"),
        ("21548", "Đặc khu Lý Sơn", "Lý Sơn special zone"),
    ],
)
def test_commune_names(code, vi, en):
    assert commune(code).full_name("vi") == vi
    assert commune(code).full_name("en") == en


def test_places_cannot_be_changed():
    assert commune("02890") == Commune("02890", "Bảo Nhai", "xã", "15")
    with pytest.raises(AttributeError):
        commune("02890").name = "Khác"


@pytest.mark.parametrize(
    ("ask", "code", "level"),
    [
        (province, "99", "province"),
        (province, "1", "province"),
        (communes, "99", "province"),
        (commune, "99999", "commune"),
        (commune, "4", "commune"),
        (region, "north", "region"),
    ],
)
def test_unknown_codes(ask, code, level):
    with pytest.raises(PlaceUnknown) as unknown:
        ask(code)
    assert unknown.value.facts == {"level": level, "code": code}
    assert unknown.value.code == "place_unknown"


@pytest.mark.parametrize(
    ("text", "code", "old"),
    [
        ("Lào Cai", "15", None),
        ("lao cai", "15", None),
        ("Tỉnh Lào Cai", "15", None),
        ("T. Lào Cai", "15", None),
        ("Lào Cai province", "15", None),
        ("Hà Nội", "01", None),
        ("Hanoi", "01", None),
        ("TP. Hà Nội", "01", None),
        ("TP.Hà Nội", "01", None),
        ("HN", "01", None),
        ("TP.HCM", "79", None),
        ("tphcm", "79", None),
        ("TP HCM", "79", None),
        ("TP. Hồ Chí Minh", "79", None),
        ("Thành phố Hồ Chí Minh", "79", None),
        ("Hồ Chí Minh", "79", None),
        ("Ho Chi Minh City", "79", None),
        ("sg", "79", None),
        ("Sài Gòn", "79", None),
        ("Đắk Lắk", "66", None),
        ("Dak Lak", "66", None),
        ("ĐẮC LẮC", "66", None),
        ("daklak", "66", None),
        ("Hue City", "46", None),
        ("thanh hoá", "38", None),
        ("Thừa Thiên Huế", "46", "Thừa Thiên Huế"),
        ("thua thien - hue", "46", "Thừa Thiên Huế"),
        ("Hà Giang", "08", "Hà Giang"),
        ("tinh ha giang", "08", "Hà Giang"),
        ("Bắc Cạn", "19", "Bắc Kạn"),
        ("Hoà Bình", "25", "Hòa Bình"),
        ("Bà Rịa – Vũng Tàu", "79", "Bà Rịa - Vũng Tàu"),
        ("BRVT", "79", "Bà Rịa - Vũng Tàu"),
        ("kontum", "51", "Kon Tum"),
        ("Hà Tây", "01", "Hà Tây"),
    ],
)
def test_finds_provinces_by_any_name(text, code, old):
    assert find_province(text) == province(code)
    assert resolve_old_region(text) == ((province(code), old) if old else None)


@pytest.mark.parametrize("text", ["", "  ", "Tỉnh", "xyz", "Bắc Hà", "lao"])
def test_what_is_no_province(text):
    assert find_province(text) is None
    assert resolve_old_region(text) is None


def test_every_name_finds_its_own_province():
    for one in provinces():
        for name in (one.name_vi, one.name_en, one.full_name("vi"), one.full_name("en"), *one.old_names):
            assert find_province(name) == one, name


def test_addresses():
    assert format_address("Thôn Nậm Đét", "02890", "15", "vi") == "Thôn Nậm Đét, Xã Bảo Nhai, Tỉnh Lào Cai"
    assert format_address("Thôn Nậm Đét", "02890", "15", "en") == "Thôn Nậm Đét, Bảo Nhai commune, Lào Cai province"
    assert format_address(" 12  Ngõ 20, ", "00004", "", "en") == "12 Ngõ 20, Ba Đình ward, Hanoi"
    assert format_address("", "", "08", "vi") == "Tỉnh Tuyên Quang"
    assert format_address("", "", "", "vi") == ""


def test_an_address_lies_in_its_province():
    with pytest.raises(PlaceUnknown) as refused:
        format_address("Thôn 1", "02890", "01", "vi")
    assert refused.value.facts == {"level": "commune", "code": "02890", "province_code": "01"}
