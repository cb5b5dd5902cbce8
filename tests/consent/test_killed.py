"""A hundred consents taken back in a row, ten of them killed at random points; two people who press the button at once."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import StoryPage
from cooperatives.consent.models import Consent, GoneAddress, RemovedArtefact, Use, Withdrawal
from cooperatives.consent.services import AlreadyWithdrawn, finish_withdrawal, replay_withdrawals, withdraw_consent
from cooperatives.media.models import Picture
from tests.checkout.processes import in_processes, killed_before
from tests.cms.conftest import site  # noqa: F401
from tests.consent.people import make_consent
from tests.consent.test_gate import make_story, people_picture, quote
from tests.consent.test_withdrawal import dump

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]
WITHDRAWALS, KILLED = 100, 10


@pytest.fixture(autouse=True)
def own_journal(settings, tmp_path):
    settings.DATA_DIR = tmp_path


class Told:
    """What one woman allowed: her words in a published story and in a draft of it, her picture with a size of it on disk."""

    def __init__(self, site, number: int) -> None:  # noqa: F811
        self.words = f"Lời riêng thứ {number:03} của người dệt"
        self.consent = make_consent()
        picture = people_picture(self.consent)
        size = picture.get_rendition("width-20|format-webp")
        story = make_story(site, title=f"Chuyện số {number:03}", body=[quote(self.consent, self.words)], picture=picture)
        story.save_revision().publish()
        story.lead = f"Nháp: {self.words}"
        story.save_revision()
        self.url = story.url
        self.files = [picture.file.name, size.file.name]

    def withdraw(self) -> None:
        """What the staff screen and then the job do."""
        finish_withdrawal(withdraw_consent(consent=Consent.objects.get(pk=self.consent.pk), actor=None))

    def assert_gone(self) -> None:
        """Nothing at the address, nothing on disk, a proof on every line of the receipt."""
        assert Client().get(self.url).status_code == 410
        assert not any(default_storage.exists(name) for name in self.files)
        withdrawal = Withdrawal.objects.get(consent=self.consent)
        assert withdrawal.status == Withdrawal.Status.FINISHED
        assert not withdrawal.artefacts.filter(checked_at__isnull=True).exists()
        assert not Use.objects.filter(consent=self.consent).exists()


def statements_of(function: Callable[[], None]) -> int:
    """How many statements it takes."""
    with CaptureQueriesContext(connection) as captured:
        function()
    return len(captured)


def files_on_disk() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_a_hundred_in_a_row_with_ten_killed_leave_no_residue(site):  # noqa: F811
    before = files_on_disk()
    untouched = Told(site, 999)
    told = [Told(site, number) for number in range(WITHDRAWALS)]
    first, *rest = told
    whole = statements_of(first.withdraw)
    killed = set(random.sample(range(len(rest)), KILLED))
    points = [random.randint(whole * part // KILLED + 1, whole * (part + 1) // KILLED) for part in range(KILLED)]
    print(f"{whole} statements; killed before {points[::-1]}")  # shown when the test fails
    for number, one in enumerate(rest):
        if number not in killed:
            one.withdraw()
            continue
        killed_before(points.pop(), one.withdraw)
        replay_withdrawals()  # what a machine does that starts again
        if not Withdrawal.objects.filter(consent=one.consent).exists():
            assert Client().get(one.url).status_code == 200  # cut off before it was written down: nothing happened, she presses again
            one.withdraw()
        one.assert_gone()
    for one in told:
        one.assert_gone()
    said = dump()
    assert [one.words for one in told if one.words in said] == []
    assert Withdrawal.objects.count() == Consent.objects.filter(withdrawn_at__isnull=False).count() == WITHDRAWALS
    assert Client().get(untouched.url).status_code == 200
    assert (untouched.words in said, Picture.objects.count(), StoryPage.objects.count()) == (True, 1, 1)
    names = {name.rpartition("/")[2].partition(".")[0] for name in untouched.files}
    assert {path.name.partition(".")[0] for path in files_on_disk() - before} == names


def test_two_who_press_at_once_make_one_withdrawal(site):  # noqa: F811
    told = Told(site, 1)

    def press() -> int:
        return withdraw_consent(consent=Consent.objects.get(pk=told.consent.pk), actor=None).pk

    results = in_processes([press, press])
    assert sorted(type(result).__name__ for result in results) == sorted([AlreadyWithdrawn.__name__, "int"])
    assert Withdrawal.objects.count() == 1


def test_two_workers_who_finish_at_once_finish_it(site):  # noqa: F811
    told = Told(site, 1)
    withdrawal = withdraw_consent(consent=told.consent, actor=None)
    results = in_processes([lambda: finish_withdrawal(Withdrawal.objects.get(pk=withdrawal.pk))] * 2)
    assert all(result is True for result in results), results
    told.assert_gone()
    assert told.words not in dump()
    assert (GoneAddress.objects.count(), RemovedArtefact.objects.filter(proof="").count()) == (1, 0)
