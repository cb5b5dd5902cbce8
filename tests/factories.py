"""Rows that tests start from: plain functions with sensible defaults, every one of which may be overridden by name.

Places are real ones: Hà Nội (01) is the shopper's, Tuyên Quang (08) the groups'. Orders are placed by the shop's own ``place_order``.
"""

from __future__ import annotations

import datetime
import itertools
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from catalog.models import Category, Certificate, LabelScheme, Product, Stock, Variant
from cooperatives.groups.models import Group, LegalForm, Membership, TaxRate, Terms
from storefront.accounts.models import User
from storefront.cart.models import Cart, CartLine
from storefront.orders.models import Order, Parcel
from storefront.shipping.models import Carrier, DeliveryPolicy, Rate, Zone, ZoneTime

HANOI, TUYEN_QUANG, HO_CHI_MINH_CITY = "01", "08", "79"
LONG_AGO = datetime.date(2025, 7, 1)
PASSWORD = "mat-khau-thu-nghiem"
PHONE = "+84912345678"
_numbers = itertools.count(1)


def make_user(email: str = "", *, password: str = PASSWORD, staff: bool = False, superuser: bool = False, **fields: Any) -> User:
    """A shopper; ``staff=True`` may enter the admin, ``superuser=True`` may do everything there."""
    email = email or f"nguoi{next(_numbers)}@example.com"
    return User.objects.create_user(email, password, is_staff=staff or superuser, is_superuser=superuser, **fields)


def make_group(
    name: str = "", *, kind: str = LegalForm.COOPERATIVE, province: str = TUYEN_QUANG, terms: Mapping[str, Any] | None = None, **fields: Any
) -> Group:
    """A selling group with terms since 1 July 2025 (8 % fee, 7 days holdback); ``terms={"fee_bps": 0}`` changes them."""
    number = next(_numbers)
    fields.setdefault("slug", f"nhom-{number}")
    fields.setdefault("ships_from_province", province)
    group = Group.objects.create(name_vi=name or f"Nhóm {number}", kind=kind, province_code=province, **fields)
    make_terms(group, **(terms or {}))
    return group


def make_terms(group: Group, **fields: Any) -> Terms:
    """Terms of a group; 8 % fee, 10 % VAT in it, 7 days holdback."""
    return Terms.objects.create(group=group, **{"valid_from": LONG_AGO, "fee_bps": 800, "fee_vat_bps": 1000, "holdback_days": 7, **fields})


def make_member(group: Group, user: User | None = None, *, role: str = Membership.Role.LEAD) -> User:
    """A person who signs in for a group."""
    user = user or make_user()
    Membership.objects.create(group=group, user=user, role=role)
    return user


def make_tax_rates() -> None:
    """Withholding for individuals as the decree says: goods 1 % + 0.5 %, services 5 % + 2 %; nothing for cooperatives and companies."""
    for form in (LegalForm.HOUSEHOLD, LegalForm.SELF_HELP_GROUP, LegalForm.COOPERATIVE_GROUP):
        for supply, vat, pit in ((TaxRate.Supply.GOODS, 100, 50), (TaxRate.Supply.SERVICES, 500, 200)):
            TaxRate.objects.update_or_create(
                legal_form=form, supply=supply, valid_from=LONG_AGO, defaults={"vat_bps": vat, "pit_bps": pit, "source": "117/2025/NĐ-CP"}
            )


def make_category(code: str = "S04", **fields: Any) -> Category:
    """An OCOP set; the one with this code if it is there."""
    defaults = {"number": int(code[1:]), "slug": f"loai-{code.lower()}", "name_vi": f"Loại {code}", "name_en": f"Set {code}", **fields}
    category, _ = Category.objects.get_or_create(code=code, defaults=defaults)
    return category


def make_product(
    group: Group | None = None,
    name: str = "",
    *,
    variants: int | Sequence[Mapping[str, Any]] = 1,
    stock: int = 10,
    price_vnd: int = 100_000,
    weight_g: int = 500,
    live: bool = True,
    **fields: Any,
) -> Product:
    """A product on sale with its variants, each with ``stock`` packs; ``variants=[{"price_vnd": 9_000, "stock": 3}]`` too."""
    number = next(_numbers)
    fields.setdefault("slug", f"mon-{number}")
    fields.setdefault("lead_days", 2)
    if "category" not in fields:
        fields["category"] = make_category()
    product = Product.objects.create(group=group or make_group(), name_vi=name or f"Món {number}", live=live, **fields)
    packs: Sequence[Mapping[str, Any]] = [{} for _ in range(variants)] if isinstance(variants, int) else variants
    for position, pack in enumerate(packs):
        make_variant(product, **{"stock": stock, "price_vnd": price_vnd, "weight_g": weight_g, "position": position, **pack})
    return product


