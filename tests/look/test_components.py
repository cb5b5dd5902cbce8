"""Every component renders with sample input and says what it must to people who do not see it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from storefront import styleguide
from storefront.styleguide_samples import Badge, ProductCard, SampleForm, samples

TEMPLATES = Path(styleguide.__file__).parent / "templates"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))


def render(name: str, path: str = "/", /, **context) -> BeautifulSoup:
    html = render_to_string(f"components/{name}.html", {"request": RequestFactory().get(path), **context})
    return BeautifulSoup(html, "html.parser")


def words(node) -> str:
    return " ".join(node.get_text(" ").split())


def page() -> BeautifulSoup:
    context = samples([]) | {"palette": styleguide.palette(), "icons": styleguide.icons(), "request": RequestFactory().get("/styleguide/")}
    return BeautifulSoup(render_to_string("styleguide.html", context), "html.parser")


def test_styleguide_shows_every_component():
    """A component counts as shown when the style guide, the ground of the pages or a shown component includes it."""
    seen: set[str] = set()
    todo = ["styleguide.html", "base.html"]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        todo += re.findall(r'(?:include|extends) "([\w/]+\.html)"', (TEMPLATES / name).read_text(encoding="utf-8"))

    assert [name for name in COMPONENTS if f"components/{name}.html" not in seen] == []


def test_styleguide_ids_are_unique_and_labels_point_to_fields():
    guide = page()
    ids = [node["id"] for node in guide.find_all(id=True)]

    assert len(ids) == len(set(ids))
    assert [label["for"] for label in guide.find_all("label", attrs={"for": True}) if label["for"] not in ids] == []
    named = [name for node in guide.find_all(attrs={"aria-labelledby": True}) for name in node["aria-labelledby"].split()]
    assert [name for name in named if name not in ids] == []
    described = [name for node in guide.find_all(attrs={"aria-describedby": True}) for name in node["aria-describedby"].split()]
    assert [name for name in described if name not in ids] == []


def test_styleguide_is_closed_outside_of_development(settings):
    settings.DEBUG = False

    with pytest.raises(Http404):
        styleguide.styleguide(RequestFactory().get("/styleguide/"))


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_stands_on_its_own_comment(name):
    text = (TEMPLATES / "components" / f"{name}.html").read_text(encoding="utf-8")

    assert text.startswith("{% comment %}"), "a component says at its top what it takes"


def test_product_card_is_one_link_with_price_unit_price_and_labels():
    card = ProductCard(
        "Mật ong", "Nhóm Ea Tân", "Đắk Lắk", 185_000, "37.000 ₫/100 ml", [Badge("OCOP", 4)], "Mới quay", url="/hang/mat-ong/"
    )
    item = render("product_card", card=card)

    assert [link["href"] for link in item.find_all("a")] == ["/hang/mat-ong/"]
    assert words(item.find(class_="by")) == "Nhóm Ea Tân Đắk Lắk"
    assert words(item.find(class_="price")) == "185.000 ₫ 37.000 ₫/100 ml"
    assert words(item.find(class_="badge")) == "OCOP 4 sao"
    assert words(item.find(class_="flag")) == "Mới quay"


def test_product_card_says_sold_out_instead_of_its_flag():
    item = render("product_card", card=ProductCard("Khăn", "Tổ dệt", "Phú Thọ", 690_000, flag="Còn 3 chiếc", in_stock=False))

    assert words(item.find(class_="flag")) == "Tạm hết"


def test_old_price_is_told_apart_for_screen_readers():
    price = render("price", price_vnd=90_000, old_vnd=110_000)

    assert words(price) == "Giá bây giờ 90.000 ₫ giá trước 110.000 ₫"
    assert words(price.find("del")) == "110.000 ₫"


def test_price_follows_the_language():
    with translation.override("en"):
        assert words(render("price", price_vnd=90_000)) == "₫90,000"


def test_field_ties_label_hint_and_error_to_the_input():
    form = SampleForm(data={"name": ""})
    field = render("form_field", field=form["name"])
    control = field.find("input")

    assert field.find("label")["for"] == control["id"] == "id_name"
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"].split() == ["id_name_helptext", "id_name_error"]
    assert words(field.find(id="id_name_helptext")) == "Như trên giấy tờ nhận hàng."
    assert field.find(id="id_name_error") is not None


def test_optional_field_says_so_and_required_one_does_not():
    form = SampleForm()

    assert words(render("form_field", field=form["note"]).find("label")) == "Dặn người giao (không bắt buộc)"
    assert words(render("form_field", field=form["name"]).find("label")) == "Họ và tên"


def test_radio_buttons_become_a_group_with_a_legend():
    group = render("form_field", field=SampleForm()["payment"]).find("fieldset")

    assert words(group.find("legend")) == "Trả tiền"
    assert [words(label) for label in group.find_all("label")] == ["Quét mã VietQR", "Trả khi nhận hàng"]


def test_error_summary_links_to_each_wrong_field():
    class Form(forms.Form):
        phone = forms.CharField(label="Số điện thoại")

        def clean(self):
            raise forms.ValidationError("Giỏ đã đổi.")

    summary = render("form_errors", form=Form(data={})).find(role="alert")

    assert [words(item) for item in summary.find_all("li")][0] == "Giỏ đã đổi."
    assert [link["href"] for link in summary.find_all("a")] == ["#id_phone"]
    assert render("form_errors", form=Form()).find(role="alert") is None


def test_words_of_people_are_escaped():
    card = ProductCard('<script>alert("x")</script>', "<b>Nhóm</b>", "", 1_000)

    assert render("product_card", card=card).find(["script", "b"], string=re.compile("alert|Nhóm")) is None


def test_pagination_keeps_the_rest_of_the_address():
    nav = render("pagination", "/tim/?q=m%E1%BA%ADt+ong&nhan=ocop&nhan=pgs&page=2", **samples([]))

    assert nav.find(rel="next")["href"] == "?q=m%E1%BA%ADt+ong&nhan=ocop&nhan=pgs&page=3"
    assert words(nav.find(attrs={"aria-current": "page"})) == "2"


def test_filters_are_a_form_that_needs_no_script():
    form = render("facets", **samples([]), result_count=48, hidden=[("q", "mật ong")]).find("form")

    assert form.get("method", "get") == "get"
    assert [(field["name"], field["value"], field.has_attr("checked")) for field in form.find_all("input")] == [
        ("q", "mật ong", False), ("province", "66", True), ("province", "01", False), ("label", "ocop", False),
    ]  # fmt: skip
    assert words(form.find("button")) == "Xem 48 món"


def test_stepper_works_as_plain_buttons_and_keeps_its_bounds():
    stepper = render("stepper", name="quantity", value=2, min=1, max=9, label="Số lượng Mật ong")
    control = stepper.find("input")

    assert (control["min"], control["max"], control["value"]) == ("1", "9", "2")
    assert [(button["name"], button["value"], button["aria-label"]) for button in stepper.find_all("button", hidden=False)] == [
        ("step", "-1", "Bớt một"), ("step", "1", "Thêm một"),
    ]  # fmt: skip


def test_steps_tell_what_is_done_and_what_is_now():
    track = render("progress_steps", steps=samples([])["steps"])

    assert words(track.find(class_="ok")) == "Nhóm nhận đơn (xong) 23/11, 10:05"
    assert words(track.find(attrs={"aria-current": "step"})) == "Đang gói nhóm gửi hàng thứ Ba và thứ Sáu"


@pytest.mark.parametrize("name", ["404", "403", "403_csrf", "400", "500", "errors/offline", "errors/gone"])
def test_error_pages_stand_without_any_context(name):
    document = BeautifulSoup(render_to_string(f"{name}.html"), "html.parser")

    assert len(document.find_all("h1")) == 1
    assert document.html["lang"] == "vi"
    assert document.find("a", class_="btn") is not None
    assert document.title.string.endswith("· Sinh Kế")


def test_mails_have_a_plain_and_a_drawn_form():
    context = {
        "subject": "Đã nhận đơn",
        "action_url": "https://shop.example/don/1/",
        "action_label": "Xem đơn",
        "shop": {"name": "Sinh Kế"},
    }
    plain, drawn = render_to_string("emails/base.txt", context), render_to_string("emails/base.html", context)

    assert plain.split("\n")[0] == "Đã nhận đơn"
    assert "Xem đơn: https://shop.example/don/1/" in plain
    assert BeautifulSoup(drawn, "html.parser").find("a", class_="btn")["href"] == "https://shop.example/don/1/"


def test_errors_stay_in_the_page_and_good_news_floats():
    news = [Message(messages.SUCCESS, "Đã cho vào giỏ"), Message(messages.ERROR, "Chỉ còn 3 hũ"), Message(messages.WARNING, "Giá đã đổi")]
    told = render("toasts", messages=news)

    assert [words(toast) for toast in told.find(id="toasts").find_all(class_="toast")] == ["Đã cho vào giỏ"]
    assert words(told.find(role="alert")) == "Chỉ còn 3 hũ"
    assert words(told.find(class_="note-warn")) == "Giá đã đổi"
