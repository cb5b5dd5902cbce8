"""How staff edit groups in the admin: who they are in public, on which terms they sell, who works for them, and the tax rates."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet

from cooperatives.groups.models import Group, Membership, TaxRate, Terms
from cooperatives.vietnam.places import PlaceUnknown, commune, provinces

GROUPS_MENU = "register_groups_menu_item"
RATES_MENU = "register_rates_menu_item"


class AddOnlyPolicy(ModelPermissionPolicy):
    """Rows that are followed by newer ones, never edited and never deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Add and view as permitted, nothing else."""
        return action not in {"change", "delete"} and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether one of the actions is permitted."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """As for the whole table."""
        return self.user_has_permission(user, action)


register_permission_policy(Terms, AddOnlyPolicy(Terms))


def _province_choices(empty: Any) -> list[tuple[str, Any]]:
    return [("", empty), *((one.code, one.name("vi")) for one in provinces())]


class GroupForm(WagtailAdminModelForm):
    """Provinces are chosen by name; a commune's code must lie in the group's province."""

    province_code = forms.ChoiceField(label=_("Tỉnh"), required=False, choices=lambda: _province_choices("—"))
    ships_from_province = forms.ChoiceField(label=_("Gửi hàng từ tỉnh"), choices=lambda: _province_choices("—"))

    def clean_commune_code(self) -> str:
        """Refuse a code that no commune has, or of another province."""
        code: str = self.cleaned_data.get("commune_code", "")
        if not code:
            return ""
        try:
            found = commune(code)
        except PlaceUnknown:
            raise ValidationError(_("Không có xã, phường nào mang mã này.")) from None
        if self.cleaned_data.get("province_code") and found.province_code != self.cleaned_data["province_code"]:
            raise ValidationError(_("Xã, phường này không thuộc tỉnh đã chọn."))
        return code


class GroupViewSet(SnippetViewSet):
    """Groups: a snippet, so that stories and fairs can choose them."""

    model = Group
    icon = "group"
    menu_label = _("Nhóm")
    menu_hook = GROUPS_MENU
    menu_order = 10
    list_display: ClassVar = ["name_vi", "kind", "province_code", "is_active", "closed_until"]
    list_filter: ClassVar = ["kind", "is_active"]
    search_fields: ClassVar = ["name_vi", "name_en", "slug"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel("name_vi"), FieldPanel("name_en"), FieldPanel("slug"), FieldPanel("kind")], heading=_("Tên")),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("province_code"), FieldPanel("commune_code")]),
                    FieldPanel("place_shown", help_text=_("Nhóm cần kín đáo: chỉ tới tỉnh, hoặc không hiện nơi.")),
                    FieldPanel("ships_from_province"),
                ],
                heading=_("Nơi"),
            ),
            FieldPanel("seller_of_record", help_text=_("Để trống nếu nhóm tự đứng tên. Tên này in trên phiếu gửi và hóa đơn.")),
            FieldRowPanel([FieldPanel("founded_year"), FieldPanel("member_count")], heading=_("Đôi nét")),
            FieldRowPanel([FieldPanel("is_active"), FieldPanel("closed_until")], heading=_("Bán hàng")),
        ],
        base_form_class=GroupForm,
    )


class TermsViewSet(ModelViewSet):
    """What was agreed with a group. A new agreement is a new row from its day on."""

    model = Terms
    name = "group_terms"
    icon = "doc-full"
    menu_label = _("Thỏa thuận")
    menu_hook = GROUPS_MENU
    menu_order = 30
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_display: ClassVar = ["group", "valid_from", "fee_bps", "fee_vat_bps", "holdback_days"]
    list_filter: ClassVar = ["group"]
    search_fields: ClassVar = ["group__name_vi"]
    form_fields: ClassVar = ["group", "valid_from", "fee_bps", "fee_vat_bps", "holdback_days"]


class MembershipForm(WagtailAdminModelForm):
    """A person is named by the e-mail she signs in with: the list of all shoppers is nobody's business here."""

    email = forms.EmailField(label=_("Email đăng nhập"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["email"].initial = self.instance.user.email

    def clean_email(self) -> str:
        """Find the person. Raises ValidationError when nobody signs in so."""
        email: str = self.cleaned_data["email"].strip().lower()
        user = get_user_model().objects.filter(email=email).first()
        if user is None:
            raise ValidationError(_("Chưa có tài khoản với email này. Mời chị đăng ký ở trang Tài khoản trước."))
        self.instance.user = user
        return email

    def clean(self) -> dict[str, Any]:
        """Refuse the same person twice in a group."""
        given: dict[str, Any] = super().clean()
        group = given.get("group")
        if group and self.instance.user_id:
            others = Membership.objects.filter(group=group, user=self.instance.user_id).exclude(pk=self.instance.pk)
            if others.exists():
                raise ValidationError(_("Người này đã ở trong nhóm."))
        return given


class MembershipViewSet(ModelViewSet):
    """Who signs in for which group."""

    model = Membership
    name = "group_members"
    icon = "user"
    menu_label = _("Thành viên")
    menu_hook = GROUPS_MENU
    menu_order = 40
    copy_view_enabled = False
    add_to_reference_index = False
    list_display: ClassVar = ["user", "group", "role"]
    list_filter: ClassVar = ["group", "role"]
    search_fields: ClassVar = ["user__email", "group__name_vi"]
    edit_handler = ObjectList([FieldPanel("email"), FieldPanel("group"), FieldPanel("role")], base_form_class=MembershipForm)


class TaxRateViewSet(ModelViewSet):
    """Rates with the day they begin; orders keep those of their day."""

    model = TaxRate
    name = "tax_rates"
    icon = "doc-full"
    menu_label = _("Thuế suất")
    menu_hook = RATES_MENU
    menu_order = 40
    add_to_reference_index = False
    list_display: ClassVar = ["legal_form", "supply", "valid_from", "vat_bps", "pit_bps", "source"]
    list_filter: ClassVar = ["legal_form"]
    form_fields: ClassVar = ["legal_form", "supply", "valid_from", "vat_bps", "pit_bps", "source"]
