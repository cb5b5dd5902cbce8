"""The calendar of the last fifty days: every event at its hour, in order, each through the service that the shop itself uses.

What an order has reached today follows from how long ago it was placed, or from the ``fate`` in ``content/orders.json``.
"""

from __future__ import annotations

import datetime
import heapq
import itertools
from collections.abc import Callable
from typing import Any, Final

from django.utils import timezone

from cooperatives.payouts.models import PayoutRun
from storefront.demo.content import read
from storefront.demo.loading.pictures import Tick
from storefront.orders.models import Order, Parcel
from storefront.orders.services import cancel_order, confirm_order, hand_over_parcel, pack_parcel, release_due_parcels
from storefront.payments.models import Refund
from storefront.payments.services.cancel import cancel_and_refund, return_and_refund
from storefront.payments.services.expire import expire_unpaid
from storefront.payments.services.follow import deliver_and_collect
from storefront.payments.services.refunds import request_refund, send_refund

from .bank import Bank
from .carriers import Carriers
from .clock import acting_at
from .payouts import Payouts
from .shop import People, checkout_key, hours, place
from .taxes import PAY_DAY, Taxes

FIRST_DAY: Final = 50
STATEMENT_HOUR, RELEASE_HOUR, EXPIRE_HOUR, LISTS_HOUR = 18, 2, 6, 9
LIST_WEEKDAYS: Final = (1, 4)
"""Carriers pay on Tuesdays and Fridays."""
STOPS: Final = ("to_pack", "packed", "handed_over", "delivered")
SHORT_VND: Final = 20_000
OVER_VND: Final = 15_000
WAITS_FOR_REFUND: Final = "cancelled_paid_late"
REASONS: Final = {"cancelled_paid": "Khách đổi ý", WAITS_FOR_REFUND: "Khách đặt nhầm"}
Event = Callable[[], object]


def load_history(tick: Tick) -> None:
    """Live through the last fifty days once. When the first order is there, the whole history is."""
    rows: list[dict[str, Any]] = read("orders")
    if not Order.objects.filter(checkout_key=checkout_key(rows[0]["id"])).exists():
        History().live(rows)
    for _ in rows:
        tick()


