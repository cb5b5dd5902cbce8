"""Who may open which page of the desk. A person of the staff without the permission is told so; everybody else finds nothing there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from storefront.accounts.models import User

MOVE_ORDER: Final = "orders.move_order"
SEE_ORDERS: Final = (MOVE_ORDER, "orders.view_order")
MATCH_LINE: Final = "payments.match_bankline"
SEE_LINES: Final = (MATCH_LINE, "payments.view_bankline")
BOOK_COD: Final = "payments.book_codremittance"
SEE_COD: Final = (BOOK_COD, MATCH_LINE, "payments.view_codremittance")
DECIDE_CARD: Final = "payments.decide_cardpage"
SEE_CARDS: Final = (DECIDE_CARD, MATCH_LINE, "payments.view_cardpage")
SEND_REFUND: Final = "payments.send_refund"
SEE_REFUNDS: Final = (SEND_REFUND, MATCH_LINE, "payments.view_refund")
PROPOSE: Final = "payouts.propose_payoutrun"
APPROVE: Final = "payouts.approve_payoutrun"
APPROVE_ACCOUNT: Final = "payouts.approve_bankaccount"
SEE_PAYOUTS: Final = (PROPOSE, APPROVE, APPROVE_ACCOUNT)
SEE_STATEMENTS: Final = (PROPOSE, APPROVE, "ledger.view_entry")
SEE_RECONCILIATION: Final = (MATCH_LINE, BOOK_COD, PROPOSE, APPROVE)
PROPOSE_TAX: Final = "payments.propose_taxpayment"
APPROVE_TAX: Final = "payments.approve_taxpayment"
SEE_TAXES: Final = (*SEE_STATEMENTS, PROPOSE_TAX, APPROVE_TAX)
SEE_CERTIFICATES: Final = ("catalog.view_certificate", "catalog.add_certificate", "catalog.change_certificate")
CHECK_CERTIFICATE: Final = "catalog.change_certificate"
SEE_CONSENTS: Final = ("consent.view_consent", "consent.add_consent", "consent.change_consent")
WITHDRAW: Final = "consent.withdraw_consent"
OPEN_EVIDENCE: Final = "consent.open_evidence"
SEE_REVIEWS: Final = ("catalog.change_product", "catalog.change_groupprofile", "catalog.view_product")
COUNT_STOCK: Final = "catalog.change_stock"
ANSWER_MESSAGES: Final = "cms.change_contactmessage"
WRITE_ENGLISH: Final = ("cms.change_shopsettings", "catalog.change_product")
SEE_SEARCHES: Final = "search.view_searchterm"
QUIET_SEARCH: Final = "search.change_searchterm"
TEACH_SEARCH: Final = "search.change_synonymset"
LET_IN: Final = "groups.change_membership"
SET_POLICY: Final = "shipping.change_deliverypolicy"

# Whoever forgot her password is not signed in, and the link in her mail must open.
_OPEN_TO_ALL: Final = {"wagtailadmin_password_reset_confirm"}


def may(user: Any, *permissions: str) -> bool:
    """Whether the person has one of the permissions."""
    return any(user.has_perm(permission) for permission in permissions)


def require(user: Any, *permissions: str) -> None:
    """Raise PermissionDenied, which Wagtail turns into a sentence, unless the person has one of the permissions."""
    if not may(user, *permissions):
        raise PermissionDenied


def actor_of(request: HttpRequest) -> User:
    """The person who asks; behind :func:`require` she is signed in."""
    return cast(User, request.user)


class HiddenDeskMiddleware:
    """Answers 404 on every address of the admin that names a row, unless the reader belongs to the staff.

    Wagtail would send her to the sign-in page, which tells a stranger nothing, but tells a member of another group that she guessed a
    place that exists. Addresses without a row (the first page, lists) lead to the sign-in as usual.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Decide before the view, and before Wagtail's own check. Raises Http404."""
        match = request.resolver_match
        if not request.path_info.startswith("/admin/") or match is None or not (args or kwargs):
            return
        if match.url_name not in _OPEN_TO_ALL and not request.user.has_perm("wagtailadmin.access_admin"):
            raise Http404
