"""What a product may claim today: the one rule that badge, facet, feed, JSON-LD and the order line all follow.

A certificate counts on a product when it holds on the day and its scheme may stand there: its own paper, or one of the whole group where
the scheme covers all that a maker makes; papers for raw goods only on what is fresh or hardly worked. Search asks the same of its
snapshot (:mod:`search.snapshot`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q

from catalog.models import Certificate, LabelScheme, Product

PRODUCT, MAKER, RAW, GROUP = (
    LabelScheme.Reach.PRODUCT,
    LabelScheme.Reach.MAKER,
    LabelScheme.Reach.RAW,
    LabelScheme.Reach.GROUP,
)
OF_WHOLE_GROUP = (MAKER, RAW)


def is_claim_on(certificate: Certificate, product: Product) -> bool:
    """Whether the scheme lets this paper stand on a product, whatever the day. Needs the scheme and the category."""
    reach = certificate.scheme.reach
    if reach == GROUP or (reach == RAW and not product.category.is_raw):
        return False
    if certificate.product_id is None:
        return certificate.group_id == product.group_id and reach in OF_WHOLE_GROUP
    return certificate.product_id == product.pk


def certificates_of(products: Iterable[Product], day: datetime.date | None = None) -> dict[int, list[Certificate]]:
    """Return the certificates that each product may show on ``day`` (today), the foremost first. One query; products with category."""
    rows = {product.pk: product for product in products}
    group_ids = {product.group_id for product in rows.values()}
    scope = Q(product__in=list(rows)) | Q(product__isnull=True, group__in=group_ids, scheme__reach__in=OF_WHOLE_GROUP)
    own: dict[int, list[Certificate]] = {}
    of_groups: dict[int, list[Certificate]] = {}
    found = Certificate.objects.valid_on(day).filter(scope).exclude(scheme__reach=GROUP).select_related("scheme", "group")
    for certificate in found.order_by("scheme__rank", F("issued_on").desc(), "pk"):
        if certificate.product_id is not None:
            own.setdefault(certificate.product_id, []).append(certificate)
        else:
            of_groups.setdefault(certificate.group_id, []).append(certificate)
    return {pk: _claims_on(product, own.get(pk, []), of_groups.get(product.group_id, [])) for pk, product in rows.items()}


def _claims_on(product: Product, own: list[Certificate], of_group: list[Certificate]) -> list[Certificate]:
    """Own and group's papers, the foremost scheme first."""
    shown = [one for one in (*own, *of_group) if is_claim_on(one, product)]
    return sorted(shown, key=lambda one: one.scheme.rank)


def carries(scheme: LabelScheme | None, day: datetime.date | None = None) -> Q:
    """A condition on products: those that may show this label on ``day`` (today)."""
    if scheme is None:
        return Q(pk__in=[])
    held = Certificate.objects.valid_on(day).filter(scheme=scheme)
    carried = Q(Exists(held.filter(product=OuterRef("pk"))))
    if scheme.reach in OF_WHOLE_GROUP:
        carried |= Q(Exists(held.filter(product__isnull=True, group=OuterRef("group"))))
    if scheme.reach == RAW:
        carried &= Q(category__is_raw=True)
    return Q(pk__in=[]) if scheme.reach == GROUP else carried
