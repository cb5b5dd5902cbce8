"""Where groups are paid: proposed by one person, approved by another. Numbers are masked; opening one asks why and is logged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from cooperatives.groups.models import Group
from cooperatives.payouts.models import BankAccount
from cooperatives.payouts.services.accounts import approve_account, block_account, propose_account
from cooperatives.vietnam.banks import bank, banks
from storefront.desk.access import APPROVE_ACCOUNT, PROPOSE, SEE_PAYOUTS, actor_of, may, require
from storefront.desk.actions import cleaned, desk_action
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.views.order_actions import ReasonForm

SHORTEST_REASON = 10


def _bank_choices() -> list[tuple[str, str]]:
    return [(one.bin, f"{one.short_name} · {one.name}") for one in banks()]


class AccountForm(forms.Form):
    """A group's account as it stands on the bank's paper."""

    group = forms.ModelChoiceField(label=gettext_lazy("Nhóm"), queryset=Group.objects.all())
    bank_bin = forms.ChoiceField(
        label=gettext_lazy("Ngân hàng"), choices=lambda: [(one.bin, f"{one.short_name} · {one.name}") for one in banks()]
    )
    account_number = forms.CharField(label=gettext_lazy("Số tài khoản"), max_length=30, widget=forms.TextInput({"autocomplete": "off"}))
    holder = forms.CharField(label=gettext_lazy("Chủ tài khoản"), max_length=60, widget=forms.TextInput({"autocomplete": "off"}))


class WrittenReasonForm(forms.Form):
    """Why somebody needs to see the whole number: in words, not a keystroke."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), min_length=SHORTEST_REASON, max_length=200)


class Accounts(DeskPage):
    """All accounts, those that wait for approval first."""

    permissions = SEE_PAYOUTS
    template_name = "desk/accounts.html"
    page_title = gettext_lazy("Tài khoản nhận tiền")
    header_icon = "lock"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without numbers: only the last four figures are read here."""
        rows = BankAccount.objects.select_related("group", "proposed_by", "approved_by").defer("account_number", "holder")
        order = list(BankAccount.Status.values)
        listed = sorted(rows, key=lambda row: (order.index(row.status), row.group.name_vi, -row.pk))
        return {
            **super().get_context_data(**kwargs),
            "accounts": [{"row": row, "bank": bank(row.bank_bin).short_name} for row in listed],
            "form": AccountForm(),
            "can_propose": may(self.request.user, PROPOSE),
            "can_approve": may(self.request.user, APPROVE_ACCOUNT),
        }


def _accounts(**kwargs: Any) -> str:
    return desk_url("accounts")


@desk_action(PROPOSE, back=_accounts)
def propose(request: HttpRequest) -> str:
    """Put an account forward."""
    row = propose_account(actor=actor_of(request), **cleaned(AccountForm(request.POST)))
    return _("Đã đề nghị tài khoản ····%(last4)s. Người khác duyệt thì mới dùng được.") % {"last4": row.last4}


@desk_action(APPROVE_ACCOUNT, back=_accounts)
def approve(request: HttpRequest, pk: int) -> str:
    """Approve what another person proposed."""
    row = approve_account(account=get_object_or_404(BankAccount, pk=pk), actor=actor_of(request))
    return _("Đã duyệt tài khoản ····%(last4)s.") % {"last4": row.last4}


@desk_action(PROPOSE, APPROVE_ACCOUNT, back=_accounts)
def block(request: HttpRequest, pk: int) -> str:
    """Stop paying there."""
    row = get_object_or_404(BankAccount, pk=pk)
    block_account(account=row, reason=cleaned(ReasonForm(request.POST))["reason"], actor=actor_of(request))
    return _("Đã khóa tài khoản ····%(last4)s.") % {"last4": row.last4}


@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one number once, after a written reason; who saw it and why is in the audit log before it is shown."""
    require(request.user, PROPOSE, APPROVE_ACCOUNT)
    row = get_object_or_404(BankAccount.objects.select_related("group"), pk=pk)
    form = WrittenReasonForm(request.POST)
    is_open = form.is_valid()
    if is_open:
        log(row, "payouts.account_revealed", user=request.user, title=str(row), data={"reason": form.cleaned_data["reason"]})
    context = {
        "account": row,
        "bank": bank(row.bank_bin),
        "is_open": is_open,
        "form": form,
        "breadcrumbs_items": _trail(),
        "header_title": str(row),
    }
    response = render(request, "desk/account_revealed.html", context, status=200 if is_open else 400)
    response["Cache-Control"] = "no-store"
    return response


def _trail() -> list[dict[str, Any]]:
    return [{"url": _accounts(), "label": _("Tài khoản nhận tiền")}, {"url": "", "label": _("Xem số")}]
