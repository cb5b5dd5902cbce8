"""Models on the first page: staff list them, drag them, give them days; one row holds for both languages."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, ModelLogEntry

from cms.models import Feature, ModelPage
from tests.cms.conftest import site  # noqa: F401
from tests.desk.people import client_of, staff, text_of

DAY = datetime.timedelta(days=1)
MAY = tuple(f"cms.{verb}_feature" for verb in ("view", "add", "change", "delete"))


@pytest.fixture
def pages(site) -> list[ModelPage]:  # noqa: F811
    """Three models; the first page has room for three."""
    site.home.sections = [("models", {"count": 3})]
    site.home.save_revision().publish()
    names = ("Nuôi ong", "Dệt vải", "Trồng chè")
    return [site.models.add_child(instance=ModelPage(title=name, kick="x", locale=site.home.locale)) for name in names]


def on_the_first_page(client, address: str = "/") -> list[str]:
    cache.clear()
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return [found.get_text() for found in soup.select("section.shade h2")]


def listed(client) -> list[str]:
    soup = BeautifulSoup(client.get(reverse("features:index")).content, "html.parser")
    return [" ".join(row.get_text(" ").split()) for row in soup.select("table.listing tbody tr")]


def test_staff_add_a_model_and_see_where_it_stands(client, pages):
    editor = client_of(staff(*MAY))
    today = timezone.localdate()
    days = ((today, ""), (today + DAY, ""), (today - 9 * DAY, today - DAY))
    for page, (first, last) in zip(pages, days, strict=True):
        response = editor.post(reverse("features:add"), {"model": page.pk, "from_on": first, "until_on": last})
        assert response.status_code == 302
    rows = listed(editor)
    assert [name for row in rows for name in ("Nuôi ong", "Dệt vải", "Trồng chè") if name in row] == ["Nuôi ong", "Dệt vải", "Trồng chè"]
    states = ("Đang nổi bật", "Chờ đến ngày", "Đã hết hạn")
    assert [state in row for state, row in zip(states, rows, strict=True)] == [True] * 3
    assert on_the_first_page(client) == ["Nuôi ong"]


def test_dragging_a_row_changes_the_first_page_and_the_list_of_models(client, pages):
    rows = [Feature.objects.create(model=page, sort_order=number) for number, page in enumerate(pages)]
    assert on_the_first_page(client) == ["Nuôi ong", "Dệt vải", "Trồng chè"]
    client_of(staff(*MAY)).post(reverse("features:reorder", args=[rows[2].pk]), QUERY_STRING="position=0")
    assert on_the_first_page(client) == ["Trồng chè", "Nuôi ong", "Dệt vải"]
    Feature.objects.filter(model=pages[0]).delete()
    soup = BeautifulSoup(client.get("/mo-hinh/").content, "html.parser")
    assert [found.get_text() for found in soup.select(".sc h3")] == ["Trồng chè", "Dệt vải", "Nuôi ong"]


def test_one_row_holds_for_both_languages(client, site, pages):  # noqa: F811
    english = pages[0].copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.title = "Keeping bees"
    english.save_revision().publish()
    Feature.objects.create(model=pages[0], sort_order=1)
    assert (on_the_first_page(client), on_the_first_page(client, "/en/")) == (["Nuôi ong"], ["Keeping bees"])


def test_an_end_before_the_beginning_is_refused_in_words(client, pages):
    today = timezone.localdate()
    given = {"model": pages[0].pk, "from_on": today, "until_on": today - DAY}
    response = client_of(staff(*MAY)).post(reverse("features:add"), given)
    assert "Ngày cuối phải sau ngày đầu." in text_of(response)
    assert not Feature.objects.exists()


def test_a_model_that_is_not_public_is_said_to_be_so_and_leaves_no_title_in_the_log(client, pages):
    pages[0].unpublish()
    editor = client_of(staff(*MAY))
    editor.post(reverse("features:add"), {"model": pages[0].pk, "from_on": timezone.localdate(), "until_on": ""})
    assert "Trang chưa đăng, nên chưa hiện" in listed(editor)[0]
    assert on_the_first_page(client) == []
    assert "Nuôi ong" not in "".join(ModelLogEntry.objects.values_list("label", flat=True))


def test_the_list_is_closed_to_other_staff(pages):
    reader = client_of(staff())
    feature = Feature.objects.create(model=pages[0], sort_order=1)
    for address in (reverse("features:index"), reverse("features:add"), reverse("features:edit", args=[feature.pk])):
        assert reader.get(address).status_code == 302
    assert reader.post(reverse("features:reorder", args=[feature.pk]), QUERY_STRING="position=1").status_code == 302
    assert Feature.objects.get().sort_order == 1
