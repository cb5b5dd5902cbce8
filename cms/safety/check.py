"""The whole check of a page's words: pure, fast, and only advice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from .hamlets import hamlets_in
from .numbers import numbers_in
from .passages import Finding, Kind, Passage
from .persons import ages_in, called_in, dates_in, names_in

VIOLENCE: Final = (
    "bạo lực", "bạo hành", "buôn bán người", "mua bán người", "buôn người", "bị bán", "bị lừa bán", "lừa bán", "nạn nhân", "xâm hại",
    "cưỡng hiếp", "hiếp dâm", "đánh đập", "ép cưới", "cưỡng hôn", "tảo hôn", "mại dâm", "nhà tạm lánh", "tạm lánh", "giải cứu",
    "trốn thoát", "chạy trốn", "nô lệ", "bóc lột", "HIV", "trở về từ Trung Quốc", "sang Trung Quốc",
    "violence", "violent", "abuse", "abused", "abusive", "trafficking", "trafficked", "traffickers", "survivor", "survivors", "victim",
    "victims", "rape", "raped", "sexual", "prostitution", "forced marriage", "child marriage", "rescued", "safe house", "women’s shelter",
    "sold to", "escaped from", "exploited", "exploitation", "slavery",
)  # fmt: skip
SELLERS: Final = (
    "nhóm", "tổ hợp tác", "hợp tác xã", "HTX", "thành viên", "chị em", "sản phẩm", "món hàng", "mặt hàng", "do chị làm",
    "group", "groups", "cooperative", "members", "product", "products", "made by",
)  # fmt: skip
CRAFTS: Final = (
    "dệt", "thêu", "nhuộm", "chàm", "gốm", "đan", "may", "nuôi ong", "mật ong", "làm giấy", "rèn", "chạm bạc", "nấu rượu", "trồng",
    "chăn nuôi",
    "weaving", "weaves", "weaver", "embroidery", "embroiders", "dyeing", "dyes", "pottery", "beekeeping", "honey", "farming", "basketry",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What the shop knows and the words alone do not say."""

    members: frozenset[str] = frozenset()
    """Full names of those who work in groups, each in both orders."""
    sellers: frozenset[str] = frozenset()
    """Names of groups and of the goods that the page tells about."""
    is_tied: bool = False
    """The page itself points at a group or at goods."""
    shows_people: bool = False
    """A picture on it shows people."""
    own_contacts: frozenset[str] = frozenset()
    """The center's own telephone numbers (E.164) and addresses, which may stand anywhere."""


def findings_in(passages: Iterable[Passage], known: Known) -> list[Finding]:
    """Everything to look at, in the order of the page, each once."""
    read = [passage for passage in passages if passage.text.strip()]
    found = [finding for passage in read for finding in _in_one(passage, known)]
    found += _together(read, known)
    return list({(one.kind, one.words.casefold()): one for one in reversed(found)}.values())[::-1]


def _in_one(passage: Passage, known: Known) -> Iterator[Finding]:
    yield from _violence(passage, known)
    yield from names_in(passage, known.members)
    yield from numbers_in(passage, known.own_contacts)
    yield from hamlets_in(passage, known.sellers)
    yield from ages_in(passage)
    yield from dates_in(passage, known.members)


def _violence(passage: Passage, known: Known) -> Iterator[Finding]:
    """Such words beside a group or goods tell who made them."""
    spans = list(passage.finds(VIOLENCE))
    if not spans or not (known.is_tied or any(passage.finds(SELLERS)) or any(passage.finds(known.sellers))):
        return
    for span in spans:
        inside = any(other != span and other.start <= span.start and span.end <= other.end for other in spans)
        if not inside:
            yield Finding(Kind.VIOLENCE, passage.quote(span), passage.where)


def _together(read: list[Passage], known: Known) -> list[Finding]:
    """A name, a village, a craft and a photo of people on one page: each is harmless alone, together they lead to her door."""
    if not known.shows_people:
        return []
    name = next((called for passage in read for called in called_in(passage, known.members)), "")
    village = next((finding.words for passage in read for finding in hamlets_in(passage, known.sellers)), "")
    craft = next((passage.quote(span) for passage in read for span in passage.finds(CRAFTS)), "")
    if not (name and village and craft):
        return []
    return [Finding(Kind.TOGETHER, " + ".join((name, village, craft)), "")]
