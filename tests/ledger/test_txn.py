"""The gate in front of write transactions."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from cooperatives.ledger import txn
from cooperatives.ledger.models import Account
from cooperatives.ledger.txn import write_txn
from tests.race import together


def gate_path() -> Path:
    return Path(str(connection.settings_dict["NAME"]) + ".lock-gate")


def gate_is_free() -> bool:
    if connection.vendor != "sqlite":
        return True
    descriptor = os.open(gate_path(), os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(descriptor)


@pytest.mark.django_db(transaction=True)
def test_the_gate_is_shut_inside_and_open_after():
    with write_txn():
        assert connection.in_atomic_block
        assert gate_is_free() is (connection.vendor != "sqlite")
    assert not connection.in_atomic_block
    assert gate_is_free()


@pytest.mark.django_db(transaction=True)
def test_nesting_keeps_the_gate_until_the_outermost_block_ends():
    with write_txn():
        with write_txn():
            Account.objects.create(code="x", name="x", kind="A")
        with pytest.raises(ZeroDivisionError), write_txn():
            Account.objects.create(code="y", name="y", kind="A")
            raise ZeroDivisionError
        assert gate_is_free() is (connection.vendor != "sqlite")
        assert connection.in_atomic_block
    assert gate_is_free()
    assert list(Account.objects.values_list("code", flat=True)) == ["x"]


@pytest.mark.django_db(transaction=True)
def test_an_error_opens_the_gate_and_undoes_the_writes():
    with pytest.raises(ZeroDivisionError), write_txn():
        Account.objects.create(code="x", name="x", kind="A")
        raise ZeroDivisionError
    assert gate_is_free()
    assert Account.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_callbacks_after_commit_run_with_the_gate_open_and_may_write_again():
    seen = []

    def after() -> None:
        seen.append(gate_is_free())
        with write_txn():
            Account.objects.create(code="y", name="y", kind="A")
            seen.append(gate_is_free())

    with write_txn():
        Account.objects.create(code="x", name="x", kind="A")
        transaction.on_commit(after)
    assert seen == [True, connection.vendor != "sqlite"]
    assert gate_is_free()
    assert Account.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_inside_a_plain_transaction_the_gate_is_left_alone():
    with transaction.atomic(), write_txn():
        assert gate_is_free()
        Account.objects.create(code="x", name="x", kind="A")
    assert Account.objects.count() == 1


@pytest.mark.django_db
def test_it_works_inside_the_transaction_of_a_test():
    with write_txn():
        Account.objects.create(code="x", name="x", kind="A")
    assert Account.objects.count() == 1


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_plain_and_gated_writers_do_not_block_each_other_for_ever():
    def plain(number: int) -> None:
        with transaction.atomic():
            Account.objects.create(code=f"p{number}", name="x", kind="A")
            with write_txn():
                Account.objects.create(code=f"q{number}", name="x", kind="A")

    def gated(number: int) -> None:
        with write_txn():
            Account.objects.create(code=f"g{number}", name="x", kind="A")

    jobs = [lambda n=n: plain(n) for n in range(5)] + [lambda n=n: gated(n) for n in range(5)]
    assert together(jobs) == [None] * 10
    assert Account.objects.count() == 15


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_a_thread_that_read_before_still_queues_at_the_gate():
    """Read, think, write under the gate: twelve threads count up one row without losing a step."""
    row = Account.objects.create(code="x", name="0", kind="A")

    def count_up() -> None:
        Account.objects.get(pk=row.pk)
        with write_txn():
            fresh = Account.objects.select_for_update().get(pk=row.pk)
            fresh.name = str(int(fresh.name) + 1)
            fresh.save()

    assert together([count_up] * 12) == [None] * 12
    assert Account.objects.get(pk=row.pk).name == "12"


@pytest.mark.django_db(transaction=True)
def test_another_process_waits_at_the_gate():
    if connection.vendor != "sqlite":
        with write_txn():
            assert not gate_path().exists()
        return
    code = "import fcntl, sys; f = open(sys.argv[1], 'a'); fcntl.flock(f, fcntl.LOCK_EX); print('in', flush=True)"
    with write_txn():
        other = subprocess.Popen([sys.executable, "-c", code, str(gate_path())], stdout=subprocess.PIPE)
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(0.5)
    assert other.communicate(timeout=20)[0] == b"in\n"


@pytest.mark.django_db(transaction=True)
def test_a_second_connection_of_the_same_thread_does_not_wait_for_itself():
    if connection.vendor != "sqlite":
        with write_txn(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return
    connections["default"].ensure_connection()
    gate = txn._gate_of(connection)
    gate.acquire()
    try:
        with write_txn():
            Account.objects.create(code="x", name="x", kind="A")
    finally:
        gate.release()
        gate.release()
    assert gate_is_free()


def test_in_memory_databases_have_a_gate_per_name_in_this_process():
    first, again = txn._Gate("memory-a", in_memory=True), txn._Gate("memory-a", in_memory=True)
    entered = threading.Event()
    first.acquire()
    waiting = threading.Thread(target=lambda: (again.acquire(), entered.set(), again.release()))
    waiting.start()
    assert not entered.wait(0.2)
    first.release()
    assert entered.wait(10)
    waiting.join()
    assert not txn._memory_lock("memory-a").locked()
