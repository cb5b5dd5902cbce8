"""What waits for somebody today, in numbers, each with the page where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Certificate
from catalog.services.review import queue
from cooperatives.ledger.checks import entries_are_sealed, floors_are_kept, triggers_stand
from cooperatives.ledger.closing import late_items
from cooperatives.payouts.models import BankAccount, PayoutRun
from storefront.desk.access import (
    APPROVE,
    APPROVE_ACCOUNT,
    APPROVE_TAX,
    BOOK_COD,
    CHECK_CERTIFICATE,
    DECIDE_CARD,
    MATCH_LINE,
    MOVE_ORDER,
    PROPOSE,
    SEE_CERTIFICATES,
    SEE_RECONCILIATION,
    SEE_REFUNDS,
    SEE_REVIEWS,
    may,
)
from storefront.desk.pages import desk_url
from storefront.orders.models import Order, Parcel
from storefront.payments.jobs import late_jobs
from storefront.payments.models import GatewayBalance, Refund, RefundRequest, TaxPayment
from storefront.payments.services.card_decisions import hanging_pages
from storefront.payments.services.card_refunds import unfinished_card_refunds
from storefront.payments.services.cod import cod_ageing
from storefront.payments.services.decisions import waiting_lines
from storefront.payments.services.disputes import open_disputes, undecided_losses
from storefront.payments.services.movement_decisions import unknown_movements

PACK_WITHIN = timedelta(days=3)
SEND_WITHIN = timedelta(hours=1)
EXPIRY_DAYS = (30, 90, 180)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the panel. ``tone`` is "now" for what is late, else "soon"."""

    count: int
    words: str
    url: str
    tone: str = "soon"


def waiting_for(user: Any) -> list[Waiting]:
    """Everything that this person may do something about and that is not nothing."""
    found = [*_orders(user), *_money(user), *_payouts(user), *_reviews(user), *_goods(user), *_house(user)]
    return [one for one in found if one.count]


def _orders(user: Any) -> Iterator[Waiting]:
    if not may(user, MOVE_ORDER):
        return
    count = Order.objects.filter(status=Order.Status.AWAITING_CONFIRMATION).count()
    words = ngettext("đơn lớn trả khi nhận: gọi khách xác nhận", "đơn lớn trả khi nhận: gọi khách xác nhận", count)
    yield Waiting(count, words, f"{desk_url('orders')}?status={Order.Status.AWAITING_CONFIRMATION}", "now")
    count = RefundRequest.objects.filter(status=RefundRequest.Status.WAITING).count()
    words = ngettext("yêu cầu trả hàng chờ trả lời", "yêu cầu trả hàng chờ trả lời", count)
    yield Waiting(count, words, desk_url("asks"), "now")
    to_pack = Parcel.objects.filter(status=Parcel.Status.TO_PACK)
    count = to_pack.filter(order__confirmed_at__lt=timezone.now() - PACK_WITHIN).count()
    words = ngettext("kiện chờ đóng gói quá 3 ngày", "kiện chờ đóng gói quá 3 ngày", count)
    yield Waiting(count, words, f"{desk_url('parcels')}?status={Parcel.Status.TO_PACK}", "now")
    count = to_pack.count()
    yield Waiting(count, ngettext("kiện cần đóng gói", "kiện cần đóng gói", count), f"{desk_url('parcels')}?status={Parcel.Status.TO_PACK}")


def _money(user: Any) -> Iterator[Waiting]:
    if may(user, MATCH_LINE):
        count = waiting_lines().count()
        yield Waiting(count, ngettext("dòng ngân hàng chờ xử lý", "dòng ngân hàng chờ xử lý", count), desk_url("bank_queue"), "now")
    if may(user, DECIDE_CARD):
        count = hanging_pages().count()
        words = ngettext("khoản thẻ đã trả mà chưa giao được hàng", "khoản thẻ đã trả mà chưa giao được hàng", count)
        yield Waiting(count, words, desk_url("cards"), "now")
        count = unknown_movements().count() + GatewayBalance.objects.filter(differs_since_at__isnull=False).count()
        words = ngettext("chỗ lệch giữa số dư Stripe và sổ", "chỗ lệch giữa số dư Stripe và sổ", count)
        yield Waiting(count, words, f"{desk_url('cards')}?tab=balance", "now")
        count = open_disputes().filter(noted_at__isnull=True).count() + undecided_losses().count()
        words = ngettext("khiếu nại thẻ cần gửi bằng chứng hoặc quyết", "khiếu nại thẻ cần gửi bằng chứng hoặc quyết", count)
        yield Waiting(count, words, f"{desk_url('cards')}?tab=disputes", "now")
    if may(user, *SEE_RECONCILIATION):
        count = len(late_items())
        words = ngettext("khoản quá hạn: chưa trả nhóm được", "khoản quá hạn: chưa trả nhóm được", count)
        yield Waiting(count, words, desk_url("reconciliation"), "now")
    if may(user, BOOK_COD, MATCH_LINE):
        count = sum(1 for age in cod_ageing() if age.late_vnd)
        words = ngettext("hãng giao nộp tiền thu hộ trễ quá 14 ngày", "hãng giao nộp tiền thu hộ trễ quá 14 ngày", count)
        yield Waiting(count, words, desk_url("remittances"), "now")
    if may(user, *SEE_REFUNDS):
        by_bank = Refund.objects.filter(way=Refund.Way.BANK)
        count = by_bank.filter(status__in=(Refund.Status.REQUESTED, Refund.Status.FAILED)).count()
        yield Waiting(count, ngettext("khoản cần trả lại khách", "khoản cần trả lại khách", count), desk_url("refunds"))
        count = unfinished_card_refunds().filter(state="asked", created_at__lt=timezone.now() - SEND_WITHIN).count()
        words = ngettext("khoản hoàn về thẻ chưa gửi được", "khoản hoàn về thẻ chưa gửi được", count)
        yield Waiting(count, words, f"{desk_url('refunds')}?tab=card", "now")


