"""The roles of staff, what each may do, and the review that stands between a draft and the public.

``manage.py load_roles`` writes them; it may be repeated, and changes nothing that staff gave a role besides.
"""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from catalog.review_set_up import set_up_goods_review
from cms.review import set_up_review

EDITORS: Final = "Biên tập"
PROTECTORS: Final = "Bảo vệ"
PREPARERS: Final = "Chuẩn bị chi tiền"
APPROVERS: Final = "Duyệt chi tiền"

CATALOG: Final = ("product", "variant", "stock", "certificate", "groupprofile", "category", "labelscheme")
ORDERS: Final = ("orders.view_order", "orders.view_parcel", "orders.move_order")
PAYOUTS: Final = ("payouts.view_payoutrun", "payouts.view_payout", "payouts.view_payoutline", "payouts.view_bankaccount")
MONEY: Final = ("payments.view_payment", "payments.view_bankline", "payments.view_refund", "payments.view_codremittance")
CONSENTS: Final = ("view_consent", "add_consent", "change_consent", "withdraw_consent", "open_evidence")
DELIVERY: Final = ("carrier", "rate", "zonetime", "deliverypolicy")
TERMS: Final = ("group", "terms", "membership", "taxrate")
ROLES: Final[dict[str, tuple[str, ...]]] = {
    EDITORS: (
        *(f"catalog.{verb}_{model}" for model in CATALOG for verb in ("view", "add", "change")),
        "groups.view_group",
        "groups.change_group",
        "cms.change_shopsettings",
        "cms.change_shopmenus",
        "cms.change_contactmessage",
        *(f"cms.{verb}_feature" for verb in ("view", "add", "change", "delete")),
        *(f"wagtailsearchpromotions.{verb}_searchpromotion" for verb in ("view", "add", "change", "delete")),
        "search.view_searchterm",
        "search.change_searchterm",
        "search.change_synonymset",
        *(f"consent.{name}" for name in CONSENTS),
        *ORDERS,
    ),
    PROTECTORS: (*(f"consent.{name}" for name in CONSENTS), "catalog.view_product", "catalog.view_groupprofile"),
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
        "payments.propose_taxpayment",
        "payments.decide_cardpage",
    ),
    APPROVERS: (
        *ORDERS,
        *PAYOUTS,
        *MONEY,
        "payouts.approve_bankaccount",
        "payouts.approve_payoutrun",
        "payments.approve_taxpayment",
        "payments.send_refund",
        *(f"payouts.{verb}_bankfileprofile" for verb in ("view", "add", "change")),
        *(f"payments.{verb}_returnwindow" for verb in ("view", "add", "change")),
        *(f"shipping.{verb}_{model}" for model in DELIVERY for verb in ("view", "add", "change")),
        *(f"groups.{verb}_{model}" for model in TERMS for verb in ("view", "add", "change")),
    ),
}
WHERE_REGISTERED: Final = tuple(f"{verb}_{model}" for verb in ("publish", "lock", "unlock") for model in ("product", "groupprofile"))
"""Wagtail makes these when the desk registers drafts as snippets. To publish means to take down; letting out is the review's."""
PAGE_PERMISSIONS: Final = {
    EDITORS: ("add_page", "change_page", "lock_page", "unlock_page"),
    PROTECTORS: ("change_page", "publish_page", "lock_page", "unlock_page"),
}
"""Editors write and submit; what becomes public passes a protection officer (:mod:`cms.review`)."""
PICTURE_PERMISSIONS: Final = ("add_image", "change_image", "choose_image")
DOCUMENT_PERMISSIONS: Final = ("add_document", "change_document", "choose_document")


def write_roles() -> None:
    """Write every role with its permissions."""
    for role, permissions in ROLES.items():
        _load_role(role, permissions)
    editors = Role.objects.get(name=EDITORS)
    set_up_goods_review([editors, Role.objects.get(name=PROTECTORS)])
    editors.permissions.add(*Permission.objects.filter(content_type__app_label="catalog", codename__in=WHERE_REGISTERED))


def write_page_permissions() -> None:
    """Let editors write every page and picture, and protectors let pages out; runs after the site has its pages."""
    editors = Role.objects.get(name=EDITORS)
    root = Page.objects.get(depth=1)
    for role, codenames in PAGE_PERMISSIONS.items():
        for permission in _wagtail("wagtailcore", codenames):
            GroupPagePermission.objects.get_or_create(group=Role.objects.get(name=role), page=root, permission=permission)
    GroupPagePermission.objects.filter(group=editors, permission__codename="publish_page").delete()
    set_up_review(Role.objects.get(name=PROTECTORS))
    everything = Collection.get_first_root_node()
    for permission in [*_wagtail("wagtailimages", PICTURE_PERMISSIONS), *_wagtail("wagtaildocs", DOCUMENT_PERMISSIONS)]:
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
