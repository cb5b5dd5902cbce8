"""Lists of the center's own in the admin, besides Wagtail's tree of pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from cms.models import Feature, ModelPage
from cooperatives.vietnam.templatetags.vietnam import short_date

BESIDE_THE_PAGES = 105
"""Wagtail's tree of pages stands at 100."""


class DayColumn(Column):
    """A day as people here write it; Wagtail's own would say how many hours ago it began."""

    def get_value(self, instance: Any) -> str:
        """ "27/11/2026", or nothing."""
        day = super().get_value(instance)
        return short_date(day) if day else ""


class FeatureIndexView(IndexView):
    """Features in their order, to be dragged."""

    def get_base_queryset(self) -> QuerySet[Feature]:
        """With the titles, and whether readers can see each page, in one query."""
        seen = ModelPage.objects.public().filter(pk=OuterRef("model_id"))
        rows: QuerySet[Feature] = Feature.objects.select_related("model", "model__locale").annotate(model_is_public=Exists(seen))
        return rows


class FeatureViewSet(ModelViewSet):
    """Which models stand on the first page. One row shows the model in both languages."""

    model = Feature
    name = "features"
    icon = "pick"
    menu_label = _("Mô hình nổi bật")
    menu_order = BESIDE_THE_PAGES
    add_to_admin_menu = True
    index_view_class = FeatureIndexView
    ordering: Any = "sort_order"
    list_display: ClassVar = [
        TitleColumn("model", label=_("Mô hình"), accessor="model.title", url_name="features:edit"),
        DayColumn("from_on", label=_("Từ ngày"), sort_key="from_on"),
        DayColumn("until_on", label=_("Đến hết ngày"), sort_key="until_on"),
        Column("state", label=_("Tình trạng"), accessor="state"),
    ]
    panels: ClassVar = Feature.panels
