"""Lists of revoked certificates, as provinces publish them: number and province. See what would fall, then let it fall.

A decision's number is only unique within its province, and one decision may name many products: all of them are offered, a person ticks.
The same list again changes nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from catalog.models import Certificate
from catalog.services.certificates import CertificateNotWaiting, revoke_certificate
from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.places import find_province

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

_LONGEST_NAME = 6
"""Words of the longest name of a province with its kind: "Thành phố Bà Rịa Vũng Tàu"."""


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """One row of a list, as it is written there; ``row`` is the number that a spreadsheet shows."""

    row: int
    number: str
    province: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row would do."""

    class Kind(TextChoices):
        """The answer to a row."""

        FALLS = "falls", _("Sẽ thu hồi")
        ALREADY = "already", _("Đã thu hồi từ trước")
        NOT_OURS = "not_ours", _("Không có trong sổ")
        REPEATED = "repeated", _("Trùng một dòng ở trên")
        NO_NUMBER = "no_number", _("Thiếu số giấy")
        NO_PROVINCE = "no_province", _("Thiếu tỉnh")
        UNKNOWN_PROVINCE = "unknown_province", _("Không có tỉnh nào tên như vậy")

    paper: ListedPaper
    kind: Kind
    certificates: list[Certificate] = field(default_factory=list)

    @property
    def is_error(self) -> bool:
        """Whether the row could not be understood."""
        return self.kind in (self.Kind.NO_NUMBER, self.Kind.NO_PROVINCE, self.Kind.UNKNOWN_PROVINCE)


def compare(papers: Sequence[ListedPaper]) -> list[Outcome]:
    """Say for each row of a list what it would do. Changes nothing; two queries however long the list is."""
    by_number: dict[str, list[int]] = defaultdict(list)
    for pk, number in Certificate.objects.values_list("pk", "number").iterator(5_000):
        by_number[squeezed(number)].append(pk)
    wanted = {pk for paper in papers for pk in by_number.get(squeezed(paper.number), ())}
    rows = Certificate.objects.filter(pk__in=wanted).select_related("scheme", "group", "product").order_by("pk")
    known: dict[str, list[Certificate]] = defaultdict(list)
    for certificate in rows:
        known[squeezed(certificate.number)].append(certificate)
    seen: set[tuple[str, str]] = set()
    return [_outcome(paper, known, seen) for paper in papers]


def revoke_listed(*, certificate_ids: Iterable[int], actor: AbstractUser, source: str) -> list[Certificate]:
    """Revoke what a person ticked, all or none; returns what this call revoked. What was revoked before is left as it is."""
    revoked = []
    with write_txn():
        for certificate in Certificate.objects.filter(pk__in=set(certificate_ids), revoked_at__isnull=True).order_by("pk"):
            try:
                revoked.append(revoke_certificate(certificate=certificate, actor=actor, reason=source))
            except CertificateNotWaiting:  # somebody revoked it between the two lines above
                continue
    return revoked


def squeezed(number: str) -> str:
    """One spelling of a number: capitals, no spaces, one kind of dash."""
    return re.sub(r"[‐‑‒–—−]", "-", re.sub(r"\s+", "", number)).upper()


def _outcome(paper: ListedPaper, known: dict[str, list[Certificate]], seen: set[tuple[str, str]]) -> Outcome:
    kinds = Outcome.Kind
    number = squeezed(paper.number)
    if not number:
        return Outcome(paper, kinds.NO_NUMBER)
    if not paper.province.strip():
        return Outcome(paper, kinds.NO_PROVINCE)
    province = find_province(paper.province)
    if province is None:
        return Outcome(paper, kinds.UNKNOWN_PROVINCE)
    if (number, province.code) in seen:
        return Outcome(paper, kinds.REPEATED)
    seen.add((number, province.code))
    found = [one for one in known.get(number, ()) if _province_of(one) == province.code]
    standing = [one for one in found if one.revoked_at is None]
    if standing:
        return Outcome(paper, kinds.FALLS, standing)
    return Outcome(paper, kinds.ALREADY if found else kinds.NOT_OURS, found)


def _province_of(certificate: Certificate) -> str:
    """Code of today's province that the issuer names ("UBND tỉnh Hà Giang": Tuyên Quang), else the group's own."""
    words = certificate.issuer_as_printed.replace(",", " ").split()
    for count in range(min(_LONGEST_NAME, len(words)), 0, -1):
        if found := find_province(" ".join(words[-count:])):
            return found.code
    return certificate.group.province_code
