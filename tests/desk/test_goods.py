"""Certificates, packs and stock at the desk, and the editors of everything that is registered."""

from __future__ import annotations

import datetime

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.snippets.models import get_snippet_models

from catalog.models import Certificate, GroupProfile, Product, Stock, Variant
from cms.blocks import BoothBlock
from cooperatives.groups.models import Group, Membership, TaxRate, Terms
from cooperatives.payouts.models import BankFileProfile
from storefront.desk.pages import desk_url
from storefront.desk.viewsets import SNIPPETS, TABLES
from storefront.shipping.models import DeliveryPolicy
from tests.consent.people import make_consent
from tests.desk.people import client_of, said, staff, text_of
from tests.factories import make_certificate, make_group, make_member, make_order, make_product, make_user


@pytest.fixture
def uploader(ground):
    return staff("catalog.add_certificate", "catalog.change_certificate", "catalog.view_certificate")


@pytest.fixture
def checker(ground):
    return staff("catalog.change_certificate")


@pytest.fixture
def paper(uploader) -> Certificate:
    return make_certificate(make_product(), uploaded_by=uploader, verified_by=None, verified_at=None)


def check(client, paper: Certificate, **given):
    """Say that the paper as it is now is real."""
    return client.post(desk_url("certificate_verify", paper.pk), {"way": "phone", "note": "", "seen": paper.fingerprint, **given})


def test_whoever_uploaded_a_certificate_does_not_check_it(uploader, paper):
    response = check(client_of(uploader), paper)
    paper.refresh_from_db()
    assert (paper.verified_at, said(response)) == (None, "Người tải giấy lên không tự kiểm. Nhờ người khác kiểm.")
    assert "Bạn tải giấy này lên" in text_of(client_of(uploader).get(desk_url("certificate", paper.pk)))


def test_another_checks_it_once_and_it_counts_from_then(checker, paper):
    client = client_of(checker)
    assert not Certificate.objects.valid_on().exists()
    assert said(check(client, paper, way="")).startswith("Kiểm bằng cách nào:")
    check(client, paper, note="gặp cô thư ký")
    paper.refresh_from_db()
    assert (paper.verified_by, paper.verified_way, paper.verified_how) == (checker, "phone", "gặp cô thư ký")
    assert Certificate.objects.valid_on().get() == paper
    again = check(client, paper)
    assert said(again) == "Giấy này đã kiểm hoặc đã thu hồi. Xem lại trang."


def test_a_revoked_certificate_is_gone_at_once(checker, paper):
    client = client_of(checker)
    check(client, paper)
    client.post(desk_url("certificate_revoke", paper.pk), {"reason": "giấy giả"})
    assert (Certificate.objects.valid_on().count(), "giấy giả" in text_of(client.get(desk_url("certificate", paper.pk)))) == (0, True)
    assert said(client.post(desk_url("certificate_revoke", paper.pk), {"reason": "x"})).startswith("Giấy này đã kiểm")


def test_a_checked_certificate_that_is_changed_has_to_be_checked_anew(uploader, checker, paper):
    check(client_of(checker), paper)
    address = reverse("wagtailsnippets_catalog_certificate:edit", args=[paper.pk])
    given = {
        "scheme": paper.scheme_id,
        "group": paper.group_id,
        "product": paper.product_id,
        "number": "99/QĐ-KHÁC",
        "issuer_as_printed": paper.issuer_as_printed,
        "issued_on": paper.issued_on.isoformat(),
        "expires_on": paper.expires_on.isoformat(),
    }
    response = client_of(checker).post(address, given)
    paper.refresh_from_db()
    assert (response.status_code, paper.number, paper.uploaded_by, paper.verified_at) == (302, "99/QĐ-KHÁC", checker, None)


def test_a_scan_lies_outside_the_public_folder_and_opens_for_staff_only(checker, paper):
    paper.scan.save("giay.pdf", ContentFile(b"%PDF-1.4"))
    assert str(settings.MEDIA_ROOT) not in paper.scan.path
    assert (paper.scan.url, paper.scan.path.startswith(str(settings.DATA_DIR))) == ("", True)
    response = client_of(checker).get(desk_url("certificate_scan", paper.pk))
    assert (b"".join(response.streaming_content), response["Content-Disposition"][:10]) == (b"%PDF-1.4", "attachment")
    assert client_of(staff()).get(desk_url("certificate_scan", paper.pk)).url == "/admin/"
    assert client_of(make_member(paper.group)).get(desk_url("certificate_scan", paper.pk)).status_code == 404
    assert client_of(checker).get(desk_url("certificate_scan", make_certificate(make_product()).pk)).status_code == 404


FACTS = ("name_vi", "name_en", "sku", "price_vnd", "net_quantity", "net_unit", "weight_g", "position")


