"""Who gets in: every address of the portal is walked with ids of another group, by everybody who has no business there."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from catalog.models import DraftPhoto, ProductDraft, Stock, Variant
from cooperatives.groups.models import Group, Membership
from storefront.orders.models import Parcel
from storefront.portal.access import MAY, Task
from storefront.portal.urls import urlpatterns
from tests.factories import make_member, make_user

PATTERNS = {pattern.name: str(pattern.pattern) for pattern in urlpatterns}
DOOR = {"sign_in", "sign_in_code", "sign_in_email", "sign_in_link"}  # open to everybody; tests/portal/test_sign_in.py
DOOR |= {"worker", "offline", "who"}  # they tell nothing of anybody; tests/portal/test_offline.py
WITH_ID = sorted(name for name, pattern in PATTERNS.items() if "<" in pattern and name not in DOOR)
WITHOUT_ID = sorted(set(PATTERNS) - set(WITH_ID) - DOOR)
PARCELS, PAYOUTS, PACKS = {"parcel", "pack", "hand_over", "slip"}, {"payout"}, {"variant", "count", "price", "sold_out"}
PRODUCTS = {"product", "product_photos"}
DRAFTS = {
    "draft": (), "draft_send": (), "draft_drop": (), "draft_photo": ("photo",), "draft_photo_drop": ("photo",), "draft_step": ("step",),
}  # fmt: skip
STRANGERS = ["nobody", "shopper", "staff", "superuser", "lead of another group", "bookkeeper of another group", "member of another group"]


@pytest.fixture
def things(house, desk):
    """A row of the house for every kind of id."""
    house.released(rice=2)
    payout = desk.pay()
    draft = ProductDraft.objects.create(group=house.group, name="Cốm")
    photo = DraftPhoto.objects.create(draft=draft, size=10)
    draft_ids = {"draft": draft.key, "photo": photo.key, "step": "ten"}
    return {"parcel": house.order().pk, "payout": payout.pk, "pack": house.rice.pk, "product": house.rice.product_id, **draft_ids}


def address(name: str, things: dict[str, Any]) -> str:
    if name in DRAFTS:
        return reverse(f"portal:{name}", args=[things["draft"], *(things[kind] for kind in DRAFTS[name])])
    kind = (
        "parcel" if name in PARCELS else "payout" if name in PAYOUTS else "pack" if name in PACKS else "product" if name in PRODUCTS else ""
    )
    assert kind, f"{name}: say in this test what its id stands for"
    return reverse(f"portal:{name}", args=[things[kind]])


def sign_in(client, who: str, other) -> None:
    if who == "nobody":
        return
    user = make_user(staff=who == "staff", superuser=who == "superuser")
    if who.endswith("of another group"):
        make_member(other.group, user, role=who.partition(" ")[0])
    client.force_login(user)


def everything() -> list:
    """What a request could have changed."""
    parcels = list(Parcel.objects.order_by("pk").values_list("pk", "status", "carrier", "tracking_number"))
    stock = list(Stock.objects.order_by("pk").values_list("pk", "on_hand", "reserved"))
    prices = list(Variant.objects.order_by("pk").values_list("pk", "price_vnd", "is_active"))
    drafts = list(ProductDraft.objects.order_by("pk").values_list("pk", "name", "sent_at", "photos__received", "photos__state"))
    return [parcels, stock, prices, drafts, list(Group.objects.order_by("pk").values_list("pk", "closed_until"))]


GIVEN = {"carrier": "xe-thu", "tracking_number": "VD123456", "on_hand": "1", "seen": "20", "price": "5.000", "group": "1"}


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("name", WITH_ID)
def test_a_foreign_id_is_not_there(client, house, other, things, name, who):
    sign_in(client, who, other)
    before = everything()
    url = address(name, things)
    assert client.get(url).status_code == 404
    assert client.post(url, GIVEN).status_code == 404
    assert client.get(f"/en{url}").status_code == 404
    assert everything() == before


@pytest.mark.parametrize("name", WITH_ID)
def test_an_id_that_nobody_has_is_not_there(lead, things, name):
    nothing = {kind: pk + 1_000_000 if isinstance(pk, int) else pk for kind, pk in things.items()} | {"draft": uuid.uuid4()}
    url = address(name, nothing)
    assert (lead.get(url).status_code, lead.post(url, GIVEN).status_code) == (404, 404)


@pytest.mark.parametrize("name", WITH_ID)
def test_the_lead_finds_her_own(lead, things, name):
    assert lead.get(address(name, things)).status_code in (200, 302)


@pytest.mark.parametrize("name", WITHOUT_ID)
def test_a_stranger_is_asked_to_sign_in(client, ground, name):
    url = reverse(f"portal:{name}")
    response = client.get(url)
    assert (response.status_code, response["Location"]) == (302, f"/nhom/vao/?next={url}")


@pytest.mark.parametrize("name", WITHOUT_ID)
@pytest.mark.parametrize("who", ["shopper", "staff", "superuser"])
def test_without_a_group_nothing_is_shown(client, other, name, who):
    sign_in(client, who, other)
    response = client.get(reverse(f"portal:{name}"))
    assert response.status_code == 403
    assert "Tài khoản này chưa thuộc nhóm nào" in response.content.decode()


TASK_OF = {
    "home": Task.SEE_PARCELS, "parcels": Task.SEE_PARCELS, "parcel": Task.SEE_PARCELS, "pack": Task.PACK, "hand_over": Task.PACK,
    "slip": Task.PACK, "money": Task.SEE_MONEY, "month": Task.SEE_MONEY, "tax": Task.SEE_MONEY,
    "payout": Task.SEE_MONEY, "goods": Task.COUNT,
    "variant": Task.COUNT, "count": Task.COUNT, "price": Task.PRICE, "sold_out": Task.COUNT, "rest": Task.PRICE,
    "drafts": Task.ADD, "product": Task.ADD, "product_photos": Task.ADD,
    "draft": Task.ADD, "draft_send": Task.ADD, "draft_drop": Task.ADD, "draft_photo": Task.ADD,
    "draft_photo_drop": Task.ADD, "draft_step": Task.ADD,
    "whole": Task.ADD, "waiting": Task.SEE_PARCELS,
}  # fmt: skip


@pytest.mark.parametrize("role", Membership.Role.values)
@pytest.mark.parametrize("name", sorted(set(PATTERNS) - DOOR - {"choose_group"}))
def test_roles_open_what_the_table_says(client, house, things, name, role):
    client.force_login(house.person(role))
    url = address(name, things) if name in WITH_ID else reverse(f"portal:{name}")
    allowed = TASK_OF[name] in MAY[role]
    before = everything()
    response = client.get(url)
    if allowed:
        assert response.status_code in (200, 302)
    else:
        assert response.status_code == (404 if name in WITH_ID else 403)
        assert client.post(url, GIVEN).status_code in (404, 405, 403)
    assert everything() == before


def test_a_bookkeeper_reads_and_changes_nothing(client, house, things):
    client.force_login(house.person("bookkeeper"))
    page = client.get(f"/nhom/goi/{things['parcel']}/").content.decode()
    assert "Đã gói xong" not in page
    assert "Phiếu dán lên gói" not in page


def test_pages_are_kept_by_nobody(lead):
    assert "no-store" in lead.get("/nhom/")["Cache-Control"]
