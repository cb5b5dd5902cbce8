"""Reminders 180, 90 and 30 days before a certificate ends: to the center and to the group, each exactly once."""

from __future__ import annotations

import datetime

import pytest

from catalog.models import Certificate, CertificateReminder
from catalog.services import reminders
from catalog.services.reminders import remind_of_certificates
from tests.desk.people import staff
from tests.factories import make_certificate, make_member, make_product, make_user

pytestmark = pytest.mark.django_db
ENDS = datetime.date(2026, 12, 31)


@pytest.fixture
def paper(clock) -> Certificate:
    clock.set("2026-06-01 08:00")
    product = make_product(name="Mật ong hoa rừng")
    make_member(product.group, make_user("to@nhom.example"))
    make_member(product.group, make_user("sogiay@nhom.example"), role="bookkeeper")
    staff("catalog.change_certificate", email="giay@ban.example")
    return make_certificate(product, number="38/QĐ-UBND", issued_on=datetime.date(2024, 1, 1), expires_on=ENDS)


def told(mailbox) -> list[tuple[str, bool]]:
    found = [(mail.to[0], "38/QĐ-UBND" in mail.body and "31/12/2026" in mail.body) for mail in mailbox]
    mailbox.clear()
    return sorted(found)


BOTH = [("giay@ban.example", True), ("to@nhom.example", True)]


def test_three_times_before_the_end_and_not_a_fourth(paper, clock, mailoutbox):
    days = {}
    for number in range(260):
        day = datetime.date(2026, 6, 1) + datetime.timedelta(days=number)
        clock.set(f"{day} 03:00")
        remind_of_certificates()
        remind_of_certificates()
        if found := told(mailoutbox):
            days[(ENDS - day).days] = found
    assert days == {180: BOTH, 90: BOTH, 30: BOTH}


def test_after_a_standstill_only_the_nearest_is_told(paper, clock, mailoutbox):
    clock.set("2026-12-20 08:00")
    assert remind_of_certificates() == 2
    assert told(mailoutbox) == BOTH
    assert set(CertificateReminder.objects.values_list("days_before", flat=True)) == {30}


def test_a_mail_that_did_not_go_out_goes_out_later_once(paper, clock, mailoutbox, monkeypatch):
    clock.set("2026-12-20 08:00")

    def refuse(*args):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(reminders, "_send", refuse)
        assert remind_of_certificates() == 0
    assert remind_of_certificates() == 0  # claimed: another worker may be at it
    clock.advance(minutes=31)
    assert remind_of_certificates() == 2
    assert told(mailoutbox) == BOTH
    clock.advance(minutes=31)
    assert (remind_of_certificates(), told(mailoutbox)) == (0, [])


@pytest.mark.parametrize("change", ["revoked", "renewed", "pending"])
def test_nobody_is_told_of_a_paper_that_does_not_end_then(paper, clock, mailoutbox, change):
    fields = {
        "revoked": {"revoked_at": "2026-05-01T00:00Z"},
        "renewed": {"expires_on": datetime.date(2029, 12, 31)},
        "pending": {"verified_at": None, "verified_by": None},
    }
    Certificate.objects.update(**fields[change])
    clock.set("2026-12-20 08:00")
    assert (remind_of_certificates(), told(mailoutbox)) == (0, [])


def test_a_new_last_day_is_told_anew(paper, clock, mailoutbox):
    clock.set("2026-12-20 08:00")
    remind_of_certificates()
    Certificate.objects.update(expires_on=datetime.date(2027, 1, 10))
    mailoutbox.clear()
    assert remind_of_certificates() == 2
