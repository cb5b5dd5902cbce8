"""What a person decides about a line of the bank statement."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperatives.payouts.models import Payout
from cooperatives.vietnam.money import MoneyFormatError, parse_vnd
from storefront.desk.access import BOOK_COD, MATCH_LINE, PROPOSE, SEND_REFUND, actor_of, require
from storefront.desk.actions import Refused, cleaned, desk_action
from storefront.desk.matching import tie_payout, tie_returned_payout
from storefront.desk.pages import desk_url
from storefront.desk.views.order_actions import NoteForm, ReasonForm
from storefront.orders.models import Order
from storefront.orders.numbers import find_order_code
from storefront.payments.models import BankLine, CodRemittance, GatewayMovement, Refund, TaxPayment
from storefront.payments.services import decisions
from storefront.payments.services.cod import book_remittance
from storefront.payments.services.gateway_payouts import receive_payout
from storefront.payments.services.outgoing import book_bank_fee, settle_refund
from storefront.payments.services.refunds import fail_refund
from storefront.payments.services.tax_payments import settle_tax_payment


class OrderNumberForm(NoteForm):
    """An order by its number, however it is typed."""

    number = forms.CharField(label=gettext_lazy("Mã đơn"), max_length=60, required=False)


class RefundLineForm(ReasonForm):
    """How much goes back; empty is everything that waits."""

    amount = forms.CharField(label=gettext_lazy("Số tiền"), max_length=20, required=False)


class ChosenForm(NoteForm):
    """A row chosen from a list on the page."""

    chosen = forms.IntegerField(min_value=1)


def _line_page(pk: int) -> str:
    return desk_url("bank_line", pk)


def _line(pk: int) -> BankLine:
    return get_object_or_404(BankLine, pk=pk)


def _order(text: str) -> Order:
    """The order that a person typed. Raises Refused."""
    codes = find_order_code(text)
    order = Order.objects.filter(number__in=codes).first() if len(codes) == 1 else None
    if order is None:
        raise Refused(_("Không có đơn nào mang mã “%(text)s”. Mã bắt đầu bằng HTX, thêm 7 chữ số và chữ cái.") % {"text": text})
    return order


@desk_action(MATCH_LINE, back=_line_page)
def match(request: HttpRequest, pk: int) -> str:
    """This money is for that order."""
    given = cleaned(OrderNumberForm(request.POST))
    order = _order(given["number"])
    line = decisions.match_line(line_id=_line(pk).pk, order_id=order.pk, actor=actor_of(request), note=given["note"])
    words = _("Đã khớp với đơn %(number)s: %(state)s.")
    return words % {"number": order.number, "state": BankLine.State(line.state).label}


@desk_action(MATCH_LINE, back=_line_page)
def accept_late(request: HttpRequest, pk: int) -> str:
    """Take up the order again, for which this money came too late."""
    given = cleaned(OrderNumberForm(request.POST))
    wanted = _order(given["number"]).pk if given["number"] else None
    decisions.accept_late(line_id=_line(pk).pk, actor=actor_of(request), order_id=wanted, note=given["note"])
    return _("Đã nhận tiền trễ và mở lại đơn.")


@desk_action(MATCH_LINE, back=_line_page)
def refund(request: HttpRequest, pk: int) -> str:
    """Give it back, all or a part; another person sends it."""
    given = cleaned(RefundLineForm(request.POST))
    try:
        amount_vnd = parse_vnd(given["amount"]) if given["amount"] else None
    except MoneyFormatError as odd:
        raise Refused(_("Không hiểu số tiền “%(text)s”. Viết như 125.000 hoặc 125k.") % {"text": given["amount"]}) from odd
    made = decisions.refund_line(line_id=_line(pk).pk, actor=actor_of(request), note=given["reason"], amount_vnd=amount_vnd)
    return _("Đã lập khoản trả lại %(name)s. Người khác chuyển tiền.") % {"name": made.reference}


@desk_action(MATCH_LINE, back=_line_page)
def set_aside(request: HttpRequest, pk: int) -> str:
    """Looked at, waits on, and why."""
    decisions.set_aside(line_id=_line(pk).pk, actor=actor_of(request), note=cleaned(ReasonForm(request.POST))["reason"])
    return _("Đã ghi lại và để riêng. Tiền vẫn nằm ở mục chưa rõ đơn.")


@desk_action(MATCH_LINE, back=_line_page)
def bank_fee(request: HttpRequest, pk: int) -> str:
    """Money out that is a fee of the bank."""
    book_bank_fee(line_id=_line(pk).pk, actor=actor_of(request), note=cleaned(NoteForm(request.POST))["note"])
    return _("Đã ghi là phí ngân hàng.")


@desk_action(MATCH_LINE, back=_line_page)
def as_refund(request: HttpRequest, pk: int) -> str:
    """Money out that is the transfer of a refund."""
    row = get_object_or_404(Refund, pk=cleaned(ChosenForm(request.POST))["chosen"])
    settle_refund(refund_id=row.pk, line_id=_line(pk).pk, actor=actor_of(request))
    return _("Khoản trả lại %(name)s đã tới khách.") % {"name": row.reference}


@desk_action(MATCH_LINE, back=_line_page)
def as_failed_refund(request: HttpRequest, pk: int) -> str:
    """Money in that is a refund which the bank could not deliver."""
    require(request.user, SEND_REFUND)
    given = cleaned(ChosenForm(request.POST))
    row = get_object_or_404(Refund, pk=given["chosen"])
    fail_refund(refund_id=row.pk, actor=actor_of(request), reason=given["note"], line_id=_line(pk).pk)
    return _("Khoản trả lại %(name)s quay về. Hỏi khách số tài khoản đúng rồi chuyển lại.") % {"name": row.reference}


@desk_action(MATCH_LINE, back=_line_page)
def as_gateway_payout(request: HttpRequest, pk: int) -> str:
    """Money in that Stripe sent from its balance."""
    payout = get_object_or_404(GatewayMovement, pk=cleaned(ChosenForm(request.POST))["chosen"])
    receive_payout(line_id=_line(pk).pk, movement_id=payout.pk, actor=actor_of(request))
    return _("Tiền Stripe chuyển (%(name)s) đã về ngân hàng.") % {"name": payout.source}


@desk_action(MATCH_LINE, back=_line_page)
def as_payout(request: HttpRequest, pk: int) -> str:
    """Money out that is a group's payout."""
    payout = get_object_or_404(Payout, pk=cleaned(ChosenForm(request.POST))["chosen"])
    tie_payout(line_id=_line(pk).pk, payout_id=payout.pk, actor=actor_of(request))
    return _("Khoản trả %(name)s đã tới nhóm.") % {"name": payout.reference}


