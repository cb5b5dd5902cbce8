"""A product: words, pictures and season. Price and stock live on its variants and change at once, without review."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, Orderable, PreviewableMixin, RevisionMixin, WorkflowMixin

from catalog.blocks import ProductBodyBlock
from catalog.models.certificate import Certificate
from catalog.models.review import PassedByAnother
from catalog.text import in_language
from cooperatives.consent.gate import ConsentMissing, Need, RestsOnConsent, missing_of
from cooperatives.media.needs import needs_of
from cooperatives.vietnam.seasons import in_season

MONTH = [(month, str(month)) for month in range(1, 13)]


class ProductQuerySet(models.QuerySet["Product"]):
    """Questions about many products."""

    def passed(self) -> ProductQuerySet:
        """Published products of groups that the center lets sell: all but what only the day decides."""
        return self.filter(live=True, group__is_active=True)

    def on_sale(self) -> ProductQuerySet:
        """What may be seen and bought today: passed, and with a food licence that holds today where the category asks for one."""
        own = Certificate.objects.valid_on().filter(scheme__is_food_licence=True, product=OuterRef("pk"))
        groups = Certificate.objects.valid_on().filter(scheme__is_food_licence=True, product__isnull=True, group=OuterRef("group"))
        return self.passed().filter(Q(category__needs_food_licence=False) | Exists(groups) | Exists(own))

    def without_english(self) -> ProductQuerySet:
        """Published products that say something in Vietnamese and not in English: the name, a few words, or how to keep it."""
        asked = models.Q(pk__in=[])
        for name in ("name", "summary", "origin", "ingredients", "storage"):
            asked |= ~models.Q(**{f"{name}_vi": ""}) & models.Q(**{f"{name}_en": ""})
        return self.filter(asked, live=True)

    def for_cards(self) -> ProductQuerySet:
        """Everything a product card shows, in a fixed number of queries."""
        return self.select_related("group", "category").prefetch_related(
            "variants__stock", "pictures__picture__renditions", "certificates__scheme", "group__certificates__scheme"
        )


class Product(
    RestsOnConsent, PassedByAnother, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel
):
    """Something that one group makes. Draft, revisions, workflow and lock are Wagtail's; an edit in review leaves the live row alone."""

    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="products", verbose_name=_("nhóm"))
    category = models.ForeignKey("catalog.Category", on_delete=models.PROTECT, related_name="products", verbose_name=_("loại hàng"))
    slug = models.SlugField(_("địa chỉ trang"), max_length=100, unique=True)
    name_vi = models.CharField(_("tên"), max_length=140)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=140, blank=True)
    summary_vi = models.CharField(_("vài lời"), max_length=300, blank=True)
    summary_en = models.CharField(_("vài lời (tiếng Anh)"), max_length=300, blank=True)
    body_vi = StreamField(ProductBodyBlock(), blank=True, verbose_name=_("kể thêm"))
    body_en = StreamField(ProductBodyBlock(), blank=True, verbose_name=_("kể thêm (tiếng Anh)"))
    origin_vi = models.CharField(_("xuất xứ"), max_length=200, blank=True)
    origin_en = models.CharField(_("xuất xứ (tiếng Anh)"), max_length=200, blank=True)
    ingredients_vi = models.CharField(_("thành phần"), max_length=300, blank=True)
    ingredients_en = models.CharField(_("thành phần (tiếng Anh)"), max_length=300, blank=True)
    storage_vi = models.CharField(_("cách giữ"), max_length=200, blank=True)
    storage_en = models.CharField(_("cách giữ (tiếng Anh)"), max_length=200, blank=True)
    shelf_life_days = models.PositiveSmallIntegerField(_("dùng trong (ngày)"), null=True, blank=True)
    season_from = models.PositiveSmallIntegerField(_("mùa từ tháng"), choices=MONTH, null=True, blank=True)
    season_to = models.PositiveSmallIntegerField(_("đến tháng"), choices=MONTH, null=True, blank=True)
    lead_days = models.PositiveSmallIntegerField(_("chuẩn bị trong (ngày)"), default=2)
    is_fragile = models.BooleanField(_("dễ vỡ"), default=False)
    is_fresh = models.BooleanField(_("hàng tươi, chỉ giao gần"), default=False)
    created_at = models.DateTimeField(_("thêm lúc"), default=timezone.now, editable=False)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="product")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="product",
        for_concrete_model=False,
    )
    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("món hàng")
        verbose_name_plural = pgettext_lazy("many", "món hàng")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["live", "category"]),
            models.Index(fields=["live", "group"]),
            models.Index(fields=["live", "-created_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(season_from__isnull=True) & Q(season_to__isnull=True))
                | (Q(season_from__range=(1, 12)) & Q(season_to__range=(1, 12))),
                name="product_season_both_months",
            )
        ]

    def __str__(self) -> str:
        return self.name_vi

    @property
    def revisions(self) -> Any:
        """Wagtail asks for the relation under this name."""
        return self._revisions

    @property
    def name(self) -> str:
        """Name in the reader's language."""
        return in_language(self, "name")

    @property
    def summary(self) -> str:
        """A few words in the reader's language."""
        return in_language(self, "summary")

    @property
    def origin(self) -> str:
        """Where it comes from, as the label says."""
        return in_language(self, "origin")

    @property
    def ingredients(self) -> str:
        """What is in it."""
        return in_language(self, "ingredients")

    @property
    def storage(self) -> str:
        """How to keep it."""
        return in_language(self, "storage")

    def is_in_season(self, day: datetime.date | None = None) -> bool:
        """Whether a seasonal product is in its months on ``day`` (today). A product without a season is never "in season"."""
        if self.season_from is None or self.season_to is None:
            return False
        return in_season(self.season_from, self.season_to, (day or timezone.localdate()).month)

    def consent_needs(self) -> list[Need]:
        """Needs of its pictures and of its body in both languages."""
        return needs_of(self, {"body_vi": "vi", "body_en": "en"})

    def get_absolute_url(self) -> str:
        """Public page of the product."""
        return reverse("catalog:product", args=[self.slug])

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """Template of Wagtail's preview."""
        return "catalog/product.html"


class ProductPicture(Orderable):
    """A picture in a product's gallery; the first one is on the card."""

    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("media.Picture", on_delete=models.CASCADE, related_name="+", verbose_name=_("ảnh"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, behind the gate when the product is on sale already. Raises ConsentMissing."""
        if self.product.live and self.picture.shows == self.picture.Shows.PEOPLE:
            needs = self.picture.consent_needs()
            if missing := missing_of(needs):
                raise ConsentMissing(missing=missing, subject=self._meta.label, title=str(self.product))
        super().save(*args, **kwargs)

    class Meta(Orderable.Meta):
        verbose_name = _("ảnh của món")
        verbose_name_plural = pgettext_lazy("many", "ảnh của món")
