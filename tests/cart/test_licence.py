"""Food whose maker has no licence today cannot be bought: the cart says why, the order is refused, nothing has changed."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from catalog.models import Category, LabelScheme, Stock
from catalog.standing import Offline, offline_reasons
from storefront.cart.errors import NotForSale
from storefront.cart.models import CartLine
from storefront.cart.services import add_line, review_cart
from storefront.cart.words import change_sentence
from storefront.orders.models import Order
from tests.factories import make_cart, make_certificate, make_group, make_order, make_product, make_rates, make_tax_rates

pytestmark = pytest.mark.django_db


@pytest.fixture
def honey():
    make_rates()
    make_tax_rates()
    product = make_product(name="Mật ong hoa rừng")
    Category.objects.update(needs_food_licence=True)
    return type(product).objects.select_related("group", "category").get()


def licence(product, **fields):
    paper = make_certificate(group=product.group, scheme="attp", **fields)
    LabelScheme.objects.filter(code="attp").update(is_food_licence=True, reach="group")
    return paper


def test_without_a_licence_nothing_can_be_put_in_or_ordered(honey):
    variant = honey.variants.get()
    with pytest.raises(NotForSale):
        add_line(cart=make_cart({}), variant_id=variant.pk, quantity=1)
    cart = make_cart({variant: 1})
    change = review_cart(cart).changes[0]
    assert (change.kind, change.why, change.is_blocking) == ("gone", Offline.LICENCE_MISSING, True)
    assert change_sentence(change).startswith("Mật ong hoa rừng, ")
    assert change_sentence(change).endswith(": tạm không bán, nhóm đang chờ cấp lại giấy an toàn thực phẩm.")
    with pytest.raises(NotForSale):
        make_order({variant: 1})
    assert (Order.objects.count(), Stock.objects.get(variant=variant).reserved, CartLine.objects.filter(cart=cart).count()) == (0, 0, 1)


@pytest.mark.parametrize("scope", ["own", "group"])
def test_with_one_it_can(honey, scope):
    paper = licence(honey)
    if scope == "own":
        type(paper).objects.update(product=honey)
    assert offline_reasons([honey]) == {}
    make_order({honey.variants.get(): 1})
    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"expires_on": timezone.localdate() - datetime.timedelta(days=1)}, Offline.LICENCE_ENDED),
        ({"revoked_at": timezone.now()}, Offline.LICENCE_ENDED),
        ({"verified_at": None, "verified_by": None}, Offline.LICENCE_MISSING),
    ],
    ids=["expired", "revoked", "pending"],
)
def test_the_reason_is_told(honey, fields, reason):
    licence(honey, **fields)
    assert offline_reasons([honey]) == {honey.pk: reason}
    assert not type(honey).objects.on_sale().exists()


def test_a_paper_of_another_group_or_another_kind_is_no_licence(honey):
    make_certificate(group=honey.group, scheme="ocop4")
    licence(make_product(make_group()))
    assert offline_reasons([honey]) == {honey.pk: Offline.LICENCE_MISSING}


def test_a_group_that_comes_back_brings_back_only_what_had_passed(honey):
    Category.objects.update(needs_food_licence=False)
    fresh = make_product(honey.group, live=False)
    honey.group.is_active = False
    honey.group.save()
    rows = list(type(honey).objects.select_related("group", "category").order_by("pk"))
    assert offline_reasons(rows) == {honey.pk: Offline.GROUP, fresh.pk: Offline.NEVER_PASSED}
    cart = make_cart({honey.variants.get(): 1})
    assert change_sentence(review_cart(cart).changes[0]).endswith(": nhóm tạm ngừng bán.")
    honey.group.is_active = True
    honey.group.save()
    assert list(type(honey).objects.on_sale()) == [honey]
