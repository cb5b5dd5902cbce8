"""Upload a province's list of revoked certificates, see what falls, and let it fall."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from catalog.services.revocations import ListedPaper, Outcome, compare, revoke_listed
from storefront.desk.access import CHECK_CERTIFICATE, actor_of
from storefront.desk.actions import Refused, desk_action
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.sentences import sentence
from storefront.payments.sheets import ColumnsMissing, FileNotReadable, headings, read_table

NAMES = {
    "number": headings("so | so giay | so giay chung nhan | so quyet dinh | so chung nhan | number | certificate number"),
    "province": headings("tinh | tinh thanh | tinh/thanh pho | tinh thanh pho | dia phuong | province"),
}
TOLD = {"number": gettext_lazy("số giấy"), "province": gettext_lazy("tỉnh")}


class ListForm(forms.Form):
    """The list."""

    file = forms.FileField(label=gettext_lazy("Danh sách thu hồi (CSV hoặc XLSX)"), error_messages={"required": gettext_lazy("Chọn tệp.")})


class Revocations(DeskPage):
    """The upload; after it, every row with what it would do and a tick for each certificate that would fall."""

    permissions = (CHECK_CERTIFICATE,)
    template_name = "desk/revocations.html"
    page_title = gettext_lazy("Danh sách thu hồi")
    header_icon = "desk-label"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """An empty form, unless a list was read."""
        return {"form": ListForm(), **super().get_context_data(**kwargs)}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read the list and show the answer; nothing is changed or kept."""
        form = ListForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        file = form.cleaned_data["file"]
        try:
            outcomes = compare(_papers(file.read()))
        except (FileNotReadable, ColumnsMissing) as refused:
            messages.error(request, _refusal(refused))
            return self.render_to_response(self.get_context_data())
        falling = {one.pk for outcome in outcomes if outcome.kind == Outcome.Kind.FALLS for one in outcome.certificates}
        errors = sum(one.is_error for one in outcomes)
        context = self.get_context_data(outcomes=outcomes, falling=len(falling), errors=errors, source=file.name[:120])
        return self.render_to_response(context)


@desk_action(CHECK_CERTIFICATE, back=lambda: desk_url("revocations"))
def apply(request: HttpRequest) -> str:
    """Revoke what is ticked."""
    ticked = [int(pk) for pk in request.POST.getlist("certificate") if pk.isdecimal()]
    if not ticked:
        raise Refused(_("Chưa chọn giấy nào."))
    source = _("Theo danh sách thu hồi: %(source)s") % {"source": request.POST.get("source", "")[:120]}
    revoked = len(revoke_listed(certificate_ids=ticked, actor=actor_of(request), source=source))
    if not revoked:
        return _("Không có gì mới: những giấy này đã thu hồi từ trước.")
    words = ngettext("Đã thu hồi %(count)s giấy. Nhãn đã gỡ.", "Đã thu hồi %(count)s giấy. Nhãn đã gỡ.", revoked)
    return words % {"count": revoked}


def _papers(content: bytes) -> list[ListedPaper]:
    table = read_table(content, names=NAMES, is_complete=lambda there: sorted(set(NAMES) - there))
    return [ListedPaper(row.number, row.cells.get("number", ""), row.cells.get("province", "")) for row in table.rows]


def _refusal(error: FileNotReadable | ColumnsMissing) -> str:
    if isinstance(error, ColumnsMissing):
        missing = ", ".join(str(TOLD[name]) for name in error.facts["missing"])
        return _("Tệp thiếu cột: %(missing)s. Cần hai cột: số giấy và tỉnh.") % {"missing": missing}
    return sentence(error)
