"""How typed words are understood, before any product is looked at."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.plan import Lexicon, understand
from search.repair import one_letter_off, readings
from search.synonyms import also_called
from search.words import folded, folded_syllables, syllables

LEXICON = Lexicon(labels={("ocop", "4", "sao"): frozenset({4}), ("huu", "co"): frozenset({7})}, kinds=frozenset({("do", "uong")}))


def slots(text):
    return [(" ".join(slot.typed), [" ".join(phrase.words) for phrase in slot.phrases]) for slot in understand(text, LEXICON).slots]


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("cà phê đắk lắk", [("cà phê", ["cà phê", "cafe", "cà fê", "café"]), ("đắk lắk", ["đắk lắk"])]),
        ("ca phe dak lak", [("ca phe", ["ca phe", "cafe", "ca fe"]), ("dak lak", ["dak lak"])]),
        ("thịt heo", [("thịt heo", ["thịt heo", "thịt lợn"])]),
        ("phú yên", [("phú yên", ["phú yên", "đắk lắk"])]),
        ("tphcm", [("tphcm", ["tphcm", "ho chi minh"])]),
        ("hoa huệ", [("hoa", ["hoa"]), ("huệ", ["huệ"])]),  # a flower, not Huế
        ("hoà bình", [("hòa bình", ["hòa bình", "phú thọ"])]),  # one way of placing tones
        ("mật ong 500ml", [("mật", ["mật"]), ("ong", ["ong"]), ("500", ["500"]), ("ml", ["ml"])]),
        ("đồ uống", [("đồ uống", ["đồ uống"])]),
        ("H’Mông", [("hmông", ["hmông", "mông", "hmong"])]),
        ("", []),
        ("  ?! ", []),
    ],
)
def test_finds_the_things_in_a_question(typed, means):
    assert slots(typed) == means


def test_labels_are_sets_of_schemes_and_not_words():
    plan = understand("gạo OCOP 4 sao hữu cơ", LEXICON)
    assert [slot.labels for slot in plan.label_slots] == [frozenset({4}), frozenset({7})]
    assert [slot.typed for slot in plan.text_slots] == [("gạo",)]


def test_a_pasted_page_is_cut():
    assert sum(len(slot.typed) for slot in understand("mật " * 500, LEXICON).slots) == 12


@pytest.mark.parametrize(
    ("term", "query", "others"),
    [
        ("heo", "heo quay", {"lợn"}),
        ("bắp", "bắp", {"ngô"}),
        ("bắp", "bắp cải", set()),
        ("mè", "mè rang", {"vừng"}),
        ("mè", "cá mè", set()),
        ("me", "me chua", None),
        ("chè", "chè", None),  # a drink or a sweet
        ("na", "na", set()),
        ("khăn rằn", "khăn rằn", set()),  # not every khăn
        ("thơm", "gạo thơm", set()),
        ("thơm", "trái thơm", {"dứa", "khóm"}),
        ("zzz", "zzz", None),
    ],
)
def test_words_of_two_meanings_are_not_merged_blindly(term, query, others):
    found = also_called(syllables(term), syllables(query))
    assert (None if found is None else {" ".join(one) for one in found}) == others


def test_only_unknown_words_are_mended():
    vocabulary = {"mat": 3, "ong": 3, "ca": 2, "phe": 2, "nuoc": 1, "mam": 1}

    def known(words):
        return {word: vocabulary[word] for word in words if word in vocabulary}

    assert list(readings("mat ong", known)) == []
    assert list(readings("caphe", known)) == [("ca", "phe")]
    assert list(readings("maatj ong", known)) == [("mat", "ong")]
    assert list(readings("nuocw mawms", known))[0] == ("nuoc", "mam")
    assert list(readings("nuoz mam", known)) == [("nuoc", "mam")]
    assert list(readings("onz", known)) == []  # three letters
    assert list(readings("ong zzzzzz", known)) == []


@given(st.text(alphabet="aceghinotu", min_size=4, max_size=6))
@settings(max_examples=10, deadline=None)
def test_one_letter_off_is_mutual(word):
    assert word not in one_letter_off(word)
    assert all(abs(len(other) - len(word)) <= 1 for other in one_letter_off(word))
    assert all(word in one_letter_off(other) for other in one_letter_off(word))


@given(st.text(max_size=40))
@settings(deadline=None)
def test_cutting_and_folding_agree(text):
    """What is indexed and what is asked are cut at the same places."""
    assert all(word and not word.isspace() for word in syllables(text))
    assert [folded(word) for word in syllables("Cà phê ĐẮK Lắk, 500ml")] == folded_syllables("Cà phê ĐẮK Lắk, 500ml")