class History:
    """Events waiting for their hour."""

    def __init__(self) -> None:
        self.now = self.end = timezone.now()
        self.people = People.read()
        self.bank = Bank()
        self.carriers = Carriers(self.bank)
        self.payouts = Payouts(self.people, self.bank)
        self.taxes = Taxes(self.people, self.bank)
        self._queue: list[tuple[datetime.datetime, int, Event]] = []
        self._order = itertools.count()

    def at(self, moment: datetime.datetime, event: Event) -> None:
        """Let something happen at ``moment``."""
        heapq.heappush(self._queue, (moment, next(self._order), event))

    def after(self, count: float, event: Event) -> None:
        """Let something happen ``count`` hours from now."""
        self.at(self.now + hours(count), event)

    def live(self, rows: list[dict[str, Any]]) -> None:
        """Run every event up to the present."""
        self._plan_days()
        self._plan_runs()
        for row in rows:
            self.at(self._placed_at(row), lambda row=row: self._place(row))  # type: ignore[misc]
        while self._queue and self._queue[0][0] <= self.end:
            self.now, _, event = heapq.heappop(self._queue)
            with acting_at(self.now):
                event()

    def _placed_at(self, row: dict[str, Any]) -> datetime.datetime:
        if not row["clock"]:
            return self.end - datetime.timedelta(days=row["days_ago"])
        day = timezone.localdate(self.end) - datetime.timedelta(days=row["days_ago"])
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time.fromisoformat(row["clock"])))

    # --- every day ----------------------------------------------------------------------------------------------------
    def _plan_days(self) -> None:
        today = timezone.localdate(self.end)
        for back in range(FIRST_DAY, -1, -1):
            day = today - datetime.timedelta(days=back)
            start = timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
            self.at(start + hours(RELEASE_HOUR), lambda: release_due_parcels(self.now))
            self.at(start + hours(EXPIRE_HOUR), lambda: expire_unpaid(self.now))
            if day.day == PAY_DAY:
                self.at(start + hours(LISTS_HOUR), lambda: self.taxes.pay(self.now))
            if day.weekday() in LIST_WEEKDAYS:
                self.at(start + hours(LISTS_HOUR), lambda: self.carriers.send_lists(self.now))
            self.at(start + hours(STATEMENT_HOUR), self._close_day)
        self.at(self.end - hours(0.5), self._close_day)

    def _close_day(self) -> None:
        self.bank.hand_in(now=self.now, actor=self.people.preparer)
        self.carriers.book_lists(self.people.preparer)
        self.payouts.book_returns()
        self.taxes.book()
        self._send_refunds()

    def _send_refunds(self) -> None:
        """Refunds that were asked for by yesterday go to the bank; the one that is listed waits for somebody."""
        waiting = Refund.objects.filter(status=Refund.Status.REQUESTED, requested_at__lte=self.now - hours(12))
        for refund in waiting.exclude(reason=REASONS[WAITS_FOR_REFUND]):
            send_refund(refund_id=refund.pk, actor=self.people.preparer)
            self.bank.move(at=self.now + hours(14), amount_vnd=-refund.amount_vnd, text=refund.reference)

    # --- payouts ------------------------------------------------------------------------------------------------------
    def _plan_runs(self) -> None:
        states = PayoutRun.Status
        self.at(self.end - datetime.timedelta(days=FIRST_DAY - 1), self.payouts.open_accounts)
        self._plan_run(days_ago=33, back_days=1, until=states.SETTLED)
        self._plan_run(days_ago=22, back_days=1, until=states.SETTLED, comes_back=True)
        self._plan_run(days_ago=12, back_days=1, until=states.SETTLED)
        self._plan_run(days_ago=1, back_days=9, until=states.SENT)
        self._plan_run(days_ago=0.3, back_days=6, until=states.APPROVED)
        self._plan_run(days_ago=0.2, back_days=3, until=states.PROPOSED)
        self._plan_run(days_ago=0.1, back_days=0, until=states.DRAFT)

    def _plan_run(self, *, days_ago: float, back_days: float, until: str, comes_back: bool = False) -> None:
        def pay() -> None:
            run = self.payouts.run(now=self.now, back_days=back_days, until=until)
            if comes_back:
                self.after(50, lambda: self.payouts.send_back(run=run, now=self.now))
                self.after(98, self.payouts.replace_blocked)

        self.at(self.end - datetime.timedelta(days=days_ago), pay)

    # --- orders -------------------------------------------------------------------------------------------------------
    def _place(self, row: dict[str, Any]) -> None:
        order, fate = place(row, self.people), row["fate"]
        if fate == "cancelled":
            self.after(2, lambda: cancel_order(order_id=order.pk, actor=None, reason="Khách đổi ý"))
        elif fate in ("expired", "awaiting_payment", "to_confirm"):
            return
        elif order.method == Order.Method.VIETQR:
            self._pay(order, fate)
        else:
            if order.status == Order.Status.AWAITING_CONFIRMATION:
                self.after(3, lambda: confirm_order(order_id=order.pk, actor=self.people.curator, note="Đã gọi"))
            self._ship(order, fate, first=20)

    def _pay(self, order: Order, fate: str) -> None:
        amount_vnd = order.total_vnd + {"short": -SHORT_VND, "over": OVER_VND}.get(fate, 0)
        self.bank.move(at=self.now + hours(0.3), amount_vnd=amount_vnd, text=f"{order.number} chuyen tien")
        if fate in REASONS:
            self.after(26, lambda: cancel_and_refund(order_id=order.pk, actor=self.people.curator, reason=REASONS[fate]))
        elif fate != "short":
            self._ship(order, fate, first=28)

    def _ship(self, order: Order, fate: str, first: int) -> None:
        """Pack after ``first`` hours, hand over, deliver, as far as the fate lets it go."""
        for parcel in order.parcels.select_related("group"):
            actor, spread = self.people.who_packs(parcel), parcel.pk % 3
            reach = STOPS.index(fate) if fate in STOPS else len(STOPS)
            steps: list[tuple[float, Event]] = [
                (first, lambda p=parcel, a=actor: pack_parcel(parcel_id=p.pk, actor=a)),  # type: ignore[misc]
                (first + 5, lambda p=parcel, a=actor: self._hand_over(p, a)),  # type: ignore[misc]
                (first + 53 + 24 * spread, lambda p=parcel: self._arrive(p, fate)),  # type: ignore[misc]
            ]
            for count, step in steps[:reach]:
                self.after(count, step)

    def _hand_over(self, parcel: Parcel, actor: Any) -> None:
        carrier = self.carriers.carrier_of(parcel)
        hand_over_parcel(parcel_id=parcel.pk, carrier=carrier, tracking_number=f"MAU{parcel.pk:08d}", actor=actor)

    def _arrive(self, parcel: Parcel, fate: str) -> None:
        if fate in ("refused", "came_back"):
            return_and_refund(parcel_id=parcel.pk, actor=self.people.curator, reason="Không gặp người nhận")
            return
        deliver_and_collect(parcel_id=parcel.pk, actor=self.people.curator)
        if fate == "broken":
            self.after(30, lambda: self._refund_one(parcel))

    def _refund_one(self, parcel: Parcel) -> None:
        """One pack of the first line arrived broken."""
        line = parcel.lines.order_by("pk")[0]
        quantities = {line.pk: 1}
        key = f"demo:{parcel.pk}"
        request_refund(parcel_id=parcel.pk, quantities=quantities, reason="Vỡ khi giao", actor=self.people.curator, key=key)
