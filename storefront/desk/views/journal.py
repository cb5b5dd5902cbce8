"""The journal of a period for an accountant, as files."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cooperatives.ledger.journal import beancount, journal
from storefront.desk.access import SEE_STATEMENTS, require
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.views.statements import month_of

ONE_DAY = datetime.timedelta(days=1)


class PeriodForm(forms.Form):
    """First and last day, both inside."""

    since_on = forms.DateField(label=gettext_lazy("Từ ngày"), widget=forms.DateInput({"type": "date"}))
    until_on = forms.DateField(label=gettext_lazy("Đến hết ngày"), widget=forms.DateInput({"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("since_on") and given.get("until_on") and given["since_on"] > given["until_on"]:
            self.add_error("until_on", _("Ngày cuối phải từ ngày đầu trở đi."))
        return given


class JournalPage(DeskPage):
    """Choose the days and the form."""

    permissions = SEE_STATEMENTS
    template_name = "desk/journal.html"
    page_title = gettext_lazy("Nhật ký sổ cái")
    header_icon = "doc-full"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Last month, which is what is mostly asked for."""
        last = month_of("").since - ONE_DAY
        month = month_of(f"{last:%Y-%m}")
        days = {"since_on": month.since.date(), "until_on": last.date()}
        return {**super().get_context_data(**kwargs), "form": PeriodForm(initial=days)}


def journal_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The period as CSV or Beancount text, sent as it is read."""
    require(request.user, *SEE_STATEMENTS)
    asked = PeriodForm(request.GET)
    if not asked.is_valid():
        messages.error(request, next(iter(asked.errors.values()))[0])
        return redirect(desk_url("journal"))
    since, until = (_start(day) for day in (asked.cleaned_data["since_on"], asked.cleaned_data["until_on"] + ONE_DAY))
    if form == "csv":
        response = StreamingHttpResponse(_csv(since, until), content_type="text/csv; charset=utf-8")
    else:
        lines = (f"{line}\n" for line in beancount(since=since, until=until))
        response = StreamingHttpResponse(lines, content_type="text/plain; charset=utf-8")
    name = f"nhat-ky-{asked.cleaned_data['since_on']}-{asked.cleaned_data['until_on']}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _start(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time.min, timezone.get_default_timezone())


class _Line:
    """What csv writes to: hands each line back."""

    def write(self, text: str) -> str:
        """Return it."""
        return text


def _csv(since: datetime.datetime, until: datetime.datetime) -> Iterator[str]:
    writer = csv.writer(_Line())
    heads = (_("Bút toán"), _("Ngày"), _("Tài khoản"), _("Tên"), _("Nợ"), _("Có"), _("Loại tiền"), _("Của"))
    yield "\N{BOM}" + str(writer.writerow(heads))
    for row in journal(since=since, until=until):
        amounts = row.debit or "", row.credit or ""
        yield str(writer.writerow((row.key, row.on.isoformat(), row.account, row.name, *amounts, row.currency, row.reference)))
