"""A shop that takes cards lives through random histories, while the way to the gateway fails at random.

Orders are paid, declined, paid too late; refunds go back, pending, failed at once or days later; card holders dispute; messages are lost,
doubled and turned round; requests are dropped before and after they had their effect. A service that refuses changes nothing. Every
history runs in a transaction that is rolled back at its end, with a gateway of its own; :data:`seen` counts where histories came to.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cooperatives.vietnam.errors import DomainError
from storefront.orders.models import Order, Parcel
from storefront.payments.models import BankLine, CardDispute, CardPage, CardRefund, GatewayMovement, Refund
from storefront.payments.services import card_decisions, card_refunds, card_sweep, cards, disputes, expire, refunds
from storefront.payments.services.balance_import import import_balance
from storefront.payments.services.bank_lines import record_bank_line
from storefront.payments.services.cancel import cancel_and_refund
from storefront.payments.services.gateway_payouts import payouts_on_their_way, receive_payout
from storefront.payments.services.movement_decisions import explain_movement, unknown_movements
from storefront.payments.services.stripe_reconciliation import stripe_reconciliation
from tests.cards.wallet import DECLINED, SECURE, Wallet, assert_books_hold, books
from tests.clock import Clock
from tests.factories import make_group, make_order, make_product, make_rates, make_tax_rates, make_user
from tests.support.fake_stripe import FakeStripe
from tests.support.fake_stripe.answers import Refusal

seen: Counter[str] = Counter()
ACCOUNT = "1028866888"
ASKED = ("POST /v1/checkout/sessions", "GET /v1/checkout", "POST /v1/refunds", "GET /v1/refunds", "GET /v1/disputes", "GET /v1/balance")
MODES = ("drop_before", "drop_after", "http_500", "http_429")
DRAINED = ("1021", "1040", "1050", "2090", "2200")
which = st.integers(min_value=0, max_value=50)
EVENTS: list[st.SearchStrategy[tuple[str, dict[str, Any]]]] = []


def event(**given: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a method as something that may happen on a day; a day is one rule, so that no run is without half of the events."""

    def register(method: Callable[..., None]) -> Callable[..., None]:
        EVENTS.append(st.tuples(st.just(method.__name__), st.fixed_dictionaries(given)))
        return method

    return register


