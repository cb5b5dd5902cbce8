"""Groups with their profile, terms, and the organisation that sells for those without a seal of their own."""

from __future__ import annotations

import datetime
from typing import Any, Final

from catalog.models import GroupProfile
from cooperatives.groups.models import Group, LegalIdentity, Terms
from storefront.demo.content import read

from .pages import body
from .pictures import Tick, picture

TERMS_SINCE: Final = datetime.date(2025, 7, 1)
FEE_VAT_BPS: Final = 1_000
SAMPLE_NUMBER: Final = "0000000000"


def load_groups(tick: Tick) -> None:
    """Write every group that is not there, then the sellers of record."""
    rows: list[dict[str, Any]] = read("groups")
    bodies: dict[str, Any] = read("group_bodies")
    for row in rows:
        group, _ = Group.objects.get_or_create(slug=row["slug"], defaults=_columns(row))
        _load_terms(group, row)
        _load_profile(group, row, bodies.get(row["slug"], {}))
        tick()
    by_slug = Group.objects.in_bulk([row["slug"] for row in rows], field_name="slug")
    for row in rows:
        if row["seller"]:
            missing = Group.objects.filter(slug=row["slug"], seller_of_record__isnull=True)
            missing.update(seller_of_record=by_slug[row["seller"]])
        else:
            _load_identity(by_slug[row["slug"]])


def _columns(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": row["kind"],
        "name_vi": row["name_vi"],
        "name_en": row["name_en"],
        "province_code": row["province"],
        "commune_code": row["commune"],
        "place_shown": row["shown"],
        "ships_from_province": row["province"],
        "founded_year": row["founded"],
        "member_count": row["members"],
    }


def _load_terms(group: Group, row: dict[str, Any]) -> None:
    values = {"fee_bps": row["fee_bps"], "fee_vat_bps": FEE_VAT_BPS, "holdback_days": row["holdback"]}
    Terms.objects.get_or_create(group=group, valid_from=TERMS_SINCE, defaults=values)


def _load_profile(group: Group, row: dict[str, Any], told: dict[str, Any]) -> None:
    kind = "hero" if row["cover"] == "trang-chu" else "group"
    texts = {f"{name}_{language}": row[f"{name}_{language}"] for name in ("craft", "intro", "how_made") for language in ("vi", "en")}
    look = {"cover": picture(kind, row["cover"]), "brocade": row["brocade"], "is_featured": row["featured"]}
    bodies = {f"body_{language}": body(told.get(language, [])) for language in ("vi", "en")}
    GroupProfile.objects.get_or_create(group=group, defaults={**texts, **look, **bodies})


def _load_identity(group: Group) -> None:
    """A legal identity that is plainly a sample."""
    values = {
        "legal_name": f"{group.name_vi} (tên mẫu)",
        "registration_number": SAMPLE_NUMBER,
        "address": "Số 1 phố Mẫu",
        "phone": "+84240000000",
        "is_public": True,
    }
    LegalIdentity.objects.get_or_create(group=group, defaults=values)
