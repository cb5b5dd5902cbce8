"""The window that the shop starts with; staff follow it with rows of later days."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import migrations

FROM, DAYS = datetime.date(2025, 7, 1), 7


def write_first(apps: Any, schema_editor: Any) -> None:
    """Seven days, as the money of groups is held for seven days."""
    apps.get_model("payments", "ReturnWindow").objects.get_or_create(valid_from=FROM, defaults={"days": DAYS})


class Migration(migrations.Migration):
    dependencies = [("payments", "0010_refund_requests")]

    operations = [migrations.RunPython(write_first, migrations.RunPython.noop)]