def _packs(product: Product, **changes) -> dict[str, str]:
    """The form of the packs as a browser would send it back, with some fields changed (``0-on_hand="7"`` as ``_0_on_hand``)."""
    given = {"packs-TOTAL_FORMS": str(product.variants.count() + 1), "packs-INITIAL_FORMS": str(product.variants.count())}
    for index, variant in enumerate(product.variants.order_by("position", "pk")):
        row = {"id": variant.pk, "on_hand": variant.stock.on_hand, "is_active": "on"}
        row |= {
            name: getattr(variant, name)
            for name in ("name_vi", "name_en", "sku", "price_vnd", "net_quantity", "net_unit", "weight_g", "position")
        }
        given |= {f"packs-{index}-{name}": str(value) for name, value in row.items()}
        given[f"initial-packs-{index}-on_hand"] = str(variant.stock.on_hand)
    last = product.variants.count()
    given |= {f"packs-{last}-net_unit": "g", f"packs-{last}-position": "0", f"packs-{last}-is_active": "on"}
    given |= {f"packs-{last}-on_hand": "0", f"initial-packs-{last}-on_hand": "0"}
    return {**given, **{f"packs-{key[1:].replace('_', '-', 1)}": value for key, value in changes.items()}}


@pytest.fixture
def counter(ground):
    return client_of(staff("catalog.change_stock"))


def test_prices_and_counts_change_at_once_and_are_logged(counter):
    product = make_product(stock=5)
    variant = product.variants.get()
    response = counter.post(desk_url("stock", product.pk), _packs(product, _0_price_vnd="120000", _0_on_hand="9"))
    variant.refresh_from_db()
    assert (response.status_code, variant.price_vnd, Stock.objects.get(variant=variant).on_hand) == (302, 120_000, 9)
    actions = sorted(registry.get_logs_for_instance(variant).values_list("action", flat=True))
    assert actions == ["catalog.price_changed", "catalog.stock_counted"]


def test_a_count_that_nobody_touched_does_not_undo_a_sale(counter):
    product = make_product(stock=5)
    page = _packs(product, _0_price_vnd="120000")
    Stock.objects.update(on_hand=4)
    counter.post(desk_url("stock", product.pk), page)
    assert (Stock.objects.get().on_hand, Variant.objects.get().price_vnd) == (4, 120_000)


def test_a_count_below_what_orders_hold_changes_nothing_at_all(counter):
    product = make_product(stock=5)
    make_order({product.variants.get(): 3})
    response = counter.post(desk_url("stock", product.pk), _packs(product, _0_price_vnd="120000", _0_on_hand="2"))
    assert (response.status_code, Stock.objects.get().on_hand, Variant.objects.get().price_vnd) == (200, 5, 100_000)
    assert "Số đếm ít hơn số đã giữ cho đơn (3 gói)" in text_of(response)


def test_a_price_without_its_zeros_is_refused(counter):
    product = make_product()
    response = counter.post(desk_url("stock", product.pk), _packs(product, _0_price_vnd="120"))
    assert (Variant.objects.get().price_vnd, "Giá phải từ 1.000 đ" in text_of(response)) == (100_000, True)


def test_a_new_pack_is_added_with_its_stock(counter):
    product = make_product(stock=5)
    new = {
        "_1_name_vi": "Hũ lớn",
        "_1_sku": "MOI-1",
        "_1_price_vnd": "50000",
        "_1_net_quantity": "250",
        "_1_weight_g": "400",
        "_1_on_hand": "7",
    }
    counter.post(desk_url("stock", product.pk), _packs(product, **new))
    added = Variant.objects.get(sku="MOI-1")
    assert (added.product, added.stock.on_hand, added.price_vnd) == (product, 7, 50_000)


def test_the_rules_of_delivery_are_one_row(desk):
    given = {"free_from_vnd": 600_000, "free_max_fee_vnd": 30_000, "cod_max_order_vnd": 4_000_000, "cod_confirm_from_vnd": 1_000_000}
    given |= {"cod_open_orders_per_phone": 2, "qr_minutes": 45, "card_minutes": 60}
    desk.post(desk_url("policy"), given)
    assert (DeliveryPolicy.objects.get().free_from_vnd, DeliveryPolicy.current().qr_minutes) == (600_000, 45)
    refused = desk.post(desk_url("policy"), {**given, "free_from_vnd": -1})
    assert (DeliveryPolicy.objects.get().free_from_vnd, "Không được nhỏ hơn 0." in text_of(refused)) == (600_000, True)


def _make_rows() -> None:
    product = make_product(make_group("Tổ thử"))
    make_certificate(product)
    make_member(product.group)
    make_consent()
    GroupProfile.objects.create(group=product.group, craft_vi="Mật ong", intro_vi="Chúng tôi làm mật ong.")


