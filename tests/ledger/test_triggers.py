"""The triggers are counted, and come back after Django rebuilt a table."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.db.models.signals import pre_migrate
from wagtail.signal_handlers import connect_reference_index_signal_handlers

from cooperatives.ledger import trigger_sql, triggers
from cooperatives.ledger.apps import check_triggers
from cooperatives.ledger.models import Account, Entry, Posting, Seal
from tests.ledger_flush import triggers_suspended

ledger_app = apps.get_app_config("ledger")


def names_in_the_database() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger%'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'ledger%'")
        return {row[0] for row in cursor.fetchall()}


def rebuild(model: type[models.Model], field_name: str) -> None:
    """What a migration does: alter a field, and back. On SQLite each makes a new table and drops the old one."""
    old: Any = model._meta.get_field(field_name)
    new: Any = models.DateTimeField(null=True) if field_name == "sealed_at" else models.CharField(max_length=301, blank=True, default="")
    new.set_attributes_from_name(field_name)
    new.model = model
    for before, after in ((old, new), (new, old)):
        with connection.schema_editor() as editor:
            editor.alter_field(model, before, after)


def announce_migration_of(app_label: str) -> None:
    """Send what ``migrate`` sends before it runs a migration of that app.

    Wagtail then stops noting which page uses which file until ``migrate`` has ended. Nothing ends here, so it is told to go on.
    """
    plan = [(SimpleNamespace(app_label=app_label), False)]
    pre_migrate.send(sender=ledger_app, app_config=ledger_app, verbosity=0, interactive=False, using="default", plan=plan, apps=apps)
    connect_reference_index_signal_handlers()


every_table = pytest.mark.parametrize(
    ("model", "field_name"), [(Account, "name"), (Entry, "memo"), (Posting, "memo"), (Seal, "sealed_at")], ids=lambda value: str(value)
)


@pytest.mark.django_db
def test_every_trigger_stands_after_migrate():
    assert len(trigger_sql.SQLITE_TRIGGERS) == 19
    assert len(trigger_sql.POSTGRESQL_TRIGGERS) == 15
    assert names_in_the_database() == set(triggers.expected(connection.vendor))
    assert triggers.missing(connection) == []
    assert check_triggers(databases=["default"]) == []
    assert check_triggers(databases=None) == []


@pytest.mark.django_db
def test_installing_twice_changes_nothing():
    triggers.install(connection)
    triggers.install(connection)
    assert names_in_the_database() == set(triggers.expected(connection.vendor))


@every_table
@pytest.mark.django_db(transaction=True)
def test_a_table_rebuilt_by_a_migration_gets_its_triggers_back(shop, book, model, field_name):
    book("sale:1", (shop.bank, shop.held, 1000))
    announce_migration_of("ledger")
    rebuild(model, field_name)
    assert names_in_the_database() == set()
    warnings = check_triggers(databases=["default"])
    assert [warning.id for warning in warnings] == ["ledger.W001"]
    assert f"{len(triggers.expected(connection.vendor))} triggers" in warnings[0].msg
    call_command("migrate", verbosity=0)
    assert names_in_the_database() == set(triggers.expected(connection.vendor))
    assert triggers.missing(connection) == []
    with pytest.raises(IntegrityError, match=trigger_sql.APPEND_ONLY):
        Posting.objects.update(memo="x")
    assert Posting.objects.values_list("amount_vnd", "memo").get() == (1000, "")
    assert Account.objects.get(code="2110.g7").bal == 1000


@every_table
@pytest.mark.django_db(transaction=True)
def test_a_rebuild_outside_of_migrate_loses_no_trigger_in_silence(shop, model, field_name):
    if connection.vendor == "sqlite":
        with pytest.raises(OperationalError, match="error in trigger"):
            rebuild(model, field_name)
    else:
        rebuild(model, field_name)
    assert triggers.missing(connection) == []


@pytest.mark.django_db
def test_migrating_another_app_leaves_the_triggers_in_place():
    announce_migration_of("catalog")
    assert triggers.missing(connection) == []


@pytest.mark.django_db
def test_a_switched_off_or_altered_trigger_counts_as_missing(sql):
    if connection.vendor == "sqlite":
        sql("DROP TRIGGER ledger_posting_no_update")
        sql("CREATE TRIGGER ledger_posting_no_update BEFORE UPDATE ON ledger_posting BEGIN SELECT 1; END")
    else:
        sql("ALTER TABLE ledger_posting DISABLE TRIGGER ledger_posting_no_update")
    assert triggers.missing(connection) == ["ledger_posting_no_update"]
    triggers.install(connection)
    assert triggers.missing(connection) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_committed_entry_does_not_reach_the_next_test(shop, book, turn):
    assert Entry.objects.count() == 0
    book("sale:1", (shop.bank, shop.held, 1000))
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_an_error_while_suspended_leaves_the_triggers_in_place():
    with pytest.raises(ZeroDivisionError), transaction.atomic(), triggers_suspended(connection):
        assert names_in_the_database() == set()
        raise ZeroDivisionError
    assert triggers.missing(connection) == []


def test_a_database_without_rules_is_refused():
    with pytest.raises(NotImplementedError, match="mysql"):
        triggers.expected("mysql")
