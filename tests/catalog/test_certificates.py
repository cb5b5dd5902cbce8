"""Where a certificate may go, who may move it, when it ends, and what of it is public."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from catalog.models import Certificate, LabelScheme
from catalog.services.certificates import (
    ALLOWED,
    BY_TIME,
    CertificateChanged,
    CertificateNotWaiting,
    CertificateOwnWork,
    CertificateUnlikely,
    check_sense,
    correct_certificate,
    last_day,
    revoke_certificate,
    verify_certificate,
)
from tests.factories import make_certificate, make_group, make_product, make_user

pytestmark = pytest.mark.django_db
State = Certificate.State
DAY = datetime.date(2026, 3, 2)
LEFT = {State.VERIFIED: 400, State.EXPIRING: 30, State.EXPIRED: -1}


def standing_in(state: State) -> Certificate:
    """A certificate in one state on the clock's first day."""
    ends = DAY + datetime.timedelta(days=LEFT.get(state, 400))
    fields: dict[str, Any] = {"expires_on": ends, "issued_on": datetime.date(2024, 1, 1)}
    if state == State.PENDING:
        fields |= {"verified_by": None, "verified_at": None}
    certificate = make_certificate(make_product(), **fields)
    if state == State.REVOKED:
        revoke_certificate(certificate=certificate, actor=make_user(staff=True), reason="giấy giả")
    return certificate


def move(certificate: Certificate, to: State) -> None:
    actor = make_user(staff=True)
    if to == State.VERIFIED:
        verify_certificate(certificate=certificate, actor=actor, way="list")
    elif to == State.REVOKED:
        revoke_certificate(certificate=certificate, actor=actor, reason="đổi công thức")
    else:
        certificate.number = "99/QĐ-UBND"
        correct_certificate(certificate=certificate, actor=actor)


def row(certificate: Certificate) -> dict[str, Any]:
    return dict(Certificate.objects.filter(pk=certificate.pk).values().get())


@pytest.mark.parametrize(("start", "end"), list(itertools.product(State, (State.PENDING, State.VERIFIED, State.REVOKED))))
def test_every_pair_of_states(clock, start, end):
    """Correcting a paper that waits is no move: it waits on."""
    certificate = standing_in(start)
    before = row(certificate)
    allowed = end in ALLOWED[start] or (start, end) == (State.PENDING, State.PENDING)
    if allowed:
        move(certificate, end)
        certificate.refresh_from_db()
        ended = State.EXPIRED if (start, end) == (State.EXPIRED, State.VERIFIED) else end
        assert certificate.state_on(DAY) == ended
    else:
        with pytest.raises(CertificateNotWaiting):
            move(certificate, end)
        assert row(certificate) == before


@pytest.mark.parametrize("state", list(State))
def test_a_row_says_of_itself_what_the_database_says(clock, state):
    certificate = standing_in(state)
    certificate.refresh_from_db()
    assert certificate.state_on(DAY) == state
    assert [one for one in State if Certificate.objects.in_state(one, day=DAY).exists()] == [state]


def test_time_moves_it_at_midnight(clock):
    certificate = standing_in(State.VERIFIED)
    walked = [State.VERIFIED]
    for number in range(600):
        now = certificate.state_on(DAY + datetime.timedelta(days=number))
        if now != walked[-1]:
            assert now in BY_TIME[walked[-1]]
            walked.append(now)
    assert walked == [State.VERIFIED, State.EXPIRING, State.EXPIRED]
    assert certificate.state_on(certificate.expires_on) == State.EXPIRING


def test_the_database_itself_wants_a_second_person():
    certificate = standing_in(State.PENDING)
    with pytest.raises(CertificateOwnWork):
        verify_certificate(certificate=certificate, actor=certificate.uploaded_by, way="seen")
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.update(verified_by=certificate.uploaded_by, verified_at="2026-01-01T00:00Z")
    certificate.refresh_from_db()
    assert certificate.verified_at is None


def test_nobody_vouches_for_what_was_changed_after_she_looked():
    certificate = standing_in(State.PENDING)
    seen = certificate.fingerprint
    Certificate.objects.update(number="100/QĐ-UBND")
    with pytest.raises(CertificateChanged):
        verify_certificate(certificate=certificate, actor=make_user(staff=True), way="list", seen=seen)
    certificate.refresh_from_db()
    assert (certificate.state_on(), certificate.verified_by) == (State.PENDING, None)


def test_a_correction_that_was_begun_before_does_not_bring_a_revoked_paper_back():
    certificate = standing_in(State.VERIFIED)
    opened = Certificate.objects.get(pk=certificate.pk)
    revoke_certificate(certificate=certificate, actor=make_user(staff=True), reason="giấy giả")
    opened.number = "5/QĐ"
    with pytest.raises(CertificateNotWaiting):
        correct_certificate(certificate=opened, actor=make_user(staff=True))
    certificate.refresh_from_db()
    assert (certificate.state_on(), certificate.number == "5/QĐ", certificate.revoked_reason) == (State.REVOKED, False, "giấy giả")


