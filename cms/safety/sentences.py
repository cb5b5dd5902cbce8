"""What editors are told: what a finding is and what to do with it, and how long the consents of a page hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cooperatives.consent.gate import Need, missing_of
from cooperatives.consent.models import Consent
from cooperatives.consent.sentences import need_words
from cooperatives.vietnam.days import short_date

from .passages import Finding, Kind

LABELS: Final[dict[Kind, Any]] = {
    Kind.VIOLENCE: _("Chữ về bạo lực hay mua bán người, cạnh tên nhóm hoặc món hàng"),
    Kind.NAME: _("Họ tên của thành viên"),
    Kind.PHONE: _("Số điện thoại"),
    Kind.EMAIL: _("Địa chỉ email"),
    Kind.IDENTITY: _("Số giấy tờ"),
    Kind.HAMLET: _("Tên thôn, bản"),
    Kind.AGE: _("Tuổi hoặc năm sinh"),
    Kind.DATE: _("Ngày chính xác, cạnh một người"),
    Kind.TOGETHER: _("Tên, nơi ở, nghề và ảnh người cùng một bài"),
}
ADVICE: Final[dict[Kind, Any]] = {
    Kind.VIOLENCE: _("Người đọc sẽ nghĩ chị em trong nhóm là nạn nhân. Bỏ chữ này, hoặc viết ở bài không nhắc nhóm nào."),
    Kind.NAME: _("Ký tên nhóm. Chỉ viết tên người khi chị ấy đã đồng ý cho dùng tên."),
    Kind.PHONE: _("Bỏ đi. Ai cần liên hệ thì gọi số của trung tâm."),
    Kind.EMAIL: _("Bỏ đi. Ai cần liên hệ thì viết cho trung tâm."),
    Kind.IDENTITY: _("Bỏ đi. Số giấy tờ không bao giờ đăng."),
    Kind.HAMLET: _("Chỉ viết tên tỉnh, trừ khi nhóm tự muốn nêu nơi ở."),
    Kind.AGE: _("Viết “trẻ”, “đã có con” hoặc bỏ hẳn."),
    Kind.DATE: _("Viết mùa hoặc năm thay cho ngày."),
    Kind.TOGETHER: _("Từng điều thì vô hại, gộp lại thì tìm ra nhà chị ấy. Bỏ ít nhất một điều."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One kind of finding, as the panel shows it."""

    label: str
    advice: str
    findings: tuple[Finding, ...]


def said_of(findings: Iterable[Finding]) -> list[Said]:
    """Findings by kind, the gravest kinds first, each with what to do."""
    kept = list(findings)
    by_kind = {kind: tuple(one for one in kept if one.kind == kind) for kind in Kind}
    return [Said(str(LABELS[kind]), str(ADVICE[kind]), found) for kind, found in by_kind.items() if found]


def summary(findings: list[Finding]) -> str:
    """One sentence for a message: how many, and of which kinds."""
    kinds = "; ".join(str(LABELS[kind]) for kind in Kind if any(one.kind == kind for one in findings))
    words = ngettext("Có %(count)d điều cần xem lại: %(kinds)s.", "Có %(count)d điều cần xem lại: %(kinds)s.", len(findings))
    return words % {"count": len(findings), "kinds": kinds}


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each kind, for the log: never the words."""
    return dict(Counter(finding.kind.value for finding in findings))


@dataclass(frozen=True, slots=True)
class Rest:
    """One consent that a version of a page rests on: whose (the code), for what, until when."""

    code: str
    what: str
    until: str
    is_missing: bool


def rests_of(needs: Iterable[Need]) -> list[Rest]:
    """The consents behind ``needs``, those that end first on top; what nothing covers comes before all."""
    asked = list(dict.fromkeys(needs))
    missing = set(missing_of(asked))
    consents = Consent.objects.select_related("person").in_bulk([need.consent_id for need in asked if need.consent_id])
    groups: dict[tuple[int | None, bool], list[Need]] = {}
    for need in asked:
        groups.setdefault((need.consent_id, need in missing), []).append(need)
    found = [_rest(consents.get(number or 0), group, is_missing=lost) for (number, lost), group in groups.items()]
    return [rest for _, rest in sorted(found, key=lambda pair: pair[0])]


def _rest(consent: Consent | None, needs: list[Need], *, is_missing: bool) -> tuple[tuple[bool, str], Rest]:
    what = "; ".join(dict.fromkeys(need_words(need) for need in needs))
    if consent is None:
        return (False, ""), Rest("", what, "", is_missing=True)
    until = gettext("đã rút lại") if consent.withdrawn_at else short_date(consent.valid_until, get_language() or "vi")
    return (not is_missing, consent.valid_until.isoformat()), Rest(consent.person.code, what, until, is_missing)
