"""Filters that write money, numbers, places and days in the language of the page: ``{% load vietnam %}``.

A blank value (None or "") is written as nothing, so that optional fields need no ``{% if %}``.
"""

from __future__ import annotations

import datetime

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from cooperatives.vietnam import days, money, phones, places
from cooperatives.vietnam.text import slugify_vi

register = template.Library()


def _language() -> str:
    return get_language() or "vi"


def _local_day(day: datetime.date) -> datetime.date:
    """The day itself, or the local day of a moment."""
    if not isinstance(day, datetime.datetime):
        return day
    return timezone.localtime(day).date() if timezone.is_aware(day) else day.date()


@register.filter
def dong(amount: int | str | None) -> str:
    """Write an amount: "125.000 ₫" or "₫125,000"."""
    return "" if amount is None or amount == "" else money.format_vnd(int(amount), _language())


@register.filter
def spoken_dong(amount: int | str | None) -> str:
    """An amount in words, for reading aloud: "một trăm hai mươi lăm nghìn đồng"."""
    return "" if amount is None or amount == "" else money.spell_vnd(int(amount), _language())


@register.filter
def percent_bps(bps: int | str | None) -> str:
    """Write a rate given in basis points: 150 is "1,5%" or "1.5%"."""
    return "" if bps is None or bps == "" else money.format_bps(int(bps), _language())


@register.filter
def phone(e164: str | None) -> str:
    """A telephone number as people write it: "0912 345 678"."""
    return phones.format_phone(e164) if e164 else ""


@register.filter
def place(province_code: str | None) -> str:
    """The short name of a province: "Hà Nội" or "Hanoi"; an unknown code is written as it is."""
    try:
        return places.province(province_code).name(_language()) if province_code else ""
    except places.PlaceUnknown:
        return str(province_code)


@register.filter
def anchor(title: str) -> str:
    """The id of a heading, to be linked to: "Đổi trả" -> "doi-tra"."""
    return slugify_vi(str(title))


@register.filter
def commune(commune_code: str | None) -> str:
    """A commune with its kind: "Xã Bản Hồ" or "Bản Hồ commune"; an unknown code is written as it is."""
    try:
        return places.commune(commune_code).full_name(_language()) if commune_code else ""
    except places.PlaceUnknown:
        return str(commune_code)


@register.filter
def short_date(day: datetime.date | None) -> str:
    """A day in figures: "23/11/2026" or "23 Nov 2026"; a moment is taken in local time."""
    return days.short_date(_local_day(day), _language()) if day else ""


@register.filter
def long_date(day: datetime.date | None) -> str:
    """A day to look forward to: "thứ Hai, 23 tháng 11" or "Monday 23 November"; a moment is taken in local time."""
    return days.long_date(_local_day(day), _language()) if day else ""
