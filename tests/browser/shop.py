"""A small real shop to walk through: two groups with goods, delivery rates, a home page in two languages, and the people who use it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.core.cache import cache
from wagtail.models import Locale, Page, Site

from catalog.models import Product, ProductPicture
from cms.models import HomePage
from cooperatives.groups.models import Group
from cooperatives.payouts.models import BankAccount
from search.rebuilding import rebuild
from storefront.accounts.models import User
from tests.cms.conftest import make_picture, make_profile
from tests.factories import PASSWORD, make_certificate, make_group, make_member, make_product, make_rates, make_tax_rates, make_user
from tests.payouts.conftest import make_account


@dataclass
class Shop:
    """What tests need to name."""

    honey: Product
    scarf: Product
    bees: Group
    weavers: Group
    account: BankAccount


def open_shop() -> Shop:
    """Write it all. Prices: honey 185,000 ₫ (10 jars), scarf 690,000 ₫ (3)."""
    cache.clear()
    make_rates(free_from_vnd=2_000_000, cod_confirm_from_vnd=3_000_000)
    make_tax_rates()
    bees = make_group("Nhóm mật ong Ea Tân", kind="household", slug="mat-ong-ea-tan", name_en="Ea Tân honey group")
    weavers = make_group("Tổ dệt Nà Phòn", slug="to-det-na-phon", name_en="Nà Phòn weavers")
    for group in (bees, weavers):
        make_profile(group=group, cover=make_picture("Ảnh của nhóm"))
    honey = make_product(bees, "Mật ong hoa rừng", slug="mat-ong", name_en="Forest honey", price_vnd=185_000, season_from=1, season_to=12)
    scarf = make_product(weavers, "Khăn dệt tay", slug="khan-det", name_en="Handwoven scarf", price_vnd=690_000, stock=3)
    for product in (honey, scarf):
        ProductPicture.objects.create(product=product, picture=make_picture(product.name_vi))
    make_certificate(honey)
    _open_site()
    rebuild()
    return Shop(honey, scarf, bees, weavers, make_account(bees, make_user(), make_user()))


def _open_site() -> None:
    for page in Page.objects.filter(depth=2):
        page.delete()
    vietnamese, _ = Locale.objects.get_or_create(language_code="vi")
    english, _ = Locale.objects.get_or_create(language_code="en")
    root = Page.objects.get(depth=1)
    fields = {"headline": "Hàng của các nhóm phụ nữ làm nghề", "lead": "Mời bạn vào.", "picture": make_picture("Bàn bày hàng")}
    home = root.add_child(instance=HomePage(title="Sinh Kế", slug="trang-dau", locale=vietnamese, **fields))
    translated = home.copy_for_translation(english)
    translated.headline = "Made by women who know their craft"
    translated.save_revision().publish()
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)


def member_of(group: Group) -> User:
    """A member with the tests' password."""
    return make_member(group, make_user("thanhvien@example.com"))


def clerk(email: str, *permissions: str) -> User:
    """A member of staff who may enter the admin and do what is named ("payouts.propose_payoutrun")."""
    user = make_user(email, staff=True)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for name in permissions:
        app, codename = name.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


__all__ = ["PASSWORD", "Shop", "clerk", "member_of", "open_shop"]
