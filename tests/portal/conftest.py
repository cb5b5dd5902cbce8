"""A group at work, a second one that must see nothing of it, and the two people who pay them."""

from __future__ import annotations

import datetime
import itertools
from types import SimpleNamespace

import pytest
from django.utils import timezone

from cooperatives.payouts.models import BankFileProfile, PayoutRun
from cooperatives.payouts.services.files import write_bank_file
from cooperatives.payouts.services.runs import approve_run, draft_run, propose_run
from cooperatives.payouts.services.transfers import mark_sent
from storefront.orders import services
from storefront.orders.models import Parcel
from tests.factories import make_carrier, make_group, make_member, make_order, make_product, make_rates, make_tax_rates, make_user
from tests.payouts.conftest import clerk, make_account

_phones = itertools.count(1)


class House:
    """One group that sells two things: rice at 136,500 đ (fee 8 %, tax 1 % + 0.5 %) and cakes at 73,800 đ."""

    def __init__(self, name: str) -> None:
        self.group = make_group(name, kind="cooperative_group")
        self.rice = make_product(
            self.group, "Nếp nương", variants=[{"name_vi": "Túi 2 kg", "price_vnd": 136_500, "stock": 20}]
        ).variants.get()
        self.cake = make_product(self.group, "Bánh cốm", variants=[{"name_vi": "Hộp", "price_vnd": 73_800, "stock": 9}]).variants.get()
        self.carrier = make_carrier()

    def person(self, role: str):
        return make_member(self.group, make_user(f"{role}{self.group.pk}@example.com"), role=role)

    def order(self, rice: int = 1, cake: int = 0, **fields) -> Parcel:
        """A cash order that waits to be packed."""
        lines = {self.rice: rice, self.cake: cake}
        fields.setdefault("phone", f"+84912{next(_phones):06d}")
        return make_order({variant: number for variant, number in lines.items() if number}, **fields).parcels.get()

    def sent(self, rice: int = 1, cake: int = 0, number: str = "", **fields) -> Parcel:
        """Handed over to a carrier."""
        parcel = self.order(rice, cake, **fields)
        services.pack_parcel(parcel_id=parcel.pk, actor=None)
        number = number or f"VD{parcel.pk:06d}"
        return services.hand_over_parcel(parcel_id=parcel.pk, carrier=self.carrier, tracking_number=number, actor=None)

    def delivered(self, rice: int = 1, cake: int = 0, days_ago: int = 0, matched: bool = True) -> Parcel:
        """Delivered some days ago; the carrier has paid its cash over (``matched``)."""
        parcel = self.sent(rice, cake)
        at = timezone.now() - datetime.timedelta(days=days_ago)
        services.deliver_parcel(parcel_id=parcel.pk, actor=None, delivered_at=at)
        if matched:
            services.mark_cash_matched(parcel_ids=[parcel.pk], at=timezone.now())
        return Parcel.objects.get(pk=parcel.pk)

    def released(self, rice: int = 1, cake: int = 0) -> Parcel:
        """Delivered long ago: its money can be paid out."""
        parcel = self.delivered(rice, cake, days_ago=8)
        services.release_due_parcels()
        return Parcel.objects.get(pk=parcel.pk)


@pytest.fixture
def ground(db):
    make_rates()
    make_tax_rates()


@pytest.fixture
def house(ground):
    return House("Tổ gạo nếp Tú Lệ")


@pytest.fixture
def other(ground):
    return House("Nhóm khác")


@pytest.fixture
def desk(house):
    """Pays the house: ``desk.pay()`` sends a run to the bank and returns its payout."""
    maker, checker = clerk("propose_payoutrun", "approve_payoutrun"), clerk("propose_payoutrun", "approve_payoutrun", "approve_bankaccount")
    make_account(house.group, maker, checker)

    def draft() -> PayoutRun:
        return propose_run(run=draft_run(cut_off=timezone.now(), actor=maker, minimum_vnd=1), actor=maker)

    def approve():
        run = draft()
        return approve_run(run=run, actor=checker, seen_hash=run.content_hash)

    def pay():
        run = approve()
        write_bank_file(run=run, profile=BankFileProfile.objects.get(code="chung"), file_format="csv", actor=maker)
        mark_sent(run=run, actor=maker)
        return run.payouts.get()

    return SimpleNamespace(maker=maker, checker=checker, draft=draft, approve=approve, pay=pay)


@pytest.fixture
def lead(house, client):
    """A browser in which the lead of the house is signed in."""
    client.force_login(house.person("lead"))
    return client
