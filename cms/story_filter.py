"""Stories by group, province, programme and theme, out of the address: ``?nhom=…&tinh=…&chuong-trinh=…&chu-de=…``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.models.story import Theme
from cooperatives.groups.models import PlaceShown
from cooperatives.vietnam.templatetags.vietnam import place

GROUP, PROVINCE, PROGRAMME, THEME = "nhom", "tinh", "chuong-trinh", "chu-de"
LABELS: Final = {THEME: _("Chủ đề"), GROUP: _("Nhóm"), PROVINCE: _("Tỉnh"), PROGRAMME: _("Chương trình")}
Option = tuple[str, str]


class StoryFilter:
    """What the reader asked for. A group, province or programme that no story has is as if it had not been asked: old links lead on."""

    def __init__(self, stories: Any, asked: Mapping[str, str]) -> None:
        self.stories = stories
        self.options = _options(stories)
        known = {name: {value for value, _label in pairs} for name, pairs in self.options.items()} | {THEME: set(Theme.values)}
        self.chosen = {name: value for name in LABELS if (value := asked.get(name, "")) in known[name]}

    @property
    def found(self) -> Any:
        """The stories that fit all choices."""
        found = self.stories
        if GROUP in self.chosen:
            found = found.filter(group__slug=self.chosen[GROUP])
        if PROVINCE in self.chosen:
            found = found.filter(group__province_code=self.chosen[PROVINCE]).exclude(group__place_shown=PlaceShown.HIDDEN)
        if PROGRAMME in self.chosen:
            found = found.filter(programme__translation_key=self.chosen[PROGRAMME], programme__offers_quick_exit=False)
        if THEME in self.chosen:
            found = found.filter(theme=self.chosen[THEME])
        return found

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The lists of the form that have something to choose: name, label, options, chosen value."""
        rows: list[dict[str, Any]] = [
            {"name": name, "label": label, "options": self.options[name], "value": self.chosen.get(name, "")}
            for name, label in LABELS.items()
        ]
        return [row for row in rows if len(row["options"]) > 1 or row["value"]]

    @property
    def query(self) -> str:
        """The choices as they stand in an address, without "?"; empty for none."""
        return urlencode(self.chosen)


def _options(stories: Any) -> dict[str, list[Option]]:
    """Everything that at least one story has. One query."""
    columns = ("theme", "group__slug", "group__name_vi", "group__name_en", "group__is_active", "group__province_code", "group__place_shown")
    rows = stories.order_by().values(*columns, "programme__translation_key", "programme__title", "programme__offers_quick_exit").distinct()
    found: dict[str, dict[str, str]] = {name: {} for name in LABELS}
    for row in rows:
        if row["theme"]:
            found[THEME][row["theme"]] = str(Theme(row["theme"]).label)
        if row["group__slug"] and row["group__is_active"]:
            found[GROUP][row["group__slug"]] = _name(row)
            if row["group__place_shown"] != PlaceShown.HIDDEN and row["group__province_code"]:
                found[PROVINCE][row["group__province_code"]] = place(row["group__province_code"])
        if row["programme__translation_key"] and row["programme__offers_quick_exit"] is False:
            found[PROGRAMME][str(row["programme__translation_key"])] = row["programme__title"]
    return {name: sorted(pairs.items(), key=lambda pair: pair[1]) for name, pairs in found.items()}


def _name(row: dict[str, Any]) -> str:
    name: str = (row["group__name_en"] if get_language() == "en" else "") or row["group__name_vi"]
    return name
