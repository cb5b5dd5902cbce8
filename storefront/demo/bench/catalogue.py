"""Fills an empty, migrated database with a catalogue of any size: groups in all provinces, all 26 sets, packs, stock, labels, seasons.

The same number of products gives the same catalogue, but for its days, which are counted back from today.
"""

from __future__ import annotations

import datetime
import io
import json
import random
from collections.abc import Iterator
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from PIL import Image

from catalog.models import Category, Certificate, GroupProfile, LabelScheme, Product, ProductPicture, Stock, Variant
from catalog.reference import load_reference
from cooperatives.groups.models import Group, Membership, PlaceShown, Terms
from cooperatives.media.models import Picture
from cooperatives.vietnam.places import communes, provinces
from cooperatives.vietnam.text import slugify_vi
from storefront.accounts.models import User

from .words import GROUP_FORMS, GROUP_NAMES, KINDS, PARAGRAPHS, SENTENCES, Kind

BATCH: Final = 2_000
PRODUCTS_IN_A_GROUP: Final = 250
FEWEST_GROUPS: Final = 34
PICTURES: Final = 8
PICTURE_SIZE: Final = (400, 300)
WIDTHS: Final = (240, 480, 800, 1_200, 1_600)
"""Sizes of ``components/picture.html``; made beforehand, because a shop makes each of them once."""

MEMBER, PASSWORD = "thanhvien@example.com", "sinhke-demo"
"""Signs in for the first group, as the member of the demo does."""

LABELS: Final = ("ocop3", "ocop4", "ocop5", "vietgap_tt", "organic_vn", "pgs", "gi", "pnkn")
IN_PROVINCE: Final = 0.5
LABELLED, EXPIRED = 1 / 3, 0.1
SEASONAL, SOLD_OUT, DESCRIBED = 0.4, 0.08, 0.5
STOCK: Final = 2_000
TERMS_SINCE: Final = datetime.date(2025, 7, 1)