@desk_action(PROPOSE, back=_line_page)
def as_returned_payout(request: HttpRequest, pk: int) -> str:
    """Money in that is a payout which the bank sent back."""
    given = cleaned(ChosenForm(request.POST))
    payout = get_object_or_404(Payout, pk=given["chosen"])
    reason = given["note"] or _("Ngân hàng trả lại")
    tie_returned_payout(line_id=_line(pk).pk, payout_id=payout.pk, reason=reason, actor=actor_of(request))
    return _("Khoản trả %(name)s quay về. Tài khoản của nhóm tạm khóa cho tới khi có người xem lại.") % {"name": payout.reference}


@desk_action(BOOK_COD, back=_line_page)
def as_remittance(request: HttpRequest, pk: int) -> str:
    """Money in that pays a carrier's list."""
    remittance = get_object_or_404(CodRemittance, pk=cleaned(ChosenForm(request.POST))["chosen"])
    book_remittance(remittance_id=remittance.pk, line_id=_line(pk).pk, actor=actor_of(request))
    return _("Đã ghi sổ bảng kê của %(carrier)s.") % {"carrier": remittance.carrier}


@desk_action(MATCH_LINE, back=_line_page)
def as_tax(request: HttpRequest, pk: int) -> str:
    """Money out that is an approved payment of taxes."""
    row = get_object_or_404(TaxPayment, pk=cleaned(ChosenForm(request.POST))["chosen"])
    settle_tax_payment(payment_id=row.pk, line_id=_line(pk).pk, actor=actor_of(request))
    return _("Đã ghi sổ tiền thuế tháng %(month)s.") % {"month": f"{row.period_on:%m/%Y}"}
