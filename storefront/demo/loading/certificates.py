"""Certificates of about half the goods: most verified, some expired, one revoked, two not verified yet. All numbers are invented."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.utils import timezone

from catalog.models import Certificate, LabelScheme, Product
from cooperatives.groups.models import Group
from storefront.accounts.models import User
from storefront.demo.content import read

from .people import APPROVER, CURATOR, MEMBER, MEMBER_GROUPS
from .pictures import Tick

CHECKED_AFTER_DAYS: Final = 6
HOW: Final = "So với bản chính và danh sách của nơi cấp (mẫu)"


def load_certificates(tick: Tick) -> None:
    """Write each certificate that is not there, uploaded by one person and verified by another."""
    schemes = LabelScheme.objects.in_bulk(field_name="code")
    groups = Group.objects.in_bulk(field_name="slug")
    products = Product.objects.in_bulk(field_name="slug")
    people = User.objects.in_bulk([MEMBER, CURATOR, APPROVER], field_name="email")
    for row in read("certificates"):
        key = {
            "scheme": schemes[row["scheme"]],
            "group": groups[row["group"]],
            "product": products[row["product"]] if row["product"] else None,
            "number": row["number"],
            "issuer_as_printed": row["issuer"],
        }
        if not Certificate.objects.filter(**key).exists():
            Certificate.objects.create(**key, **_columns(row, people))
        tick()


def _columns(row: dict[str, Any], people: dict[str, User]) -> dict[str, Any]:
    issued_on = timezone.localdate() - datetime.timedelta(days=row["issued_days_ago"])
    by_member = row["group"] in MEMBER_GROUPS
    columns: dict[str, Any] = {
        "decided_on": issued_on,
        "issued_on": issued_on,
        "expires_on": issued_on + datetime.timedelta(days=row["valid_days"]) if row["valid_days"] else None,
        "uploaded_by": people[MEMBER if by_member else CURATOR],
    }
    if row["state"] != "unverified":
        verified_at = timezone.now() - datetime.timedelta(days=max(1, row["issued_days_ago"] - CHECKED_AFTER_DAYS))
        columns |= {"verified_by": people[CURATOR if by_member else APPROVER], "verified_at": verified_at}
        columns |= {"verified_way": Certificate.Way.LIST, "verified_how": HOW}
    if row["state"] == "revoked":
        columns |= {"revoked_at": timezone.now() - datetime.timedelta(days=9), "revoked_reason": row["reason"]}
    return columns
