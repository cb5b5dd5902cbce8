"""A region in the address stands for its provinces: read, written back, counted, taken off again."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict

from search.query import SearchQuery, by_region, provinces_of_region

NORTH = "trung-du-va-mien-nui-phia-bac"


def page_of(client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_every_province_is_in_one_region():
    codes = [code for region in (
        "north_midland_mountain", "red_river_delta", "north_central", "south_central_highlands", "southeast", "mekong_delta",
    ) for code in provinces_of_region(region)]  # fmt: skip
    assert len(codes) == len(set(codes)) == 34


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        (f"vung={NORTH}", f"vung={NORTH}"),
        (f"vung={NORTH}&tinh=66", f"vung={NORTH}&tinh=66"),
        (f"vung={NORTH}&tinh=14", "tinh=14"),
        (f"tinh=14&vung={NORTH}&vung=bac-trung-bo", "vung=bac-trung-bo&tinh=14"),
        ("vung=dong-nam-bo&vung=dong-nam-bo", "vung=dong-nam-bo"),
        ("vung=khong-co", ""),
        ("vung=%00", ""),
    ],
)
def test_the_address_says_regions_and_what_is_left_over(address, canonical):
    query = SearchQuery.from_querydict(QueryDict(address))
    assert query.to_querystring() == canonical
    assert SearchQuery.from_querydict(QueryDict(canonical)) == query


def test_all_provinces_of_a_region_are_the_region():
    codes = provinces_of_region("southeast")
    assert by_region([*codes, "66"]) == (("dong-nam-bo",), ("66",))
    assert by_region(list(codes)[1:])[0] == ()


def test_regions_are_counted_chosen_and_taken_off(goods, client):
    page = page_of(client, "/hang/")
    counts = {box["value"]: box.parent.small.text for box in page.select("#filters input[name=vung]")}
    assert counts == {NORTH: "7", "duyen-hai-nam-trung-bo-va-tay-nguyen": "4"}

    page = page_of(client, f"/hang/?vung={NORTH}")
    assert page.h1.text == "Hàng từ Trung du và miền núi phía Bắc"
    assert page.select_one(".listing-bar p").text == "7 món từ 3 nhóm"
    assert {(box["name"], box["value"]) for box in page.select("#filters input[checked]")} == {("vung", NORTH), ("gia", "")}

    page = page_of(client, f"/hang/?vung={NORTH}&con=1")
    chips = {chip.get_text(" ", strip=True).split(" bỏ")[0]: chip["href"] for chip in page.select(".listing-applied .chip")}
    assert chips["Trung du và miền núi phía Bắc"] == "/hang/?con=1"
    assert chips["Còn hàng"] == f"/hang/?vung={NORTH}"