def fill(products: int, *, with_index: bool = True) -> None:
    """Write the catalogue and build the search index."""
    load_reference()
    chance = random.Random(products)
    with transaction.atomic():
        pictures = _write_pictures()
        groups = _write_groups(max(FEWEST_GROUPS, products // PRODUCTS_IN_A_GROUP), pictures, chance)
    staff = [User.objects.create_user(f"nguoi{number}@example.com", is_staff=True) for number in range(2)]
    categories = {row.code: row for row in Category.objects.filter(parent__isnull=False)}
    schemes = list(LabelScheme.objects.filter(code__in=LABELS))
    Certificate.objects.bulk_create(_licences(groups, LabelScheme.objects.get(code="attp"), staff), batch_size=BATCH)
    for numbers in _batches(products):
        with transaction.atomic():
            made = Product.objects.bulk_create(_products(numbers, groups, categories, chance), batch_size=BATCH)
            _write_packs(made, chance)
            ProductPicture.objects.bulk_create(ProductPicture(product=one, picture=chance.choice(pictures)) for one in made)
            Certificate.objects.bulk_create(_certificates(made, schemes, staff, chance))
    if with_index:
        call_command("search_rebuild", verbosity=0)


def _batches(products: int) -> Iterator[range]:
    for start in range(0, products, BATCH):
        yield range(start, min(start + BATCH, products))


def _write_pictures() -> list[Picture]:
    """A few plain pictures that all products share; what a page costs does not depend on what is on them."""
    written = []
    for number in range(PICTURES):
        pixels = io.BytesIO()
        Image.new("RGB", PICTURE_SIZE, (200, 30 * number, 90)).save(pixels, "JPEG")
        file = ContentFile(pixels.getvalue(), name="a.jpg")
        picture = Picture.objects.create(title=f"Tấm vải {number}", alt_vi="Một tấm vải", alt_en="A cloth", file=file)
        picture.get_renditions(*(f"width-{width}|format-webp" for width in WIDTHS))
        written.append(picture)
    return written


def _write_groups(count: int, pictures: list[Picture], chance: random.Random) -> list[Group]:
    places = provinces()
    rows = []
    for number in range(count):
        place = places[number % len(places)]
        kind, form = chance.choice(GROUP_FORMS)
        rows.append(
            Group(
                kind=kind,
                slug=f"nhom-{number}",
                name_vi=f"{form} {GROUP_NAMES[number % len(GROUP_NAMES)]} {number}",
                name_en=f"{slugify_vi(GROUP_NAMES[number % len(GROUP_NAMES)]).title()} group {number}",
                province_code=place.code,
                commune_code=chance.choice(communes(place.code)).code,
                place_shown=chance.choice(PlaceShown.values[:2]),
                ships_from_province=place.code,
                member_count=chance.randint(6, 60),
            )
        )
    groups = Group.objects.bulk_create(rows)
    Terms.objects.bulk_create(Terms(group=group, valid_from=TERMS_SINCE, fee_bps=800) for group in groups)
    GroupProfile.objects.bulk_create(
        GroupProfile(group=group, craft_vi="Hàng làm tay", intro_vi=PARAGRAPHS[0], cover=chance.choice(pictures), is_featured=number < 3)
        for number, group in enumerate(groups)
    )
    Membership.objects.create(user=User.objects.create_user(MEMBER, PASSWORD), group=groups[0], role=Membership.Role.LEAD)
    return groups


def _products(numbers: range, groups: list[Group], categories: dict[str, Category], chance: random.Random) -> Iterator[Product]:
    codes = list(KINDS)
    names = {place.code: place.name_vi.removeprefix("Thành phố ") for place in provinces()}
    now = timezone.now()
    for number in numbers:
        group, code = chance.choice(groups), codes[number % len(codes)]
        kind = KINDS[code]
        name = f"{chance.choice(kind.things)} {chance.choice(kind.ways)}"
        if chance.random() < IN_PROVINCE:
            name = f"{name} {names[group.province_code]}"
        added_at = now - datetime.timedelta(minutes=chance.randrange(60 * 24 * 700))
        begins = chance.randint(1, 12) if chance.random() < SEASONAL else None
        body = [{"type": "text", "value": f"<p>{text}</p>"} for text in PARAGRAPHS] if chance.random() < DESCRIBED else []
        yield Product(
            group=group,
            category=categories[code],
            slug=f"{slugify_vi(name)[:80]}-{number}",
            name_vi=name,
            summary_vi=" ".join(chance.sample(SENTENCES, 2)),
            body_vi=json.dumps(body),
            origin_vi=names[group.province_code],
            storage_vi="Để nơi khô, mát.",
            shelf_life_days=chance.choice([30, 180, 365]),
            season_from=begins,
            season_to=begins and (begins + 2) % 12 + 1,
            created_at=added_at,
            first_published_at=added_at,
            last_published_at=added_at,
            live=True,
        )


def _write_packs(products: list[Product], chance: random.Random) -> None:
    """One to three packs of each product, all with stock or all without."""
    packs: list[Variant] = []
    sold_out = set()
    for product in products:
        if chance.random() < SOLD_OUT:
            sold_out.add(product.pk)
        packs += _packs(product, KINDS[product.category.code], chance)
    Variant.objects.bulk_create(packs, batch_size=BATCH)
    stock = (Stock(variant=pack, on_hand=0 if pack.product_id in sold_out else STOCK) for pack in packs)
    Stock.objects.bulk_create(stock, batch_size=BATCH)


def _packs(product: Product, kind: Kind, chance: random.Random) -> Iterator[Variant]:
    base_vnd = kind.price_vnd * chance.randint(60, 180) // 100_000 * 1_000 or 1_000
    for position, (name, quantity, unit) in enumerate(kind.packs[: chance.randint(1, 3)]):
        times = quantity / kind.packs[0][1]
        yield Variant(
            product=product,
            sku=f"P{product.pk}-{position + 1}",
            name_vi=name,
            price_vnd=round(base_vnd * times) // 500 * 500,
            net_quantity=quantity,
            net_unit=unit,
            weight_g=quantity + 100 if unit != "piece" else 300 * quantity,
            position=position,
        )


def _licences(groups: list[Group], scheme: LabelScheme, staff: list[User]) -> Iterator[Certificate]:
    """Every group may sell food."""
    uploader, verifier = staff
    today = timezone.localdate()
    for group in groups:
        yield Certificate(
            scheme=scheme,
            group=group,
            number=f"{group.pk}/ATTP",
            issuer_as_printed="UBND tỉnh",
            issued_on=today - datetime.timedelta(days=100),
            expires_on=today + datetime.timedelta(days=900),
            uploaded_by=uploader,
            verified_by=verifier,
            verified_at=timezone.now(),
        )


def _certificates(products: list[Product], schemes: list[LabelScheme], staff: list[User], chance: random.Random) -> Iterator[Certificate]:
    uploader, verifier = staff
    today, now = timezone.localdate(), timezone.now()
    for product in products:
        if chance.random() > LABELLED:
            continue
        ends = today + datetime.timedelta(days=-1 if chance.random() < EXPIRED else chance.randint(1, 900))
        fields: dict[str, Any] = {"uploaded_by": uploader, "verified_by": verifier, "verified_at": now}
        yield Certificate(
            scheme=chance.choice(schemes),
            group=product.group,
            product=product,
            number=f"{product.pk}/QĐ-UBND",
            issuer_as_printed="UBND tỉnh",
            issued_on=today - datetime.timedelta(days=400),
            expires_on=ends,
            **fields,
        )
