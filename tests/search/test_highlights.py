"""What was looked for is marked in names and in what is said of a product; the text itself stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import engine
from search.highlights import excerpt, pieces
from search.indexing import index_products
from search.plan import Lexicon, understand
from search.query import SearchQuery
from tests.search.test_pages import page_of


def phrases(text: str):
    return [phrase for slot in understand(text, Lexicon()).text_slots for phrase in slot.phrases]


def marked(text: str, query: str) -> str:
    return "".join(f"[{part}]" if lit else part for part, lit in pieces(text, phrases(query)))


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Mật ong hoa rừng", "mat ong", "[Mật ong] hoa rừng"),
        ("Mật ong hoa rừng", "mật ong rừng", "[Mật ong] hoa [rừng]"),
        ("Thịt lợn gác bếp, gói 200 g", "thịt heo gác bếp", "[Thịt lợn gác bếp], gói 200 g"),
        ("Bò khô và bơ sáp", "bơ", "Bò khô và [bơ] sáp"),
        ("Bò khô và bơ sáp", "bo", "[Bò] khô và [bơ] sáp"),
        ("Khăn của chị em H’Mông", "hmong", "Khăn của chị em [H’Mông]"),
        ("Nước mắm Hoà Bình 500ml", "hòa bình 500 ml", "Nước mắm [Hoà Bình 500ml]"),
        ("Cà phê, cà phê!", "ca phe", "[Cà phê], [cà phê]!"),
        ("Gạo nếp", "muối", "Gạo nếp"),
        ("", "muối", ""),
    ],
)
def test_marks_words_as_they_are_compared(text, query, found):
    assert marked(text, query) == found


def test_a_name_typed_on_a_mac_is_marked_too():
    assert marked(unicodedata.normalize("NFD", "Mật ong"), "mật") == "[Mật] ong"


def test_a_longer_text_is_cut_around_the_first_hit():
    text = "Chị em trong nhóm chọn từng mẻ trước khi đóng gói. Gia vị có mắc khén hái trên nương cao, phơi ba nắng rồi giã tay trong cối."
    assert excerpt(text, phrases("mắc khén")) == (
        ("… ", False),
        ("trước khi đóng gói. Gia vị có ", False),
        ("mắc khén", True),
        (" hái trên nương cao, phơi ba nắng rồi giã tay trong", False),
        (" …", False),
    )
    assert excerpt("Có mắc khén.", phrases("mac khen")) == (("Có ", False), ("mắc khén", True), (".", False))
    assert excerpt(text, phrases("muối")) == ()


@given(st.text(max_size=200), st.text(max_size=40))
def test_the_pieces_are_the_text(text, query):
    whole = unicodedata.normalize("NFC", text)
    cut = pieces(text, phrases(query))
    assert "".join(part for part, _ in cut) == whole
    assert all(part for part, _ in cut)
    inside = "".join(part for part, _ in excerpt(text, phrases(query))).removeprefix("… ").removesuffix(" …")
    assert inside in whole


def test_answers_tell_what_was_looked_for_and_how_long_it_took(goods):
    found = engine().search(SearchQuery(text="thit heo"))
    assert found.highlighted("Thịt lợn gác bếp") == (("Thịt lợn", True), (" gác bếp", False))
    assert found.took_ms > 0
    assert engine().search(SearchQuery()).highlighted("Thịt lợn") == (("Thịt lợn", False),)


def test_the_results_page_marks_names_and_says_where_else_the_words_are(goods, client):
    product = goods["Bò khô xé sợi"]
    product.summary_vi = "Ướp mắc khén và <gừng>, sấy trên bếp củi."
    product.save()
    index_products([product.pk])

    page = page_of(client, "/tim/?q=mac+khen")
    (card,) = page.select("#results .pc")
    assert str(card.select_one(".found")) == '<p class="found">Ướp <mark>mắc khén</mark> và &lt;gừng&gt;, sấy trên bếp củi.</p>'
    assert not card.h3.select("mark")

    page = page_of(client, "/tim/?q=mat+ong")
    assert [mark.text for mark in page.select("#results .pc h3 mark")] == ["Mật ong", "Mật ong"]
    assert not page.select("#results .found")
    assert not page_of(client, "/hang/").select("mark")
