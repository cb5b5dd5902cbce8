"""The demo loads whole, twice without a difference, and says nothing that the house forbids. Loaded once for all tests of this file."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group as Role
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from wagtail.models import Page, Site

from catalog.cards import product_cards
from catalog.models import Category, Certificate, GroupProfile, LabelScheme, Product, Variant
from cms.booths import booth_rows, places_of
from cms.menus import written_menus
from cms.models import ContactPage, FairPage, HomePage, LandingPage, ModelPage, ProgrammePage, StandardPage, StoryPage
from cooperatives.groups.models import Group, PlaceShown, TaxRate
from cooperatives.ledger.checks import check_books
from cooperatives.media.models import Picture
from cooperatives.payouts.models import Payout, PayoutRun
from cooperatives.payouts.money_summary import summary
from search.models import SearchDocument
from storefront.accounts.models import User
from storefront.demo import content
from storefront.demo.loading import pictures
from storefront.orders.models import Order, Parcel

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]
FORBIDDEN = re.compile(
    r"nạn nhân|bị bán|mua bán người|bị bạo hành|bạo lực|giải cứu|nhà tạm lánh|ngôi nhà bình yên|hoàn lương|mại dâm|xâm hại|số phận"
    r"|survivor|victim|traffick|\babuse|\bshelter|\brescue|\bhữu cơ(?! khi chưa có giấy)|\bmọi rợ\b",
    re.IGNORECASE,
)
NAMED_PERSON = re.compile(r"\b(?:[Cc]hị|[Bb]à|[Cc]ô|[Aa]nh|[Ôô]ng) (?!Em\b)[A-ZĐÁÀẢÃẠ]\w+")


def _counts() -> dict[str, int]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]
    return {model._meta.label: model._base_manager.count() for model in models}


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker) -> Iterator[tuple[dict[str, int], dict[str, int]]]:
    """Row counts after the first and after the second run, and everything in the database until the last test of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        first = _counts()
        call_command("load_demo", verbosity=0)
        yield first, _counts()
        transaction.set_rollback(True)


def test_second_run_writes_nothing(loaded):
    first, second = loaded
    assert {name: (count, second[name]) for name, count in first.items() if second[name] != count} == {}


def test_counts(loaded):
    assert Category.objects.count() == 32
    assert LabelScheme.objects.count() == 23
    assert TaxRate.objects.count() == 12
    assert Group.objects.count() == 27
    assert Product.objects.on_sale().count() == 138
    assert set(Product.objects.values_list("category__parent__code", flat=True)) == {"G1", "G2", "G3", "G4", "G5", "G6"}
    assert Picture.objects.count() == len(pictures.listed()) == 185
    assert Product.objects.exclude(body_vi="[]").exclude(body_en="[]").count() >= 40
    assert Certificate.objects.filter(product__isnull=False).values("product").distinct().count() >= 69
    assert SearchDocument.objects.count() == 138
    for kind, count in (
        (HomePage, 1),
        (StoryPage, 12),
        (ModelPage, 6),
        (FairPage, 3),
        (ProgrammePage, 7),
        (LandingPage, 1),
        (ContactPage, 1),
        (StandardPage, 5),
    ):
        for language in ("vi", "en"):
            assert kind.objects.live().filter(locale__language_code=language).count() == count, (kind, language)


def test_kinds_of_groups(loaded):
    kinds = Counter(Group.objects.values_list("kind", flat=True))
    assert kinds == {"cooperative": 11, "household": 9, "cooperative_group": 3, "self_help_group": 2, "association": 1, "company": 1}


def test_every_product_has_a_picture_packs_and_both_languages(loaded):
    for product in Product.objects.prefetch_related("pictures__picture", "variants__stock"):
        first = product.pictures.all()[0].picture
        assert first.alt_vi and first.alt_en and first.pixels_only, product.slug
        assert 1 <= len(product.variants.all()) <= 3, product.slug
        assert all([product.name_vi, product.name_en, product.summary_vi, product.summary_en, product.origin_en]), product.slug
    assert not Variant.objects.filter(name_en="").exists()
    assert not Variant.objects.filter(stock__isnull=True).exists()


def test_ocop_is_for_one_product_and_checked_by_another(loaded):
    assert not Certificate.objects.filter(scheme__code__startswith="ocop", product__isnull=True).exists()
    assert Certificate.objects.filter(revoked_at__isnull=False).count() == 1
    assert Certificate.objects.filter(verified_at__isnull=True).count() == 2
    assert Certificate.objects.filter(scheme__code__startswith="ocop").valid_on().count() == 57


@pytest.mark.parametrize("slug", ["bun-kho", "moc-nhi", "keo-lac", "tui-deo"])
def test_labels_that_do_not_hold_are_not_shown(loaded, slug):
    product = Product.objects.get(slug=slug)
    [card] = product_cards([product.pk])
    assert product.certificates.filter(scheme__code__startswith="ocop").exists()
    assert not [scheme for scheme in card.badges if scheme.code.startswith("ocop")]


