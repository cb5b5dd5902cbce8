"""A label is shown, counted and found only while its certificate is verified, not revoked and valid today; nothing is indexed again."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.models import Certificate, LabelScheme
from search import engine
from search.query import SearchQuery
from tests.factories import make_certificate, make_product

OCOP4 = SearchQuery(labels=("ocop4",))


def count(code: str) -> int:
    """What the filter says beside the label."""
    return engine().search(SearchQuery()).facets.labels.get(LabelScheme.objects.get(code=code).pk, 0)


def badges(client, path: str) -> int:
    return client.get(path).content.decode().count('class="badge"')


def test_goes_at_midnight_by_itself(goods, names, clock, client):
    Certificate.objects.filter(product=goods["Mật ong hoa rừng"]).update(expires_on=datetime.date(2026, 3, 2))
    alone = reverse("search:results") + "?q=mật+ong+hoa+rừng&dung=1"

    clock.set("2026-03-02 23:59:59")
    assert names(engine().search(OCOP4).product_ids) == ["Mật ong hoa rừng", "Cà phê Arabica"]
    assert (count("ocop4"), badges(client, alone)) == (2, 1)

    clock.set("2026-03-03 00:00:00")
    assert names(engine().search(OCOP4).product_ids) == ["Cà phê Arabica"]
    assert (count("ocop4"), badges(client, alone)) == (1, 0)
    assert engine().search(SearchQuery(text="mật ong ocop 4 sao")).total == 0


def test_comes_on_its_first_day(goods, clock):
    Certificate.objects.filter(scheme__code="ocop5").update(issued_on=datetime.date(2026, 3, 3))
    assert count("ocop5") == 0
    clock.set("2026-03-03 00:00:00")
    assert count("ocop5") == 1


def test_is_on_no_page_before_a_second_person_verified_it(goods):
    make_certificate(goods["Gạo nếp nương"], scheme="ocop4", verified_by=None, verified_at=None)
    assert count("ocop4") == 2


@pytest.mark.parametrize("change", ["revoke", "delete"])
def test_a_change_past_djangos_signals_is_seen_by_the_next_reader(goods, change):
    assert count("ocop4") == 2
    certificates = Certificate.objects.filter(product=goods["Mật ong hoa rừng"])
    if change == "revoke":
        certificates.update(revoked_at=timezone.now())
    else:
        certificates._raw_delete(certificates.db)
    assert count("ocop4") == 1


def test_a_certificate_that_moves_to_another_product_takes_the_label_along(goods, names):
    engine().search(OCOP4)
    Certificate.objects.filter(product=goods["Mật ong hoa rừng"]).update(product=goods["Mật ong bạc hà"])
    assert set(names(engine().search(OCOP4).product_ids)) == {"Mật ong bạc hà", "Cà phê Arabica"}


def test_a_certificate_of_the_group_is_one_of_all_its_products(goods, names, client):
    assert count("pgs") == 0
    certificate = make_certificate(group=goods["Khăn dệt tay"].group, scheme="pgs")
    of_group = ["Chè Shan tuyết cổ thụ", "Khăn dệt tay", "Mật ong bạc hà"]

    assert sorted(names(engine().search(SearchQuery(labels=("pgs",))).product_ids)) == of_group
    assert badges(client, reverse("search:results") + "?q=khăn+dệt") == 1

    Certificate.objects.filter(pk=certificate.pk).update(revoked_at=timezone.now())
    assert engine().search(SearchQuery(labels=("pgs",))).total == 0
    assert badges(client, reverse("search:results") + "?q=khăn+dệt") == 0


def test_a_new_product_of_a_certified_group_carries_its_label(goods, django_capture_on_commit_callbacks):
    make_certificate(group=goods["Khăn dệt tay"].group, scheme="pgs")
    assert count("pgs") == 3
    with django_capture_on_commit_callbacks(execute=True):
        make_product(goods["Khăn dệt tay"].group, "Chăn lanh")
    assert count("pgs") == 4


def test_the_page_of_a_label_lists_what_carries_it(goods, client):
    page = client.get(reverse("search:label", args=["ocop5"])).content.decode()
    assert "Chè Shan tuyết cổ thụ" in page
    assert "Gạo nếp nương" not in page
