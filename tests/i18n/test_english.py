"""The English of the shop keeps one voice: its own letters and quotes, calm, and one word for one thing."""

from __future__ import annotations

import re

import pytest

from storefront import translations
from tests.i18n.test_wrapped import VIETNAMESE

# Names and the currency keep their Vietnamese spelling within English.
NAMES = ("Sinh Kế", "Sơn La", "đồng", "Tết")
TAG = re.compile(r"<[^>]*>")
ONE_WORD = {"basket": "cart", "shopper": "customer", "postman": "courier", "colors": "colours", "organisations": "groups"}


def forms() -> list[tuple[str, str]]:
    """Each Vietnamese text with each of its English forms, without HTML tags."""
    return [(entry.msgid, TAG.sub("", form)) for entry in translations.english() for form in translations._forms(entry)]


def test_nothing_is_left_in_vietnamese():
    left = []
    for text, words in forms():
        for name in NAMES:
            words = words.replace(name, "")
        if VIETNAMESE.search(words):
            left.append(text)
    assert left == []


@pytest.mark.parametrize("mark", ["!", "'", '"', "...", "  ", " ,", " ."])
def test_marks_are_not_used(mark):
    assert [text for text, words in forms() if mark in words] == []


def test_one_word_for_one_thing():
    assert [(text, word) for text, words in forms() for word in ONE_WORD if re.search(rf"\b{word}", words, re.IGNORECASE)] == []


def test_sentences_end_alike():
    """A full stop, a colon or a question mark at the end of the Vietnamese is there in English too, and no other."""
    ends = re.compile(r"[.?:…]$")
    differ = []
    for text, words in forms():
        mark, english = ends.search(text.strip()), ends.search(words.strip())
        if (mark and mark[0]) != (english and english[0]):
            differ.append((text, words))
    assert differ == []


def test_html_is_kept():
    tags = [(entry.msgid, form) for entry in translations.english() for form in translations._forms(entry)]
    assert [text for text, form in tags if sorted(TAG.findall(text)) != sorted(TAG.findall(form))] == []


def test_two_forms_differ_only_where_a_word_is_counted():
    """A number before a countable word needs both forms; the same form twice is right only where nothing is counted."""
    counted = re.compile(
        r"%\((?:count|n|number|left)\)[sd] (?:other |more |new )?(?:items?|parcels?|groups?|lines?|packs?|minutes?|hours?|slips?)\b"
    )
    same = [entry for entry in translations.english() if entry.msgid_plural and entry.msgstr_plural[0] == entry.msgstr_plural[1]]
    assert [entry.msgid for entry in same if counted.search(entry.msgstr_plural[1])] == []