def _payouts(user: Any) -> Iterator[Waiting]:
    if may(user, APPROVE):
        mine = PayoutRun.objects.filter(status=PayoutRun.Status.PROPOSED).exclude(created_by=user).exclude(proposed_by=user)
        count = mine.count()
        yield Waiting(count, ngettext("đợt trả nhóm chờ bạn duyệt", "đợt trả nhóm chờ bạn duyệt", count), desk_url("runs"), "now")
    if may(user, APPROVE_TAX):
        count = TaxPayment.objects.filter(status=TaxPayment.Status.PROPOSED).exclude(proposed_by=user).count()
        words = ngettext("lần nộp thuế chờ bạn duyệt", "lần nộp thuế chờ bạn duyệt", count)
        yield Waiting(count, words, desk_url("taxes"), "now")
    if may(user, PROPOSE):
        count = PayoutRun.objects.filter(status=PayoutRun.Status.APPROVED).count()
        yield Waiting(
            count, ngettext("đợt trả đã duyệt, chờ gửi ngân hàng", "đợt trả đã duyệt, chờ gửi ngân hàng", count), desk_url("runs")
        )
    if may(user, APPROVE_ACCOUNT):
        count = BankAccount.objects.filter(status=BankAccount.Status.PROPOSED).exclude(proposed_by=user).count()
        yield Waiting(count, ngettext("tài khoản của nhóm chờ duyệt", "tài khoản của nhóm chờ duyệt", count), desk_url("accounts"))


def _goods(user: Any) -> Iterator[Waiting]:
    if not may(user, *SEE_CERTIFICATES):
        return
    page = reverse("wagtailsnippets_catalog_certificate:list")
    today = timezone.localdate()
    after = today
    for days in EXPIRY_DAYS:
        until = today + timedelta(days=days)
        ending = Certificate.objects.filter(verified_at__isnull=False, revoked_at__isnull=True)
        first = {"expires_on__gte": after} if after == today else {"expires_on__gt": after}
        count = ending.filter(**first, expires_on__lte=until).count()
        words = ngettext("giấy chứng nhận hết hạn trong %(days)s ngày", "giấy chứng nhận hết hạn trong %(days)s ngày", count)
        yield Waiting(count, words % {"days": days}, f"{page}?expires_on__lte={until.isoformat()}", "now" if days == 30 else "soon")
        after = until
    if may(user, CHECK_CERTIFICATE):
        unchecked = Certificate.objects.filter(verified_at__isnull=True, revoked_at__isnull=True).exclude(uploaded_by=user)
        count = unchecked.count()
        yield Waiting(count, ngettext("giấy chứng nhận chờ kiểm", "giấy chứng nhận chờ kiểm", count), f"{page}?verified_at__isnull=true")


def _reviews(user: Any) -> Iterator[Waiting]:
    if not may(user, *SEE_REVIEWS):
        return
    rows = queue()
    late = sum(one.is_late for one in rows)
    words = ngettext("món chờ duyệt quá 2 ngày", "món chờ duyệt quá 2 ngày", late)
    yield Waiting(late, words, desk_url("reviews"), "now")
    yield Waiting(len(rows) - late, ngettext("món chờ duyệt", "món chờ duyệt", len(rows) - late), desk_url("reviews"))


def _house(user: Any) -> Iterator[Waiting]:
    """Jobs and books: whoever pays groups or runs the house should know before anything else."""
    if not (user.is_superuser or may(user, PROPOSE, APPROVE)):
        return
    count = len(late_jobs())
    yield Waiting(count, ngettext("việc nền chạy trễ hoặc hỏng", "việc nền chạy trễ hoặc hỏng", count), "/suc-khoe/", "now")
    count = sum(not check(DEFAULT_DB_ALIAS).is_ok for check in (triggers_stand, entries_are_sealed, floors_are_kept))
    yield Waiting(count, _("phép kiểm sổ không khớp: dừng trả tiền, báo kỹ thuật"), "/suc-khoe/", "now")
