"""Whole numbers in words, Vietnamese and English, as they are read aloud."""

from __future__ import annotations

_VI_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_EN_SMALL = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_EN_SCALES = (
    (10**18, "quintillion"),
    (10**15, "quadrillion"),
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
    (10**3, "thousand"),
)
_BILLION = 10**9


def vietnamese_words(number: int, *, southern: bool = False) -> str:
    """Read a number in Vietnamese: 105 -> "một trăm linh năm", 21 -> "hai mươi mốt"; in the south "lẻ" stands for "linh"."""
    if number < 0:
        return f"âm {vietnamese_words(-number, southern=southern)}"
    if number == 0:
        return _VI_DIGITS[0]
    return " ".join(_vi_parts(number, "lẻ" if southern else "linh", full=False))


def _vi_parts(number: int, zero_tens: str, *, full: bool) -> list[str]:
    """Words of a positive number; ``full``: something larger was said before, so missing hundreds are read ("không trăm")."""
    words: list[str] = []
    billions, rest = divmod(number, _BILLION)
    if billions:
        words += [*_vi_parts(billions, zero_tens, full=full), "tỷ"]
    millions, rest = divmod(rest, 10**6)
    thousands, units = divmod(rest, 1000)
    if millions:
        words += [*_vi_group(millions, zero_tens, full=full or bool(words)), "triệu"]
    if thousands:
        words += [*_vi_group(thousands, zero_tens, full=full or bool(words)), "nghìn"]
    elif units and words:
        # Without it "một triệu năm trăm" would be heard as 1.500.000.
        words += ["không", "nghìn"]
    if units:
        words += _vi_group(units, zero_tens, full=full or bool(words))
    return words


def _vi_group(group: int, zero_tens: str, *, full: bool) -> list[str]:
    """Words of 1 to 999 with the turns of mốt, tư, lăm and linh."""
    hundreds, rest = divmod(group, 100)
    tens, units = divmod(rest, 10)
    words = [_VI_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        if units:
            words += [zero_tens, _VI_DIGITS[units]] if words else [_VI_DIGITS[units]]
        return words
    words += ["mười"] if tens == 1 else [_VI_DIGITS[tens], "mươi"]
    if units == 5:
        words.append("lăm")
    elif units == 1 and tens > 1:
        words.append("mốt")
    elif units == 4 and tens > 1:
        words.append("tư")
    elif units:
        words.append(_VI_DIGITS[units])
    return words


def english_words(number: int) -> str:
    """Read a number in English: 125000 -> "one hundred and twenty-five thousand"."""
    if number < 0:
        return f"minus {english_words(-number)}"
    if number < 1000:
        return _en_group(number)
    words: list[str] = []
    rest = number
    for scale, name in _EN_SCALES:
        count, rest = divmod(rest, scale)
        if count:
            words += [english_words(count), name]
    if rest:
        words += ["and", _en_group(rest)] if rest < 100 else [_en_group(rest)]
    return " ".join(words)


def _en_group(group: int) -> str:
    """Words of 0 to 999."""
    hundreds, rest = divmod(group, 100)
    if hundreds:
        head = f"{_EN_SMALL[hundreds]} hundred"
        return f"{head} and {_en_group(rest)}" if rest else head
    if rest < 20:
        return _EN_SMALL[rest]
    tens, units = divmod(rest, 10)
    return f"{_EN_TENS[tens]}-{_EN_SMALL[units]}" if units else _EN_TENS[tens]
