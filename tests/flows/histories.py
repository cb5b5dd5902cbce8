"""A shop that lives through random histories: orders, money in every shape, refusals at the door, refunds, payouts, returned transfers.

Each event is something that people really do through the shop's services; a service that refuses (``DomainError``) must have changed
nothing, which the invariants see. Every history runs in a transaction that is rolled back at its end; :data:`seen` counts what states
histories came to, so that the test can tell that they went everywhere.
"""

from __future__ import annotations

import datetime
import io
import itertools
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cooperatives.ledger.checks import check_books
from cooperatives.ledger.models import Account
from cooperatives.payouts.models import BankAccount, BankFileProfile, Payout, PayoutLine, PayoutRun
from cooperatives.payouts.money_summary import summary
from cooperatives.payouts.services.files import write_bank_file
from cooperatives.payouts.services.runs import approve_run, cancel_run, draft_run, propose_run
from cooperatives.payouts.services.transfers import mark_sent, return_payout, settle_payout
from cooperatives.vietnam.errors import DomainError
from storefront.orders import services as orders
from storefront.orders.models import Order, Parcel
from storefront.payments.models import BankLine, Refund
from storefront.payments.services import cancel, cod, decisions, expire, outgoing, refunds
from storefront.payments.services.bank_lines import record_bank_line
from tests.factories import make_carrier, make_group, make_order, make_product, make_rates, make_tax_rates, make_user
from tests.payouts.conftest import clerk, make_account

OUR_ACCOUNT = "1028866888"
seen: Counter[str] = Counter()
FAR = datetime.timedelta(days=400)
PRICES = (31_007, 99_999, 152_500)
DRAINING = ("1050", "2090", "2200")
amounts_off = st.sampled_from([0, 0, 0, -1_000, 7_000])
which = st.integers(min_value=0, max_value=50)
basket = st.tuples(st.sampled_from(["cod", "vietqr", "vietqr"]), st.dictionaries(which, st.integers(1, 3), min_size=1, max_size=3))
endings = st.lists(st.sampled_from(["delivered", "delivered", "delivered", "refused", "lost", "waits"]), min_size=4, max_size=8)


EVENTS: list[st.SearchStrategy[tuple[str, dict[str, Any]]]] = []