def test_two_groups_show_only_their_province_and_are_sold_for(loaded):
    quiet = Group.objects.filter(place_shown=PlaceShown.PROVINCE, seller_of_record__isnull=False)
    assert quiet.count() == 2
    assert {group.seller.slug for group in quiet} == {"cong-ty-sinh-ke"}
    assert not Group.objects.filter(place_shown=PlaceShown.PROVINCE).exclude(commune_code="").exclude(seller_of_record=None).exists()


def test_nothing_forbidden_is_said_and_nobody_is_named(loaded):
    found = []
    for path in sorted(Path(content.FOLDER).rglob("*.json")):
        text = json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False)
        found += [(path.name, match.group()) for pattern in (FORBIDDEN, NAMED_PERSON) for match in pattern.finditer(text)]
    assert found == []


def test_site_opens_at_the_first_page(loaded):
    site = Site.objects.get(is_default_site=True)
    assert isinstance(site.root_page.specific, HomePage)
    assert not Page.objects.filter(depth=2, content_type__model="page").exists()


def test_fairs_have_booths_and_plain_pages_their_tables(loaded):
    fair = FairPage.objects.get(slug="cho-tet")
    assert [len(row.value["booths"]) for row in fair.rows] == [8, 6, 6]
    assert fair.rows[0].value["booths"][0]["group"].slug == "htx-nep-nuong-thung-xanh"
    page = StandardPage.objects.get(slug="tien-ve-nhom-the-nao")
    [facts] = [block.value for block in page.body if block.block_type == "facts"]
    assert facts[0]["value"] == "90.500 ₫"


def test_long_pages_have_a_table_of_contents_and_a_gift_box_says_what_is_in_it(loaded):
    for page in StandardPage.objects.all():
        assert len(page.contents) >= 5, page.title
    box = Product.objects.get(slug="hop-qua-tet")
    for body in (box.body_vi, box.body_en, GroupProfile.objects.get(group__slug="to-det-hoa-ban").body_en):
        assert [block.block_type for block in body].count("facts") == 1


def test_the_menus_hold_the_pages_in_both_languages(loaded):
    assert [len(column["links"]) for column in written_menus("vi")["footer"]] == [3, 6, 6]
    assert [link["title"] for link in written_menus("en")["main"]][5:] == ["Stories", "Livelihood models", "Fairs"]


def test_the_fair_of_a_province_has_its_forty_booths(loaded):
    places = places_of(booth_rows(FairPage.objects.get(slug="ngay-hoi-gia-lai-2023")))
    assert {place["label"]: place["count"] for place in places} == {"Gia Lai": 38, "Bình Phước": 1, "Kon Tum": 1}


def test_sign_ins_and_roles(loaded):
    for name in ("khach", "thanhvien", "nhanvien", "ketoan", "quanly"):
        assert User.objects.get(email=f"{name}@example.com").check_password("sinhke-demo")
    assert set(Role.objects.values_list("name", flat=True)) >= {"Biên tập", "Chuẩn bị chi tiền", "Duyệt chi tiền"}
    preparer, approver = User.objects.get(email="ketoan@example.com"), User.objects.get(email="quanly@example.com")
    assert preparer.has_perm("payouts.propose_payoutrun") and not preparer.has_perm("payouts.approve_payoutrun")
    assert approver.has_perm("payouts.approve_payoutrun") and not approver.has_perm("payouts.propose_payoutrun")
    assert User.objects.get(email="thanhvien@example.com").memberships.count() == 2


def test_books_balance_and_every_state_is_there(loaded):
    assert check_books().is_ok
    assert Order.objects.count() == len(content.read("orders")) == 65
    states = PayoutRun.Status
    runs = Counter(PayoutRun.objects.values_list("status", flat=True))
    assert runs == {states.SETTLED: 3, states.SENT: 1, states.APPROVED: 1, states.PROPOSED: 1, states.DRAFT: 1}
    assert Payout.objects.filter(status=Payout.Status.RETURNED).count() == 1
    assert set(Order.objects.values_list("status", flat=True)) >= set(Order.Status.values) - {Order.Status.PARTLY_SENT}


def test_member_sees_a_parcel_and_a_sum_of_each_kind(loaded):
    group = Group.objects.get(slug="to-mien-nang-vang")
    statuses = set(Parcel.objects.filter(group=group).values_list("status", flat=True))
    assert statuses >= {"to_pack", "packed", "handed_over", "delivered"}
    money = summary(group)
    assert all(
        sum_vnd > 0 for sum_vnd in (money.sold_vnd, money.fee_vnd, money.tax_vnd, money.held_vnd, money.available_vnd, money.paid_vnd)
    )


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/hang/mien-dong/", "/en/hang/mien-dong/", "/chuyen-nghe/ba-muoi-ngay-cho-mot-tam-khan/", "/en/fairs/tet-market/"]
)
def test_pages_open(loaded, path):
    assert Client().get(path).status_code == 200


def test_refuses_outside_the_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)


def test_says_which_pictures_are_missing(tmp_path, monkeypatch):
    (tmp_path / "index.json").write_text((pictures.FOLDER / "index.json").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(pictures, "FOLDER", tmp_path)
    with pytest.raises(CommandError, match="goods-cam-sanh.webp"):
        call_command("load_demo", verbosity=0)
