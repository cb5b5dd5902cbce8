"""The template filters, rendered in both languages."""

from __future__ import annotations

import datetime

import pytest
from django.template import Context, Template
from django.utils import translation


def _render(filter_name, value, lang):
    with translation.override(lang):
        return Template(f"{{% load vietnam %}}{{{{ value|{filter_name} }}}}").render(Context({"value": value}))


@pytest.mark.parametrize(
    ("filter_name", "value", "vi", "en"),
    [
        ("dong", 125_000, "125.000\u00a0₫", "₫125,000"),
        ("dong", 0, "0\u00a0₫", "₫0"),
        ("dong", "5000", "5.000\u00a0₫", "₫5,000"),
        ("dong", -9_250, "−9.250\u00a0₫", "−₫9,250"),
        ("spoken_dong", 125_000, "một trăm hai mươi lăm nghìn đồng", "one hundred and twenty-five thousand đồng"),
        ("percent_bps", 150, "1,5%", "1.5%"),
        ("percent_bps", 0, "0%", "0%"),
        ("phone", "+84912345678", "0912 345 678", "0912 345 678"),
        ("place", "01", "Hà Nội", "Hanoi"),
        ("place", "15", "Lào Cai", "Lào Cai"),
        ("place", "99", "99", "99"),
        ("commune", "02890", "Xã Bảo Nhai", "Bảo Nhai commune"),
        ("commune", "99999", "99999", "99999"),
        ("short_date", datetime.date(2026, 11, 23), "23/11/2026", "23 Nov 2026"),
        ("short_date", datetime.date(2026, 3, 5), "05/03/2026", "5 Mar 2026"),
        ("long_date", datetime.date(2026, 11, 23), "thứ Hai, 23 tháng 11", "Monday 23 November"),
        ("long_date", datetime.date(2026, 3, 1), "Chủ nhật, 1 tháng 3", "Sunday 1 March"),
    ],
)
def test_filters(filter_name, value, vi, en):
    assert _render(filter_name, value, "vi") == vi
    assert _render(filter_name, value, "en") == en


@pytest.mark.parametrize("filter_name", ["dong", "spoken_dong", "percent_bps", "phone", "place", "commune", "short_date", "long_date"])
@pytest.mark.parametrize("value", [None, ""])
def test_blank_stays_blank(filter_name, value):
    assert _render(filter_name, value, "vi") == ""


def test_a_moment_is_shown_as_the_day_it_is_in_vietnam():
    late_in_the_evening_of_greenwich = datetime.datetime(2026, 11, 22, 17, 30, tzinfo=datetime.UTC)
    assert _render("short_date", late_in_the_evening_of_greenwich, "vi") == "23/11/2026"
    assert _render("long_date", late_in_the_evening_of_greenwich, "en") == "Monday 23 November"
    assert _render("short_date", datetime.datetime(2026, 11, 22, 17, 30), "vi") == "22/11/2026"


def test_the_week():
    days = [_render("long_date", datetime.date(2026, 11, 23 + step), "vi").split(",")[0] for step in range(7)]
    assert days == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
