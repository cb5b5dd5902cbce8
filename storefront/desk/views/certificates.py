"""Check a certificate as a second person, take it back, and open its scan, which no public address leads to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import registry

from catalog.models import Certificate
from catalog.services.certificates import ALLOWED, revoke_certificate, verify_certificate
from storefront.desk.access import CHECK_CERTIFICATE, SEE_CERTIFICATES, actor_of, may, require
from storefront.desk.actions import cleaned, desk_action
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.views.order_actions import ReasonForm


class CheckForm(forms.Form):
    """How the paper was found to be real. ``seen`` is what the page showed, so that nobody vouches for what was changed meanwhile."""

    way = forms.ChoiceField(label=gettext_lazy("Kiểm bằng cách nào"), choices=Certificate.Way.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=200, required=False)
    seen = forms.CharField(max_length=20, widget=forms.HiddenInput)


class CertificatePage(DeskPage):
    """One certificate with what is printed on it, its scan, and the check."""

    permissions = SEE_CERTIFICATES
    template_name = "desk/certificate.html"
    page_title = gettext_lazy("Kiểm giấy chứng nhận")
    header_icon = "desk-label"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With who may check it now."""
        rows = Certificate.objects.select_related("scheme", "group", "product", "uploaded_by", "verified_by")
        certificate = get_object_or_404(rows, pk=self.kwargs["pk"])
        may_check = may(self.request.user, CHECK_CERTIFICATE)
        state = certificate.state_on()
        return {
            **super().get_context_data(**kwargs),
            "certificate": certificate,
            "state": state,
            "is_own": certificate.uploaded_by_id == self.request.user.pk,
            "can_verify": may_check and Certificate.State.VERIFIED in ALLOWED[state],
            "can_revoke": may_check and Certificate.State.REVOKED in ALLOWED[state],
            "ways": Certificate.Way.choices,
            "edit_url": reverse("wagtailsnippets_catalog_certificate:edit", args=[certificate.pk]) if may_check else "",
            "history": registry.get_logs_for_instance(certificate).select_related("user").order_by("-timestamp", "-pk"),
        }


def _page(pk: int) -> str:
    return desk_url("certificate", pk)


@desk_action(CHECK_CERTIFICATE, back=_page)
def verify(request: HttpRequest, pk: int) -> str:
    """The paper is real; its badge shows from its first day to its last."""
    row = get_object_or_404(Certificate, pk=pk)
    given = cleaned(CheckForm(request.POST))
    verify_certificate(certificate=row, actor=actor_of(request), **given)
    return _("Đã kiểm %(name)s. Nhãn hiện trong thời hạn của giấy.") % {"name": row}


@desk_action(CHECK_CERTIFICATE, back=_page)
def revoke(request: HttpRequest, pk: int) -> str:
    """Its badge goes at once."""
    row = get_object_or_404(Certificate, pk=pk)
    revoke_certificate(certificate=row, actor=actor_of(request), reason=cleaned(ReasonForm(request.POST))["reason"])
    return _("Đã thu hồi %(name)s. Nhãn không còn hiện.") % {"name": row}


def scan(request: HttpRequest, pk: int) -> FileResponse:
    """The scan, for staff with permission only; as a download, so that nothing in the file runs on our pages."""
    require(request.user, *SEE_CERTIFICATES)
    row = get_object_or_404(Certificate, pk=pk)
    name = row.scan.name or ""
    if not name or not row.scan.storage.exists(name):
        raise Http404
    response = FileResponse(row.scan.open("rb"), as_attachment=True, filename=name.rpartition("/")[2])
    response["Cache-Control"] = "no-store"
    return response
