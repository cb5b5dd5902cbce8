"""The same movement by feed and by file: one line, whichever comes first, and when both come at once."""

from __future__ import annotations

import io
from functools import partial

import pytest

from storefront.payments.models import BankLine, BankNotice
from storefront.payments.services.bank_lines import import_statement
from tests.payments.feed import KEY, by_key, by_signature, sepay_told
from tests.payments.till import BANK, assert_books_hold, books, transfer_order
from tests.race import together


@pytest.fixture
def fed(settings, clock):
    settings.BANK_FEEDS = {"sepay_api_key": KEY, "sepay_webhook_secret": "", "payos_checksum_key": ""}
    return clock


def take_file(clerk, *, amount_vnd: int, text: str, ref: str = "MBVCB.3278907687", times: int = 1):
    rows = "".join(f"02/03/2026;{ref};;{amount_vnd};{text}\n" for _ in range(times))
    return import_statement(file=io.BytesIO(f"Ngày;Số CT;Ghi nợ;Ghi có;Nội dung\n{rows}".encode()), file_name="a.csv", actor=clerk)


def assert_paid_once(order) -> None:
    order.refresh_from_db()
    assert (order.status, BankLine.objects.get().state, order.payment.events.count()) == ("preparing", "exact", 1)
    assert books()[BANK] == order.total_vnd
    assert_books_hold()


@pytest.mark.django_db
@pytest.mark.parametrize("ref", ["MBVCB.3278907687", "77", ""])
@pytest.mark.parametrize("feed_first", [True, False])
def test_one_after_the_other(feed_first, ref, ground, clerk, fed):
    order = transfer_order()
    by_feed = partial(by_key, sepay_told(content=order.number, transferAmount=order.total_vnd, referenceCode=ref))
    by_file = partial(take_file, clerk, amount_vnd=order.total_vnd, text=order.number, ref=ref)
    for bring in (by_feed, by_file) if feed_first else (by_file, by_feed):
        bring()
    assert_paid_once(order)
    assert BankNotice.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("feed_first", [True, False])
def test_twins_without_a_reference_are_two_by_either_way(feed_first, ground, clerk, fed):
    def by_feed() -> None:
        for notice_id in (1, 2):
            by_key(sepay_told(id=notice_id, content="ung ho", referenceCode=""))

    by_file = partial(take_file, clerk, amount_vnd=50_000, text="Ủng hộ", ref="", times=2)
    for bring in (by_feed, by_file) if feed_first else (by_file, by_feed):
        bring()
    assert (BankLine.objects.count(), books()) == (2, {BANK: 100_000, "2090": 100_000})


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ref", ["MBVCB.3278907687", ""])
def test_all_at_the_same_moment(ref, ground, clerk, fed):
    order = transfer_order()
    told = sepay_told(content=order.number, transferAmount=order.total_vnd, referenceCode=ref)
    by_file = partial(take_file, clerk, amount_vnd=order.total_vnd, text=order.number, ref=ref)
    answers = together([partial(by_key, told) for _ in range(8)] + [by_file] * 4)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert [answer.status_code for answer in answers[:8]] == [200] * 8
    assert_paid_once(order)
    assert BankNotice.objects.count() == 1


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_many_that_look_alike_at_the_same_moment_are_all_there(ground, clerk, fed, settings):
    settings.BANK_FEEDS = {**settings.BANK_FEEDS, "sepay_webhook_secret": "bi-mat-cua-sepay-rat-dai-678"}
    told = [sepay_told(id=number, content="ung ho", referenceCode="") for number in range(6)]
    answers = together([partial(by_signature, one) for one in told * 2])
    assert [getattr(answer, "status_code", answer) for answer in answers] == [200] * 12
    assert (BankLine.objects.count(), BankNotice.objects.count(), books()["2090"]) == (6, 6, 300_000)
    take_file(clerk, amount_vnd=50_000, text="ung ho", ref="", times=6)
    assert BankLine.objects.count() == 6
