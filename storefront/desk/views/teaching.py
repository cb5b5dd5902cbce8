"""What staff teach the search: names of one thing, words of two meanings, and the queries on which they see what that changes."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from search.models import AmbiguousWord, SavedQuery, SynonymSet
from search.synonyms import terms_of
from search.teaching import with_row
from search.trying import MOST_QUERIES, effects
from storefront.desk.access import TEACH_SEARCH, actor_of, require
from storefront.desk.pages import DeskPage, desk_url

TRAIL = (gettext_lazy("Dạy máy tìm"), "teaching")


class SynonymForm(forms.ModelForm):  # type: ignore[type-arg]
    """Names of one thing."""

    class Meta:
        model = SynonymSet
        fields: ClassVar = ["terms"]
        widgets: ClassVar = {"terms": forms.Textarea(attrs={"rows": 2})}


class WordForm(forms.ModelForm):  # type: ignore[type-arg]
    """A word of two meanings."""

    class Meta:
        model = AmbiguousWord
        fields: ClassVar = ["word", "when", "beside"]


class QueryForm(forms.ModelForm):  # type: ignore[type-arg]
    """A query to try again."""

    class Meta:
        model = SavedQuery
        fields: ClassVar = ["text"]


class Teaching(DeskPage):
    """Everything that was taught; the words in the address narrow it."""

    permissions = (TEACH_SEARCH,)
    template_name = "desk/teaching.html"
    page_title = gettext_lazy("Dạy máy tìm")
    header_icon = "search"
    trail = (gettext_lazy("Người mua tìm gì"), "searches")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows that have the word."""
        sought = " ".join(self.request.GET.get("chu", "").replace("\x00", "").split())[:60]
        return {
            **super().get_context_data(**kwargs),
            "sought": sought,
            "sets": SynonymSet.objects.filter(terms__icontains=sought),
            "words": AmbiguousWord.objects.filter(Q(word__icontains=sought) | Q(beside__icontains=sought)),
            "queries": SavedQuery.objects.all(),
            "most_queries": MOST_QUERIES,
        }


class _Teach(DeskPage):
    """A form that shows, before anything is saved, what it would change."""

    permissions = (TEACH_SEARCH,)
    template_name = "desk/teach.html"
    header_icon = "search"
    trail = TRAIL
    form_class: ClassVar[type[forms.ModelForm[Any]]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, filled with the row or with the words of the address."""
        form = kwargs.pop("form", None) or self.form_class(instance=self._row(), initial=self._initial())
        return {**super().get_context_data(**kwargs), "form": form, "row": form.instance if form.instance.pk else None, **kwargs}

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Try, save or remove. What was typed stays until it is saved."""
        row = self._row()
        if "remove" in request.POST and row is not None:
            return self._remove(row)
        form = self.form_class(request.POST, instance=row)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if "save" not in request.POST:
            return self.render_to_response(self.get_context_data(form=form, effects=self._effects(form.instance)))
        saved = form.save()
        action = "wagtail.create" if row is None else "wagtail.edit"
        log(saved, action, user=actor_of(request), content_changed=form.has_changed(), title=str(saved)[:100])
        messages.success(request, _("Đã lưu. Máy tìm hiểu ngay từ bây giờ."))
        return redirect(desk_url("teaching"))

    def get_page_subtitle(self) -> str:
        """Which row it is."""
        row = self._row()
        return str(row) if row is not None else ""

    def _row(self) -> Any:
        pk = self.kwargs.get("pk")
        return None if pk is None else get_object_or_404(self.form_class._meta.model, pk=pk)

    def _initial(self) -> dict[str, str]:
        words = " ".join(self.request.GET.get("chu", "").replace("\x00", "").split())[:60]
        return {self.form_class._meta.fields[0]: words} if words and "pk" not in self.kwargs else {}  # type: ignore[index]

    def _effects(self, row: SynonymSet | AmbiguousWord) -> list[Any]:
        """On the saved queries and on the words of the row themselves, as they were and as they are now."""
        before = self._row()
        own = [text for one in (before, row) if one is not None for text in _texts(one)]
        return effects([*dict.fromkeys(own), *SavedQuery.objects.values_list("text", flat=True)], with_row(row))

    def _remove(self, row: Any) -> HttpResponse:
        log(row, "wagtail.delete", user=actor_of(self.request), title=str(row)[:100], deleted=True)
        row.delete()
        messages.success(self.request, _("Đã bỏ. Máy tìm quên ngay từ bây giờ."))
        return redirect(desk_url("teaching"))


class TeachSynonyms(_Teach):
    """Names of one thing."""

    form_class = SynonymForm
    page_title = gettext_lazy("Từ đồng nghĩa")


class TeachWord(_Teach):
    """A word of two meanings."""

    form_class = WordForm
    page_title = gettext_lazy("Chữ có hai nghĩa")


@require_POST
def keep_query(request: HttpRequest) -> HttpResponse:
    """Keep a query to try; one that is kept already stays."""
    require(request.user, TEACH_SEARCH)
    form = QueryForm(request.POST)
    if form.is_valid():
        form.save()
        messages.success(request, _("Đã giữ câu tìm để thử."))
    elif SavedQuery.objects.filter(text=" ".join(request.POST.get("text", "").split())).exists():
        messages.success(request, _("Câu tìm này đã có trong danh sách."))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect(desk_url("teaching"))


@require_POST
def drop_query(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep it no longer."""
    require(request.user, TEACH_SEARCH)
    SavedQuery.objects.filter(pk=pk).delete()
    return redirect(desk_url("teaching"))


def _texts(row: SynonymSet | AmbiguousWord) -> list[str]:
    terms = terms_of(row.terms if isinstance(row, SynonymSet) else f"{row.word}, {row.beside}")
    return [" ".join(term) for term in terms]
