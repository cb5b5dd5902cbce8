"""Staff teach the search a word: they see what it changes, save it, and every shopper finds more at once."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from wagtail.models import ModelLogEntry

from search import engine
from search.models import AmbiguousWord, SavedQuery, SynonymSet
from search.query import SearchQuery
from tests.desk.people import client_of, said, staff, text_of
from tests.factories import make_group, make_product

PAGE = "/admin/viec/tim-kiem/day/"
NEW = f"{PAGE}ten/moi/"


@pytest.fixture
def goods(transactional_db):
    group = make_group("HTX Đồi Gió")
    return [make_product(group, name) for name in ("Gùi tre đan", "Gùi mây", "Nón lá")]


@pytest.fixture
def teacher(transactional_db):
    return client_of(staff("search.view_searchterm", "search.change_synonymset"))


def found(text):
    return engine().search(SearchQuery.of_text(text)).total


def effects_of(response):
    page = BeautifulSoup(response.content, "html.parser")
    return {
        " ".join(row.th.get_text(" ").split()): [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
        for row in page.select("[aria-labelledby=effects] tbody tr")
    }


def test_the_effect_is_seen_before_anything_is_saved(goods, teacher):
    SavedQuery.objects.create(text="nón lá")
    before = SynonymSet.objects.count()

    tried = teacher.post(NEW, {"terms": "gùi, sọt đeo lưng", "try": "1"})

    assert effects_of(tried)["sọt đeo lưng Đổi"] == ["0 món", f"2 món {goods[1].name_vi} {goods[0].name_vi}"]
    assert effects_of(tried)["nón lá"] == ["Không đổi: 1 món"]
    assert SynonymSet.objects.count() == before
    assert found("sọt đeo lưng") == 0
    assert BeautifulSoup(tried.content, "html.parser").select_one("[name=terms]").text.strip() == "gùi, sọt đeo lưng"


def test_what_is_saved_holds_at_once_and_is_logged(goods, teacher):
    saved = teacher.post(NEW, {"terms": " Gùi ,  sọt đeo   lưng,gùi", "save": "1"}, follow=True)

    assert "Máy tìm hiểu ngay" in said(saved)
    row = SynonymSet.objects.get(terms="gùi, sọt đeo lưng")
    assert found("sọt đeo lưng") == 2
    assert found("sot deo lung") == 2
    assert ModelLogEntry.objects.get(object_id=str(row.pk), content_type__model="synonymset").action == "wagtail.create"

    teacher.post(f"{PAGE}ten/{row.pk}/", {"remove": "1"})
    assert not SynonymSet.objects.filter(pk=row.pk).exists()
    assert found("sọt đeo lưng") == 0


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ("gùi", "Cần ít nhất hai tên khác nhau"),
        ("gùi, GÙI", "Cần ít nhất hai tên khác nhau"),
        (" , ", "Cần ít nhất hai tên khác nhau"),
        ("gùi, một hai ba bốn năm sáu", "dài quá: mỗi tên nhiều nhất 5 tiếng"),
        ("", "Hãy điền ô này"),
    ],
)
def test_a_row_that_teaches_nothing_is_refused(goods, teacher, terms, says):
    before = SynonymSet.objects.count()
    refused = teacher.post(NEW, {"terms": terms, "save": "1"})
    assert says in text_of(refused)
    assert SynonymSet.objects.count() == before


def test_a_word_of_two_meanings(goods, teacher):
    teacher.post(NEW, {"terms": "gùi, bế", "save": "1"})
    assert found("bế") == 2
    refused = teacher.post(f"{PAGE}chu/moi/", {"word": "bế", "when": "without", "beside": "", "save": "1"})
    assert "Ghi ít nhất một chữ bên cạnh" in text_of(refused)

    teacher.post(f"{PAGE}chu/moi/", {"word": "bế", "when": "never", "beside": "", "save": "1"})
    rule = AmbiguousWord.objects.get(word="bế")
    assert engine().search(SearchQuery(text="bế em", literal=True)).total == 0
    tried = teacher.post(f"{PAGE}chu/{rule.pk}/", {"word": "bế", "when": "alone", "beside": "", "try": "1"})
    assert "bế" in " ".join(effects_of(tried))
    assert AmbiguousWord.objects.get(pk=rule.pk).when == "never"


def test_words_come_from_the_table_of_searches(teacher):
    page = BeautifulSoup(teacher.get(f"{NEW}?chu=sọt+đeo").content, "html.parser")
    assert page.select_one("[name=terms]").text.strip() == "sọt đeo"


def test_queries_are_kept_once(teacher):
    for _ in range(2):
        kept = teacher.post(f"{PAGE}cau/", {"text": "  mật   ong "}, follow=True)
    assert [row.text for row in SavedQuery.objects.all()] == ["mật ong"]
    assert "đã có" in said(kept)
    teacher.post(f"{PAGE}cau/{SavedQuery.objects.get().pk}/bo/")
    assert not SavedQuery.objects.exists()


@pytest.mark.parametrize("address", [PAGE, NEW, f"{PAGE}chu/moi/"])
def test_only_for_whoever_may_teach(db, address):
    stranger = client_of(staff("search.view_searchterm"))
    before = (SynonymSet.objects.count(), AmbiguousWord.objects.count(), SavedQuery.objects.count())
    assert stranger.get(address).status_code == 302
    for path in (address, f"{PAGE}cau/"):
        stranger.post(path, {"terms": "a, b", "text": "a", "save": "1"})
    assert (SynonymSet.objects.count(), AmbiguousWord.objects.count(), SavedQuery.objects.count()) == before
