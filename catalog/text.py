"""Picks the Vietnamese or English column of a row."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language


def in_language(row: models.Model, field: str, language: str | None = None) -> str:
    """Return ``<field>_en`` for English readers when it is filled, else ``<field>_vi``."""
    language = language or get_language()
    if language == "en":
        english: str = getattr(row, f"{field}_en")
        if english:
            return english
    vietnamese: str = getattr(row, f"{field}_vi")
    return vietnamese
