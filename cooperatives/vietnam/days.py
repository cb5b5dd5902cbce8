"""Days as they are written in Vietnamese and English."""

from __future__ import annotations

import datetime
from typing import Final

from cooperatives.vietnam.text import is_english

_WEEKDAYS_VI: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def short_date(day: datetime.date, lang: str) -> str:
    """A day in figures: "23/11/2026" in Vietnamese (always two digits for day and month), "23 Nov 2026" in English."""
    if is_english(lang):
        return f"{day.day} {_MONTHS_EN[day.month - 1][:3]} {day.year}"
    return f"{day:%d/%m}/{day.year}"


def month_name(month: int, lang: str) -> str:
    """A month, 1 to 12, within a sentence: "tháng 11" or "November"."""
    return _MONTHS_EN[month - 1] if is_english(lang) else f"tháng {month}"


def long_date(day: datetime.date, lang: str) -> str:
    """A day with its weekday, without the year: "thứ Hai, 23 tháng 11" or "Monday 23 November"."""
    if is_english(lang):
        return f"{_WEEKDAYS_EN[day.weekday()]} {day.day} {_MONTHS_EN[day.month - 1]}"
    return f"{_WEEKDAYS_VI[day.weekday()]}, {day.day} tháng {day.month}"
