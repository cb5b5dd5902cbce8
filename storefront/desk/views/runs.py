"""Payout runs: the list, and one run with every group's money down to the order that it came from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry

from cooperatives.ledger.statements import aging
from cooperatives.payouts.models import BankFileProfile, Payout, PayoutRun
from cooperatives.payouts.services.runs import content_hash
from cooperatives.vietnam.banks import bank
from storefront.desk.access import APPROVE, PROPOSE, SEE_PAYOUTS, may
from storefront.desk.pages import DeskPage

PER_PAGE = 30
_FILED = (PayoutRun.Status.APPROVED, PayoutRun.Status.SENT, PayoutRun.Status.SETTLED)


class CutOffForm(forms.Form):
    """Up to when money counts; the end of that day."""

    cut_off_on = forms.DateField(label=_("Tính đến hết ngày"), widget=forms.DateInput({"type": "date"}))


class Runs(DeskPage):
    """All runs, newest first; a new one is drafted here."""

    permissions = SEE_PAYOUTS
    template_name = "desk/runs.html"
    page_title = _("Trả tiền cho nhóm")
    header_icon = "desk-payout"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With sums and counts of what is not taken out."""
        living = ~Q(payouts__status=Payout.Status.CANCELLED)
        runs = PayoutRun.objects.annotate(total_vnd=Sum("payouts__amount_vnd", filter=living), count=Count("payouts", filter=living))
        listed = runs.select_related("created_by", "proposed_by", "approved_by").order_by("-created_at")
        return {
            **super().get_context_data(**kwargs),
            "page": Paginator(listed, PER_PAGE).get_page(self.request.GET.get("p")),
            "form": CutOffForm(initial={"cut_off_on": timezone.localdate()}),
            "late": [aged for aged in aging() if aged.is_late and aged.account.code.startswith(("2130", "1050"))],
            "can_propose": may(self.request.user, PROPOSE),
        }


class RunPage(DeskPage):
    """One run. The approval carries the hash of exactly what stands on this page."""

    permissions = SEE_PAYOUTS
    template_name = "desk/run.html"
    page_title = _("Đợt trả")
    header_icon = "desk-payout"
    trail = (_("Trả tiền cho nhóm"), "runs")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Payouts with their lines, and what can be done now by this person."""
        runs = PayoutRun.objects.select_related("created_by", "proposed_by", "approved_by", "sent_by")
        run = get_object_or_404(runs, pk=self.kwargs["pk"])
        payouts = payouts_of(run)
        user, status = self.request.user, PayoutRun.Status(run.status)
        is_own = user.pk in (run.created_by_id, run.proposed_by_id)
        return {
            **super().get_context_data(**kwargs),
            "run": run,
            "payouts": payouts,
            "total_vnd": sum(one["payout"].amount_vnd for one in payouts),
            "seen_hash": content_hash(run) if status == PayoutRun.Status.PROPOSED else "",
            "is_changed": status == PayoutRun.Status.PROPOSED and content_hash(run) != run.content_hash,
            "is_own": is_own,
            "can_propose": may(user, PROPOSE),
            "can_approve": may(user, APPROVE) and status == PayoutRun.Status.PROPOSED,
            "can_file": may(user, PROPOSE) and status in _FILED,
            "files": run.files.defer("content").select_related("written_by"),
            "profiles": BankFileProfile.objects.all(),
            "history": registry.get_logs_for_instance(run).select_related("user").order_by("-timestamp", "-pk"),
        }


def payouts_of(run: PayoutRun) -> list[dict[str, Any]]:
    """The run's payouts that are not taken out, each with the ledger rows that it pays."""
    found = run.payouts.exclude(status=Payout.Status.CANCELLED).select_related("group", "bank_account").order_by("group__name_vi")
    rows = found.prefetch_related("lines__posting__entry")
    return [{"payout": row, "bank": bank(row.bank_account.bank_bin).short_name, "lines": list(_lines(row.lines.all()))} for row in rows]


def _lines(lines: Iterable[Any]) -> Iterable[dict[str, Any]]:
    """Each claimed posting: when, what, from which order."""
    for line in sorted(lines, key=lambda one: (one.posting.at, one.posting_id)):
        entry = line.posting.entry
        yield {
            "at": line.posting.at,
            "kind": entry.kind,
            "order": entry.ref.get("order", ""),
            "memo": line.posting.memo,
            "amount_vnd": line.amount_vnd,
        }