def event(**given: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a method as something that may happen on a day.

    Not a rule of its own: Hypothesis switches a random half of the rules off in each run, and a shop in which nobody sends parcels, or no
    order comes, shows nothing. So a day is one rule, made of events.
    """

    def register(method: Callable[..., None]) -> Callable[..., None]:
        EVENTS.append(st.tuples(st.just(method.__name__), st.fixed_dictionaries(given)))
        return method

    return register


class MoneyHistories(RuleBasedStateMachine):
    """See the module. Rules pick "one of what there is" by a number, so that every step of a history can be shrunk."""

    def __init__(self) -> None:
        super().__init__()
        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        self._refs = itertools.count(1)

    @initialize(first=st.lists(basket, min_size=4, max_size=6))
    def open_shop(self, first: list[tuple[str, dict[int, int]]]) -> None:
        make_rates(cod_open_orders_per_phone=1_000, cod_max_order_vnd=100_000_000, cod_confirm_from_vnd=400_000, free_from_vnd=500_000)
        make_tax_rates()
        self.maker, self.checker = clerk("propose_payoutrun", "approve_payoutrun"), clerk("propose_payoutrun", "approve_payoutrun")
        self.teller, self.second = make_user(staff=True), make_user(staff=True)
        self.carrier = make_carrier()
        self.groups = [make_group(kind="cooperative"), make_group(kind="household", terms={"fee_bps": 777, "holdback_days": 0})]
        self.packs = [make_product(group, price_vnd=price, stock=10_000).variants.get() for group in self.groups for price in PRICES]
        for group in self.groups:
            make_account(group, self.maker, self.checker, f"00{group.pk:08d}")
        self.profile = BankFileProfile.objects.get(code="chung")
        for method, chosen in first:
            self.order(method, chosen)

    def teardown(self) -> None:
        try:
            if hasattr(self, "groups"):
                self.settle_everything()
                connection.check_constraints()
        finally:
            transaction.set_rollback(True)
            self._atomic.__exit__(None, None, None)

    # --- what people do -----------------------------------------------------------------------------------------------------

    @event(baskets=st.lists(basket, min_size=1, max_size=3))
    def place(self, baskets: list[tuple[str, dict[int, int]]]) -> None:
        for method, chosen in baskets:
            self.order(method, chosen)

    @event(offs_vnd=st.lists(amounts_off, min_size=2, max_size=5), twice=st.booleans(), late=st.booleans())
    def transfers_come(self, offs_vnd: list[int], twice: bool, late: bool) -> None:
        state = "cancelled" if late else "awaiting_payment"
        for order, off_vnd in zip(Order.objects.filter(method="vietqr", status=state).order_by("pk"), offs_vnd, strict=False):
            for _ in range(1 + twice):
                self.bank(order.total_vnd + off_vnd, f"CK {order.number.lower()} cam on")

    @event(amount_vnd=st.integers(1_000, 300_000))
    def transfer_without_code(self, amount_vnd: int) -> None:
        self.bank(amount_vnd, "chuyen tien")

    @event()
    def let_orders_expire(self) -> None:
        expire.expire_unpaid(timezone.now() + FAR)

    @event(number=which)
    def confirm_large_order(self, number: int) -> None:
        self.do(orders.confirm_order, Order.objects.filter(status="awaiting_confirmation"), number, "order_id", actor=self.teller)

    @event(ends=endings)
    def send(self, ends: list[str]) -> None:
        for parcel, ending in zip(Parcel.objects.filter(status="to_pack").order_by("pk"), ends, strict=False):
            if ending == "waits":
                continue
            orders.pack_parcel(parcel_id=parcel.pk, actor=None)
            orders.hand_over_parcel(parcel_id=parcel.pk, carrier=self.carrier, tracking_number=f"VD{parcel.pk}", actor=None)
            if ending == "delivered":
                orders.deliver_parcel(parcel_id=parcel.pk, actor=None)
            else:
                lost = ending == "lost"
                cancel.return_and_refund(parcel_id=parcel.pk, actor=self.teller, restock=not lost, with_shipping=lost)

    @event(number=which)
    def cancel_order(self, number: int) -> None:
        self.do(cancel.cancel_and_refund, Order.objects.all(), number, "order_id", actor=self.teller, reason="đổi ý")

    @event(number=which)
    def cancel_parcel(self, number: int) -> None:
        self.do(cancel.cancel_and_refund, Parcel.objects.all(), number, "parcel_id", actor=self.teller, reason="hết hàng")

    @event(number=which, packs=st.integers(1, 3), shipping=st.booleans())
    def refund_packs(self, number: int, packs: int, shipping: bool) -> None:
        parcel = self.one(Parcel.objects.all(), number)
        if parcel is not None:
            line = parcel.lines.first()
            wanted = {"quantities": {line.pk: packs}, "with_shipping": shipping, "reason": "vỡ", "key": f"r{next(self._refs)}"}
            self.attempt(refunds.request_refund, parcel_id=parcel.pk, actor=self.teller, **wanted)

    @event(number=which)
    def give_back_what_hangs(self, number: int) -> None:
        self.do(decisions.refund_line, decisions.waiting_lines(), number, "line_id", actor=self.teller, note="trả lại")

    @event(number=which, order=which)
    def match_by_hand(self, number: int, order: int) -> None:
        wanted = self.one(Order.objects.filter(status="awaiting_payment"), order)
        if wanted is not None:
            self.do(decisions.match_line, decisions.waiting_lines(), number, "line_id", order_id=wanted.pk, actor=self.teller)

    @event(number=which)
    def accept_late_money(self, number: int) -> None:
        self.do(decisions.accept_late, decisions.waiting_lines(), number, "line_id", actor=self.teller)

    @event(number=which, fails=st.booleans())
    def send_refund(self, number: int, fails: bool) -> None:
        refund = self.one(Refund.objects.filter(status__in=["requested", "failed"]), number)
        if refund is None:
            return
        refunds.send_refund(refund_id=refund.pk, actor=self.second)
        if fails:
            refunds.fail_refund(refund_id=refund.pk, actor=self.second, reason="sai số tài khoản")
        else:
            self.bank(-refund.amount_vnd, f"TRA LAI {Refund.objects.get(pk=refund.pk).reference}")

    @event()
    def carrier_pays_over(self) -> None:
        owed = list(Parcel.objects.filter(order__method="cod", status="delivered", cash_matched_at__isnull=True))
        if not owed:
            return
        rows = "".join(f"{parcel.tracking_number},{parcel.due_vnd},5000\n" for parcel in owed)
        file = io.BytesIO(("waybill,collected,fee\n" + rows).encode())
        recorded = cod.record_cod_remittance(carrier=self.carrier, file=file, file_name=f"{next(self._refs)}.csv", actor=self.teller)
        line = self.bank(recorded.listed_vnd, "NOP TIEN THU HO")
        if BankLine.objects.get(pk=line.pk).unallocated_vnd == recorded.listed_vnd:
            cod.book_remittance(remittance_id=recorded.remittance.pk, line_id=line.pk, actor=self.teller)

    @event()
    def release(self) -> None:
        orders.release_due_parcels(timezone.now() + FAR)

    @event(answers=st.lists(st.sampled_from(["settled", "returned", "late return", "silence"]), min_size=2, max_size=2))
    def pay_groups(self, answers: list[str]) -> None:
        run = self.attempt(draft_run, cut_off=timezone.now() + 2 * FAR, actor=self.maker, minimum_vnd=1)
        if run is None:
            return
        propose_run(run=run, actor=self.maker)
        self.attempt(approve_run, run=run, actor=self.checker, seen_hash=run.content_hash)
        run.refresh_from_db()
        write_bank_file(run=run, profile=self.profile, file_format="csv", actor=self.maker)
        mark_sent(run=run, actor=self.maker)
        for payout, answer in zip(run.payouts.order_by("pk"), answers, strict=False):
            self.bank_answers(payout, answer)
        BankAccount.objects.filter(status="blocked").update(status="approved")

    @event()
    def drop_a_run(self) -> None:
        run = self.attempt(draft_run, cut_off=timezone.now() + 2 * FAR, actor=self.maker, minimum_vnd=1)
        if run is not None:
            propose_run(run=run, actor=self.maker)
            cancel_run(run=run, actor=self.maker)

    @rule(day=st.lists(st.deferred(lambda: st.one_of(EVENTS)), min_size=5, max_size=12))
    def a_day(self, day: list[tuple[str, dict[str, Any]]]) -> None:
        for name, given in day:
            getattr(self, name)(**given)

    # --- what must be true after every step ---------------------------------------------------------------------------------

    @precondition(lambda self: hasattr(self, "groups"))
    @invariant()
    def the_books_hold(self) -> None:
        differing = {result.name: result.differences for result in check_books().results if not result.is_ok}
        assert differing == {}
        assert sum(BankLine.objects.values_list("unallocated_vnd", flat=True)) == self.book("2090")

    @precondition(lambda self: hasattr(self, "groups"))
    @invariant()
    def each_group_can_follow_her_money(self) -> None:
        for group in self.groups:
            money = summary(group)
            assert money.earned_vnd == money.to_come_vnd + money.paid_vnd, (group.pk, money)
            paid = Payout.objects.filter(group=group, status__in=["sent", "settled"])
            assert money.paid_vnd == sum(paid.values_list("amount_vnd", flat=True))
            for payout in paid:
                assert sum(payout.lines.filter(is_void=False).values_list("amount_vnd", flat=True)) == payout.amount_vnd

    def settle_everything(self) -> None:
        """At the end of the day everything that must drain drains, and every group has what she earned."""
        orders.release_due_parcels(timezone.now() + FAR)
        expire.expire_unpaid(timezone.now() + FAR)
        for payout in Payout.objects.filter(status="sent"):
            settle_payout(payout=payout, bank_code=OUR_ACCOUNT, actor=self.maker)
        for line in decisions.waiting_lines():
            if line.unallocated_vnd:
                self.attempt(decisions.refund_line, line_id=line.pk, actor=self.teller, note="hết ngày")
        for refund in Refund.objects.filter(status__in=["requested", "failed"]):
            refunds.send_refund(refund_id=refund.pk, actor=self.second)
        for refund in Refund.objects.filter(status="sent"):
            self.bank(-refund.amount_vnd, Refund.objects.get(pk=refund.pk).reference)
        self.carrier_pays_over()
        self.release()
        self.pay_groups(["settled", "settled"])
        self.the_books_hold()
        self.each_group_can_follow_her_money()
        assert {code: self.book(code) for code in DRAINING} == dict.fromkeys(DRAINING, 0)
        assert self.book(f"1030.{self.carrier.code}") == 0
        for group in self.groups:
            money = summary(group)
            assert (money.available_vnd, money.in_payout_vnd) == (0, 0)
            assert money.earned_vnd == money.paid_vnd + money.held_vnd - money.debt_vnd
        assert not PayoutLine.objects.filter(is_void=False).exclude(payout__status="settled").exists()
        assert not PayoutRun.objects.filter(status="sent").exists()

        for model, field in ((Payout, "status"), (Refund, "status"), (BankLine, "state"), (Order, "status"), (Parcel, "status")):
            seen.update(f"{model.__name__} {state}" for state in model.objects.values_list(field, flat=True))

    # --- how the rules do it ------------------------------------------------------------------------------------------------

    def order(self, method: str, chosen: dict[int, int]) -> None:
        make_order({self.packs[number % len(self.packs)]: quantity for number, quantity in chosen.items()}, method=method)

    def bank(self, amount_vnd: int, text: str) -> BankLine:
        ref = f"FT{next(self._refs):06d}"
        return record_bank_line(account=OUR_ACCOUNT, booked_at=timezone.now(), amount_vnd=amount_vnd, text=text, bank_ref=ref).line

    def bank_answers(self, payout: Payout, answer: str) -> None:
        if answer in {"settled", "late return"}:
            self.bank(-payout.amount_vnd, payout.reference)
            payout.refresh_from_db()
            assert payout.status == "settled"
        if answer == "returned":
            return_payout(payout=payout, reason="sai tên", bank_code=OUR_ACCOUNT, actor=self.maker)
        if answer == "late return":
            line = self.bank(payout.amount_vnd, "HOAN TRA")
            outgoing.return_payout_line(line_id=line.pk, payout_id=payout.pk, actor=self.teller, reason="sai tên")

    def book(self, code: str) -> int:
        found = Account.objects.filter(code=code).with_sums().first()
        return found.sum_vnd if found else 0

    def one(self, rows: Any, number: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def do(self, service: Any, rows: Any, number: int, argument: str, **given: Any) -> None:
        row = self.one(rows, number)
        if row is not None:
            self.attempt(service, **{argument: row.pk}, **given)

    def attempt(self, service: Any, **given: Any) -> Any:
        """Call a service that may refuse; whatever it had begun is undone, as a request's transaction would be."""
        try:
            with transaction.atomic():
                return service(**given)
        except DomainError:
            return None
