"""The whole demo, read as a stranger reads it: nothing of the vault, of members, shoppers or papers, nothing a camera wrote."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from catalog.models import Product, ProductPicture
from cooperatives.consent.models import Consent, Person
from cooperatives.groups.models import Group, LegalIdentity, PlaceShown
from cooperatives.media.models import Picture
from cooperatives.payouts.models import BankAccount
from cooperatives.vietnam.places import commune
from search.rebuilding import rebuild
from storefront.accounts.models import Address, User
from storefront.orders.mails import compose
from storefront.orders.models import Order, OrderMail, Parcel
from tests.factories import make_member, make_user
from tests.flows.crawler import MACHINES, carried_by, crawl, found, words_of
from tests.media.test_pictures import photo

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]
LEGAL_NAME, HAMLET, PHONE, CAMERA = "Lục Thị Bí Mật", "Bản Kín Đáo", "0977111222", "NGUOI CHUP BI MAT"
PHOTO_NAME, MEMBER = "nha-chi-kin-ban-xa", "Tẩn Thị Riêng"
LEAST = 6
"""Shorter values stand in ordinary words."""


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[list[str]]:
    """The demo with a vault, a member and a photo that tell too much; gives every secret that is in the database."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        call_command("load_demo", verbosity=0)
        for group in Group.objects.filter(is_active=True):
            LegalIdentity.objects.update_or_create(
                group=group, defaults={"legal_name": LEGAL_NAME, "address": HAMLET, "phone": PHONE, "is_public": False}
            )
        product = Product.objects.filter(live=True, group__is_active=True).order_by("pk")[0]
        make_member(product.group, make_user(first_name=MEMBER))
        picture = Picture.objects.create(
            title=MEMBER, alt_vi="Một món hàng", file=ContentFile(photo(size=(900, 700)), name=f"{PHOTO_NAME}.jpg")
        )
        ProductPicture.objects.create(product=product, picture=picture, sort_order=-1)
        rebuild()
        yield sorted(_secrets())
        transaction.set_rollback(True)


def _secrets() -> set[str]:
    told = {LEGAL_NAME, HAMLET, PHONE, PHONE[1:], CAMERA, PHOTO_NAME, MEMBER, settings.SECRET_KEY}
    told |= set(Person.objects.values_list("code", flat=True))
    told |= {code for row in Consent.objects.values_list("witness_code", "secret_hash") for code in row}
    for user in User.objects.filter(is_staff=False):
        told |= {user.email, user.get_full_name(), user.password}
    told |= {account.account_number for account in BankAccount.objects.all()}
    for order in Order.objects.all():
        told |= {order.recipient, order.phone, order.street, order.secret, order.email}
    told |= set(Address.objects.values_list("street", flat=True))
    hidden = Group.objects.exclude(place_shown=PlaceShown.COMMUNE).exclude(commune_code="")
    told |= {commune(group.commune_code).full_name("vi") for group in hidden}
    return {secret for secret in told if secret and len(secret) >= LEAST}


def _is_once(link: str) -> bool:
    """Lists narrowed in every possible way show the same goods again; each narrowing is read once, in one language."""
    return "?" not in link or ("trang=" in link or "page=" in link)


def test_a_stranger_finds_no_secret_in_the_demo(demo):
    seen = crawl(Client(), ["/", "/en/", "/hang/", "/nhom-lam-ra/", "/chuyen-nghe/", *MACHINES], most=6_000, follow=_is_once)
    pictures = [url for url in seen if url.startswith("/media/images/")]
    goods = [url for url in seen if url.startswith("/hang/") and url.count("/") == 3]
    assert len(goods) > 100 and len(pictures) > 400 and sum(url.startswith("/the/") for url in seen) > 50
    leaves = [words_of(body) for url, body in seen.items() if url.startswith("/documents/")]
    assert sum("Project 8" in words or "Dự án 8" in words for words in leaves) == 2 and not any("Chromium" in words for words in leaves)
    assert [leak for url, body in seen.items() for leak in found(demo, url, body)] == []
    assert {url: carried for url, body in seen.items() if (carried := carried_by(body))} == {}


def test_a_mail_tells_a_shopper_nothing_but_what_is_hers(demo):
    parcels = Parcel.objects.select_related("order")
    mails = [
        OrderMail(order=parcel.order, parcel=about, kind=kind) for parcel in parcels for kind in OrderMail.Kind for about in (None, parcel)
    ]
    assert len(mails) > 200
    told = {}
    for mail in mails:
        order, message = mail.order, compose(mail)
        html, _kind = message.alternatives[0]
        body = "\n".join([str(message.subject), str(message.body), str(html), *message.to, str(message.from_email)])
        hers = " ".join([order.recipient, order.phone, order.street, order.secret, order.email]).casefold()
        if leaks := found([secret for secret in demo if secret.casefold() not in hers], f"mail {mail.kind}", body.encode()):
            told[order.number, mail.kind] = leaks
    assert told == {}
