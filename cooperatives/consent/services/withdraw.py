"""Taking a consent back: hidden within one request, then everything removed and checked, with a receipt.

1. The consent is marked in one committed row. Every public question asks about consents when it is read, so all of it is hidden now.
2. What the holders find is written into the receipt, before anything is removed.
3. Each artefact is removed and looked for anew; how its absence was proven goes into its line.
4. Only when no holder finds anything more is the withdrawal finished. Killed anywhere, the next run goes on from the receipt.
"""

from __future__ import annotations

import datetime
import logging
from typing import Any, Final

from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from cooperatives.consent.holders import HOLDERS, Artefact, StillThere, holder_of
from cooperatives.consent.models import Consent, RemovedArtefact, Use, Withdrawal
from cooperatives.vietnam.errors import DomainError

from .journal import Line, read_lines, write_line

logger = logging.getLogger(__name__)
ROUNDS: Final = 4
"""A removal may bring something to light (a page that reappears without her block); after so many rounds somebody must look."""


class AlreadyWithdrawn(DomainError):
    """The consent was taken back before."""


def withdraw_consent(
    *, consent: Consent, actor: Any | None, via: str = Withdrawal.Via.STAFF, at: datetime.datetime | None = None
) -> Withdrawal:
    """Take ``consent`` back and hide at once what rests on it; :func:`finish_withdrawal` removes it.

    ``actor`` is None when she did it herself. Raises AlreadyWithdrawn, and then nothing was changed.
    """
    moment = at or timezone.now()
    write_line(Line(consent.pk, consent.person.code, moment))
    with transaction.atomic():
        taken = Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).update(withdrawn_at=moment, changed_at=timezone.now())
        if not taken:
            raise AlreadyWithdrawn(consent=consent.pk)
        made = Withdrawal.objects.create(consent=consent, via=via, requested_by=actor, requested_at=moment)
        log(instance=consent, action="consent.withdrawn", user=actor, data={"via": str(via)})
    consent.refresh_from_db()
    cache.clear()
    return made


def finish_withdrawal(withdrawal: Withdrawal) -> bool:
    """Remove and prove everything; returns whether it is finished now. Safe to repeat and to kill."""
    for _ in range(ROUNDS):
        _plan(withdrawal)
        open_lines = list(withdrawal.artefacts.filter(checked_at__isnull=True))
        if not open_lines:
            break
        for line in sorted(open_lines, key=lambda line: (holder_of(line.kind).rank, line.pk)):
            _remove(line, withdrawal)
    if withdrawal.artefacts.filter(checked_at__isnull=True).exists() or any(_found(withdrawal.consent)):
        logger.error("withdrawal %s is not finished: something can still be found", withdrawal.pk)
        return False
    cache.clear()
    with transaction.atomic():
        Use.objects.filter(consent=withdrawal.consent_id).delete()
        _note(withdrawal, Artefact("cache", "all"), "emptied; its keys carry the newest change of any consent")
        _note(withdrawal, Artefact("lists", "feeds, sitemap, search, API"), "nothing found by any holder; lists are asked anew each time")
        Withdrawal.objects.filter(pk=withdrawal.pk, status=Withdrawal.Status.HIDDEN).update(
            status=Withdrawal.Status.FINISHED, finished_at=timezone.now()
        )
    withdrawal.refresh_from_db()
    return True


def finish_withdrawals(now: datetime.datetime | None = None) -> int:
    """The job: go on with every withdrawal that is not finished. Returns how many it finished."""
    waiting = Withdrawal.objects.filter(status=Withdrawal.Status.HIDDEN).select_related("consent").order_by("pk")
    return sum(finish_withdrawal(withdrawal) for withdrawal in waiting)


def replay_withdrawals() -> int:
    """Do again what the journal lists and this database does not know, after a restore. Returns how many were done again."""
    done = 0
    for line in read_lines():
        consent = Consent.objects.filter(pk=line.consent_id, person__code=line.person_code, withdrawn_at__isnull=True).first()
        if consent is not None:
            withdraw_consent(consent=consent, actor=None, via=Withdrawal.Via.REPLAY, at=line.at)
            done += 1
    finish_withdrawals()
    return done


def _found(consent: Consent) -> list[Artefact]:
    return [artefact for holder in HOLDERS for artefact in holder.find(consent)]


def _plan(withdrawal: Withdrawal) -> None:
    """Write down what there is; a line that was proven gone and is found again is opened again."""
    for artefact in _found(withdrawal.consent):
        line, is_new = RemovedArtefact.objects.get_or_create(withdrawal=withdrawal, kind=artefact.kind, reference=artefact.reference)
        if not is_new and line.checked_at is not None:
            RemovedArtefact.objects.filter(pk=line.pk).update(checked_at=None, proof="")


def _remove(line: RemovedArtefact, withdrawal: Withdrawal) -> None:
    """Remove one thing and prove it. Another worker may remove it meanwhile and break ours off: what counts is whether it is gone."""
    artefact = Artefact(line.kind, line.reference)
    holder = holder_of(artefact.kind)
    broken: Exception | None = None
    try:
        holder.remove(artefact, withdrawal)
    except (ObjectDoesNotExist, ValidationError, DatabaseError) as error:
        broken = error
    try:
        proof = holder.prove(artefact)
    except StillThere as error:
        if broken is not None:
            raise broken from None
        logger.error("withdrawal %s: %s", withdrawal.pk, error)
        return
    RemovedArtefact.objects.filter(pk=line.pk).update(proof=proof, checked_at=timezone.now())


def _note(withdrawal: Withdrawal, artefact: Artefact, proof: str) -> None:
    RemovedArtefact.objects.update_or_create(
        withdrawal=withdrawal, kind=artefact.kind, reference=artefact.reference, defaults={"proof": proof, "checked_at": timezone.now()}
    )
