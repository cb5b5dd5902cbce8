"""Pages that come and go by themselves: Wagtail's schedule, past the gate of consent."""

from __future__ import annotations

from datetime import datetime

from django.core.management import call_command
from wagtail.log_actions import log
from wagtail.models import Revision

from cooperatives.consent.gate import RestsOnConsent, missing_of


def publish_due(now: datetime) -> None:
    """Publish what is due and take down what is past its end. What lost its consent meanwhile stays a draft, off the schedule."""
    for revision in Revision.objects.filter(approved_go_live_at__lte=now).select_related("content_type"):
        subject = revision.as_object()
        if isinstance(subject, RestsOnConsent) and (missing := missing_of(subject.consent_needs())):
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            log(instance=subject, action="cms.schedule_dropped", revision=revision, data={"missing": len(missing)})
    call_command("publish_scheduled", verbosity=0)
