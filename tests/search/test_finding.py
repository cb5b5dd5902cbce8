"""What people type, and what they should find. The same on both databases."""

from __future__ import annotations

import pytest

from search import engine
from search.query import SearchQuery

# typed: exactly these products, the best first
FOUND = {
    # with marks and without
    "mật ong": ["Mật ong hoa rừng", "Mật ong bạc hà"],
    "mat ong": ["Mật ong hoa rừng", "Mật ong bạc hà"],
    "MẬT  ONG": ["Mật ong hoa rừng", "Mật ong bạc hà"],
    "mật ong rung": ["Mật ong hoa rừng"],
    # marks tell words apart
    "bơ": ["Bơ sáp"],
    "bò": ["Bò khô xé sợi"],
    # a place, today's name or an old one, before or after, with marks or without
    "ca phe dak lak": ["Cà phê rang xay"],
    "dak lak ca phe": ["Cà phê rang xay"],
    "cà phê Đắk Lắk": ["Cà phê rang xay"],
    "cà phê Phú Yên": ["Cà phê rang xay"],
    "mat ong ha giang": ["Mật ong bạc hà"],
    "kon tum": ["Nước mắm cá cơm"],
    # other names of the same thing
    "cafe sơn la": ["Cà phê Arabica"],
    "thịt heo": ["Thịt lợn gác bếp"],
    "thit heo gac bep": ["Thịt lợn gác bếp"],
    "trà shan tuyết": ["Chè Shan tuyết cổ thụ"],
    # groups and kinds of goods
    "ban chieng": ["Cà phê Arabica"],
    "lũng tám khăn": ["Khăn dệt tay"],
    "tương nước mắm gia vị": ["Nước mắm cá cơm"],
    # words around the thing
    "arabica ngon": ["Cà phê Arabica"],
    "mua mật ong ở đâu": ["Mật ong hoa rừng", "Mật ong bạc hà"],
    "trái bơ sáp": ["Bơ sáp"],
    # labels: what carries them today
    "ocop 5 sao": ["Chè Shan tuyết cổ thụ"],
    "gao ocop 3 sao": ["Gạo nếp nương"],
    "cà phê hữu cơ": ["Cà phê rang xay"],
    # the English name of a place
    "gạo Lào Cai": ["Gạo nếp nương"],
}

# typed: (what was looked for, the first product)
TOLD = {
    "mạt ong": ("mật ong", "Mật ong hoa rừng"),
    "caphe": ("cà phê", "Cà phê rang xay"),
    "nuwocs mawms": ("nước mắm", "Nước mắm cá cơm"),
    "nươc mămm": ("nước mắm", "Nước mắm cá cơm"),
    "ma65t ong": ("mật ong", "Mật ong hoa rừng"),
    "khawn": ("khăn", "Khăn dệt tay"),
    "arabika": ("arabica", "Cà phê Arabica"),
    "arabica zzzzz": ("arabica", "Cà phê Arabica"),
    "mat onq": ("mật ong", "Mật ong hoa rừng"),
}


@pytest.mark.parametrize("typed", FOUND)
def test_finds_exactly_what_was_meant(goods, names, typed):
    answer = engine().search(SearchQuery(text=typed))

    assert names(answer.product_ids) == FOUND[typed]
    assert answer.total == len(FOUND[typed])
    assert answer.note is None


@pytest.mark.parametrize("typed", TOLD)
def test_says_when_it_read_the_words_differently(goods, names, typed):
    answer = engine().search(SearchQuery(text=typed))

    assert answer.note is not None
    assert (answer.note.shown, names(answer.product_ids)[0]) == TOLD[typed]


@pytest.mark.parametrize("typed", ["iphone", "zzz", "mật dừa nước", "?!", "na", '"', "' OR 1=1 --", "* NEAR(a b) :", "title:mật^2"])
def test_finds_nothing_where_there_is_nothing(goods, typed):
    answer = engine().search(SearchQuery(text=typed))

    if typed not in ("?!", '"'):  # no word was typed there, so nothing was asked
        assert (answer.product_ids, answer.total, answer.note) == ((), 0, None)
    else:
        assert answer.total == 12


def test_a_word_of_three_letters_is_never_mended(goods):
    assert engine().search(SearchQuery(text="onq")).total == 0


def test_offers_what_is_near_when_there_is_nothing(goods, names):
    answer = engine().search(SearchQuery(text="mật dừa nước"))

    assert set(names(answer.similar)) == {"Mật ong hoa rừng", "Mật ong bạc hà", "Nước mắm cá cơm"}


def test_a_hidden_place_cannot_be_searched_for(goods):
    assert engine().search(SearchQuery(text="cần thơ")).total == 0
    assert engine().search(SearchQuery(provinces=("92",))).total == 0
    assert engine().search(SearchQuery(text="giỏ lục bình")).total == 1


def test_what_is_sold_out_stands_behind_what_can_be_bought(goods, names):
    assert names(engine().search(SearchQuery(text="cà phê")).product_ids) == ["Cà phê rang xay", "Cà phê Arabica"]


def test_a_filter_narrows_words(goods, names):
    answer = engine().search(SearchQuery(text="mật ong", provinces=("08",)))

    assert names(answer.product_ids) == ["Mật ong bạc hà"]
    assert answer.facets.provinces == {"66": 1, "08": 1}
