"""What is counted of searches: enough to mend words by, nothing by which a person could be known."""

from __future__ import annotations

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError
from django.utils import timezone

from search import counted
from search.counting import count_opened, count_search, forget_searches, key_of, may_be_counted, week_of
from search.models import SearchTerm, SearchWeek
from search.popular import forget_popular
from search.visitors import forget_visitors
from tests.race import together

BROWSER = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
MONDAY = datetime.date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _nobody_was_here():
    forget_visitors()
    forget_popular()
    yield
    forget_visitors()
    forget_popular()


def ask(client, words: str, visitor: int = 1, prefix: str = "", **more):
    """Somebody looks for something in her browser."""
    headers = {"User-Agent": BROWSER, **more.pop("headers", {})}
    return client.get(f"{prefix}/tim/", {"q": words, **more}, headers=headers, REMOTE_ADDR=f"203.0.113.{visitor}")


def counts() -> dict[str, tuple[int, int, int, int]]:
    """By words as kept: asked, empty, mended, opened."""
    weeks = SearchWeek.objects.select_related("term")
    return {week.term.text: (week.asked_count, week.empty_count, week.mended_count, week.opened_count) for week in weeks}


def test_words_are_written_when_three_have_asked_them(goods, client):
    ask(client, "Mật ong", 1)
    ask(client, "mat  ong", 2)
    assert counts() == {"": (2, 0, 0, 0)}
    ask(client, "MẬT ONG", 3)
    assert counts() == {"mật ong": (3, 0, 0, 0)}
    assert SearchWeek.objects.get().week_on == MONDAY


def test_one_visitor_counts_once_a_day_however_often_she_asks(goods, client, clock):
    for _ in range(4):
        ask(client, "Nguyễn Thị Mẫu", 7)
    assert counts() == {"": (1, 1, 0, 0)}
    clock.advance(days=1)
    ask(client, "Nguyễn Thị Mẫu", 7)
    assert counts() == {"": (2, 2, 0, 0)}


def test_nothing_in_the_database_says_who_asked_or_when(goods, client):
    ask(client, "Nguyễn Thị Mẫu", 7)
    for model in (SearchTerm, SearchWeek):
        kinds = {field.get_internal_type() for field in model._meta.concrete_fields}
        assert not kinds & {"DateTimeField", "TimeField", "GenericIPAddressField", "JSONField"}
    rows = [*SearchTerm.objects.values_list(), *SearchWeek.objects.values_list()]
    said = " ".join(str(value) for row in rows for value in row).casefold()
    assert not re.search(r"nguy|m[aẫ]u|203\.0|mozilla|android", said)


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "gọi 0912 345 678",
        "0912.345.678",
        "+84 91 234 56 78",
        "chi.lan@example.com",
        "https://example.com/x",
        "www.example.com",
        "HTX7K3M9Q2",
        "htx 7k3m9q2",
        "HTX-7K3M9Q2",
        "HTXKLMNPQR",
        "001185012345",
        "12/03/1990",
        "SPX047291833VN",
        "٠٩١٢٣٤٥٦٧٨",
        "",
        "!!!",
        "x" * 61,
        "a b c d e f g h i k l",
    ],
)
def test_what_may_belong_to_one_person_is_not_counted(goods, client, text):
    assert not may_be_counted(text)
    for visitor in range(3):
        ask(client, text, visitor)
    assert not SearchTerm.objects.exists()


@pytest.mark.parametrize(
    "text", ["mật ong", "gạo ocop 4 sao dưới 200.000", "htx bản chiềng", "ma65t ong", "quà tết 1.000.000đ", "cà phê 500g", "honey", "st25"]
)
def test_what_people_look_for_is_counted(text):
    assert may_be_counted(text)


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": ""},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": "facebookexternalhit/1.1"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Sec-GPC": "1"},
        {"HX-Request": "true"},
    ],
)
def test_machines_and_those_who_refuse_are_not_counted(goods, client, headers):
    ask(client, "mật ong", headers=headers)
    assert not SearchWeek.objects.exists()


@pytest.mark.parametrize("more", [{"page": "2"}, {"tinh": "66"}, {"xep": "moi"}])
def test_only_the_first_look_is_counted(goods, client, more):
    ask(client, "mật ong", **more)
    client.head("/tim/", {"q": "mật ong"}, headers={"User-Agent": BROWSER})
    assert not SearchWeek.objects.exists()


def test_no_answer_and_a_guessed_word_are_counted_apart(goods, client):
    for visitor in range(3):
        ask(client, "mạt ong", visitor)
        ask(client, "zzzz", visitor)
    assert counts() == {"mạt ong": (3, 0, 3, 0), "zzzz": (3, 3, 0, 0)}


