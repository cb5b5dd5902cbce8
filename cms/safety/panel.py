"""The panel on top of a page's editor: what to look at, and which consents the newest draft rests on until when."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, Panel, PanelGroup, TabbedInterface

from .passages import Finding
from .reading import findings_of
from .sentences import Rest, Said, rests_of, said_of


class SafetyPanel(Panel):
    """Advice for editors and protection officers; it holds no field."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page, as its newest draft was saved."""

        template_name = "cms/safety/panel.html"

        def is_shown(self) -> bool:
            """A page that was never saved has nothing to read yet."""
            return self.instance is not None and self.instance.pk is not None

        @cached_property
        def _newest(self) -> Any:
            newest = getattr(self.instance, "get_latest_revision_as_object", None)
            return newest() if newest else self.instance

        @cached_property
        def findings(self) -> list[Finding]:
            """What to look at."""
            return findings_of(self._newest)

        def said(self) -> list[Said]:
            """Findings by kind."""
            return said_of(self.findings)

        def rests(self) -> list[Rest]:
            """The consents behind the draft."""
            return rests_of(self._newest.consent_needs())


SAFETY_PANEL = SafetyPanel(heading=_("Trước khi đăng"), icon="warning")
"""One for all kinds of pages."""


def with_advice(panels: PanelGroup) -> PanelGroup:
    """The same editor with the advice on top of its first tab."""
    if isinstance(panels, TabbedInterface):
        first, *others = panels.children
        return TabbedInterface([with_advice(first), *others], base_form_class=panels.base_form_class)
    return ObjectList([SAFETY_PANEL, *panels.children], heading=panels.heading, base_form_class=panels.base_form_class)
