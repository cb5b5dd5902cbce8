"""What the desk's own pages share: Wagtail's furniture, the permission check, and money in tables."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cooperatives.vietnam.money import format_vnd
from storefront.desk.access import require

HOME = {"url": reverse_lazy("wagtailadmin_home"), "label": _("Trang đầu")}


def desk_url(name: str, *args: Any) -> str:
    """Address of a page of the desk."""
    return reverse(f"desk:{name}", args=args)


class Guarded:
    """Opens only to whoever has one of ``permissions``."""

    permissions: ClassVar[tuple[str, ...]] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check, then go on. Raises PermissionDenied."""
        require(request.user, *self.permissions)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class DeskPage(Guarded, WagtailAdminTemplateMixin, TemplateView):
    """A page with a template of its own under Wagtail's header. ``trail`` is the list that it belongs to: (label, url name)."""

    trail: ClassVar[tuple[Any, str] | None] = None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """First page › list › this."""
        items: list[dict[str, Any]] = [HOME]
        if self.trail:
            items.append({"url": desk_url(self.trail[1]), "label": self.trail[0]})
        return [*items, {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]


class DeskListing(Guarded, IndexView):
    """A list with Wagtail's search, filters, sorting and pages, over rows that are not edited by form."""

    any_permission_required = None
    paginate_by = 30
    search_backend_name = None
    breadcrumbs_items: ClassVar[list[dict[str, Any]]] = [HOME]


class MoneyColumn(Column):
    """An amount in whole đồng, figures under each other."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, classname="desk-money", **kwargs)

    def get_value(self, instance: Any) -> str:
        """The amount as the reader's language writes it."""
        return format_vnd(super().get_value(instance) or 0, get_language() or "vi")


class MomentColumn(Column):
    """A local day and time, short."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, classname="desk-moment", **kwargs)

    def get_value(self, instance: Any) -> str:
        """Figures only: 23/11/2026 09:30."""
        value = super().get_value(instance)
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}" if value else ""


class StatusColumn(Column):
    """A status as a tag; its colour comes from the value."""

    def get_value(self, instance: Any) -> str:
        """The tag."""
        value = getattr(instance, self.name)
        return format_html('<span class="desk-tag desk-tag--{}">{}</span>', value, getattr(instance, f"get_{self.name}_display")())
