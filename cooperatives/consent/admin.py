"""How staff keep persons (by code only) and their consents. The withdrawal and the paper have pages of their own in the desk."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from .gate import ConsentMissing
from .models import Consent, Person
from .models.consent import WHAT as COLUMNS
from .sentences import WHAT_WORDS, consent_sentence

CONSENT_MENU = "register_consent_menu_item"


class RefusesWithoutConsent:
    """Mixin of create and edit views: the gate's refusal is an error of the form, and everything typed stays in it."""

    def form_valid(self, form: Any) -> Any:
        """Save, or show the sentence."""
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except ConsentMissing as error:
            form.add_error(None, consent_sentence(error))
            return self.form_invalid(form)  # type: ignore[attr-defined]


class ScopeColumn(Column):
    """What a consent covers, in words."""

    def get_value(self, instance: Consent) -> str:
        """ "lời kể, khuôn mặt"."""
        return ", ".join(str(WHAT_WORDS[word]) for word, column in COLUMNS.items() if getattr(instance, column))


class StandsColumn(Column):
    """Whether it holds today."""

    def get_value(self, instance: Consent) -> Any:
        """A word."""
        if instance.withdrawn_at:
            return _("Đã rút lại")
        return _("Còn hạn") if instance.is_living() else _("Hết hạn")


class ConsentForm(WagtailAdminModelForm):
    """A new person gets a code when none is chosen."""

    person = forms.ModelChoiceField(
        label=_("Người"), queryset=Person.objects.order_by("code"), required=False, empty_label=_("Người mới (máy cho mã)")
    )

    def clean_person(self) -> Person:
        """The chosen person, or a new one. Saved with the form."""
        return self.cleaned_data.get("person") or Person()

    def save(self, commit: bool = True) -> Consent:
        """Save a new person first; note who recorded the consent."""
        if self.instance.person.pk is None:
            self.instance.person.save()
            self.instance.person_id = self.instance.person.pk
        if self.instance.recorded_by_id is None:
            self.instance.recorded_by = self.for_user
        saved: Consent = super().save(commit)
        return saved


class ConsentCreateView(CreateView):
    """Add a consent."""


class ConsentEditView(EditView):
    """Edit a consent; a withdrawn one only to be read."""

    def get_form(self, form_class: Any = None) -> Any:
        """Nothing of a withdrawn consent can be changed."""
        form = super().get_form(form_class)
        if self.object.withdrawn_at:
            for field in form.fields.values():
                field.disabled = True
        return form


class ConsentViewSet(SnippetViewSet):
    """Consents: a snippet, so that blocks and pictures can choose them."""

    model = Consent
    icon = "key"
    menu_label = _("Sự đồng ý")
    menu_hook = CONSENT_MENU
    menu_order = 10
    add_view_class = ConsentCreateView
    edit_view_class = ConsentEditView
    copy_view_enabled = False
    list_display: ClassVar = [
        TitleColumn("person", label=_("Người"), accessor="person", get_url=lambda consent: reverse("desk:consent", args=[consent.pk])),
        ScopeColumn("scope", label=_("Cho phép")),
        "valid_from",
        "valid_until",
        StandsColumn("stands", label=_("Tình trạng")),
    ]
    list_filter: ClassVar = ["valid_until"]
    search_fields: ClassVar = ["person__code"]
    ordering = "valid_until"
    edit_handler = ObjectList(
        [
            HelpPanel(_("Chỉ ghi mã, không ghi tên, nơi ở hay chuyện riêng của ai ở đây. Không hỏi thì coi như chị ấy không đồng ý.")),
            FieldPanel("person"),
            MultiFieldPanel([FieldPanel(column) for column in COLUMNS.values()], heading=_("Chị ấy cho dùng")),
            MultiFieldPanel([FieldPanel(name) for name in ("on_site", "in_print", "on_social", "for_partners")], heading=_("Ở đâu")),
            FieldRowPanel([FieldPanel("in_vietnamese"), FieldPanel("in_english")], heading=_("Bằng tiếng gì")),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")], heading=_("Từ khi nào tới khi nào, dài nhất 24 tháng")),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("method", "explained_in", "witness_code", "copy_given", "evidence")],
                heading=_("Chị ấy đồng ý thế nào"),
            ),
        ],
        base_form_class=ConsentForm,
    )
