"""One consent with what rests on it; taking it back; the slip that she takes home; opening the sealed paper; the receipts."""

from __future__ import annotations

import io
from typing import Any

import segno
from django.conf import settings
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log, registry
from wagtail.models import Page

from cooperatives.consent.models import Consent, Use, Withdrawal
from cooperatives.consent.models.consent import CHANNELS, WHAT
from cooperatives.consent.sentences import CHANNEL_WORDS, WHAT_WORDS
from cooperatives.consent.services import finish_withdrawal, withdraw_consent
from cooperatives.consent.services.slip import issue_slip
from cooperatives.media.models import Picture
from cooperatives.vietnam.errors import DomainError
from storefront.desk.access import OPEN_EVIDENCE, SEE_CONSENTS, WITHDRAW, actor_of, may, require
from storefront.desk.actions import desk_action
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.sentences import sentence
from storefront.desk.views.accounts import WrittenReasonForm


def scope_of(consent: Consent) -> dict[str, str]:
    """What it covers and where, in words."""
    return {
        "what": ", ".join(str(WHAT_WORDS[word]) for word, column in WHAT.items() if getattr(consent, column)),
        "where": ", ".join(str(CHANNEL_WORDS[word]) for word, column in CHANNELS.items() if getattr(consent, column)),
    }


class ConsentPage(DeskPage):
    """One consent."""

    permissions = SEE_CONSENTS
    template_name = "desk/consent.html"
    page_title = gettext_lazy("Sự đồng ý")
    header_icon = "key"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what rests on it, its receipt, and what this person may do."""
        consent = get_object_or_404(Consent.objects.select_related("person", "recorded_by"), pk=self.kwargs["pk"])
        withdrawal = Withdrawal.objects.filter(consent=consent).select_related("requested_by").first()
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "consent": consent,
            "scope": scope_of(consent),
            "is_living": consent.is_living(),
            "subjects": _subjects(consent),
            "withdrawal": withdrawal,
            "receipt": withdrawal.artefacts.order_by("kind", "pk") if withdrawal else [],
            "can_withdraw": may(user, WITHDRAW) and consent.withdrawn_at is None,
            "can_open": may(user, OPEN_EVIDENCE) and bool(consent.evidence),
            "history": registry.get_logs_for_instance(consent).select_related("user").order_by("-timestamp", "-pk"),
        }


def _subjects(consent: Consent) -> list[dict[str, Any]]:
    """What rests on it now, each once, with the page where it is edited."""
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for use in Use.objects.filter(consent=consent).select_related("content_type").order_by("pk"):
        row = found.setdefault((use.content_type_id, use.object_id), {"what": [], "subject": use.subject, "kind": use.content_type.name})
        word = str(WHAT_WORDS[use.what])
        if word not in row["what"]:
            row["what"].append(word)
    for row in found.values():
        subject = row["subject"]
        row["url"] = reverse("wagtailadmin_pages:edit", args=[subject.pk]) if isinstance(subject, Page) else ""
    pictures = [
        {"what": [str(WHAT_WORDS["face"])], "subject": picture, "kind": picture._meta.verbose_name, "url": ""}
        for picture in Picture.objects.filter(consents=consent)
    ]
    return [*found.values(), *pictures]


class Withdrawals(DeskPage):
    """All receipts, those that are not finished first."""

    permissions = SEE_CONSENTS
    template_name = "desk/withdrawals.html"
    page_title = gettext_lazy("Đã rút lại")
    header_icon = "cross"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With how many artefacts each has and how many are proven gone."""
        rows = Withdrawal.objects.select_related("consent__person", "requested_by").annotate(
            found=Count("artefacts"), proven=Count("artefacts", filter=Q(artefacts__checked_at__isnull=False))
        )
        return {**super().get_context_data(**kwargs), "rows": rows.order_by("-status", "-requested_at")[:200]}


def _page(pk: int) -> str:
    return desk_url("consent", pk)


@desk_action(WITHDRAW, back=_page)
def withdraw(request: HttpRequest, pk: int) -> str:
    """Hide at once; then remove, here and now if nothing breaks off, else by the worker."""
    consent = get_object_or_404(Consent, pk=pk)
    made = withdraw_consent(consent=consent, actor=actor_of(request))
    if finish_withdrawal(made):
        return _("Đã rút lại: mọi thứ đã ẩn, đã gỡ và đã kiểm. Biên nhận ở dưới.")
    return _("Đã rút lại và ẩn ngay. Phần gỡ hẳn đang chạy; xem biên nhận ở dưới.")


@require_POST
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """Print a new slip (A6); the address on an older one stops working."""
    require(request.user, *SEE_CONSENTS)
    consent = get_object_or_404(Consent, pk=pk)
    try:
        secret = issue_slip(consent=consent, actor=actor_of(request))
    except DomainError as broken:
        messages.error(request, sentence(broken))
        return redirect(_page(pk))
    address = settings.WAGTAILADMIN_BASE_URL + reverse("consent:mine", args=[secret])
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", xmldecl=False, svgns=True, scale=1, border=2, omitsize=True)
    context = {"consent": consent, "scope": scope_of(consent), "address": address, "qr": SafeString(out.getvalue().decode())}
    response = render(request, "desk/consent_slip.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def evidence(request: HttpRequest, pk: int) -> Any:
    """Open the sealed paper: with a reason in words, which is logged with who asked."""
    require(request.user, OPEN_EVIDENCE)
    consent = get_object_or_404(Consent, pk=pk)
    form = WrittenReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Viết rõ vì sao cần xem, ít nhất mười chữ cái."))
        return redirect(_page(pk))
    if not consent.evidence:
        raise Http404
    log(instance=consent, action="consent.evidence_opened", user=actor_of(request), data={"reason": form.cleaned_data["reason"]})
    response = FileResponse(consent.evidence.open("rb"), as_attachment=True, filename=f"{consent.person.code}.bin")
    response["Cache-Control"] = "no-store"
    return response
