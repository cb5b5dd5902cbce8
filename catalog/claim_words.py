"""Words of a listing that need a paper, or that no paper allows: labels, cures, alcohol. A reviewer's marks, never a verdict.

Sources: Decree 109/2018/NĐ-CP art. 3 and 11 (organic), Decision 148/QĐ-TTg (OCOP stars), Law 16/2012/QH13 on advertising art. 8 (cures),
Law 44/2019/QH14 (alcohol). Which words belong to a label is a column of :class:`~catalog.models.LabelScheme`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from catalog.models import Certificate, LabelScheme
from cooperatives.vietnam.text import strip_marks


class ClaimKind(TextChoices):
    """What a marked word claims."""

    BACKED = "backed", _("có giấy còn hạn")
    LABEL = "label", _("nói có nhãn, chưa có giấy")
    POTENTIAL = "potential", _("“tiềm năng” chưa phải là sao")
    CURE = "cure", _("nói chữa bệnh")
    ALCOHOL = "alcohol", _("rượu, bia")


@dataclass(frozen=True, slots=True)
class Claim:
    """One place in a text, from ``start`` to ``end``."""

    start: int
    end: int
    words: str
    kind: ClaimKind


_CURES: Final = (
    r"(?<!sửa )chữa (?:bệnh|khỏi|dứt|lành|trị|được|ho|đau|ung thư|mất ngủ|dạ dày|tiểu đường|huyết áp)",
    r"(?:đặc|điều) trị",
    r"(?<!giá )(?<!chính )(?<!quản )(?<!thống )(?<!cai )(?<!trừng )trị (?:bệnh|khỏi|dứt|ho|mụn|đau|ung thư|mất ngủ|dạ dày|viêm|sẹo|nám)",
    r"khỏi (?:bệnh|hẳn)",
    r"(?:ngừa|chống|phòng|đẩy lùi) (?:bệnh|ung thư|tiểu đường|đột quỵ|u bướu)",
    r"thay (?:thế )?thuốc",
    r"thần dược|thuốc (?:tiên|gia truyền)",
    r"chua benh|tri benh|dieu tri|dac tri|khoi benh",
    r"cures?|cured|heals?|remedy for|treats? (?:cancer|diabetes|disease)|anti-?cancer",
)
_ALCOHOL: Final = (
    r"rượu",
    r"bia(?! hơi nước)",
    r"nước có cồn|đồ uống có cồn|độ cồn",
    r"vodka|whisky|whiskey|wine|beer|spirits|liquor",
    r"ruou",
)
_STARS: Final = re.compile(r"(?<!\w)(?:OCOP\s*)?([3-5]|ba|bốn|năm)[\s-]*(?:sao|stars?)(?!\w)", re.IGNORECASE)
_POTENTIAL: Final = re.compile(
    r"(?<!\w)(?:tiềm năng|tiem nang|potential)\s+(?:OCOP\s*)?(?:\w+\s+)?[3-5]?[\s-]*(?:sao|stars?)(?!\w)", re.IGNORECASE
)
_NUMBERS: Final = {"ba": 3, "bốn": 4, "năm": 5}


def _whole(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


_CURE, _DRINK = _whole(_CURES), _whole(_ALCOHOL)


class ClaimReader:
    """Reads the texts of one product; two queries for all of them. ``held`` are the certificates that it may show today."""

    def __init__(self, held: Sequence[Certificate]) -> None:
        self._stars = {one.scheme.stars for one in held if one.scheme.stars}
        backed = {word.casefold() for one in held for word in one.scheme.words_kept}
        if self._stars:
            backed.add("ocop")
        words = {word for scheme in LabelScheme.objects.exclude(claim_words="") for word in scheme.words_kept}
        words |= {"OCOP", "chứng nhận hữu cơ", "certified organic"}
        if any(one.scheme.code.startswith("organic") for one in held):
            backed |= {"chứng nhận hữu cơ", "certified organic"}
        spellings = {form: word.casefold() in backed for word in words for form in _spellings(word)}
        self._is_backed = {form.casefold(): is_backed for form, is_backed in spellings.items()}
        self._labels = _whole(re.escape(form) for form in sorted(spellings, key=len, reverse=True))

    def read(self, text: str) -> list[Claim]:
        """Marked places of a text in NFC, in order, none over another."""
        found: list[Claim] = []
        for kind, pattern in ((ClaimKind.POTENTIAL, _POTENTIAL), (ClaimKind.CURE, _CURE)):
            found += [Claim(*match.span(), match[0], kind) for match in pattern.finditer(text)]
        found += [Claim(*match.span(), match[0], self._rank(match[1])) for match in _STARS.finditer(text)]
        for match in self._labels.finditer(text):
            is_backed = self._is_backed.get(match[0].casefold(), False)
            found.append(Claim(*match.span(), match[0], ClaimKind.BACKED if is_backed else ClaimKind.LABEL))
        found += [Claim(*match.span(), match[0], ClaimKind.ALCOHOL) for match in _DRINK.finditer(text)]
        return _apart(found)

    def _rank(self, number: str) -> ClaimKind:
        stars = _NUMBERS.get(number.casefold()) or int(number)
        return ClaimKind.BACKED if stars in self._stars else ClaimKind.LABEL


def normalised(text: str) -> str:
    """The form that :meth:`ClaimReader.read` wants: letters composed, so that places can be counted."""
    return unicodedata.normalize("NFC", text)


def _spellings(word: str) -> set[str]:
    """As written, and without marks when that cannot be another word: "huu co", but not "pgs" twice."""
    bare = strip_marks(word)
    return {word, bare} if " " in word else {word}


def _apart(found: Iterable[Claim]) -> list[Claim]:
    """Of two that overlap the first to be found stays."""
    kept: list[Claim] = []
    for claim in found:
        if all(claim.end <= other.start or claim.start >= other.end for other in kept):
            kept.append(claim)
    return sorted(kept, key=lambda one: one.start)
