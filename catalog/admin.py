"""How staff edit the catalogue in the admin: products, categories, labels, certificates and the pages of groups.

Prices and stock are not here: they change without review, on a page of their own at the desk.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from catalog.models import Category, Certificate, GroupProfile, LabelScheme, Product

GOODS_MENU = "register_goods_menu_item"
GROUPS_MENU = "register_groups_menu_item"
STOCK_PAGE = "desk:stock"
CERTIFICATE_PAGE = "desk:certificate"
"""Pages of the floor above, by name only."""


class PictureColumn(Column):
    """The first picture, small; no words, because the name stands beside it."""

    def get_value(self, instance: Product) -> str:
        """An image tag, or nothing."""
        first = next(iter(instance.pictures.all()), None)
        if first is None:
            return ""
        rendition = first.picture.get_rendition("fill-80x80|format-webp")
        return format_html('<img class="desk-thumb" src="{}" width="40" height="40" alt="" loading="lazy">', rendition.url)


class ProductIndexView(IndexView):
    """The list of products, with the way to prices and stock."""

    def get_base_queryset(self) -> QuerySet[Product]:
        """Everything that a row shows, in a fixed number of queries."""
        return Product.objects.select_related("group", "category").prefetch_related("pictures__picture__renditions")

    def get_list_more_buttons(self, instance: Product) -> list[Any]:
        """Wagtail's buttons, and one more."""
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if self.request.user.has_perm("catalog.change_stock"):
            buttons.append(Button(_("Giá và tồn kho"), url=reverse(STOCK_PAGE, args=[instance.pk]), icon_name="list-ul", priority=5))
        return buttons


def _words(language: str) -> list[Any]:
    return [
        FieldPanel(f"name_{language}"),
        FieldPanel(f"summary_{language}"),
        FieldPanel(f"body_{language}"),
        MultiFieldPanel([FieldPanel(f"{name}_{language}") for name in ("origin", "ingredients", "storage")], heading=_("Trên nhãn")),
    ]


class ProductViewSet(SnippetViewSet):
    """Products with drafts, review, preview and lock."""

    model = Product
    icon = "tag"
    menu_label = _("Món hàng")
    menu_hook = GOODS_MENU
    menu_order = 10
    index_view_class = ProductIndexView
    list_display: ClassVar = [
        "name_vi",
        PictureColumn("picture", label=_("Ảnh")),
        Column("group", label=_("Nhóm"), accessor="group", sort_key="group__name_vi"),
        Column("category", label=_("Loại hàng"), accessor="category", sort_key="category__number"),
        LiveStatusTagColumn(),
    ]
    list_filter: ClassVar = ["group", "category", "live", "is_fresh"]
    search_fields: ClassVar = ["name_vi", "name_en", "slug"]
    list_per_page = 30
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("group"),
                    FieldPanel("category"),
                    *_words("vi"),
                    InlinePanel(
                        "pictures", [FieldPanel("picture")], heading=_("Ảnh"), label=_("Ảnh"), help_text=_("Ảnh đầu hiện trên thẻ hàng.")
                    ),
                ],
                heading=_("Tiếng Việt"),
            ),
            ObjectList(_words("en"), heading=_("Tiếng Anh")),
            ObjectList(
                [
                    FieldPanel("slug"),
                    FieldRowPanel([FieldPanel("season_from"), FieldPanel("season_to")], heading=_("Mùa")),
                    FieldRowPanel([FieldPanel("shelf_life_days"), FieldPanel("lead_days")], heading=_("Thời gian")),
                    FieldPanel("is_fragile"),
                    FieldPanel("is_fresh"),
                ],
                heading=_("Mùa và giao hàng"),
            ),
        ]
    )


class CategoryViewSet(SnippetViewSet):
    """The six OCOP groups and their sets."""

    model = Category
    icon = "folder-open-inverse"
    menu_label = _("Loại hàng")
    menu_hook = GOODS_MENU
    menu_order = 20
    list_display: ClassVar = ["name_vi", "code", "parent", "number"]
    list_filter: ClassVar = ["is_service"]
    search_fields: ClassVar = ["name_vi", "name_en", "code"]
    panels: ClassVar = [FieldPanel(name) for name in ("parent", "code", "number", "name_vi", "name_en", "slug", "is_service")]


