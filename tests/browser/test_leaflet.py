"""A livelihood model on paper: as much as fits is one A4 sheet, and no more."""

from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from PIL import Image

from tests.cms.conftest import site  # noqa: F401
from tests.cms.test_models import model  # noqa: F401

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]
A4_POINTS = (595, 842)


def test_the_fullest_model_fits_on_one_sheet(model, page_360, axe, fits):  # noqa: F811
    long = "Giữ một phần ba mật cho đàn, ghi vào sổ mỗi lần thăm, hỏi nhóm đã làm trước khi mua thêm; trời mưa sớm thì dời lịch một tuần."
    model.costs = [("cost", {"label": f"Khoản thứ {number}, mua chung cả nhóm", "amount_vnd": 7_000_000}) for number in range(12)]
    model.steps = [("step", {"title": f"Bước thứ {number}", "text": long}) for number in range(12)]
    model.years = [("year", {"label": f"Năm {number}", "income_vnd": 9_000_000, "cost_vnd": 1}) for number in range(6)]
    model.times = [("time", {"label": "Từ lúc đặt thùng đến lứa mật đầu", "value": "năm tháng"}) for _ in range(6)]
    model.warning = long
    model.save_revision().publish()
    page_360.goto(model.leaflet_url)
    axe(page_360)
    fits(page_360)
    drawn = Image.open(io.BytesIO(page_360.locator(".leaflet-foot svg").screenshot())).convert("L")
    assert [found.text for found in zxingcpp.read_barcodes(drawn)] == [model.get_full_url()]
    sheet = page_360.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    width, height = map(float, re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", sheet)[0])
    assert (round(width), round(height)) == A4_POINTS
