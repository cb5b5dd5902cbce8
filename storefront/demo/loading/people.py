"""Demo sign-ins, the roles of staff, and who works for which group. Passwords are public: the demo settings only."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cooperatives.groups.models import Group, Membership
from storefront.accounts.models import Address, User

PASSWORD: Final = "sinhke-demo"
SHOPPER, MEMBER, CURATOR, PREPARER, APPROVER = (f"{name}@example.com" for name in ("khach", "thanhvien", "nhanvien", "ketoan", "quanly"))
EDITORS: Final = "Biên tập"
PREPARERS: Final = "Chuẩn bị chi tiền"
APPROVERS: Final = "Duyệt chi tiền"
MEMBER_GROUPS: Final = {"to-mien-nang-vang": Membership.Role.LEAD, "htx-duoc-lieu-suoi-may": Membership.Role.BOOKKEEPER}

CATALOG: Final = ("product", "variant", "stock", "certificate", "groupprofile", "category", "labelscheme")
ORDERS: Final = ("orders.view_order", "orders.view_parcel", "orders.move_order")
PAYOUTS: Final = ("payouts.view_payoutrun", "payouts.view_payout", "payouts.view_payoutline", "payouts.view_bankaccount")
MONEY: Final = ("payments.view_payment", "payments.view_bankline", "payments.view_refund", "payments.view_codremittance")
DELIVERY: Final = ("carrier", "rate", "zonetime", "deliverypolicy")
TERMS: Final = ("group", "terms", "membership", "taxrate")
ROLES: Final[dict[str, tuple[str, ...]]] = {
    EDITORS: (
        *(f"catalog.{verb}_{model}" for model in CATALOG for verb in ("view", "add", "change")),
        "groups.view_group",
        "groups.change_group",
        "cms.change_shopsettings",
        *ORDERS,
    ),
    PREPARERS: (
        *ORDERS,
        *PAYOUTS,
        *MONEY,
        "groups.view_group",
        "payouts.add_bankaccount",
        "payouts.change_bankaccount",
        "payouts.propose_payoutrun",
        "payments.match_bankline",
        "payments.send_refund",
        "payments.book_codremittance",
    ),
    APPROVERS: (
        *ORDERS,
        *PAYOUTS,
        *MONEY,
        "payouts.approve_bankaccount",
        "payouts.approve_payoutrun",
        "payments.send_refund",
        *(f"payouts.{verb}_bankfileprofile" for verb in ("view", "add", "change")),
        *(f"shipping.{verb}_{model}" for model in DELIVERY for verb in ("view", "add", "change")),
        *(f"groups.{verb}_{model}" for model in TERMS for verb in ("view", "add", "change")),
    ),
}
WHERE_REGISTERED: Final = ("publish_product", "lock_product", "unlock_product")
"""Wagtail makes these when the desk registers products as snippets."""
STAFF: Final = {CURATOR: EDITORS, PREPARER: PREPARERS, APPROVER: APPROVERS}
NAMES: Final = {
    SHOPPER: "Khách mẫu",
    MEMBER: "Thành viên mẫu",
    CURATOR: "Nhân viên mẫu",
    PREPARER: "Kế toán mẫu",
    APPROVER: "Quản lý mẫu",
}
PAGE_PERMISSIONS: Final = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
PICTURE_PERMISSIONS: Final = ("add_image", "change_image", "choose_image")


def load_people() -> None:
    """Write the roles, the five sign-ins and the member's places in her two groups."""
    for role, permissions in ROLES.items():
        _load_role(role, permissions)
    editors = Role.objects.get(name=EDITORS)
    editors.permissions.add(*Permission.objects.filter(content_type__app_label="catalog", codename__in=WHERE_REGISTERED))
    for email, name in NAMES.items():
        if not User.objects.filter(email=email).exists():
            User.objects.create_user(email, PASSWORD, first_name=name, is_staff=email in STAFF)
    for email, role in STAFF.items():
        User.objects.get(email=email).groups.add(Role.objects.get(name=role))
    member = User.objects.get(email=MEMBER)
    for slug, part in MEMBER_GROUPS.items():
        Membership.objects.get_or_create(user=member, group=Group.objects.get(slug=slug), defaults={"role": part})
    _load_address()


def load_page_permissions() -> None:
    """Let editors write every page and picture; runs after the site has its pages."""
    editors = Role.objects.get(name=EDITORS)
    root = Page.objects.get(depth=1)
    for permission in _wagtail("wagtailcore", PAGE_PERMISSIONS):
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=permission)
    everything = Collection.get_first_root_node()
    for permission in _wagtail("wagtailimages", PICTURE_PERMISSIONS):
        GroupCollectionPermission.objects.get_or_create(group=editors, collection=everything, permission=permission)


def _load_role(name: str, labels: tuple[str, ...]) -> None:
    role, _ = Role.objects.get_or_create(name=name)
    role.permissions.add(*(_permission(label) for label in ("wagtailadmin.access_admin", *labels)))


def _permission(label: str) -> Permission:
    """The permission "app.codename". Raises Permission.DoesNotExist with the label, so that a renamed one is found at once."""
    app, codename = label.split(".")
    try:
        return Permission.objects.get(content_type__app_label=app, codename=codename)
    except Permission.DoesNotExist:
        raise Permission.DoesNotExist(label) from None


def _wagtail(app: str, codenames: tuple[str, ...]) -> list[Permission]:
    return [_permission(f"{app}.{codename}") for codename in codenames]


def _load_address() -> None:
    values = {"recipient": "Khách mẫu", "phone": "+84912345678", "province_code": "01", "commune_code": "00004", "is_default": True}
    Address.objects.get_or_create(user=User.objects.get(email=SHOPPER), street="Số 12 ngõ 34", defaults=values)
