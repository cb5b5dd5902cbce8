"""The shop's menus, put together by staff."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.menus import forget_menus, place_choices

TARGETS = ("page", "category", "place")


class MenuLinkBlock(blocks.StructBlock):
    """One link: a page of the center, a category of goods, or a part of the shop. Without words of its own it has those of its target."""

    page = blocks.PageChooserBlock(label=_("Trang"), required=False, help_text=_("Bản tiếng Anh tự dẫn tới trang tiếng Anh."))
    category = SnippetChooserBlock("catalog.Category", label=_("Loại hàng"), required=False)
    place = blocks.ChoiceBlock(choices=place_choices, label=_("Chỗ trong cửa hàng"), required=False)
    title_vi = blocks.CharBlock(label=_("Chữ trên nút"), max_length=40, required=False, help_text=_("Để trống thì lấy tên trang."))
    title_en = blocks.CharBlock(label=_("Chữ trên nút, tiếng Anh"), max_length=40, required=False)
    apart = blocks.BooleanBlock(label=_("Chừa một khoảng trước mục này"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a link that leads nowhere or to two places."""
        cleaned = super().clean(value)
        chosen = [name for name in TARGETS if cleaned.get(name)]
        if len(chosen) != 1:
            said = _("Chọn một nơi để dẫn tới: một trang, một loại hàng, hoặc một chỗ trong cửa hàng.")
            raise StructBlockValidationError({(chosen or TARGETS)[-1]: ValidationError(said)})
        if cleaned.get("page") and getattr(cleaned["page"].specific_class, "removed_with_consent", False):
            said = _("Bài kể về người có thể phải gỡ bất cứ lúc nào, nên không đặt vào trình đơn. Chọn mục chứa bài ấy.")
            raise StructBlockValidationError({"page": ValidationError(said)})
        return cleaned

    class Meta:
        icon = "link"
        label = _("Mục")


class MenuColumnBlock(blocks.StructBlock):
    """A column of the footer."""

    title_vi = blocks.CharBlock(label=_("Tên cột"), max_length=40)
    title_en = blocks.CharBlock(label=_("Tên cột, tiếng Anh"), max_length=40)
    links = blocks.ListBlock(MenuLinkBlock(), label=_("Các mục"))

    class Meta:
        icon = "list-ul"
        label = _("Cột")


@register_setting(icon="list-ul")
class ShopMenus(BaseSiteSetting):
    """The menu on top and the columns at the foot of every page. Left empty, the shop shows its own."""

    main = StreamField(
        [("link", MenuLinkBlock())], blank=True, max_num=8, verbose_name=_("trên đầu trang"), help_text=_("Để trống thì dùng sẵn có.")
    )
    footer = StreamField(
        [("column", MenuColumnBlock())], blank=True, max_num=3, verbose_name=_("dưới chân trang"), help_text=_("Để trống thì dùng sẵn có.")
    )

    panels: ClassVar = [FieldPanel("main"), FieldPanel("footer")]

    class Meta:
        verbose_name = _("trình đơn")

    def __str__(self) -> str:
        return str(_("Trình đơn"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and show it at once."""
        super().save(*args, **kwargs)
        forget_menus()