class CardHistories(RuleBasedStateMachine):
    """See the module. ``clock`` is the test's own."""

    clock: Clock

    def __init__(self) -> None:
        super().__init__()
        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        self._refs = itertools.count(1)
        self.fake = FakeStripe()
        self.fake.__enter__()
        self.fake.webhooks.held = True
        self.wallet = Wallet(self.fake)
        settings.STRIPE_API_BASE = self.fake.url

    @initialize(paid=st.integers(2, 4))
    def open_shop(self, paid: int) -> None:
        make_rates(free_from_vnd=500_000, free_max_fee_vnd=40_000)
        make_tax_rates()
        self.teller, self.second = make_user(staff=True), make_user(staff=True)
        self.packs = [make_product(make_group(), price_vnd=price, stock=10_000).variants.get() for price in (31_007, 99_999, 152_500)]
        for number in range(paid):
            self.place(number, 2, "4242424242424242", False)
        self.messages_come(False, 1)

    def teardown(self) -> None:
        try:
            if hasattr(self, "packs"):
                self.settle_everything()
                connection.check_constraints()
        finally:
            self.fake.__exit__()
            transaction.set_rollback(True)
            self._atomic.__exit__(None, None, None)

    # --- what happens -------------------------------------------------------------------------------------------------------

    @event(number=which, packs=st.integers(1, 3), card=st.sampled_from(["4242424242424242"] * 3 + [DECLINED, SECURE]), late=st.booleans())
    def place(self, number: int, packs: int, card: str, late: bool) -> None:
        chosen = {self.packs[number % 3]: packs, self.packs[(number + 1) % 3]: 1}
        order = make_order(chosen, method=Order.Method.CARD, phone=f"+8491{next(self._refs):07}")
        page = self.attempt(cards.open_card_page, order_id=order.pk)
        if page is None or page.session is None:
            return
        if late:
            self.clock.advance(minutes=66)
            self.attempt(expire.expire_unpaid)
        try:
            self.fake.charging.pay(page.session, card)
        except Refusal:
            seen["declined or closed"] += 1

    @event(asked=st.sampled_from(ASKED), mode=st.sampled_from(MODES), times=st.integers(1, 3))
    def something_fails(self, asked: str, mode: str, times: int) -> None:
        self.fake.fault(asked, mode, times=times)

    @event(backwards=st.booleans(), copies=st.integers(1, 2))
    def messages_come(self, backwards: bool, copies: int) -> None:
        self.fake.webhooks.copies = copies
        self.fake.webhooks.release(reverse=backwards)

    @event()
    def messages_are_lost(self) -> None:
        self.fake.webhooks.drop()

    @event(mode=st.sampled_from(["succeeded", "pending", "failed"]))
    def banks_take_refunds_like(self, mode: str) -> None:
        self.fake.memory.refund_mode = mode

    @event(number=which, fails=st.booleans())
    def a_bank_decides_a_refund(self, number: int, fails: bool) -> None:
        going = [one for one in self.fake.memory.all("refund") if one["status"] != "failed"]
        if going:
            chosen = going[number % len(going)]
            (self.fake.back.fail_refund if fails else self.fake.back.finish_refund)(chosen["id"])

    @event(number=which)
    def cancel_order(self, number: int) -> None:
        self.do(cancel_and_refund, Order.objects.all(), number, "order_id", actor=self.teller, reason="đổi ý")

    @event(number=which)
    def cancel_parcel(self, number: int) -> None:
        self.do(cancel_and_refund, Parcel.objects.all(), number, "parcel_id", actor=self.teller, reason="hết hàng")

    @event(number=which, packs=st.integers(1, 3), shipping=st.booleans())
    def refund_packs(self, number: int, packs: int, shipping: bool) -> None:
        parcel = self.one(Parcel.objects.all(), number)
        line = parcel.lines.first() if parcel else None
        if line is not None:
            wanted = {"quantities": {line.pk: packs}, "with_shipping": shipping, "reason": "vỡ", "key": f"r{next(self._refs)}"}
            self.attempt(refunds.request_refund, parcel_id=parcel.pk, actor=self.teller, **wanted)

    @event(number=which)
    def give_back_what_hangs(self, number: int) -> None:
        self.do(card_decisions.refund_card_money, card_decisions.hanging_pages(), number, "page_id", actor=self.teller, note="trả lại")

    @event(number=which)
    def send_late_goods(self, number: int) -> None:
        self.do(card_decisions.accept_late_card, card_decisions.hanging_pages(), number, "page_id", actor=self.teller)

    @event(number=which)
    def give_up_the_card(self, number: int) -> None:
        self.clock.advance(minutes=11)
        waiting = Refund.objects.filter(way="card", status="requested")
        self.do(card_refunds.refund_by_bank_instead, waiting, number, "refund_id", actor=self.teller)

    @event(number=which)
    def send_by_bank(self, number: int) -> None:
        self.do(refunds.send_refund, self.by_bank(), number, "refund_id", actor=self.second)

    @event(number=which, inquiry=st.booleans())
    def a_holder_disputes(self, number: int, inquiry: bool) -> None:
        open_to = [one for one in self.fake.memory.all("charge") if one["paid"] and not one["disputed"] and not one["refunded"]]
        if open_to:
            charge = open_to[number % len(open_to)]
            self.fake.back.open_dispute(charge["id"], amount=charge["amount"] - charge["amount_refunded"], inquiry=inquiry)

    @event(number=which, won=st.booleans())
    def a_bank_decides_a_dispute(self, number: int, won: bool) -> None:
        going = [one for one in self.fake.memory.all("dispute") if one["status"] not in ("won", "lost", "warning_closed")]
        if going:
            self.fake.back.close_dispute(going[number % len(going)]["id"], won=won)

    @event(number=which)
    def bear_a_loss(self, number: int) -> None:
        self.do(disputes.bear_loss, disputes.undecided_losses(), number, "dispute_id", actor=self.teller)

    @event(minutes=st.sampled_from([2, 11, 1_500]))
    def the_worker_runs(self, minutes: int) -> None:
        self.clock.advance(minutes=minutes)
        for job in (expire.expire_unpaid, card_sweep.sweep_cards, disputes.look_for_disputes, import_balance):
            self.attempt(job)

    @event(share=st.integers(1, 4))
    def stripe_pays_out(self, share: int) -> None:
        amount = self.fake.memory.balance // share
        if amount > 0:
            self.fake.connect.create_payout({"amount": str(amount)}, "")
            if share % 2:
                self.bank(amount, f"STRIPE {next(self._refs)}")

    @rule(day=st.lists(st.deferred(lambda: st.one_of(EVENTS)), min_size=6, max_size=10))
    def a_day(self, day: list[tuple[str, dict[str, Any]]]) -> None:
        for name, given in day:
            getattr(self, name)(**given)

    # --- what must be true --------------------------------------------------------------------------------------------------

    @precondition(lambda self: hasattr(self, "packs"))
    @invariant()
    def the_books_hold(self) -> None:
        assert_books_hold()

    @precondition(lambda self: hasattr(self, "packs"))
    @invariant()
    def nobody_is_paid_back_twice(self) -> None:
        made = [one for one in self.fake.memory.all("refund") if one["status"] != "failed"]
        keys = Counter(one["metadata"]["refund"] for one in made)
        assert set(keys.values()) <= {1}
        by_bank = CardRefund.objects.filter(refund__way="bank", refund__status__in=("sent", "settled"))
        assert not by_bank.filter(key__in=keys).exists()
        for page in CardPage.objects.filter(state="paid"):
            assert sum(page.refunds.values_list("amount_vnd", flat=True)) == page.returned_vnd <= page.received_vnd

    def settle_everything(self) -> None:
        """The gateway answers again, banks decide, the worker runs: Stripe and our books agree, and what must drain has drained."""
        self.fake.faults.clear()
        self.messages_come(backwards=True, copies=1)
        for refund in self.fake.memory.all("refund"):
            if refund["status"] == "pending":
                self.fake.back.finish_refund(refund["id"])
        for number, dispute in enumerate(self.fake.memory.all("dispute")):
            if dispute["status"] not in ("won", "lost", "warning_closed"):
                self.fake.back.close_dispute(dispute["id"], won=bool(number % 2))
        self.fake.memory.refund_mode = "succeeded"
        self.messages_are_lost()
        for _ in range(3):
            self.the_worker_runs(1_500)
            for page in card_decisions.hanging_pages():
                card_decisions.refund_card_money(page_id=page.pk, actor=self.teller, note="hết ngày")
        for line in BankLine.objects.filter(state="unmatched"):
            payout = payouts_on_their_way().filter(amount=-line.amount_vnd).first()
            assert payout is not None
            receive_payout(line_id=line.pk, movement_id=payout.pk, actor=self.teller)
        for refund in self.by_bank():
            refunds.send_refund(refund_id=refund.pk, actor=self.second)
        for sent in Refund.objects.filter(way="bank", status="sent"):
            self.bank(-sent.amount_vnd, sent.reference)
        for row in unknown_movements():
            explain_movement(movement_id=row.pk, code="5050", actor=self.teller, note="")
        self.the_worker_runs(1_500)
        self.the_books_hold()
        self.nobody_is_paid_back_twice()
        assert_books_hold(self.fake)
        assert [state.difference for state in stripe_reconciliation()] == [0]
        told = books()
        assert {code: told.get(code, 0) for code in DRAINED} == dict.fromkeys(DRAINED, 0)
        for model, field in (
            (CardPage, "state"),
            (CardRefund, "state"),
            (CardDispute, "state"),
            (Refund, "way"),
            (GatewayMovement, "kind"),
        ):
            seen.update(f"{model.__name__} {state}" for state in model.objects.values_list(field, flat=True))

    # --- how the rules do it ------------------------------------------------------------------------------------------------

    def by_bank(self) -> Any:
        return Refund.objects.filter(way="bank", status__in=("requested", "failed"))

    def bank(self, amount_vnd: int, text: str) -> BankLine:
        ref = f"FT{next(self._refs):06d}"
        return record_bank_line(account=ACCOUNT, booked_at=timezone.now(), amount_vnd=amount_vnd, text=text, bank_ref=ref).line

    def one(self, rows: Any, number: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def do(self, service: Any, rows: Any, number: int, argument: str, **given: Any) -> None:
        row = self.one(rows, number)
        if row is not None:
            self.attempt(service, **{argument: row.pk}, **given)

    def attempt(self, service: Any, **given: Any) -> Any:
        """Call a service that may refuse, or not reach the gateway. What it had committed before it asked stays, as it would."""
        try:
            return service(**given)
        except DomainError as broken:
            seen[broken.code] += 1
            return None
