"""What the tests of cards share: an order, its page at the fake, a card that is put in, messages on their way, the books."""

from __future__ import annotations

from typing import Any

from django.test import Client

from cooperatives.ledger.checks import check_books
from cooperatives.ledger.models import Account
from storefront.orders.models import Order
from storefront.payments.models import BankLine, CardPage, GatewayMovement
from storefront.payments.services.cards import open_card_page
from tests.factories import make_group, make_order, make_product
from tests.support.fake_stripe import FakeStripe
from tests.support.fake_stripe.answers import Refusal

CARD, DECLINED, POOR, SECURE = "4242424242424242", "4000000000000002", "4000000000009995", "4000002500003155"
NEWS = "/tin/stripe/"


class Wallet:
    """A shopper with cards, in front of the fake."""

    def __init__(self, fake: FakeStripe) -> None:
        self.fake, self.client = fake, Client()
        fake.webhooks.sink = self.receive

    def order(self, price_vnd: int = 200_000, *, stock: int = 10, quantity: int = 1, **fields: Any) -> Order:
        """A card order over one group's one product; delivery costs what the table says."""
        variant = make_product(make_group(), price_vnd=price_vnd, stock=stock).variants.get()
        return make_order({variant: quantity}, method=Order.Method.CARD, **fields)

    def pay(self, order: Order, card: str = CARD) -> CardPage:
        """Open the order's page and put in a card; nothing is told to the shop yet. A card that is declined leaves the page open."""
        page = open_card_page(order_id=order.pk)
        try:
            self.fake.charging.pay(page.session or "", card)
        except Refusal as refused:
            assert refused.status == 402
        return page

    def receive(self, body: bytes, header: str) -> int:
        """Hand a message to the shop; its answer."""
        answer = self.client.post(NEWS, body, content_type="application/json", headers={"Stripe-Signature": header})
        return answer.status_code

    def paid(self, order: Order) -> Order:
        """The order, paid by card and told by the gateway's messages."""
        self.pay(order)
        assert set(self.fake.webhooks.release()) == {200}
        order.refresh_from_db()
        assert order.paid_at is not None
        return order


def books() -> dict[str, int]:
    """Every account that is not at zero, by code, in the sign of its normal side."""
    return {account.code: account.sum_vnd for account in Account.objects.with_sums() if account.sum_vnd}


def hanging_vnd() -> int:
    """What waits for a person, on bank lines and card pages."""
    return sum(BankLine.objects.values_list("unallocated_vnd", flat=True)) + sum(CardPage.objects.values_list("unallocated_vnd", flat=True))


def assert_books_hold(fake: FakeStripe | None = None) -> None:
    """Every check of the ledger passes; what hangs is what lies in 2090; with the fake, our balance there is its balance."""
    assert {result.name: result.differences for result in check_books().results if not result.is_ok} == {}
    assert hanging_vnd() == books().get("2090", 0)
    code = "1020" if fake is None or fake.memory.settle == "vnd" else f"1020.{fake.memory.settle}"
    assert sum(GatewayMovement.objects.values_list("net", flat=True)) == books().get(code, 0)
    if fake is not None:
        assert books().get(code, 0) == fake.memory.balance
