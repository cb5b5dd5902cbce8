"""What has no English, what English is old; and addresses that stay good when they change."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from cms.translations import translation_pairs
from tests.cms.conftest import site  # noqa: F401
from tests.desk.people import client_of, staff, text_of
from tests.factories import make_group, make_product

HOUR = datetime.timedelta(hours=1)


def states() -> dict[str, str]:
    return {pair.source.title: pair.state for pair in translation_pairs()}


def published(page: Page, at: datetime.datetime) -> None:
    Page.objects.filter(pk=page.pk).update(last_published_at=at)


def test_a_page_is_missing_then_a_draft_then_current_then_stale(site):  # noqa: F811
    now = timezone.now()
    published(site.about, now)
    assert states()["Về chúng tôi"] == "missing"
    english = site.about.copy_for_translation(Locale.objects.get(language_code="en"))
    assert states()["Về chúng tôi"] == "draft"
    english.save_revision().publish()
    published(english, now + HOUR)
    assert states()["Về chúng tôi"] == "current"
    published(site.about, now + 2 * HOUR)
    assert states()["Về chúng tôi"] == "stale"


def test_an_alias_is_no_translation(site):  # noqa: F811
    site.about.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    assert states()["Về chúng tôi"] == "missing"


def test_the_list_leads_editors_to_the_work_and_is_closed_to_others(site):  # noqa: F811
    without = make_product(name="Nếp nương", name_en="")
    address = reverse("desk:translations")
    reader = client_of(staff("cms.change_shopsettings"))
    said = text_of(reader.get(address))
    assert "Về chúng tôi" in said
    assert ("Nếp nương" in said, without.name_vi) == (True, "Nếp nương")
    assert reverse("wagtail_localize:submit_page_translation", args=[site.about.pk]) in reader.get(address).content.decode()
    assert client_of(staff()).get(address).status_code == 302
    assert Client().get(address).status_code in (302, 404)


def test_a_page_whose_address_changes_keeps_the_old_one(client, site, django_capture_on_commit_callbacks):  # noqa: F811
    site.about.slug = "trung-tam"
    with django_capture_on_commit_callbacks(execute=True):
        site.about.save_revision().publish()
    response = client.get("/ve-chung-toi/")
    assert (response.status_code, response.url) == (301, "/trung-tam/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_product_and_a_group_keep_their_old_addresses(client, site, prefix):  # noqa: F811
    product = make_product(name="Mật ong")
    group, first, home = product.group, product.slug, product.group.slug
    for slug in ("mat-ong-rung", "mat-ong-bac-ha"):
        product.slug = slug
        product.save_revision().publish()
    group.slug = "to-ong"
    group.save()
    for old in (first, "mat-ong-rung"):
        response = client.get(f"{prefix}/hang/{old}/")
        assert (response.status_code, response.url) == (301, f"{prefix}/hang/mat-ong-bac-ha/")
    assert client.get(f"{prefix}/nhom-lam-ra/{home}/").url == f"{prefix}/nhom-lam-ra/to-ong/"


def test_an_address_that_comes_back_is_no_ring(client, site):  # noqa: F811
    product = make_product(name="Mật ong", slug="mat-ong")
    for slug in ("mat-ong-rung", "mat-ong"):
        product.slug = slug
        product.save_revision().publish()
    assert client.get("/hang/mat-ong/").status_code == 200
    assert client.get("/hang/mat-ong-rung/").url == "/hang/mat-ong/"
    assert Redirect.objects.count() == 2


def test_other_changes_write_no_redirect(site):  # noqa: F811
    group = make_group("Tổ thử")
    group.name_vi = "Tổ khác"
    group.save()
    assert not Redirect.objects.exists()