def make_variant(product: Product | None = None, *, stock: int | None = 10, **fields: Any) -> Variant:
    """A pack of a product; ``stock=None`` leaves it without a stock row."""
    number = next(_numbers)
    if product is None:
        product = make_product(variants=0)
    defaults = {"sku": f"SKU-{number}", "name_vi": f"Gói {number}", "price_vnd": 100_000, "net_quantity": 500, "weight_g": 500}
    variant = Variant.objects.create(product=product, **{**defaults, **fields})
    if stock is not None:
        Stock.objects.create(variant=variant, on_hand=stock)
    return variant


def make_certificate(product: Product | None = None, *, group: Group | None = None, scheme: str = "ocop4", **fields: Any) -> Certificate:
    """A verified certificate of a product, or of a whole group, that is valid for another year."""
    owner = group or (product.group if product else make_group())
    row, _ = LabelScheme.objects.get_or_create(
        code=scheme, defaults={"name_vi": scheme, "name_en": scheme, "short_name": scheme, "kind": "certification"}
    )
    today = timezone.localdate()
    defaults: dict[str, Any] = {
        "number": f"{next(_numbers)}/QĐ-UBND",
        "issuer_as_printed": "UBND tỉnh",
        "issued_on": today - datetime.timedelta(days=365),
        "expires_on": today + datetime.timedelta(days=365),
        "uploaded_by": make_user(),
        "verified_by": make_user(staff=True),
        "verified_at": timezone.now(),
    }
    return Certificate.objects.create(scheme=row, group=owner, product=product, **{**defaults, **fields})


def make_rates(**policy: Any) -> None:
    """A small table with round fees, whatever the migrations wrote: 20/30/40/60 thousand up to 1 kg, 5,000 for each further kilogram."""
    Rate.objects.all().delete()
    ZoneTime.objects.all().delete()
    table = [(Zone.SAME_PROVINCE, 20_000, 1, 2), (Zone.SAME_REGION, 30_000, 2, 4), (Zone.FAR, 40_000, 3, 6), (Zone.ISLAND, 60_000, 5, 10)]
    for zone, fee_vnd, days_min, days_max in table:
        Rate.objects.create(zone=zone, up_to_g=1_000, fee_vnd=fee_vnd, per_extra_kg_vnd=5_000)
        ZoneTime.objects.create(zone=zone, days_min=days_min, days_max=days_max)
    DeliveryPolicy(**policy).save()


def make_carrier(code: str = "xe-thu", **fields: Any) -> Carrier:
    """A carrier; the one with this code if it is there."""
    carrier, _ = Carrier.objects.get_or_create(code=code, defaults={"name": code, "tracking_url": "https://example.com/{code}", **fields})
    return carrier


def make_cart(lines: Mapping[Variant, int] | None = None, *, user: User | None = None, **fields: Any) -> Cart:
    """A cart with the given packs at today's prices; without any, one pack of a new product."""
    cart = Cart.objects.create(user=user, **fields)
    if lines is None:
        variant = make_product().variants.get()
        lines = {variant: 1}
    for variant, quantity in lines.items():
        CartLine.objects.create(cart=cart, variant=variant, quantity=quantity, seen_price_vnd=variant.price_vnd)
    return cart


def make_order(lines: Mapping[Variant, int] | None = None, *, method: str = Order.Method.COD, phone: str = PHONE, **fields: Any) -> Order:
    """An order of a guest in Hà Nội, placed by ``place_order`` at the total she was shown; needs a rate table (``make_rates``)."""
    from storefront.checkout import services

    cart = make_cart(lines)
    preview = services.preview_order(cart=cart, method=method, province_code=HANOI, commune_code=HANOI_COMMUNE)
    address = services.DeliveryAddress(street="12 ngõ 34", province_code=HANOI, commune_code=HANOI_COMMUNE)
    contact = services.Contact(recipient="Người Nhận Thử", phone=phone, email=fields.pop("email", "khach@example.com"))
    given = {"checkout_key": uuid.uuid4(), "shown_total_vnd": preview.total_vnd, "user": None, "language": "vi", **fields}
    return services.place_order(cart=cart, method=method, address=address, contact=contact, **given)


def make_sent_parcel(order: Order | None = None, *, carrier: Carrier | None = None) -> Parcel:
    """The first parcel of an order, packed and handed over to a carrier."""
    from storefront.orders import services

    order = order or make_order()
    parcel = order.parcels.order_by("position")[0]
    services.pack_parcel(parcel_id=parcel.pk, actor=None)
    number = f"VD{next(_numbers)}"
    return services.hand_over_parcel(parcel_id=parcel.pk, carrier=carrier or make_carrier(), tracking_number=number, actor=None)


HANOI_COMMUNE = "00004"
"""Phường Ba Đình."""
