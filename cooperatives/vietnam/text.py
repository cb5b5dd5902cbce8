"""Vietnamese text: comparing without marks, one way of placing tones, dictionary order, slugs and bank-safe capitals."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("['`´‘’ʼʹ′＇]")
_BEYOND_MARKS = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
_LATIN_MARKS = re.compile("[\u0300-\u036f]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

# Tone marks of decomposed text, in the order of the dictionary: huyền, hỏi, ngã, sắc, nặng (ngang has none).
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_TONE_RANK = {"": "0", **{mark: str(rank) for rank, mark in enumerate(_TONES, start=1)}}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: chr(0x100 + rank) for rank, letter in enumerate(_ALPHABET)}

_NEW_STYLE = re.compile(f"(?:([oO])([aAeE])|(?<![qQ])([uU])([yY]))([{_TONES}])(?![a-zA-ZđĐ\u0300-\u036f])")
_TOO_EARLY = re.compile(f"(?:([oO])([{_TONES}])([aAeE])|([uU])([{_TONES}])([yY]))(?=[a-zA-Z])")
_AFTER_QU = re.compile(f"([qQ][uU])([{_TONES}])([aAeEiIoOyY])")
_SYLLABLE = re.compile(r"\w+")


def is_english(lang: str) -> bool:
    """Whether a Django language code is English (``en``, ``en-gb``); every other reader gets Vietnamese."""
    return lang.lower().split("-")[0] == "en"


def strip_marks(text: str) -> str:
    """Drop tones and letter marks, and write đ as d; case, spacing and punctuation stay: "Đắk Lắk" -> "Dak Lak"."""
    if text.isascii():
        return text
    # What is left of Vietnamese after this is ASCII; other scripts have marks beyond this block.
    bare = _LATIN_MARKS.sub("", unicodedata.normalize("NFD", text)).translate(_BEYOND_MARKS)
    return bare if bare.isascii() else "".join(c for c in bare if unicodedata.category(c) != "Mn")


def drop_apostrophes(text: str) -> str:
    """Leave out every kind of apostrophe: H'Mông and H’Mông are both written HMông."""
    return _APOSTROPHES.sub("", text)


def fold(text: str) -> str:
    """Make the form in which two spellings of one thing are equal: "  H’Mông  ĐẮK Lắk" -> "hmong dak lak".

    Case-folded, without marks, đ as d, without apostrophes, runs of white space as one space. Other punctuation stays.
    """
    return " ".join(drop_apostrophes(strip_marks(text.casefold())).split())


def normalise_tones(text: str) -> str:
    """Place tones one way, the way official place names do: hoà -> hòa, thuý -> thúy, khoẻ -> khỏe; also tòan -> toàn, qúy -> quý.

    Returns composed text (NFC). Letters and case never change, only the place of the mark on oa, oe, uy and after qu.
    """
    decomposed = unicodedata.normalize("NFD", text)
    decomposed = _AFTER_QU.sub(r"\1\3\2", decomposed)
    decomposed = _NEW_STYLE.sub(lambda m: f"{m[1] or m[3]}{m[5]}{m[2] or m[4]}", decomposed)
    decomposed = _TOO_EARLY.sub(lambda m: f"{m[1] or m[4]}{m[3] or m[6]}{m[2] or m[5]}", decomposed)
    return unicodedata.normalize("NFC", decomposed)


def collation_key(text: str) -> str:
    """The string to sort Vietnamese by, as a dictionary does; compares by code point, so a database can keep and sort it.

    Syllable by syllable: first the letters (a ă â b c d đ e ê …), then the tone (ma mà mả mã má mạ). Case and punctuation do not count.
    """
    return " ".join(_syllable_key(syllable) for syllable in _SYLLABLE.findall(normalise_tones(text).casefold()))


def _syllable_key(syllable: str) -> str:
    """Letters by rank in the alphabet, then "!" and the tone, so that "ba" stands before "bai" whatever its tone."""
    letters, tone = [], ""
    for character in syllable:
        tones = [mark for mark in unicodedata.normalize("NFD", character) if mark in _TONES]
        tone = tones[-1] if tones else tone
        bare = unicodedata.normalize("NFC", "".join(m for m in unicodedata.normalize("NFD", character) if m not in _TONES))
        letters.append(_LETTER_RANK.get(bare, bare))
    return f"{''.join(letters)}!{_TONE_RANK[tone]}"


def slugify_vi(text: str, max_length: int = 80) -> str:
    """A readable piece of a URL: "Mật ong H’Mông (500 g)" -> "mat-ong-hmong-500-g"; cut between words; "" if nothing is left."""
    slug = _NOT_SLUG.sub("-", fold(text)).strip("-")
    if len(slug) <= max_length:
        return slug
    whole_words = slug[: max_length + 1].rpartition("-")[0]
    return (whole_words or slug[:max_length]).strip("-")


def ascii_upper(text: str, max_length: int) -> str:
    """Capitals that every bank takes, [A-Z0-9 ] only, at most ``max_length`` characters: "Tổ thêu Sa-Pa" -> "TO THEU SA PA".

    Banks keep names without marks, and the purpose of a VietQR transfer must be plain ASCII.
    """
    words = _NOT_SLUG.sub(" ", fold(text)).upper().strip()
    return words[:max_length].rstrip()
