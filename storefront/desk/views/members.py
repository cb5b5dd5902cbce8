"""How members come in: their telephone numbers, and links for once. Each change is in the audit log with the name of who made it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from catalog.qr import qr_svg
from cooperatives.groups.models import Group, Membership
from cooperatives.vietnam.errors import DomainError
from storefront.accounts.fields import PhoneField
from storefront.accounts.sign_in_links import GOOD_FOR, change_phone, invite_member, make_link
from storefront.desk.access import LET_IN, actor_of, require
from storefront.desk.actions import cleaned, desk_action
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.sentences import sentence

PER_PAGE = 50


class InviteForm(forms.Form):
    """A person without an account needs no more than this."""

    name = forms.CharField(label=gettext_lazy("Tên gọi"), max_length=60)
    phone = PhoneField()
    group = forms.ModelChoiceField(label=gettext_lazy("Nhóm"), queryset=Group.objects.all())
    role = forms.ChoiceField(label=gettext_lazy("Vai"), choices=Membership.Role.choices, initial=Membership.Role.MEMBER)


class NewPhoneForm(forms.Form):
    """Another number."""

    phone = PhoneField()


class Members(DeskPage):
    """Everybody who works for a group, with her number."""

    permissions = (LET_IN,)
    template_name = "desk/members.html"
    page_title = gettext_lazy("Đường dẫn của thành viên")
    header_icon = "key"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Those whose name, number or group has the words asked for (``tim``)."""
        asked = self.request.GET.get("tim", "").strip()
        rows = Membership.objects.select_related("user", "group").order_by("group__name_vi", "user__first_name", "pk")
        if asked:
            digits = "".join(filter(str.isdigit, asked)).removeprefix("0")
            words = Q(user__first_name__icontains=asked) | Q(user__email__icontains=asked) | Q(group__name_vi__icontains=asked)
            rows = rows.filter(words | Q(user__phone__contains=digits) if digits else words)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page_obj": page, "asked": asked, "form": InviteForm()}


def _members(**kwargs: Any) -> str:
    return desk_url("members")


@desk_action(LET_IN, back=_members)
def invite(request: HttpRequest) -> str:
    """Let somebody work for a group."""
    membership = invite_member(actor=actor_of(request), **cleaned(InviteForm(request.POST)))
    return _("%(name)s đã ở trong %(group)s.") % {"name": membership.user, "group": membership.group}


@desk_action(LET_IN, back=_members)
def phone(request: HttpRequest, pk: int) -> str:
    """Another number for a member."""
    membership = get_object_or_404(Membership.objects.select_related("user"), pk=pk)
    change_phone(user=membership.user, phone=cleaned(NewPhoneForm(request.POST))["phone"], actor=actor_of(request))
    return _("Đã đổi số của %(name)s.") % {"name": membership.user}


@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link and show it once, as words and as a code for her camera."""
    require(request.user, LET_IN)
    membership = get_object_or_404(Membership.objects.select_related("user", "group"), pk=pk)
    try:
        token = make_link(user=membership.user, actor=actor_of(request))
    except DomainError as broken:
        messages.error(request, sentence(broken))
        return redirect(_members())
    with translation.override(membership.user.language):
        address = settings.BASE_URL + reverse("portal:sign_in_link", args=[token])
    trail = [{"url": _members(), "label": _("Đường dẫn của thành viên")}, {"url": "", "label": str(membership.user)}]
    context = {
        "membership": membership,
        "address": address,
        "qr": qr_svg(address),
        "days": GOOD_FOR.days,
        "breadcrumbs_items": trail,
        "header_title": str(membership.user),
    }
    response = render(request, "desk/member_link.html", context)
    response["Cache-Control"] = "no-store"
    return response
