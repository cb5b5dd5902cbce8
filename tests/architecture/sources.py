"""The files and models that are ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("storefront", "search", "cms", "catalog", "cooperatives")
# What `python -m storefront.assets` writes begins so; its sources are checked instead.
BUILT = "/* Built by"


def files(*suffixes: str, tests: bool = False) -> Iterator[Path]:
    """Our files with one of these suffixes, migrations and built bundles left out."""
    for folder in (*FLOORS, "tests") if tests else FLOORS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in suffixes and "migrations" not in path.parts and not path.read_text(encoding="utf-8").startswith(BUILT):
                yield path


def our_models() -> list[type[models.Model]]:
    """Each model whose app lives on one of our floors."""
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.split(".")[0] in FLOORS]


def _is_inherited(field: models.Field) -> bool:
    """Whether a package's abstract model brings the field, as Django's brings ``last_login``."""
    foreign = (base for base in field.model.__mro__ if base.__module__.split(".")[0] not in FLOORS and hasattr(base, "_meta"))
    return any(field.name == brought.name for base in foreign for brought in base._meta.local_fields)


def our_fields() -> Iterator[tuple[str, models.Field]]:
    """Each column that one of our models adds, with its readable name: ``orders.Order.total_vnd``."""
    for model in our_models():
        for field in model._meta.local_concrete_fields:
            if not _is_inherited(field):
                yield f"{model._meta.label}.{field.name}", field


def short(path: Path) -> str:
    """A path as it reads in a message."""
    return str(path.relative_to(ROOT))
