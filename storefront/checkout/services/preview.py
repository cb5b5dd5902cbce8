"""What an order would cost now: parcels, delivery, cash rounding. The same computation decides when it is placed."""

from __future__ import annotations

from dataclasses import dataclass

from cooperatives.groups.models import Group
from cooperatives.vietnam.money import CASH_STEP_VND, round_cash
from storefront.cart.models import Cart
from storefront.cart.services import CartGroup, CartReview, ReviewedLine, review_cart
from storefront.checkout.errors import CodOrderTooLarge
from storefront.orders.models import Order
from storefront.shipping.models import DeliveryPolicy
from storefront.shipping.quotes import CannotDeliver, ParcelQuote, quote_parcel
from storefront.shipping.table import DeliveryTable, read_table


@dataclass(frozen=True, slots=True)
class PlannedParcel:
    """What one group would send. ``quote`` is None while no place is chosen, or when ``problem`` says why it cannot go there."""

    group: Group
    seller: Group
    lines: tuple[ReviewedLine, ...]
    goods_vnd: int
    weight_g: int
    quote: ParcelQuote | None
    problem: CannotDeliver | None
    rounding_vnd: int

    @property
    def shipping_vnd(self) -> int:
        """Delivery fee, 0 while it is not known."""
        return self.quote.fee_vnd if self.quote else 0

    @property
    def due_vnd(self) -> int:
        """What she would pay for this parcel."""
        return self.goods_vnd + self.shipping_vnd + self.rounding_vnd


@dataclass(frozen=True, slots=True)
class OrderPreview:
    """The sums that the shopper is shown; ``total_vnd`` goes back to ``place_order`` as ``shown_total_vnd``."""

    method: str
    review: CartReview
    parcels: tuple[PlannedParcel, ...]
    policy: DeliveryPolicy

    @property
    def goods_vnd(self) -> int:
        """Goods of all parcels."""
        return sum(parcel.goods_vnd for parcel in self.parcels)

    @property
    def shipping_vnd(self) -> int:
        """Delivery of all parcels."""
        return sum(parcel.shipping_vnd for parcel in self.parcels)

    @property
    def rounding_vnd(self) -> int:
        """Cash rounding of all parcels; each is paid at the door by itself, so each is rounded by itself."""
        return sum(parcel.rounding_vnd for parcel in self.parcels)

    @property
    def total_vnd(self) -> int:
        """All of it."""
        return self.goods_vnd + self.shipping_vnd + self.rounding_vnd

    @property
    def problems(self) -> list[CannotDeliver]:
        """Parcels that cannot go to the chosen place."""
        return [parcel.problem for parcel in self.parcels if parcel.problem]

    @property
    def needs_confirmation(self) -> bool:
        """Whether somebody will call before the groups pack: cash on delivery from a certain amount."""
        return self.method == Order.Method.COD and self.total_vnd >= self.policy.cod_confirm_from_vnd

    @property
    def cod_refusal(self) -> CodOrderTooLarge | None:
        """Why cash on delivery is not possible for this total, or None."""
        if self.method == Order.Method.COD and self.total_vnd > self.policy.cod_max_order_vnd:
            return CodOrderTooLarge(total_vnd=self.total_vnd, most_vnd=self.policy.cod_max_order_vnd)
        return None

    @property
    def can_place(self) -> bool:
        """Whether it could be placed: something to order, nothing blocking, every parcel quoted, within the limit of cash."""
        quoted = all(parcel.quote is not None for parcel in self.parcels)
        return self.review.can_order and quoted and self.cod_refusal is None


def preview_order(*, cart: Cart, method: str, province_code: str = "", commune_code: str = "", with_pictures: bool = False) -> OrderPreview:
    """Compute what ordering the cart would cost; four queries. Without a province delivery is not known yet and counts 0.

    Raises PlaceUnknown. A parcel that cannot go there carries its ``problem`` instead of raising.
    """
    review = review_cart(cart, with_pictures=with_pictures)
    table = read_table()
    parcels = [_plan(group, method, province_code, commune_code, table) for group in review.groups if group.ordered]
    return OrderPreview(method, review, tuple(parcels), table.policy)


def _plan(group: CartGroup, method: str, province_code: str, commune_code: str, table: DeliveryTable) -> PlannedParcel:
    lines = tuple(group.ordered)
    products = [line.variant.product for line in lines]
    quote, problem = None, None
    if province_code:
        try:
            quote = quote_parcel(
                from_province=group.group.ships_from_province,
                to_province=province_code,
                to_commune=commune_code,
                weight_g=group.weight_g,
                goods_vnd=group.goods_vnd,
                lead_days=max(product.lead_days for product in products),
                is_fresh=any(product.is_fresh for product in products),
                hides_place=group.group.hides_place,
                table=table,
            )
        except CannotDeliver as refused:
            problem = CannotDeliver(**refused.facts, group_id=group.group.pk)
    before_vnd = group.goods_vnd + (quote.fee_vnd if quote else 0)
    rounding_vnd = _cash_rounding(before_vnd) if method == Order.Method.COD else 0
    return PlannedParcel(group.group, group.group.seller, lines, group.goods_vnd, group.weight_g, quote, problem, rounding_vnd)


def _cash_rounding(amount_vnd: int) -> int:
    """Difference to whole notes; a parcel is never rounded down to nothing."""
    rounded, difference = round_cash(amount_vnd)
    return difference if rounded else CASH_STEP_VND - amount_vnd
