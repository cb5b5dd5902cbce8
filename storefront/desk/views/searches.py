"""What people look for, by week, and what staff do about it: teach a word, put a page above, stop suggesting some words."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.contrib.search_promotions.views.settings import CreateView
from wagtail.log_actions import log

from search.counting import SHOWN_FROM
from search.models import SearchTerm
from search.popular import forget_popular
from storefront.desk.access import QUIET_SEARCH, SEE_SEARCHES, TEACH_SEARCH, actor_of, may, require
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.searches import report, weeks

ADD_PROMOTION = "wagtailsearchpromotions.add_searchpromotion"


class Searches(DeskPage):
    """Three tables: asked most, without an answer, answered but never opened."""

    permissions = (SEE_SEARCHES,)
    template_name = "desk/searches.html"
    page_title = _("Người mua tìm gì")
    header_icon = "search"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Of the week in the address, else of four weeks."""
        known = weeks()
        chosen = next((week for week in known if week.isoformat() == self.request.GET.get("tuan")), None)
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "weeks": [(week, week + datetime.timedelta(days=6)) for week in known],
            "chosen": chosen,
            "report": report(chosen),
            "shown_from": SHOWN_FROM,
            "may_promote": may(user, ADD_PROMOTION),
            "may_quiet": may(user, QUIET_SEARCH),
            "may_teach": may(user, TEACH_SEARCH),
        }


class Promote(CreateView):
    """Wagtail's form for promoted results, with the words filled in."""

    def get_initial(self) -> dict[str, Any]:
        """The words of the address."""
        return {**super().get_initial(), "query_string": self.request.GET.get("chu", "")}


@require_POST
def quiet(request: HttpRequest, pk: int) -> HttpResponse:
    """Suggest some words no more, or again."""
    require(request.user, QUIET_SEARCH)
    term = get_object_or_404(SearchTerm.objects.exclude(text=""), pk=pk)
    wanted = request.POST.get("quiet") == "1"
    if SearchTerm.objects.filter(pk=term.pk, is_quiet=not wanted).update(is_quiet=wanted):
        forget_popular()
        log(instance=term, action="search.quieted" if wanted else "search.unquieted", user=actor_of(request))
    return redirect(desk_url("searches"))