@pytest.mark.parametrize("viewset", SNIPPETS, ids=lambda one: one.model.__name__)
def test_lists_and_editors_of_snippets_open(desk, viewset):
    _make_rows()
    assert viewset.model in get_snippet_models()
    names = viewset.model.snippet_viewset.get_url_name
    row = viewset.model.objects.first()
    addresses = [reverse(names("list")), reverse(names("add")), reverse(names("edit"), args=[row.pk])]
    addresses += [reverse(names("history"), args=[row.pk]), reverse(names("usage"), args=[row.pk])]
    found = {address: desk.get(address).status_code for address in addresses}
    assert set(found.values()) == {200}, found
    assert desk.get(addresses[0], {"q": "thử"}).status_code == 200


@pytest.mark.parametrize("viewset", TABLES, ids=lambda one: one.model.__name__)
def test_lists_and_editors_of_tables_open(desk, viewset):
    _make_rows()
    row = viewset.model.objects.first()
    assert row is not None
    names = [reverse(f"{viewset.name}:index"), reverse(f"{viewset.name}:add")]
    names.append(reverse(f"{viewset.name}:inspect" if viewset.model is Terms else f"{viewset.name}:edit", args=[row.pk]))
    found = {address: desk.get(address).status_code for address in names}
    assert set(found.values()) == {200}, found


def test_terms_are_followed_never_edited_nor_deleted(desk):
    terms = make_group().terms.get()
    for view in ("edit", "delete"):
        for method in (desk.get, desk.post):
            assert method(reverse(f"group_terms:{view}", args=[terms.pk]), {"fee_bps": 1}).url == "/admin/"
    given = {"group": terms.group_id, "valid_from": "2026-01-01", "fee_bps": 700, "fee_vat_bps": 1000, "holdback_days": 5}
    desk.post(reverse("group_terms:add"), given)
    assert sorted(Terms.objects.values_list("fee_bps", flat=True)) == [700, 800]


def test_a_member_is_named_by_the_mail_she_signs_in_with(desk):
    group, user = make_group(), make_user("to@nhom.example")
    unknown = desk.post(reverse("group_members:add"), {"email": "ai@nhom.example", "group": group.pk, "role": "lead"})
    assert (Membership.objects.count(), "Chưa có tài khoản với email này" in text_of(unknown)) == (0, True)
    desk.post(reverse("group_members:add"), {"email": "TO@nhom.example", "group": group.pk, "role": "lead"})
    assert (Membership.objects.get().user, Membership.objects.get().group) == (user, group)
    twice = desk.post(reverse("group_members:add"), {"email": "to@nhom.example", "group": group.pk, "role": "member"})
    assert (Membership.objects.count(), "Người này đã ở trong nhóm." in text_of(twice)) == (1, True)


def test_a_commune_of_another_province_is_refused(desk):
    group = make_group()
    given = {"name_vi": group.name_vi, "slug": group.slug, "kind": group.kind, "place_shown": "commune", "is_active": "on"}
    given |= {"province_code": "01", "ships_from_province": "01", "commune_code": "00691"}
    address = reverse("wagtailsnippets_groups_group:edit", args=[group.pk])
    response = desk.post(address, given)
    group.refresh_from_db()
    assert (response.status_code, group.commune_code) == (200, "")
    desk.post(address, {**given, "commune_code": "00004"})
    group.refresh_from_db()
    assert (group.province_code, group.commune_code) == ("01", "00004")


def test_a_bank_file_layout_with_an_unknown_value_is_refused(desk):
    profile = BankFileProfile.objects.get(code="chung")
    given = {"code": "chung", "name": profile.name, "sheet_name": "A", "memo_max": 25, "columns": '[{"heading": "X", "value": "password"}]'}
    response = desk.post(reverse("bank_file_profiles:edit", args=[profile.pk]), given)
    profile.refresh_from_db()
    assert (response.status_code, profile.sheet_name != "A") == (200, True)


def test_groups_can_be_chosen_for_a_booth(desk):
    group = make_group("Tổ thử")
    block = BoothBlock()
    assert block.child_blocks["group"].widget.render_html is not None
    chosen = desk.get(reverse("wagtailsnippetchoosers_groups_group:choose"))
    assert (chosen.status_code, "Tổ thử" in chosen.json()["html"]) == (200, True)
    value = block.clean(block.to_python({"number": "1", "group": group.pk, "shows": "mật"}))
    assert isinstance(value["group"], Group)


def test_a_tax_rate_of_a_day_stands_once(desk):
    rate = TaxRate.objects.first()
    given = {
        "legal_form": rate.legal_form,
        "supply": rate.supply,
        "valid_from": rate.valid_from.isoformat(),
        "vat_bps": 1,
        "pit_bps": 1,
        "source": "x",
    }
    before = TaxRate.objects.count()
    assert desk.post(reverse("tax_rates:add"), given).status_code == 200
    assert TaxRate.objects.count() == before


def test_certificates_that_end_are_counted_by_how_soon(desk):
    today = timezone.localdate()
    for days in (10, 60, 120, 400):
        make_certificate(make_product(), expires_on=today + datetime.timedelta(days=days))
    page = text_of(desk.get("/admin/"))
    for days in (30, 90, 180):
        assert f"1 giấy chứng nhận hết hạn trong {days} ngày" in page
