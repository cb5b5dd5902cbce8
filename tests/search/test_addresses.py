"""One question, one address: canonical, shareable, and read leniently."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query import PER_PAGE, SearchQuery, Sort, province_slug

slugs = st.sets(st.sampled_from(["thuc-pham", "do-uong", "g-1", "ocop4"]), max_size=3).map(lambda values: tuple(sorted(values)))
prices = st.one_of(st.none(), st.integers(1, 10**9))
questions = st.builds(
    lambda low, high, **rest: SearchQuery(price_min=low, price_max=high, **rest).with_natural_sort(),
    st.shared(prices, key="low"),
    st.shared(prices, key="low").flatmap(lambda low: st.one_of(st.none(), st.integers(low or 1, 10**9))),
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30).map(lambda text: " ".join(text.split())),
    categories=slugs,
    provinces=st.sets(st.sampled_from(["01", "08", "66"])).map(lambda codes: tuple(sorted(codes))),
    labels=slugs,
    groups=slugs,
    in_season=st.booleans(),
    in_stock=st.booleans(),
    sort=st.sampled_from([None, *Sort]),
    page=st.integers(1, 9_999),
)


@given(questions)
@settings(deadline=None)
def test_an_address_read_again_asks_the_same(question):
    address = question.to_querystring()
    again = SearchQuery.from_querydict(QueryDict(address))
    assert again == question
    assert again.to_querystring() == address


def test_one_order_of_parameters_whatever_was_typed():
    typed = "page=3&xep=moi&con=1&mua=1&gia=50000-90000&nhom=b&nhom=a&nhan=ocop4&tinh=66&tinh=08&loai=do-uong&q=ca+phe&utm=x&csrf=1"
    canonical = "q=ca+phe&loai=do-uong&tinh=08&tinh=66&nhan=ocop4&nhom=a&nhom=b&gia=50000-90000&mua=1&con=1&xep=moi&page=3"
    assert SearchQuery.from_querydict(QueryDict(typed)).to_querystring() == canonical


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("", SearchQuery()),
        ("xep=dang-mua", SearchQuery()),  # the natural order need not be said
        ("q=mật&xep=hop-nhat", SearchQuery(text="mật")),
        ("xep=hop-nhat", SearchQuery()),  # relevant to what?
        ("xep=la", SearchQuery()),
        ("page=0&gia=&mua=0&con=x", SearchQuery()),
        ("page=-1", SearchQuery()),
        ("page=²", SearchQuery()),
        ("page=99999999999999", SearchQuery()),
        ("page=2&page=7", SearchQuery(page=7)),
        ("gia=200000-100000", SearchQuery(price_min=100_000, price_max=200_000)),
        ("gia=-100000", SearchQuery(price_max=100_000)),
        ("gia=0-100000", SearchQuery(price_max=100_000)),
        ("gia=500000-", SearchQuery(price_min=500_000)),
        ("gia=abc", SearchQuery()),
        ("gia=-", SearchQuery()),
        ("gia=٣-٤", SearchQuery()),
        ("tinh=66&tinh=99", SearchQuery(provinces=("66",))),
        ("tinh=Đắk Lắk", SearchQuery(provinces=("66",))),
        ("tinh=Phú Yên", SearchQuery(provinces=("66",))),  # an old name is today's province
        ("tinh=ha giang&tinh=Tuyên Quang", SearchQuery(provinces=("08",))),
        ("loai=<script>", SearchQuery()),
        ("q=a\x00b", SearchQuery(text="ab")),
        ("q=++mật++ong+", SearchQuery(text="mật ong")),
    ],
)
def test_reads_leniently(typed, means):
    assert SearchQuery.from_querydict(QueryDict(typed)) == means


def test_a_long_text_is_cut():
    assert len(SearchQuery.from_querydict(QueryDict(f"q={'mật ' * 500}")).text) <= 200


@pytest.mark.parametrize(
    ("question", "address"),
    [
        (SearchQuery(), "/hang/"),
        (SearchQuery(page=2), "/hang/?page=2"),
        (SearchQuery(categories=("do-uong",)), "/loai/do-uong/"),
        (SearchQuery(categories=("do-uong",), sort=Sort.PRICE_UP, page=2), "/loai/do-uong/?xep=gia-tang&page=2"),
        (SearchQuery(categories=("do-uong", "thuc-pham")), "/hang/?loai=do-uong&loai=thuc-pham"),
        (SearchQuery(categories=("do-uong",), in_stock=True), "/hang/?loai=do-uong&con=1"),
        (SearchQuery(provinces=("66",)), "/tinh/dak-lak/"),
        (SearchQuery(provinces=("79",)), "/tinh/ho-chi-minh/"),
        (SearchQuery(labels=("ocop4",)), "/nhan/ocop4/"),
        (SearchQuery(groups=("g-1",)), "/hang/?nhom=g-1"),
        (SearchQuery(text="cà phê"), "/tim/?q=c%C3%A0+ph%C3%AA"),
        (SearchQuery(text="a", labels=("ocop4",)), "/tim/?q=a&nhan=ocop4"),
    ],
)
def test_pages_of_their_own(question, address):
    assert question.path() == address
    with translation.override("en"):
        assert question.path() == f"/en{address}"
    assert parse_qsl(urlsplit(address).query) == parse_qsl(urlsplit(question.path()).query)


def test_a_page_holds_twenty_four():
    assert SearchQuery().per_page == PER_PAGE == 24


def test_every_province_has_an_address_that_leads_back():
    from cooperatives.vietnam.places import find_province, provinces

    for place in provinces():
        assert find_province(province_slug(place.code).replace("-", " ")) == place