@pytest.mark.parametrize(
    ("scheme", "begins", "printed", "ends"),
    [
        ("ocop4", "2024-03-15", None, "2027-03-14"),
        ("ocop4", "2024-02-29", None, "2027-02-27"),
        ("ocop4", "2024-03-15", "2026-12-31", "2026-12-31"),
        ("vietgap_tt", "2024-03-15", "2026-06-14", "2026-06-14"),
        ("gi", "2024-03-15", None, None),
    ],
)
def test_the_printed_day_wins_and_36_months_are_counted_only_without_it(scheme, begins, printed, ends):
    call_command("load_reference", verbosity=0)
    given = datetime.date.fromisoformat(printed) if printed else None
    found = last_day(scheme=LabelScheme.objects.get(code=scheme), issued_on=datetime.date.fromisoformat(begins), printed=given)
    assert (found.isoformat() if found else None) == ends


@pytest.mark.parametrize(
    ("scheme", "fields", "why"),
    [
        ("vietgap_tt", {"expires_on": None}, "needs_end"),
        ("ocop4", {"product": None}, "needs_product"),
        ("ocop4", {"group": "another"}, "other_group"),
        ("ocop4", {"expires_on": datetime.date(2020, 1, 1)}, "ends_before"),
        ("ocop5", {"number": "123/QĐ-UBND (tiềm năng 5 sao)"}, "potential"),
    ],
)
def test_what_cannot_be_such_a_paper_is_refused(scheme, fields, why):
    call_command("load_reference", verbosity=0)
    product = make_product()
    if "group" in fields:
        fields = {"group": make_group()}
    given = {"group": product.group, "product": product, "number": "1", "issuer_as_printed": "UBND", "issued_on": DAY, **fields}
    with pytest.raises(CertificateUnlikely) as refused:
        check_sense(Certificate(scheme=LabelScheme.objects.get(code=scheme), **given))
    assert refused.value.facts["why"] == why


def test_potential_has_no_stars_anywhere():
    scheme = LabelScheme(code="tn5", name_vi="OCOP tiềm năng 5 sao", name_en="x", short_name="OCOP", stars=5, kind="certification")
    with pytest.raises(ValidationError):
        scheme.full_clean()
    for stars in (5, 2, 1):
        scheme.stars = stars
        scheme.name_vi = scheme.name_vi if stars == 5 else "OCOP"
        with pytest.raises(IntegrityError), transaction.atomic():
            scheme.save(force_insert=True)
    assert LabelScheme.objects.count() == 0


def test_the_register_names_for_each_label_its_paper_and_its_place():
    call_command("load_reference", verbosity=0)
    assert LabelScheme.objects.count() == 23
    assert not LabelScheme.objects.filter(evidence="").exists()
    assert LabelScheme.objects.get(code="ocop3").validity_months == 36
    assert set(LabelScheme.objects.filter(is_food_licence=True).values_list("code", flat=True)) == {"attp", "cam_ket"}
    LabelScheme.objects.filter(code="gi").update(claim_rule="Của trung tâm", reach="group")
    LabelScheme.objects.filter(code="nhtt").update(evidence="", reach="maker")
    call_command("load_reference", verbosity=0)
    assert LabelScheme.objects.get(code="gi").reach == "group"
    assert LabelScheme.objects.get(code="nhtt").reach == "product"


def test_a_public_page_has_nothing_private_and_a_code_that_leads_to_it(settings):
    certificate = make_certificate(make_product(), verified_way="phone", verified_how="gặp cô Lành 0912345678")
    certificate.scan.save("Giay cua co Lanh.pdf", ContentFile(b"%PDF-1.4 rieng"))
    page = Client().get(certificate.get_absolute_url())
    text = page.content.decode()
    assert "Gọi nơi cấp" in text
    assert "<svg" in text[text.index("cert-qr") :]
    private = ("Lành", "0912345678", certificate.verified_by.email, certificate.uploaded_by.email, certificate.scan.name, ".pdf")
    assert [word for word in private if word in text] == []
    assert "no-store" in page["Cache-Control"]
    assert "Lanh" not in certificate.scan.name
    for path in (f"/media/{certificate.scan.name}", f"/private/{certificate.scan.name}", f"/{certificate.scan.name}"):
        assert Client().get(path).status_code == 404


def test_a_group_without_a_place_has_no_number_and_no_province_on_the_page():
    certificate = make_certificate(make_product(make_group(place_shown="hidden")), issuer_as_printed="UBND tỉnh Lào Cai", number="17/QĐ-LC")
    for path in (certificate.get_absolute_url(), certificate.product.get_absolute_url(), certificate.group.get_absolute_url()):
        text = Client().get(path).content.decode()
        assert ("Lào Cai" in text.split("<main")[1].split("<form")[0], "17/QĐ-LC" in text) == (False, False), path
