"""Move a certificate: a second person checks it, it is corrected, it is taken back. Badges follow by themselves, decided when read.

:data:`ALLOWED` is the whole state machine and :func:`_move` the only function that moves. Time moves the rest (:data:`BY_TIME`): states are
made of stored facts, so nothing has to run at midnight.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from wagtail.log_actions import log

from catalog.changes import announce_changed
from catalog.models import Certificate, LabelScheme, Product
from catalog.models.certificate import PRINTED
from catalog.models.label import says_potential
from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.errors import DomainError

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

_S = Certificate.State
ALLOWED: Final[Mapping[_S, frozenset[_S]]] = {
    _S.PENDING: frozenset({_S.VERIFIED, _S.REVOKED}),
    _S.VERIFIED: frozenset({_S.PENDING, _S.REVOKED}),
    _S.EXPIRING: frozenset({_S.PENDING, _S.REVOKED}),
    _S.EXPIRED: frozenset({_S.PENDING, _S.REVOKED}),
    _S.REVOKED: frozenset(),
}
"""What people may do. To VERIFIED: checked; back to PENDING: corrected, to be checked anew; to REVOKED: taken back, for good."""
BY_TIME: Final[Mapping[_S, frozenset[_S]]] = {_S.VERIFIED: frozenset({_S.EXPIRING}), _S.EXPIRING: frozenset({_S.EXPIRED})}
"""What midnight does."""


class CertificateOwnWork(DomainError):
    """Whoever uploaded a certificate does not check it. Facts: ``certificate_id``."""


class CertificateNotWaiting(DomainError):
    """It cannot go there from where it stands. Facts: ``certificate_id``, ``wanted`` (the state)."""


class CertificateChanged(DomainError):
    """What is printed was changed after the person who checks had opened the page. Facts: ``certificate_id``."""


class CertificateUnlikely(DomainError):
    """What was entered cannot be such a certificate. Facts: ``why`` (needs_product, other_group, needs_end, ends_before, potential)."""


def last_day(*, scheme: LabelScheme, issued_on: datetime.date, printed: datetime.date | None) -> datetime.date | None:
    """The last day of a paper: the printed one wins; else the months of the scheme; None without end.

    36 months from 15/03/2024 end on 14/03/2027. Raises CertificateUnlikely when the scheme wants a printed day.
    """
    if printed is not None:
        return printed
    if scheme.validity == LabelScheme.Validity.PRINTED:
        raise CertificateUnlikely(why="needs_end")
    if scheme.validity_months is None:
        return None
    years, month = divmod(issued_on.month - 1 + scheme.validity_months, 12)
    year, month = issued_on.year + years, month + 1
    day = min(issued_on.day, calendar.monthrange(year, month)[1])
    return datetime.date(year, month, day) - datetime.timedelta(days=1)


def verify_certificate(*, certificate: Certificate, actor: AbstractUser, way: str, note: str = "", seen: str = "") -> Certificate:
    """Say that the paper is real and how that was found out; ``seen`` is the fingerprint of what the page showed.

    Raises CertificateOwnWork, CertificateChanged and CertificateNotWaiting; nothing has changed then.
    """
    if way not in Certificate.Way.values:
        raise ValueError(way)
    with write_txn():
        row = Certificate.objects.select_for_update(of=("self",)).select_related("scheme").get(pk=certificate.pk)
        if row.uploaded_by_id == actor.pk:
            raise CertificateOwnWork(certificate_id=row.pk)
        if seen and seen != row.fingerprint:
            raise CertificateChanged(certificate_id=row.pk)
        facts = {"verified_by": actor.pk, "verified_at": timezone.now(), "verified_way": way, "verified_how": note[:200]}
        _move(row.pk, _S.VERIFIED, facts)
        return _told(certificate, "catalog.certificate_verified", actor, {"way": way, "note": note[:200]})


def revoke_certificate(*, certificate: Certificate, actor: AbstractUser | None, reason: str) -> Certificate:
    """Stop showing it from now on, for good. Raises CertificateNotWaiting when it was revoked before."""
    with write_txn():
        _move(certificate.pk, _S.REVOKED, {"revoked_at": timezone.now(), "revoked_reason": reason[:200]})
        return _told(certificate, "catalog.certificate_revoked", actor, {"reason": reason[:200]})


def correct_certificate(*, certificate: Certificate, actor: AbstractUser) -> Certificate:
    """Write down what is printed as ``certificate`` has it now, unsaved or changed. Whoever does so becomes its uploader.

    A paper that was checked has to be checked anew. Raises CertificateNotWaiting for a revoked one; nothing has changed then.
    """
    check_sense(certificate)
    blank: dict[str, Any] = {"verified_by": None, "verified_at": None, "verified_way": "", "verified_how": ""}
    certificate.uploaded_by_id = actor.pk
    for name, value in blank.items():
        setattr(certificate, name, value)
    with write_txn():
        if certificate._state.adding:
            certificate.save()
            return certificate
        waiting = Certificate.objects.filter(pk=certificate.pk).in_state(_S.PENDING)
        if not waiting.update(uploaded_by=actor.pk, **blank):
            _move(certificate.pk, _S.PENDING, {"uploaded_by": actor.pk, **blank})
        names = [name.removesuffix("_id") for name in PRINTED]
        certificate.save(update_fields=[*names, "is_end_counted"])
    return certificate


def check_sense(certificate: Certificate) -> None:
    """Fill in the last day, and raise CertificateUnlikely for what cannot be such a paper."""
    scheme, product = certificate.scheme, certificate.product
    if product is not None and product.group_id != certificate.group_id:
        raise CertificateUnlikely(why="other_group")
    if product is None and scheme.reach == LabelScheme.Reach.PRODUCT:
        raise CertificateUnlikely(why="needs_product")
    if scheme.stars and says_potential(f"{certificate.number} {certificate.issuer_as_printed}"):
        raise CertificateUnlikely(why="potential")
    printed = None if certificate.is_end_counted else certificate.expires_on
    certificate.expires_on = last_day(scheme=scheme, issued_on=certificate.issued_on, printed=printed)
    certificate.is_end_counted = printed is None and certificate.expires_on is not None
    if certificate.expires_on is not None and certificate.expires_on < certificate.issued_on:
        raise CertificateUnlikely(why="ends_before")


def _move(pk: int, to: _S, facts: dict[str, Any]) -> None:
    """UPDATE … WHERE it stands in a state from which this is allowed. Raises CertificateNotWaiting."""
    starts = [start for start, ends in ALLOWED.items() if to in ends]
    if not Certificate.objects.filter(pk=pk).in_state(*starts).update(**facts):
        raise CertificateNotWaiting(certificate_id=pk, wanted=str(to))


def _told(certificate: Certificate, action: str, actor: AbstractUser | None, facts: dict[str, str]) -> Certificate:
    """Log it, and tell whoever derives from certificates: an UPDATE goes past the model's signals."""
    certificate.refresh_from_db()
    products = (
        Product.objects.filter(pk=certificate.product_id) if certificate.product_id else Product.objects.filter(group=certificate.group_id)
    )
    announce_changed(products.values_list("pk", flat=True))
    log(certificate, action, user=actor, title=str(certificate), data=facts)
    return certificate
