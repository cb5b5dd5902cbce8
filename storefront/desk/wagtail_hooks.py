"""What the desk adds to Wagtail's admin: addresses, menus, the panel of the first page, looks, and words of the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from catalog.admin import GOODS_MENU, GROUPS_MENU
from catalog.services.review import REVIEWED
from cooperatives.consent.admin import CONSENT_MENU
from cooperatives.groups.admin import RATES_MENU
from storefront.desk import access
from storefront.desk.pages import desk_url
from storefront.desk.viewsets import SNIPPETS, TABLES
from storefront.desk.waiting import waiting_for

for _viewset in SNIPPETS:
    register_snippet(_viewset)


class DeskItem(MenuItem):
    """A page of the desk in the menu, for those who may open it."""

    def __init__(self, label: Any, name: str, *permissions: str, icon: str, order: int) -> None:
        super().__init__(label, desk_url(name), name=f"desk-{name}", icon_name=icon, order=order)
        self.permissions = permissions

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open it."""
        return access.may(request.user, *self.permissions)


@hooks.register("register_admin_viewset")
def register_tables() -> list[Any]:
    """Tables that are edited by plain form."""
    return [viewset() for viewset in TABLES]


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[URLPattern | URLResolver]:
    """The desk's own pages."""
    return [path("viec/", include("storefront.desk.urls"))]


@hooks.register("register_admin_menu_item")
def orders_menu() -> MenuItem:
    """Orders and parcels."""
    items = [
        DeskItem(_("Đơn hàng"), "orders", *access.SEE_ORDERS, icon="form", order=10),
        DeskItem(_("Kiện hàng"), "parcels", *access.SEE_ORDERS, icon="desk-parcel", order=20),
        DeskItem(_("Yêu cầu trả hàng"), "asks", access.MOVE_ORDER, icon="rotate", order=30),
    ]
    return SubmenuMenuItem(_("Đơn và kiện"), Menu(items=items), name="orders", icon_name="form", order=10)


@hooks.register("register_admin_menu_item")
def money_menu() -> MenuItem:
    """Money that comes in and goes back."""
    items = [
        DeskItem(_("Đối soát"), "reconciliation", *access.SEE_RECONCILIATION, icon="desk-bank", order=5),
        DeskItem(_("Dòng chờ xử lý"), "bank_queue", *access.SEE_LINES, icon="desk-bank", order=10),
        DeskItem(_("Tải sao kê lên"), "statement_upload", access.MATCH_LINE, icon="upload", order=20),
        DeskItem(_("Mọi dòng ngân hàng"), "bank_lines", *access.SEE_LINES, icon="list-ul", order=30),
        DeskItem(_("Tiền thu hộ"), "remittances", *access.SEE_COD, icon="desk-cash", order=40),
        DeskItem(_("Tiền thẻ"), "cards", *access.SEE_CARDS, icon="desk-cash", order=45),
        DeskItem(_("Trả lại tiền khách"), "refunds", *access.SEE_REFUNDS, icon="rotate", order=50),
    ]
    return SubmenuMenuItem(_("Tiền vào"), Menu(items=items), name="money", icon_name="desk-bank", order=20)


@hooks.register("register_admin_menu_item")
def payouts_menu() -> MenuItem:
    """Money for the groups."""
    items = [
        DeskItem(_("Đợt trả tiền"), "runs", *access.SEE_PAYOUTS, icon="desk-payout", order=10),
        DeskItem(_("Tài khoản nhận tiền"), "accounts", *access.SEE_PAYOUTS, icon="lock", order=20),
        DeskItem(_("Sổ của nhóm"), "statements", *access.SEE_STATEMENTS, icon="doc-full", order=30),
        DeskItem(_("Thuế nộp thay"), "taxes", *access.SEE_TAXES, icon="desk-payout", order=35),
        DeskItem(_("Nhật ký sổ cái"), "journal", *access.SEE_STATEMENTS, icon="download", order=40),
    ]
    return SubmenuMenuItem(_("Trả tiền nhóm"), Menu(items=items), name="payouts", icon_name="desk-payout", order=30)


@hooks.register("register_admin_menu_item")
def goods_menu() -> MenuItem:
    """The catalogue."""
    return SubmenuMenuItem(_("Hàng và nhãn"), Menu(register_hook_name=GOODS_MENU), name="goods", icon_name="tag", order=40)


@hooks.register("register_admin_menu_item")
def groups_menu() -> MenuItem:
    """The groups and their people."""
    return SubmenuMenuItem(_("Nhóm"), Menu(register_hook_name=GROUPS_MENU), name="groups", icon_name="group", order=50)


@hooks.register(GROUPS_MENU)
def members_item() -> MenuItem:
    """Numbers and links to come in with."""
    return DeskItem(_("Đường dẫn của thành viên"), "members", access.LET_IN, icon="key", order=45)


@hooks.register("register_admin_menu_item")
def consent_menu() -> MenuItem:
    """What people allowed, and what they took back."""
    return SubmenuMenuItem(_("Sự đồng ý"), Menu(register_hook_name=CONSENT_MENU), name="consents", icon_name="key", order=55)


