"""``{% warnings_said object as said %}``: what to look at in the newest draft of a page, by kind."""

from __future__ import annotations

from django import template
from wagtail.models import Page

from cms.safety.acknowledgement import warnings_of
from cms.safety.sentences import Said, said_of

register = template.Library()


@register.simple_tag
def warnings_said(page: Page) -> list[Said]:
    """Return findings by kind."""
    return said_of(warnings_of(page))
