"""What every test gets: a guard against other machines, one language and one clock to start from, a database that is put back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from django.utils.translation import trans_real

from cooperatives.ledger.chart import forget_accounts
from storefront.translations import compile_all
from tests import isolation, network_guard
from tests.clock import Clock
from tests.migrated import MigratedFile

# How fast a machine makes examples is no property of the shop.
hypothesis.settings.register_profile("shop", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("shop")


def pytest_configure(config: pytest.Config) -> None:
    is_worker = hasattr(config, "workerinput")
    if not is_worker and compile_all():
        trans_real._translations.clear()  # type: ignore[attr-defined]  # Django read the older files while it started
    network_guard.install()
    isolation.install()


def pytest_unconfigure() -> None:
    if settings.configured:
        shutil.rmtree(settings.TEST_DIR, ignore_errors=True)  # type: ignore[misc]


def pytest_report_header() -> str:
    database = settings.DATABASES["default"]
    where = f"{database['HOST']}:{database['PORT']}" if database.get("HOST") else database["TEST"]["NAME"]
    return f"database: {database['ENGINE'].rpartition('.')[2]} ({where})"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests that start many threads or processes in one xdist worker, so that they do not race each other for the two cores."""
    for item in items:
        if item.get_closest_marker("serial"):
            item.add_marker(pytest.mark.xdist_group("serial"))


@pytest.fixture(scope="session")
def migrated_file(django_db_modify_db_settings: None) -> Iterator[MigratedFile | None]:
    """On SQLite, a database file that is migrated already; see :mod:`tests.migrated`."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        yield None
        return
    file = MigratedFile(Path(database["TEST"]["NAME"]))
    yield file
    file.close()


@pytest.fixture(scope="session")
def django_db_keepdb(migrated_file: MigratedFile | None) -> bool:
    """Whether Django finds a test database to start from; it then only runs what is missing."""
    return migrated_file is not None and migrated_file.taken


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker, migrated_file: MigratedFile | None) -> None:
    if migrated_file:
        migrated_file.keep()
        migrated_file.close()
    with django_db_blocker.unblock():
        isolation.keep_rows()


@pytest.fixture(autouse=True)
def _stays_on_this_machine() -> Iterator[None]:
    """Fail a test that tried to reach another machine, even when the code under test swallowed the refusal."""
    network_guard.attempts.clear()
    yield
    tried = sorted(set(network_guard.attempts))
    network_guard.attempts.clear()
    assert not tried, f"this test tried to reach {', '.join(tried)}"


@pytest.fixture(autouse=True)
def _starts_in_vietnamese_with_nothing_remembered() -> Iterator[None]:
    """A request leaves its language, cached answers and the ledger's account ids behind in the process; the next test must not see them."""
    cache.clear()
    forget_accounts()
    with translation.override("vi"):
        yield
    forget_accounts()


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock that stands still and moves when told; see :class:`tests.clock.Clock`."""
    with Clock() as stopped:
        yield stopped
