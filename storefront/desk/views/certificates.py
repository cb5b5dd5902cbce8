"""Check a certificate as a second person, take it back, and open its scan, which no public address leads to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import registry

from catalog.models import Certificate
from catalog.services.certificates import revoke_certificate, verify_certificate
from storefront.desk.access import CHECK_CERTIFICATE, SEE_CERTIFICATES, actor_of, may, require
from storefront.desk.actions import cleaned, desk_action
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.views.order_actions import ReasonForm


class HowForm(forms.Form):
    """How the paper was found to be real."""

    how = forms.CharField(label=gettext_lazy("Kiểm bằng cách nào"), max_length=200)


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
        return {
            **super().get_context_data(**kwargs),
            "certificate": certificate,
            "is_own": certificate.uploaded_by_id == self.request.user.pk,
            "can_verify": may_check and certificate.verified_at is None and certificate.revoked_at is None,
            "can_revoke": may_check and certificate.revoked_at is None,
            "history": registry.get_logs_for_instance(certificate).select_related("user").order_by("-timestamp", "-pk"),
        }


def _page(pk: int) -> str:
    return desk_url("certificate", pk)


@desk_action(CHECK_CERTIFICATE, back=_page)
def verify(request: HttpRequest, pk: int) -> str:
    """The paper is real; its badge shows from its first day to its last."""
    row = get_object_or_404(Certificate, pk=pk)
    verify_certificate(certificate=row, actor=actor_of(request), how=cleaned(HowForm(request.POST))["how"])
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
