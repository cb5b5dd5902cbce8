"""Check a certificate as a second person, and take it back when it turns out wrong. Badges follow by themselves, decided when read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.log_actions import log

from catalog.changes import announce_changed
from catalog.models import Certificate, Product
from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.errors import DomainError

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


class CertificateOwnWork(DomainError):
    """Whoever uploaded a certificate does not check it. Facts: ``certificate_id``."""


class CertificateNotWaiting(DomainError):
    """It was checked or revoked before. Facts: ``certificate_id``."""


def verify_certificate(*, certificate: Certificate, actor: AbstractUser, how: str) -> Certificate:
    """Say that the paper is real and how that was found out. Raises CertificateOwnWork and CertificateNotWaiting."""
    if certificate.uploaded_by_id == actor.pk:
        raise CertificateOwnWork(certificate_id=certificate.pk)
    with write_txn():
        waiting = Certificate.objects.filter(pk=certificate.pk, verified_at__isnull=True, revoked_at__isnull=True)
        if not waiting.exclude(uploaded_by=actor.pk).update(verified_by=actor.pk, verified_at=timezone.now(), verified_how=how[:200]):
            raise CertificateNotWaiting(certificate_id=certificate.pk)
        return _told(certificate, "catalog.certificate_verified", actor, {"how": how})


def revoke_certificate(*, certificate: Certificate, actor: AbstractUser, reason: str) -> Certificate:
    """Stop showing it from now on. Raises CertificateNotWaiting when it was revoked before."""
    with write_txn():
        standing = Certificate.objects.filter(pk=certificate.pk, revoked_at__isnull=True)
        if not standing.update(revoked_at=timezone.now(), revoked_reason=reason[:200]):
            raise CertificateNotWaiting(certificate_id=certificate.pk)
        return _told(certificate, "catalog.certificate_revoked", actor, {"reason": reason})


def _told(certificate: Certificate, action: str, actor: AbstractUser, facts: dict[str, str]) -> Certificate:
    """Log it, and tell whoever derives from certificates: an UPDATE goes past the model's signals."""
    certificate.refresh_from_db()
    products = (
        Product.objects.filter(pk=certificate.product_id) if certificate.product_id else Product.objects.filter(group=certificate.group_id)
    )
    announce_changed(products.values_list("pk", flat=True))
    log(certificate, action, user=actor, title=str(certificate), data=facts)
    return certificate
