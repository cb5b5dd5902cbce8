"""Whoever does not belong to the staff finds no row of the desk: 404 on every address that names one, whatever she guesses."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from storefront.desk.urls import urlpatterns as desk_patterns
from tests.desk.people import client_of, staff
from tests.factories import make_group, make_member, make_order, make_user

VALUES = {"pk": "1", "number": "HTX0000000"}


def _addresses(patterns, prefix="", converters=()):
    """Every address under these patterns that takes something, with a value for each thing that it takes."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        taken = (*converters, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, route, taken)
        elif isinstance(pattern, URLPattern) and taken:
            yield route


def _filled(route: str) -> str:
    words = []
    for part in route.split("/"):
        words.append(VALUES.get(part.rpartition(":")[2].rstrip(">"), "1") if part.startswith("<") else part)
    return "/" + "/".join(words)


DESK = sorted(_filled("admin/viec/" + route) for route in _addresses(desk_patterns))


def _tables() -> list[str]:
    """Editors of the tables that the desk registers, as Wagtail mounts them."""
    admin = next(one for one in get_resolver().url_patterns if isinstance(one, URLResolver) and str(one.pattern) == "admin/")
    ours = ("snippets/catalog/", "snippets/groups/", "group_", "tax_rates/", "carriers/", "rates/", "zone_times/", "bank_file_profiles/")
    found = [route for route in _addresses(admin.url_patterns) if route.startswith(ours)]
    return sorted({_filled("admin/" + route) for route in found if "(" not in route})


@pytest.fixture
def outsiders(ground) -> dict[str, Client]:
    """A stranger, a shopper, a member of another group than the order's, and staff of another house who may not enter."""
    make_order()
    return {
        "stranger": Client(),
        "shopper": client_of(make_user()),
        "member": client_of(make_member(make_group())),
        "staff without the admin": client_of(make_user(staff=True)),
    }


def test_the_walk_knows_every_address_with_a_row():
    assert len(DESK) == sum("<" in str(pattern.pattern) for pattern in desk_patterns)
    assert len(DESK) > 40


@pytest.mark.parametrize("address", DESK)
def test_nobody_outside_finds_a_row_of_the_desk(outsiders, address):
    found = {who: (client.get(address).status_code, client.post(address).status_code) for who, client in outsiders.items()}
    assert found == dict.fromkeys(outsiders, (404, 404))


def test_nobody_outside_finds_a_row_of_the_tables(outsiders):
    addresses = _tables()
    assert len(addresses) > 60
    open_ones = {(who, address) for who, client in outsiders.items() for address in addresses if client.get(address).status_code != 404}
    assert open_ones == set()


def test_pages_without_a_row_lead_to_the_sign_in(outsiders):
    for client in outsiders.values():
        response = client.get("/admin/viec/don/")
        assert (response.status_code, response.url) == (302, "/admin/login/?next=/admin/viec/don/")


def test_the_link_of_a_forgotten_password_opens_for_everybody(db):
    assert Client().get("/admin/password_reset/confirm/MQ/abc-def/").status_code == 200


@pytest.mark.parametrize("address", DESK)
def test_staff_without_the_permission_changes_nothing_and_is_told_so(ground, address):
    client = client_of(staff())
    order = make_order()
    response = client.post(address.replace("HTX0000000", order.number).replace("/1/", f"/{order.parcels.get().pk}/"))
    order.refresh_from_db()
    assert response.status_code in (302, 404, 405)
    assert response.status_code != 302 or response.url == "/admin/"
    assert (order.status, order.parcels.get().status) == ("preparing", "to_pack")
