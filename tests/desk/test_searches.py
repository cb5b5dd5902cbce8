"""What people look for, as staff see it: by week, never words of one person, and what may be done from there."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from search.counting import count_opened, count_search, key_of
from search.models import SearchTerm
from search.popular import forget_popular, popular
from storefront.accounts.models import User
from storefront.accounts.roles import write_roles
from tests.desk.people import client_of, staff, text_of
from tests.factories import make_user

PAGE = "/admin/viec/tim-kiem/"
SEE, QUIET = "search.view_searchterm", "search.change_searchterm"


def asked(words: str, times: int, *, empty: bool = False, opened: int = 0) -> SearchTerm:
    for _ in range(times):
        count_search(text=words, language="vi", is_empty=empty, is_mended=False)
    for _ in range(opened):
        count_opened(key_of(words, "vi"))
    return SearchTerm.objects.get(key=key_of(words, "vi"))


def table(client, name, address=PAGE):
    """Cells of one table without the last column."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    found = page.select_one(f"[aria-labelledby={name}] tbody")
    return [[" ".join(cell.text.split()) for cell in row.select("td")[:-1]] for row in found.select("tr")] if found else []


@pytest.fixture
def curator(db, clock):
    return client_of(staff(SEE, QUIET, "wagtailsearchpromotions.add_searchpromotion"))


def test_three_tables(curator):
    asked("mật ong", 6, opened=3)
    asked("chả ram tôm đất", 4, empty=True)
    asked("khăn", 5)
    asked("Nguyễn Thị Mẫu", 2, empty=True)

    assert table(curator, "top") == [
        ["mật ong", "6", "0", "0", "3 (50%)"],
        ["khăn", "5", "0", "0", "0 (0%)"],
        ["chả ram tôm đất", "4", "4", "0", "0 (0%)"],
    ]
    assert table(curator, "empty") == [["chả ram tôm đất", "4", "4", "0", "0 (0%)"]]
    assert table(curator, "unopened") == [["khăn", "5", "0", "0", "0 (0%)"]]
    said = text_of(curator.get(PAGE))
    assert "17 lần tìm." in said
    assert "2 lần trong đó" in said
    assert "Mẫu" not in said


def test_a_week_shows_only_what_was_asked_often_enough_in_it(curator, clock):
    asked("mật ong", 3)
    clock.advance(days=7)
    asked("mật ong", 2)
    asked("khăn", 3)
    assert table(curator, "top") == [["mật ong", "5", "0", "0", "0 (0%)"], ["khăn", "3", "0", "0", "0 (0%)"]]
    assert table(curator, "top", f"{PAGE}?tuan=2026-03-09") == [["khăn", "3", "0", "0", "0 (0%)"]]
    assert table(curator, "top", f"{PAGE}?tuan=2026-03-02") == [["mật ong", "3", "0", "0", "0 (0%)"]]
    assert len(table(curator, "top", f"{PAGE}?tuan=x")) == 2


def test_words_can_be_kept_from_being_suggested_and_given_back(curator):
    term = asked("mật ong", 6)
    assert popular("vi", limit=8) == ["mật ong"]
    curator.post(f"{PAGE}{term.pk}/goi-y/", {"quiet": "1"})
    assert popular("vi", limit=8) == []
    assert "Không gợi ý" in text_of(curator.get(PAGE))
    curator.post(f"{PAGE}{term.pk}/goi-y/", {"quiet": "0"})
    assert popular("vi", limit=8) == ["mật ong"]
    forget_popular()


def test_words_that_are_not_written_down_cannot_be_reached(curator):
    term = asked("Nguyễn Thị Mẫu", 2)
    assert curator.post(f"{PAGE}{term.pk}/goi-y/", {"quiet": "1"}).status_code == 404
    term.refresh_from_db()
    assert not term.is_quiet


def test_a_page_is_put_above_with_the_words_filled_in(curator):
    asked("đổi trả", 3)
    page = BeautifulSoup(curator.get(PAGE).content, "html.parser")
    link = page.find("a", string="Đưa một trang lên đầu")["href"]
    form = BeautifulSoup(curator.get(link).content, "html.parser")
    assert form.select_one("[name=query_string]")["value"] == "đổi trả"


@pytest.mark.parametrize(
    ("permissions", "sees", "quiets", "promotes"),
    [
        ((), False, False, False),
        (("cms.change_shopsettings",), False, False, False),
        ((SEE,), True, False, False),
        ((SEE, QUIET), True, True, False),
        ((SEE, "wagtailsearchpromotions.add_searchpromotion"), True, False, True),
    ],
)
def test_who_may(db, clock, permissions, sees, quiets, promotes):
    term = asked("mật ong", 3)
    client = client_of(staff(*permissions))
    said = text_of(client.get(PAGE, follow=True))
    assert ("mật ong" in said, "Đừng gợi ý" in said, "Đưa một trang lên đầu" in said) == (sees, quiets, promotes)
    client.post(f"{PAGE}{term.pk}/goi-y/", {"quiet": "1"})
    term.refresh_from_db()
    assert term.is_quiet is quiets
    form = BeautifulSoup(client.get(f"{PAGE}dua-len/?chu=mật+ong", follow=True).content, "html.parser")
    assert bool(form.select("[name=query_string]")) is promotes


def test_editors_may_and_nobody_else(db):
    call_command("load_reference", verbosity=0)
    write_roles()
    may = {}
    for role in ("Biên tập", "Bảo vệ", "Chuẩn bị chi tiền", "Duyệt chi tiền"):
        user = make_user(staff=True)
        user.groups.set(user.groups.model.objects.filter(name=role))
        found = User.objects.get(pk=user.pk)
        may[role] = [found.has_perm(name) for name in (SEE, QUIET)]
    assert may == {
        "Biên tập": [True, True],
        "Bảo vệ": [False, False],
        "Chuẩn bị chi tiền": [False, False],
        "Duyệt chi tiền": [False, False],
    }