def token(response):
    return BeautifulSoup(response.content, "html.parser").select_one("#results")["data-token"]


def tell(client, said: str, visitor: int = 1):
    return client.post("/tim/da-mo/", {"dau": said}, headers={"User-Agent": BROWSER}, REMOTE_ADDR=f"203.0.113.{visitor}")


def test_an_opened_answer_is_counted_once_for_each_search(goods, client):
    said = token(ask(client, "mật ong", 1))
    ask(client, "mật ong", 2)
    assert [tell(client, said, visitor).status_code for visitor in (1, 1, 2, 3, 4)] == [204] * 5
    assert counts() == {"": (2, 0, 0, 2)}
    assert set(client.cookies) <= {"csrftoken"}


@pytest.mark.parametrize("said", ["", "x", "eyJ:1:2"])
def test_a_sign_that_is_not_ours_counts_nothing(goods, client, said):
    ask(client, "mật ong")
    assert tell(client, said).status_code == 400
    assert counts() == {"": (1, 0, 0, 0)}


def test_an_old_sign_counts_nothing(goods, client, clock):
    said = token(ask(client, "mật ong"))
    clock.advance(hours=13)
    assert tell(client, said).status_code == 400


def test_pages_of_words_that_are_not_counted_carry_no_sign(goods, client):
    assert BeautifulSoup(ask(client, "0912345678").content, "html.parser").select("[data-token]") == []


def test_a_search_is_answered_when_it_cannot_be_counted(goods, client, monkeypatch, caplog):
    def broken(**facts):
        raise DatabaseError("mật ong of somebody")

    monkeypatch.setattr(counted, "count_search", broken)
    assert ask(client, "mật ong").status_code == 200
    assert caplog.messages == ["a search was not counted: DatabaseError"]


def test_it_is_forgotten_after_ninety_days(db, clock):
    for _ in range(2):
        count_search(text="mật ong", language="vi", is_empty=False, is_mended=False)
    clock.advance(days=30)
    count_search(text="mật ong", language="vi", is_empty=False, is_mended=False)
    assert SearchTerm.objects.get().text == "mật ong"
    clock.advance(days=60)
    assert forget_searches(timezone.now()) == 0
    clock.advance(days=7)
    assert forget_searches(timezone.now()) == 1
    assert (SearchTerm.objects.get().text, SearchWeek.objects.get().asked_count) == ("", 1)
    clock.advance(days=35)
    assert forget_searches(timezone.now()) == 1
    assert not SearchTerm.objects.exists()


def test_the_week_begins_on_monday():
    assert {week_of(MONDAY + datetime.timedelta(days=day)) for day in range(7)} == {MONDAY}


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_searches_at_the_same_moment_are_all_counted():
    def one(number: int) -> None:
        count_search(text="mật ong", language="vi", is_empty=number % 2 == 0, is_mended=False)
        count_opened(key_of("mat ong", "vi"))

    assert together([lambda number=number: one(number) for number in range(12)]) == [None] * 12
    week = SearchWeek.objects.get()
    assert (week.asked_count, week.empty_count, week.opened_count) == (12, 6, 12)
    assert SearchTerm.objects.get().text == "mật ong"


def test_what_many_ask_is_suggested_to_all(goods, client):
    def lines(words="", prefix=""):
        page = BeautifulSoup(client.get(f"{prefix}/tim/goi-y/", {"q": words}).content, "html.parser")
        return [(line.find(string=True), line["href"]) for line in page.select("[role=option][data-asked]")]

    for visitor in range(5):
        for words in ("mật ong", "zzzz", "mạt ong", "cà phê rang"):
            if words != "cà phê rang" or visitor < 4:
                ask(client, words, visitor)
    assert lines() == [("mật ong", "/tim/?q=m%E1%BA%ADt+ong")]
    assert lines("ong") == lines()
    assert lines("mat ong") == lines("ca") == lines(prefix="/en") == []
    SearchTerm.objects.filter(text="mật ong").update(is_quiet=True)
    forget_popular()
    assert lines() == []


def test_at_most_two_of_them_stand_before_the_goods(goods, client):
    for number in range(4):
        for _ in range(5):
            count_search(text=f"mật số {number}", language="vi", is_empty=False, is_mended=False)
    page = BeautifulSoup(client.get("/tim/goi-y/", {"q": "mat"}).content, "html.parser")
    kinds = [line.has_attr("data-asked") for line in page.select("[role=option]")]
    assert kinds[:3] == [True, True, False] and len(kinds) <= 8
