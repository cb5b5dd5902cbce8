"""What every test gets: a guard against other machines, one language and one clock to start from, a database that is put back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from storefront.translations import compile_all
from tests import isolation, network_guard
from tests.clock import Clock


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # once, before xdist starts its workers
        compile_all()
    network_guard.install()
    isolation.install()


def pytest_unconfigure() -> None:
    if settings.configured:
        shutil.rmtree(settings.TEST_DIR, ignore_errors=True)


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
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
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
def _starts_in_vietnamese_with_an_empty_cache() -> Iterator[None]:
    """A request leaves its language and its cached answers behind in the process; the next test must not see them."""
    with translation.override("vi"):
        yield
    cache.clear()


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock that stands still and moves when told; see :class:`tests.clock.Clock`."""
    with Clock() as stopped:
        yield stopped