@hooks.register(GOODS_MENU)
def reviews_item() -> MenuItem:
    """The queue."""
    return DeskItem(_("Chờ duyệt"), "reviews", *access.SEE_REVIEWS, icon="clipboard-list", order=5)


@hooks.register("construct_snippet_action_menu")
def leave_out_publish(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Saving makes one an author of goods, and an author may not publish: the button could only be refused."""
    if context.get("model") in REVIEWED:
        items[:] = [item for item in items if item.name != "action-publish"]


@hooks.register(GOODS_MENU)
def revocations_item() -> MenuItem:
    """Lists that provinces publish."""
    return DeskItem(_("Danh sách thu hồi"), "revocations", access.CHECK_CERTIFICATE, icon="cross", order=50)


@hooks.register(CONSENT_MENU)
def withdrawals_item() -> MenuItem:
    """The receipts."""
    return DeskItem(_("Đã rút lại"), "withdrawals", *access.SEE_CONSENTS, icon="cross", order=20)


@hooks.register("register_admin_menu_item")
def rates_menu() -> MenuItem:
    """What staff may change about fees, times and taxes."""
    return SubmenuMenuItem(_("Phí và quy định"), Menu(register_hook_name=RATES_MENU), name="rates", icon_name="cog", order=60)


@hooks.register(RATES_MENU)
def policy_item() -> MenuItem:
    """The single row of delivery rules."""
    return DeskItem(_("Quy định giao hàng"), "policy", access.SET_POLICY, icon="cog", order=5)


@hooks.register("register_admin_menu_item")
def messages_item() -> MenuItem:
    """What people wrote to the center."""
    return DeskItem(_("Lời nhắn"), "messages", access.ANSWER_MESSAGES, icon="mail", order=57)


@hooks.register("register_reports_menu_item")
def translations_item() -> MenuItem:
    """What still has no English."""
    return DeskItem(_("Bản tiếng Anh"), "translations", *access.WRITE_ENGLISH, icon="wagtail-localize-language", order=750)


SEARCH_MENU = "register_search_menu_item"


@hooks.register("register_admin_menu_item")
def search_menu() -> MenuItem:
    """What people look for, and what staff teach the search."""
    return SubmenuMenuItem(_("Khách tìm hàng"), Menu(register_hook_name=SEARCH_MENU), name="searching", icon_name="search", order=58)


@hooks.register(SEARCH_MENU)
def searches_item() -> MenuItem:
    """By week."""
    return DeskItem(_("Người mua tìm gì"), "searches", access.SEE_SEARCHES, icon="search", order=10)


WAGTAILS = {"images": _("Ảnh"), "documents": _("Tài liệu"), "reports": _("Báo cáo")}
"""Menu items of Wagtail's that have no Vietnamese name."""


@hooks.register("construct_main_menu")
def name_wagtails_items(request: HttpRequest, items: list[MenuItem]) -> None:
    """Give them one, and leave out the help that lies on other servers."""
    items[:] = [item for item in items if item.name != "help"]
    for item in items:
        item.label = WAGTAILS.get(item.name, item.label)


class WaitingPanel(Component):
    """What waits today, on the first page of the admin."""

    name = "desk_waiting"
    order = 1
    template_name = "desk/waiting.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Only what this person may do something about."""
        return {"waiting": waiting_for(parent_context["request"].user)}


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Before everything else."""
    panels.insert(0, WaitingPanel())


@hooks.register("insert_global_admin_css")
def desk_css() -> str:
    """Our colours for Wagtail's variables, and the desk's own pages."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    """Icons that Wagtail has not."""
    return [*icons, *(f"desk/icons/{name}.svg" for name in ("parcel", "bank", "cash", "payout", "label", "stock"))]


@hooks.register("register_log_actions")
def register_desk_actions(actions: Any) -> None:
    """Name what the desk and the certificates' services log."""
    for code, label, message in (
        ("ledger.day_closed", _("Khoá sổ ngày"), _("Đã xem và khoá sổ ngày")),
        ("payouts.account_revealed", _("Xem số tài khoản"), _("Đã xem số tài khoản đầy đủ")),
        ("catalog.variant_changed", _("Đổi quy cách"), _("Đã đổi giá hoặc quy cách")),
        ("catalog.certificate_verified", _("Kiểm giấy"), _("Đã kiểm giấy chứng nhận")),
        ("cms.message_answered", _("Trả lời"), _("Đã trả lời lời nhắn")),
        ("search.quieted", _("Đừng gợi ý"), _("Không gợi ý chữ này nữa")),
        ("search.unquieted", _("Cho gợi ý lại"), _("Gợi ý chữ này lại")),
        ("consent.withdrawn", _("Rút lại"), _("Đã rút lại sự đồng ý")),
        ("consent.slip_printed", _("In phiếu"), _("Đã in phiếu mang về")),
        ("consent.evidence_opened", _("Mở giấy"), _("Đã mở bản giấy hoặc ghi âm")),
        ("catalog.certificate_revoked", _("Thu hồi giấy"), _("Đã thu hồi giấy chứng nhận")),
    ):
        actions.register_action(code, label, message)
