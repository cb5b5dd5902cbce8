"""Order numbers: readable, checked, and found in whatever a bank made of them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storefront.orders.numbers import ALPHABET, check_character, find_order_code, is_order_number, new_order_number

bodies = st.text(ALPHABET, min_size=6, max_size=6)
numbers = bodies.map(lambda body: f"HTX{body}{check_character(body)}")
noise = st.text(" .-_/:;,#*()'\"\n\t|+", max_size=3)
CONFUSED = {"0": "0oO", "1": "1iIlL"}


def test_the_alphabet_is_crockfords():
    assert ALPHABET == "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.mark.parametrize(("body", "check"), [("000000", "0"), ("000001", "A"), ("100000", "2"), ("7K3M9Q", "X"), ("ZZZZZZ", "S")])
def test_check_characters_stay_what_they_are(body, check):
    """A change here would make every number that was printed wrong."""
    assert check_character(body) == check


def test_new_numbers_are_well_formed_and_differ():
    drawn = {new_order_number() for _ in range(500)}
    assert len(drawn) == 500
    assert all(is_order_number(number) for number in drawn)


@settings(deadline=None)  # the machine may be busy
@given(numbers, st.integers(0, 6), st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_noticed(number, place, wrong):
    damaged = number[: 3 + place] + wrong + number[4 + place :]
    assert is_order_number(damaged) == (damaged == number)


@settings(deadline=None)  # the machine may be busy
@given(numbers, st.integers(0, 6), st.integers(0, 6))
def test_any_two_swapped_characters_are_noticed(number, one, other):
    characters = list(number[3:])
    characters[one], characters[other] = characters[other], characters[one]
    damaged = "HTX" + "".join(characters)
    assert is_order_number(damaged) == (damaged == number)


def test_of_all_last_characters_exactly_one_is_right():
    assert [last for last in ALPHABET if is_order_number(f"HTX7K3M9Q{last}")] == [check_character("7K3M9Q")]


@settings(deadline=None)  # the machine may be busy
@given(st.data(), numbers)
def test_it_is_found_in_any_casing_with_anything_between_and_look_alikes(data, number):
    mangled = "".join(
        data.draw(noise) + data.draw(st.sampled_from(CONFUSED.get(character, character + character.lower()))) for character in number
    )
    assert number in find_order_code(mangled)


@settings(deadline=None)  # the machine may be busy
@given(numbers, numbers, st.text(max_size=40), st.text(max_size=40))
def test_several_numbers_in_one_text_are_all_found_in_their_order(first, second, before, after):
    found = find_order_code(f"{before} {first} va {second} {after}")
    assert first in found
    assert second in found
    assert first == second or found.index(first) < found.index(second)


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=200))
def test_whatever_is_found_is_well_formed_and_told_once(text):
    found = find_order_code(text)
    assert len(found) == len(set(found))
    assert all(is_order_number(number) for number in found)


@pytest.mark.parametrize(
    "text",
    [
        "MBVCB.4521.HTX7K3M9QX.CT tu 0011 toi 1028866888",
        "htx 7k3m9qx thanh toan",
        "H T X 7 K 3 M 9 Q X",
        "IBFT HTX-7K3-M9Q-X",
        "chuyển khoản đơn Htx7K3m9qx cảm ơn",
        "HTXHTX7K3M9QX",
        "QR - HTX7K3M9QX- Ma giao dich 998877",
    ],
)
def test_texts_as_banks_write_them(text):
    assert find_order_code(text) == ["HTX7K3M9QX"]


@pytest.mark.parametrize("text", ["", "HTX", "HTX 7K3M9QJ", "7K3M9QX", "HTX7K3M9", "HTX7K3M9U", "HTX NÔNG NGHIỆP"])
def test_texts_without_a_number(text):
    assert find_order_code(text) == []


def test_a_repeated_number_is_told_once():
    assert find_order_code("HTX7K3M9QX HTX7K3M9QX") == ["HTX7K3M9QX"]


def test_every_weight_tells_places_apart():
    """One character at each of the six places gives six different checks, none of them the character's own."""
    for character in ALPHABET[1:]:
        checks = {check_character("0" * place + character + "0" * (5 - place)) for place in range(6)}
        assert len(checks) == 6
        assert character not in checks
    assert len(list(itertools.combinations(ALPHABET, 2))) == 496
