"""How staff edit the catalogue in the admin: products, categories, labels, certificates and the pages of groups.

Prices and stock are not here: they change without review, on a page of their own at the desk.
"""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from catalog.files import check_scan
from catalog.models import Category, Certificate, GroupProfile, LabelScheme, Product
from catalog.services.certificates import CertificateUnlikely, check_sense, correct_certificate
from catalog.standing import offline_reasons
from cooperatives.consent.admin import RefusesWithoutConsent

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


class WhyOfflineColumn(Column):
    """Why a product that was published is not on sale; the rows of a page are asked about together."""

    def get_value(self, instance: Product) -> Any:
        """A few words, or nothing."""
        reason = getattr(instance, "offline_reason", None)
        return reason.label if reason is not None else ""


class ProductIndexView(IndexView):
    """The list of products, with the way to prices and stock."""

    def get_base_queryset(self) -> QuerySet[Product]:
        """Everything that a row shows, in a fixed number of queries."""
        return Product.objects.select_related("group", "category").prefetch_related("pictures__picture__renditions")

    def get_context_data(self, *args: Any, object_list: Any = None, **kwargs: Any) -> dict[str, Any]:
        """With the reason of each row of this page."""
        context: dict[str, Any] = super().get_context_data(*args, object_list=object_list, **kwargs)
        rows = list(context["object_list"])
        reasons = offline_reasons(rows)
        for row in rows:
            row.offline_reason = reasons.get(row.pk)
        return context

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


class NeverPublishesItself:
    """Mixin of editors: saving makes one an author, and an author may not publish, so the editor only saves drafts and submits them."""

    def get_available_actions(self) -> list[str]:
        """Wagtail's, without the one that could only be refused."""
        return [action for action in super().get_available_actions() if action != "publish"]  # type: ignore[misc]


class DraftCreateView(NeverPublishesItself, RefusesWithoutConsent, CreateView):
    """Add a draft."""


class DraftEditView(NeverPublishesItself, RefusesWithoutConsent, EditView):
    """Edit the newest draft; what lacks a consent stays in the form."""


class ProductViewSet(SnippetViewSet):
    """Products with drafts, review, preview and lock."""

    model = Product
    add_view_class = DraftCreateView
    edit_view_class = DraftEditView
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
        WhyOfflineColumn("why", label=_("Vì sao không bán")),
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
    panels: ClassVar = [
        FieldPanel(name)
        for name in ("parent", "code", "number", "name_vi", "name_en", "slug", "is_service", "is_raw", "needs_food_licence")
    ]


class LabelSchemeViewSet(SnippetViewSet):
    """Kinds of labels and what they allow a shop to say."""

    model = LabelScheme
    icon = "tag"
    menu_label = _("Loại nhãn")
    menu_hook = GOODS_MENU
    menu_order = 30
    list_display: ClassVar = ["name_vi", "short_name", "kind", "stars", "reach", "rank"]
    list_filter: ClassVar = ["kind", "reach"]
    search_fields: ClassVar = ["name_vi", "name_en", "code"]
    panels: ClassVar = [
        FieldPanel("code"),
        FieldRowPanel([FieldPanel("name_vi"), FieldPanel("name_en")], heading=_("Tên")),
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("stars")], heading=_("Trên nhãn")),
        FieldPanel("kind"),
        FieldPanel("issuer"),
        FieldPanel("law"),
        MultiFieldPanel([FieldPanel(name) for name in ("evidence", "claim_rule", "claim_words")], heading=_("Giấy và lời")),
        FieldRowPanel([FieldPanel("validity"), FieldPanel("validity_months")], heading=_("Hạn")),
        FieldRowPanel([FieldPanel("reach"), FieldPanel("on_card"), FieldPanel("rank")], heading=_("Hiện ở đâu")),
        FieldPanel("is_food_licence"),
    ]


class CertificateForm(WagtailAdminModelForm):
    """What is printed on the paper. Whoever changes it becomes its uploader, and another person has to check it anew."""

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be such a paper; a last day that was counted is counted again unless one was typed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.revoked_at is not None:
            raise forms.ValidationError(_("Giấy đã thu hồi thì không sửa nữa. Có giấy mới thì thêm một giấy khác."))
        self.instance.is_end_counted = self.instance.is_end_counted and "expires_on" not in self.changed_data
        if self.errors:
            return cleaned
        printed = {name: value for name, value in cleaned.items() if name != "scan"}
        try:
            check_sense(Certificate(**printed, is_end_counted=self.instance.is_end_counted))
        except CertificateUnlikely as unlikely:
            field, words = UNLIKELY[unlikely.facts["why"]]
            self.add_error(field, words)
        return cleaned

    def clean_scan(self) -> Any:
        """A picture or a PDF of at most ten megabytes, judged by its first bytes and not by its name."""
        scan = self.cleaned_data.get("scan")
        if scan and "scan" in self.changed_data:
            check_scan(scan)
        return scan

    def save(self, commit: bool = True) -> Certificate:
        """Take the check away when anything changed."""
        if self.instance.pk is None or self.has_changed():
            return correct_certificate(certificate=self.instance, actor=self.for_user)
        return cast(Certificate, self.instance)


UNLIKELY: dict[str, tuple[str, Any]] = {
    "needs_product": ("product", _("Nhãn này chỉ cho đúng món ghi trên giấy: chọn món.")),
    "other_group": ("product", _("Món này của nhóm khác. Chọn món của đúng nhóm ghi trên giấy.")),
    "needs_end": ("expires_on", _("Nhập ngày hết hạn in trên giấy.")),
    "ends_before": ("expires_on", _("Ngày hết hạn phải sau ngày có hiệu lực.")),
    "potential": ("number", _("“Tiềm năng” chưa phải là sao: Bộ chưa công nhận. Chờ quyết định công nhận rồi nhập.")),
}
"""Which field is wrong, and what to say beside it."""


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
    return certificate.state_on().label


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


class GroupProfileViewSet(SnippetViewSet):
    """The public page of each group, with drafts and review as products have them."""

    model = GroupProfile
    add_view_class = DraftCreateView
    edit_view_class = DraftEditView
    icon = "group"
    menu_label = _("Trang của nhóm")
    menu_hook = GROUPS_MENU
    menu_order = 20
    list_display: ClassVar = ["group", "craft_vi", "is_featured", LiveStatusTagColumn()]
    list_filter: ClassVar = ["is_featured"]
    search_fields: ClassVar = ["group__name_vi", "craft_vi"]
    edit_handler = ObjectList(
        [
            FieldPanel("group"),
            FieldPanel("cover"),
            MultiFieldPanel([FieldPanel(f"{name}_vi") for name in ("craft", "intro", "how_made", "body")], heading=_("Tiếng Việt")),
            MultiFieldPanel([FieldPanel(f"{name}_en") for name in ("craft", "intro", "how_made", "body")], heading=_("Tiếng Anh")),
            FieldPanel("brocade"),
            FieldPanel("is_featured"),
        ]
    )
