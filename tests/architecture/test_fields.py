"""A column's name tells its unit, and its type keeps the promise. Foreign keys point down the staircase only."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.db import models

from tests.architecture.sources import FLOORS, our_fields, our_models

# From the lowest room to the highest; rooms in one tuple are neighbours that do not know each other.
STAIRCASE = (
    ("cooperatives.vietnam",),
    ("cooperatives.groups",),
    ("cooperatives.consent",),
    ("cooperatives.ledger", "cooperatives.media"),
    ("cooperatives.payouts", "cooperatives.support"),
    ("catalog",),
    ("cms",),
    ("search",),
    ("storefront.accounts",),
    ("storefront.shipping",),
    ("storefront.orders", "storefront.cart"),
    ("storefront.payments",),
    ("storefront.checkout",),
    ("storefront.portal", "storefront.desk", "storefront.channels", "storefront.demo"),
)
UNITS = {
    "_vnd": models.BigIntegerField,
    "_bps": models.IntegerField,
    "_g": models.IntegerField,
    "_at": models.DateTimeField,
    "_on": models.DateField,
}


def _wrong_unit(field: models.Field) -> bool:
    for ending, kind in UNITS.items():
        if field.name.endswith(ending):
            return not isinstance(field, kind) or (kind is models.DateField and isinstance(field, models.DateTimeField))
    return False


def test_units_in_names_are_kept_by_the_column_types():
    assert [name for name, field in our_fields() if _wrong_unit(field)] == []


def test_no_column_rounds():
    """Money is whole đồng; nothing else of ours is measured in fractions either."""
    assert [name for name, field in our_fields() if isinstance(field, models.FloatField | models.DecimalField)] == []


def test_moments_are_called_at():
    moments = [(name, field) for name, field in our_fields() if isinstance(field, models.DateTimeField)]
    assert [name for name, field in moments if field.name != "at" and not field.name.endswith("_at")] == []


def test_states_are_words_from_a_list():
    states = [(name, field) for name, field in our_fields() if field.name in {"state", "status"}]
    assert [name for name, field in states if not (isinstance(field, models.CharField) and field.choices)] == []


def _room(model: type[models.Model]) -> tuple[int, str]:
    for height, rooms in enumerate(STAIRCASE):
        for room in rooms:
            if model.__module__ == room or model.__module__.startswith(room + "."):
                return height, room
    raise AssertionError(f"{model.__module__} is in no room of the house")


@pytest.mark.parametrize("floor", FLOORS)
def test_foreign_keys_point_down(floor):
    upward = []
    for model in our_models():
        if model.__module__.split(".")[0] != floor:
            continue
        height, room = _room(model)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            target = field.related_model
            # The user is the one reference by string that all floors may make.
            if target is None or target is get_user_model() or target.__module__.split(".")[0] not in FLOORS:
                continue
            target_height, target_room = _room(target)
            if target_height > height or (target_height == height and target_room != room):
                upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert upward == []
