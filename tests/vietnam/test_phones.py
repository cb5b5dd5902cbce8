"""Telephone numbers: what is taken, how it is shown, what is refused and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperatives.vietnam.phones import PhoneNumberError, format_phone, is_mobile, parse_phone


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "091-234-5678",
        "(0912) 345 678",
        "+84912345678",
        "+84 912 345 678",
        "+84 (0)912 345 678",
        "84912345678",
        "0084 912 345 678",
        "\u00a00912\u00a0345\u00a0678 ",
    ],
)
def test_one_number_in_many_spellings(text):
    assert parse_phone(text) == "+84912345678"


@pytest.mark.parametrize(
    ("text", "e164", "shown", "mobile"),
    [
        ("0987654321", "+84987654321", "0987 654 321", True),
        ("0323456789", "+84323456789", "0323 456 789", True),
        ("0562345678", "+84562345678", "0562 345 678", True),
        ("0792345678", "+84792345678", "0792 345 678", True),
        ("0832345678", "+84832345678", "0832 345 678", True),
        ("02438251234", "+842438251234", "024 3825 1234", False),
        ("028 3825 1234", "+842838251234", "028 3825 1234", False),
        ("84 214 3820 123", "+842143820123", "0214 3820 123", False),
    ],
)
def test_mobile_and_landline(text, e164, shown, mobile):
    assert parse_phone(text) == e164
    assert format_phone(e164) == shown
    assert is_mobile(e164) is mobile


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("", {"reason": "empty", "digits": 0}),
        (" - ", {"reason": "empty", "digits": 0}),
        ("gọi cô Hoa", {"reason": "letters", "digits": 0}),
        ("091234567o", {"reason": "letters", "digits": 9}),
        ("0912345678, 0987654321", {"reason": "letters", "digits": 20}),
        ("+1 202 555 0123", {"reason": "foreign", "digits": 11}),
        ("0033 1 23 45 67 89", {"reason": "foreign", "digits": 13}),
        ("912345678", {"reason": "no_leading_zero", "digits": 9}),
        ("0912 345 67", {"reason": "too_short", "digits": 9}),
        ("+84 912 345", {"reason": "too_short", "digits": 8}),
        ("0214382012", {"reason": "too_short", "digits": 10}),
        ("09123456789", {"reason": "too_long", "digits": 11}),
        ("0162 345 6789", {"reason": "before_2018", "digits": 11, "now": "0323 456 789"}),
        ("+84 120 234 5678", {"reason": "before_2018", "digits": 12, "now": "0702 345 678"}),
        ("1900 1234", {"reason": "service", "digits": 8}),
        ("01800123456", {"reason": "service", "digits": 11}),
        ("113", {"reason": "service", "digits": 3}),
        ("0112345678", {"reason": "unknown_prefix", "digits": 10, "prefix": "0112"}),
        ("0412345678", {"reason": "unknown_prefix", "digits": 10, "prefix": "0412"}),
    ],
)
def test_refuses_and_says_why(text, facts):
    with pytest.raises(PhoneNumberError) as refused:
        parse_phone(text)
    assert refused.value.facts == {"text": text, **facts}
    assert refused.value.code == "phone_number"


def test_what_is_kept_is_shown_whatever_it_is():
    assert format_phone("+12025550123") == "+1 202-555-0123"
    assert format_phone("") == ""
    assert format_phone("không có") == "không có"
    assert is_mobile("+12025550123") is False
    assert is_mobile("không có") is False


@given(st.integers(min_value=0, max_value=9_999_999), st.sampled_from(["91", "98", "32", "39", "70", "76", "83", "86"]))
def test_shown_numbers_are_read_back(rest, prefix):
    e164 = f"+84{prefix}{rest:07d}"
    assert parse_phone(format_phone(e164)) == e164


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text):
    try:
        e164 = parse_phone(text)
    except PhoneNumberError as refused:
        assert refused.facts["text"] == text
    else:
        assert e164.startswith("+84")