class LabelSchemeViewSet(SnippetViewSet):
    """Kinds of labels and what they allow a shop to say."""

    model = LabelScheme
    icon = "tag"
    menu_label = _("Loại nhãn")
    menu_hook = GOODS_MENU
    menu_order = 30
    list_display: ClassVar = ["name_vi", "short_name", "kind", "stars", "rank"]
    list_filter: ClassVar = ["kind"]
    search_fields: ClassVar = ["name_vi", "name_en", "code"]
    panels: ClassVar = [
        FieldPanel(name) for name in ("code", "name_vi", "name_en", "short_name", "stars", "kind", "issuer", "law", "rank", "on_card")
    ]


class CertificateForm(WagtailAdminModelForm):
    """What is printed on the paper. Whoever changes it becomes its uploader, and another person has to check it anew."""

    def save(self, commit: bool = True) -> Certificate:
        """Take the check away when anything changed."""
        if self.instance.pk is None or self.has_changed():
            self.instance.uploaded_by = self.for_user
            self.instance.verified_by = self.instance.verified_at = None
            self.instance.verified_how = ""
        saved: Certificate = super().save(commit=commit)
        return saved


class CertificateIndexView(IndexView):
    """The list of certificates, with the way to the check."""

    def get_base_queryset(self) -> QuerySet[Certificate]:
        """With what a row shows."""
        return Certificate.objects.select_related("scheme", "group", "product")

    def get_list_more_buttons(self, instance: Certificate) -> list[Any]:
        """Wagtail's buttons, and one more."""
        buttons: list[Any] = super().get_list_more_buttons(instance)
        return [*buttons, Button(_("Kiểm"), url=reverse(CERTIFICATE_PAGE, args=[instance.pk]), icon_name="check", priority=5)]


def _state(certificate: Certificate) -> Any:
    if certificate.revoked_at is not None:
        return _("Đã thu hồi")
    if certificate.verified_at is None:
        return _("Chờ người thứ hai kiểm")
    return _("Còn hiệu lực") if certificate.is_valid() else _("Hết hiệu lực")


class CertificateViewSet(SnippetViewSet):
    """Papers: uploaded here, checked by another person on the desk's page."""

    model = Certificate
    icon = "doc-full-inverse"
    menu_label = _("Giấy chứng nhận")
    menu_hook = GOODS_MENU
    menu_order = 40
    index_view_class = CertificateIndexView
    list_display: ClassVar = [
        "__str__",
        Column("group", label=_("Nhóm"), accessor="group"),
        Column("product", label=_("Cho món"), accessor="product"),
        Column("state", label=_("Tình trạng"), accessor=_state),
        "expires_on",
    ]
    list_filter: ClassVar = {"scheme": ["exact"], "group": ["exact"], "verified_at": ["isnull"], "expires_on": ["lte"]}
    search_fields: ClassVar = ["number", "issuer_as_printed"]
    edit_handler = ObjectList(
        [
            FieldPanel("scheme"),
            FieldPanel("group"),
            FieldPanel("product"),
            FieldPanel("number"),
            FieldPanel("issuer_as_printed"),
            FieldRowPanel([FieldPanel("decided_on"), FieldPanel("issued_on"), FieldPanel("expires_on")], heading=_("Ngày in trên giấy")),
            # A plain file field: the usual one links to the file, and this one has no address.
            FieldPanel("scan", widget=forms.FileInput),
        ],
        base_form_class=CertificateForm,
    )


class GroupProfileViewSet(ModelViewSet):
    """The public page of each group."""

    model = GroupProfile
    name = "group_profiles"
    icon = "group"
    menu_label = _("Trang của nhóm")
    menu_hook = GROUPS_MENU
    menu_order = 20
    add_to_reference_index = False
    list_display: ClassVar = ["group", "craft_vi", "is_featured"]
    list_filter: ClassVar = ["is_featured"]
    search_fields: ClassVar = ["group__name_vi", "craft_vi"]
    panels: ClassVar = [
        FieldPanel("group"),
        FieldPanel("cover"),
        MultiFieldPanel([FieldPanel(f"{name}_vi") for name in ("craft", "intro", "how_made")], heading=_("Tiếng Việt")),
        MultiFieldPanel([FieldPanel(f"{name}_en") for name in ("craft", "intro", "how_made")], heading=_("Tiếng Anh")),
        FieldPanel("brocade"),
        FieldPanel("is_featured"),
    ]
