"""A field for a place that offers the provinces and nothing finer; safety advice reads what was typed all the same."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.blocks import CharBlock

from cooperatives.vietnam.places import provinces


def province_names() -> list[str]:
    """Today's provinces first, then the names they had until July 2025, each once."""
    today = [province.name_vi.removeprefix("Thành phố ") for province in provinces()]
    before = [old for province in provinces() for old in province.old_names]
    return list(dict.fromkeys([*today, *before]))


class ProvinceInput(forms.TextInput):
    """A line of text with the provinces to choose from."""

    template_name = "cms/widgets/province.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Add the list and its name."""
        context = super().get_context(name, value, attrs)
        context["widget"]["list"] = f"{context['widget']['attrs'].get('id', name)}-provinces"
        context["provinces"] = province_names()
        return context


class ProvinceBlock(CharBlock):
    """Where something is or was: the name of a province."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.field.widget = ProvinceInput()

    def deconstruct(self) -> Any:
        """In migrations it is what it stores: a line of text."""
        _path, args, options = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, options
