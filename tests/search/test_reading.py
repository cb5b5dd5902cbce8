"""How typed words are understood, before any product is looked at."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.packs import pack_size
from search.plan import Lexicon, Phrase, Slot, understand
from search.repair import readings
from search.synonyms import base_synonyms
from search.vocabulary import Vocabulary
from search.words import folded, folded_syllables, syllables

LEXICON = Lexicon(labels={("ocop", "4", "sao"): frozenset({4}), ("huu", "co"): frozenset({7})}, kinds=frozenset({("do", "uong")}))


def slots(text):
    return [(" ".join(slot.typed), [" ".join(phrase.words) for phrase in slot.phrases]) for slot in understand(text, LEXICON).slots]


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("cà phê đắk lắk", [("cà phê", ["cà phê", "cafe", "cà fê", "café"]), ("đắk lắk", ["đắk lắk"])]),
        ("ca phe dak lak", [("ca phe", ["ca phe", "cafe", "ca fe", "café"]), ("dak lak", ["dak lak"])]),
        ("thịt heo", [("thịt heo", ["thịt heo", "thịt lợn"])]),
        ("phú yên", [("phú yên", ["phú yên", "đắk lắk"])]),
        ("tphcm", [("tphcm", ["tphcm", "ho chi minh"])]),
        ("hoa huệ", [("hoa", ["hoa"]), ("huệ", ["huệ"])]),  # a flower, not Huế
        ("hoà bình", [("hòa bình", ["hòa bình", "phú thọ"])]),  # one way of placing tones
        ("mật ong 500ml", [("mật", ["mật"]), ("ong", ["ong"]), ("500 ml", ["500 ml"])]),
        ("đồ uống", [("đồ uống", ["đồ uống"])]),
        ("H’Mông", [("hmông", ["hmông", "mông", "hmong"])]),
        ("", []),
        ("  ?! ", []),
    ],
)
def test_finds_the_things_in_a_question(typed, means):
    assert slots(typed) == means


@pytest.mark.parametrize(
    ("typed", "required", "optional"),
    [
        ("mua mật ong ở đâu", ["mật", "ong"], ["mua", "ở đâu"]),
        ("trái bưởi", ["bưởi"], ["trái"]),
        ("gạo 2 lạng", ["gạo"], ["2 lạng"]),
        ("coffee from dak lak", ["coffee", "dak lak"], ["from"]),
        ("quả", ["quả"], []),  # nothing else was said
    ],
)
def test_words_around_the_thing_exclude_nothing(typed, required, optional):
    plan = understand(typed, LEXICON)
    assert [" ".join(slot.typed) for slot in plan.required] == required
    assert [" ".join(slot.typed) for slot in plan.slots if slot.is_optional] == optional


@pytest.mark.parametrize(
    ("words", "ways"),
    [
        (["500", "g"], [("500", "g"), ("500", "gr"), ("500", "gram")]),
        (["2", "lạng"], [("2", "lang"), ("200", "g"), ("200", "gr"), ("200", "gram")]),
        (["nửa", "ký"], [("500", "g"), ("500", "gr"), ("500", "gram")]),
        (["1", "cân"], [("1", "can"), ("1", "kg"), ("1000", "g"), ("1000", "gr"), ("1000", "gram")]),
        (["1", "lít"], [("1", "lit"), ("1", "l"), ("1000", "ml")]),
        (["0", "kg"], None),
        (["mật", "ong"], None),
        (["500"], None),
    ],
)
def test_sizes_of_packs_as_people_say_them(words, ways):
    found = pack_size(words, 0)
    assert (None if found is None else list(found[1])) == ways


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
    found = base_synonyms().also_called(syllables(term), syllables(query))
    assert (None if found is None else {" ".join(one) for one in found}) == others


TEXTS = ["mat ong hoa rung", "mat ong bac ha", "ca phe rang xay", "nuoc mam ca com", "thit lon gac bep", "muoi bien hat to", "tra bup tim"]


@pytest.fixture
def vocabulary():
    made = Vocabulary()
    made._read([(text, "", "") for text in TEXTS])
    return made


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("caphe", "ca phe"),  # run together
        ("matong hoa rung", "mat ong hoa rung"),
        ("nuocmamcacom", "nuoc mam ca com"),
        ("maatj ong", "mat ong"),  # Telex
        ("caf pheej", "ca phe"),
        ("nuwowcs mawms", "nuoc mam"),
        ("thijt lowjn", "thit lon"),
        ("ma65t ong", "mat ong"),  # VNI
        ("ca2 phe6", "ca phe"),
        ("nu7o7c1 ma8m1", "nuoc mam"),
        ("mat onq", "mat ong"),  # one wrong letter, and a neighbour that makes it sure
        ("nuoz mam", "nuoc mam"),
        ("muoi bine hat", "muoi bien hat"),
        ("mậ t ong", "mat ong"),  # torn apart
    ],
)
def test_mends_what_the_catalogue_makes_likely(vocabulary, typed, meant):
    found = readings(typed, lambda words: {word: 1 for word in words if word in vocabulary.counts}, vocabulary)
    assert " ".join(found[0]) == meant


def test_leaves_alone_what_it_does_not_know(vocabulary):
    def known(words):
        return {word: 1 for word in words if word in vocabulary.counts}

    assert ("mat", "ong") not in readings("mat ong", known, vocabulary)
    assert readings("onq", known, vocabulary) == []  # a short word alone
    assert all(one[1] == "zzzzzz" for one in readings("ong zzzzzz", known, vocabulary))
    assert readings("lat", known, vocabulary, frozenset({"lat"})) == []


def test_a_word_of_a_changed_product_is_offered_too(vocabulary):
    assert vocabulary.close_to("arabika") == []
    vocabulary._read([("ca phe arabica", "", "")])
    assert vocabulary.close_to("arabika") == [("arabica", 1)]


@given(st.lists(st.text(alphabet="abcdeghiw0159đươầ", min_size=1, max_size=9), max_size=14).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_mending_never_fails(text):
    made = Vocabulary()
    made._read([(one, "", "") for one in TEXTS])
    assert len(readings(text, lambda words: {word: 1 for word in words if word in made.counts}, made)) <= 8


@given(st.text(max_size=40))
@settings(deadline=None)
def test_cutting_and_folding_agree(text):
    """What is indexed and what is asked are cut at the same places."""
    assert all(word and not word.isspace() for word in syllables(text))
    assert [folded(word) for word in syllables("Cà phê ĐẮK Lắk, 500ml")] == folded_syllables("Cà phê ĐẮK Lắk, 500ml")


def test_a_longer_name_of_a_thing_is_not_looked_for_beside_its_short_one():
    thing = Slot(
        ("thổ", "cẩm"), (Phrase(("thổ", "cẩm"), exact=True), Phrase(("vải", "thổ", "cẩm"), exact=True), Phrase(("dệt",), exact=True))
    )
    assert [" ".join(phrase.words) for phrase in thing.needed] == ["thổ cẩm", "dệt"]
    assert Phrase(("tho", "cam"), exact=False).is_in(Phrase(("vải", "thổ", "cẩm"), exact=True))
    assert not Phrase(("thổ", "cẩm"), exact=True).is_in(Phrase(("vai", "tho", "cam"), exact=False))
    assert not Phrase(("vải", "cẩm"), exact=True).is_in(Phrase(("vải", "thổ", "cẩm"), exact=True))
