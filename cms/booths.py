"""The booths of a fair as readers see them: by row, each with its group's page, picture and province."""

from __future__ import annotations

from typing import Any

from catalog.models import GroupProfile
from cooperatives.vietnam.templatetags.vietnam import place as place_name
from cooperatives.vietnam.text import slugify_vi


def booth_rows(fair: Any) -> list[dict[str, Any]]:
    """Rows with their booths. A group that does not sell any more leaves; who never sold here is only named."""
    rows = [block.value for block in fair.rows]
    ids = {booth["group"].pk for row in rows for booth in row["booths"] if booth["group"]}
    found = GroupProfile.objects.shown().filter(group_id__in=ids).select_related("cover", "group")
    profiles = {profile.group_id: profile for profile in found}
    return [
        {"title": row["title"], "anchor": row["anchor"], "booths": [_booth(one, profiles) for one in row["booths"] if _stands(one)]}
        for row in rows
    ]


def _stands(booth: Any) -> bool:
    return bool(booth["group"].is_active if booth["group"] else booth.get("name"))


def _booth(booth: Any, profiles: dict[int, GroupProfile]) -> dict[str, Any]:
    group = booth["group"]
    place = booth.get("place") or (place_name(group.public_province_code) if group else "")
    return {
        "number": booth["number"],
        "shows": booth["shows"],
        "group": group,
        "name": group.name if group else booth["name"],
        "place": "" if group and group.hides_place else place,
        "profile": profiles.get(group.pk) if group else None,
    }


def in_two(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its booths parted: ``here`` have a picture to show, ``named`` are a line each."""
    here = [booth for booth in row["booths"] if booth["profile"] and booth["profile"].cover]
    return {**row, "here": here, "named": [booth for booth in row["booths"] if booth not in here]}


def places_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The provinces that the booths come from, most booths first: label, slug for the address, count."""
    counts: dict[str, int] = {}
    for row in rows:
        for booth in row["booths"]:
            if booth["place"]:
                counts[booth["place"]] = counts.get(booth["place"], 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], slugify_vi(pair[0])))
    return [{"label": label, "slug": slugify_vi(label), "count": count} for label, count in ordered]
