"""The small shop of the browser tests, served to readers that are not people."""

from __future__ import annotations

import pytest

from tests.browser.shop import open_shop


@pytest.fixture
def shop(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return open_shop()
