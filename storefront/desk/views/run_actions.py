"""What people do with a payout run. Every rule (who, in which state, over which content) is the service's; the page only asks."""

from __future__ import annotations

import datetime

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cooperatives.payouts.models import BankFileProfile, Payout, PayoutRun
from cooperatives.payouts.services.files import FORMATS, write_bank_file
from cooperatives.payouts.services.runs import approve_run, cancel_run, draft_run, propose_run, remove_payout, withdraw_proposal
from cooperatives.payouts.services.transfers import mark_sent, return_payout, settle_payout
from cooperatives.vietnam.errors import DomainError
from storefront.desk.access import APPROVE, PROPOSE, actor_of, require
from storefront.desk.actions import cleaned, desk_action, tell_refusal
from storefront.desk.pages import desk_url
from storefront.desk.sentences import sentence
from storefront.desk.views.order_actions import ReasonForm
from storefront.desk.views.runs import CutOffForm

_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class FileForm(forms.Form):
    """Which layout, and which kind of file."""

    profile = forms.ModelChoiceField(queryset=BankFileProfile.objects.all())
    file_format = forms.ChoiceField(choices=[(name, name) for name in FORMATS])


def _run(pk: int) -> PayoutRun:
    return get_object_or_404(PayoutRun, pk=pk)


def _run_page(pk: int) -> str:
    return desk_url("run", pk)


def _payout_page(pk: int) -> str:
    return desk_url("run", get_object_or_404(Payout, pk=pk).run_id)


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Collect what can be paid, and open the new run."""
    require(request.user, PROPOSE)
    form = CutOffForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Chọn ngày tính đến."))
        return redirect(desk_url("runs"))
    end_of_day = datetime.datetime.combine(form.cleaned_data["cut_off_on"], datetime.time.max, timezone.get_default_timezone())
    try:
        run = draft_run(cut_off=min(end_of_day, timezone.now()), actor=actor_of(request))
    except DomainError as broken:
        messages.error(request, sentence(broken))
        return redirect(desk_url("runs"))
    messages.success(request, _("Đã soạn đợt %(number)s. Xem từng nhóm rồi đề nghị duyệt.") % {"number": run.number})
    return redirect(_run_page(run.pk))


@desk_action(PROPOSE, back=_run_page)
def propose(request: HttpRequest, pk: int) -> str:
    """Ask another person to approve it."""
    run = propose_run(run=_run(pk), actor=actor_of(request))
    return _("Đã đề nghị duyệt đợt %(number)s. Người khác duyệt.") % {"number": run.number}


@desk_action(PROPOSE, back=_run_page)
def withdraw(request: HttpRequest, pk: int) -> str:
    """Back to draft."""
    run = withdraw_proposal(run=_run(pk), actor=actor_of(request))
    return _("Đã rút đề nghị của đợt %(number)s để sửa.") % {"number": run.number}


@desk_action(APPROVE, back=_run_page)
def approve(request: HttpRequest, pk: int) -> str:
    """Approve what the page showed: its hash comes with the button."""
    run = approve_run(run=_run(pk), actor=actor_of(request), seen_hash=request.POST.get("seen_hash", ""))
    return _("Đã duyệt đợt %(number)s. Tiền của các nhóm đã được để riêng.") % {"number": run.number}


@desk_action(PROPOSE, back=_run_page)
def cancel(request: HttpRequest, pk: int) -> str:
    """Drop a run that was not sent."""
    run = cancel_run(run=_run(pk), actor=actor_of(request))
    return _("Đã bỏ đợt %(number)s. Tiền chờ đợt sau.") % {"number": run.number}


@desk_action(PROPOSE, back=_run_page)
def sent(request: HttpRequest, pk: int) -> str:
    """The bank has the file."""
    run = mark_sent(run=_run(pk), actor=actor_of(request))
    return _("Đợt %(number)s đã gửi ngân hàng.") % {"number": run.number}


@desk_action(PROPOSE, back=_payout_page)
def remove(request: HttpRequest, pk: int) -> str:
    """Leave one group for the next run."""
    payout = get_object_or_404(Payout.objects.select_related("group"), pk=pk)
    remove_payout(payout=payout, actor=actor_of(request))
    return _("Đã để nhóm %(group)s sang đợt sau.") % {"group": payout.group}


@desk_action(PROPOSE, back=_payout_page)
def settle(request: HttpRequest, pk: int) -> str:
    """The transfer is on the statement of the shop's account. (Better: match the bank line, then it is known which.)"""
    payout = get_object_or_404(Payout, pk=pk)
    settle_payout(payout=payout, bank_code=settings.SHOP_BANK["account"], actor=actor_of(request))
    return _("Khoản trả %(name)s đã tới nhóm.") % {"name": payout.reference}


@desk_action(PROPOSE, back=_payout_page)
def give_back(request: HttpRequest, pk: int) -> str:
    """The bank could not pay it."""
    payout = get_object_or_404(Payout, pk=pk)
    reason = cleaned(ReasonForm(request.POST))["reason"]
    return_payout(payout=payout, reason=reason, bank_code=settings.SHOP_BANK["account"], actor=actor_of(request))
    return _("Khoản trả %(name)s quay về. Tài khoản của nhóm tạm khóa cho tới khi có người xem lại.") % {"name": payout.reference}


@require_POST
def bank_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the run's bank file; it is written on the first download and stays the same. POST, because that writes."""
    require(request.user, PROPOSE)
    run = _run(pk)
    form = FileForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Chọn mẫu tệp và loại tệp."))
        return redirect(_run_page(pk))
    chosen = form.cleaned_data
    try:
        written = write_bank_file(run=run, profile=chosen["profile"], file_format=chosen["file_format"], actor=actor_of(request))
    except DomainError as broken:
        tell_refusal(request, broken)
        return redirect(_run_page(pk))
    response = HttpResponse(bytes(written.content), content_type=_TYPES[written.file_format])
    response["Content-Disposition"] = f'attachment; filename="{run.number}-{written.profile}.{written.file_format}"'
    response["Cache-Control"] = "no-store"
    return response
