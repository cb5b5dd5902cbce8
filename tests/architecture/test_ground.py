"""The ground that all tests stand on holds: no other machine, a database that is put back, a clock that stands still."""

from __future__ import annotations

import datetime
import os
import socket

import pytest
from django.utils import timezone
from wagtail.models import Collection, Page, Site

from tests import network_guard
from tests.race import together


@pytest.mark.parametrize("host", ["192.0.2.1", "shop.example", "2001:db8::1"])
def test_another_machine_is_out_of_reach(host):
    with pytest.raises(network_guard.OutsideConnection):
        socket.create_connection((host, 80), timeout=1)
    assert network_guard.attempts == [host]
    network_guard.attempts.clear()  # or this test would fail, as every other one that tries


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "::1", "localhost", b"localhost", "", None])
def test_this_machine_is_inside(host):
    assert network_guard.is_inside(host)


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_committed_rows_are_seen_by_threads_and_gone_in_the_next_test(turn):
    assert (Page.objects.count() >= 2, Site.objects.count(), Collection.objects.count()) == (True, 1, 1)
    Collection.objects.get().add_child(name="Ảnh của nhóm")
    assert together([Collection.objects.count] * 10) == [2] * 10


@pytest.mark.django_db
def test_rows_of_the_migrations_are_there_in_a_test_that_rolls_back():
    assert (Page.objects.count() >= 2, Site.objects.count(), Collection.objects.count()) == (True, 1, 1)


def test_clock_stands_until_it_is_moved(clock):
    assert timezone.localtime().isoformat() == "2026-03-02T09:00:00+07:00"
    clock.set("2026-03-31 23:59:59")
    assert timezone.localdate() == datetime.date(2026, 3, 31)
    clock.advance(seconds=1)
    assert timezone.localdate() == datetime.date(2026, 4, 1)


@pytest.mark.serial
def test_serial_tests_share_a_worker(request):
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    assert alone or request.node.nodeid.endswith("@serial")
