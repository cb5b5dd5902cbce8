"""All questions about a new product on one page, for a phone without signal: the same forms as one by one, asked together."""

from __future__ import annotations

import uuid
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from catalog.models import ProductDraft
from catalog.packs import asks_each
from catalog.services.photos import MOST_PHOTOS
from cooperatives.vietnam.units import find_unit
from storefront.portal.telling_forms import CategoryForm, EachForm, NameForm, PacksForm, PriceForm, WordsForm

ASKS_ALL: Final = "chục"
"""The unit of which most is asked: its form shows the page all fields that one of the others may want."""


class WholeForm:
    """Five forms filled in at once. ``given`` is what was posted; without it the page is empty."""

    def __init__(self, given: Any = None) -> None:
        self.name = NameForm(given)
        self.price = PriceForm(given, initial=PriceForm.initial_of(ProductDraft()))
        self.packs = PacksForm(given, initial=PacksForm.initial_of(ProductDraft()))
        self.words = WordsForm(given)
        self.category = CategoryForm(given)
        self.each = self._each(given)
        self.awaits = [key for key in given.getlist("photo") if _is_key(key)][:MOST_PHOTOS] if given is not None else []

    def _each(self, given: Any) -> EachForm:
        """Bound only where the chosen unit wants it, so that nobody is asked what a cân weighs."""
        unit = find_unit(given.get("unit", "")) if given is not None else None
        if unit is not None and asks_each(unit):
            return EachForm(given, draft=ProductDraft(unit=given["unit"]))
        form = EachForm(draft=ProductDraft(unit=ASKS_ALL))
        form.use_required_attribute = False
        form.fields["each"].label = _("Một hũ, bó, con… nặng chừng bao nhiêu?")
        return form

    @property
    def forms(self) -> list[forms.Form]:
        """In the order of the page."""
        return [self.name, self.price, self.each, self.packs, self.words, self.category]

    def is_valid(self) -> bool:
        """Whether everything that was asked is answered."""
        return all(form.is_valid() for form in self.forms if form.is_bound)

    def answers(self) -> dict[str, Any]:
        """For :func:`catalog.services.drafts.answer`."""
        each = self.each.answers() if self.each.is_bound else {"each_quantity": None, "each_unit": "", "dozen": None}
        told = {"name": self.name.cleaned_data["name"], "words": self.words.cleaned_data["words"]}
        counted = {"packs": self.packs.answers()["packs"], "category": self.category.cleaned_data["category"]}
        return told | counted | self.price.answers() | each | {"awaits": self.awaits}


def _is_key(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
