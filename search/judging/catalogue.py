"""Writes a catalogue from a file into an empty, migrated database, as products on sale, and builds the index."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from html import escape
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from catalog.models import Category, Certificate, LabelScheme, Product, Stock, Variant
from catalog.reference import load_reference
from cooperatives.groups.models import Group, LegalForm, PlaceShown
from cooperatives.vietnam.places import find_province
from search.judging.files import Item
from search.names import Names
from search.rebuilding import rebuild
from search.words import folded_syllables

ON_HAND: Final = 100
_SINCE: Final = datetime.timedelta(days=400)


def load(items: Iterable[Item]) -> dict[int, str]:
    """Write them and index them; return by product id the id of the file. Every maker may sell food, every label holds."""
    with transaction.atomic():
        load_reference()
        # What a file says of a product is a given here; which paper may stand where is the register's affair.
        LabelScheme.objects.filter(is_food_licence=False).update(reach=LabelScheme.Reach.PRODUCT)
        keys = _Writer().write(list(items))
    rebuild()
    return keys


class _Writer:
    def __init__(self) -> None:
        people = get_user_model()
        self.uploader, self.verifier = (people.objects.create(**{people.USERNAME_FIELD: f"{one}@example.org"}) for one in ("a", "b"))
        self.categories = {_key(name): row for row in Category.objects.all() for name in (row.code, row.slug, row.name_vi, row.name_en)}
        self.schemes = {_key(name): row for row in LabelScheme.objects.all() for name in (row.code, row.name_vi, row.name_en)}
        words = Names.load().label_words
        by_pk = LabelScheme.objects.in_bulk()
        self.schemes = {key: by_pk[min(pks, key=lambda pk: by_pk[pk].rank)] for key, pks in words.items()} | self.schemes
        self.licence = LabelScheme.objects.filter(is_food_licence=True).first()
        self.groups: dict[tuple[str, str], Group] = {}

    def write(self, items: list[Item]) -> dict[int, str]:
        now = timezone.now()
        keys: dict[int, str] = {}
        for number, item in enumerate(items):
            product = Product.objects.create(
                group=self._group(item),
                category=self._category(item.category),
                slug=f"p{number}",
                name_vi=item.name_vi[:140],
                name_en=item.name_en[:140],
                body_vi=json.dumps([{"type": "text", "value": f"<p>{escape(item.description_vi)}</p>"}] if item.description_vi else []),
                created_at=now - datetime.timedelta(minutes=number),
                first_published_at=now,
                last_published_at=now,
                live=True,
            )
            keys[product.pk] = item.key
            pack = Variant.objects.create(
                product=product, sku=f"P{number}", name_vi=item.unit[:80], price_vnd=item.price_vnd, net_quantity=1, weight_g=500
            )
            Stock.objects.update_or_create(variant=pack, defaults={"on_hand": ON_HAND})
            for label in dict.fromkeys(item.labels):
                if label.strip():
                    self._certify(self._scheme(label), product.group, product, f"{number}/{label[:40]}")
        return keys

    def _group(self, item: Item) -> Group:
        name = item.group.strip() or "Nhóm"
        if (name, item.province) not in self.groups:
            place = find_province(item.province) if item.province.strip() else None
            group = Group.objects.create(
                kind=LegalForm.COOPERATIVE,
                slug=f"g{len(self.groups)}",
                name_vi=name[:120],
                province_code=place.code if place else "",
                ships_from_province=place.code if place else "01",
                place_shown=PlaceShown.PROVINCE,
            )
            self.groups[name, item.province] = group
            if self.licence is not None:
                self._certify(self.licence, group, None, f"{group.pk}/ATTP")
        return self.groups[name, item.province]

    def _category(self, name: str) -> Category:
        key = _key(name) or ("khac",)
        if key not in self.categories:
            number = len(self.categories)
            self.categories[key] = Category.objects.create(
                code=f"X{number}", number=number, slug=f"x{number}", name_vi=name.strip()[:120] or "Khác", name_en=""
            )
        return self.categories[key]

    def _scheme(self, name: str) -> LabelScheme:
        key = _key(name)
        if key not in self.schemes:
            self.schemes[key] = LabelScheme.objects.create(
                code=f"x{len(self.schemes)}",
                name_vi=name.strip()[:120],
                name_en=name.strip()[:120],
                short_name=name.strip()[:30],
                kind=LabelScheme.Kind.values[0],
                reach=LabelScheme.Reach.PRODUCT,
            )
        return self.schemes[key]

    def _certify(self, scheme: LabelScheme, group: Group, product: Product | None, number: str) -> None:
        fields: dict[str, Any] = {"uploaded_by": self.uploader, "verified_by": self.verifier, "verified_at": timezone.now()}
        Certificate.objects.create(
            scheme=scheme,
            group=group,
            product=product,
            number=number,
            issuer_as_printed="–",
            issued_on=timezone.localdate() - _SINCE,
            **fields,
        )


def _key(name: str) -> tuple[str, ...]:
    """ "OCOP 4 sao", "ocop-4-sao" and "ocop4sao" are one name."""
    return tuple(folded_syllables(name))
