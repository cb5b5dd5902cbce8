"""The first page of the admin, its menus and its looks; and a sentence for every rule that can be broken."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import catalog
import cooperatives
import storefront
from cooperatives.vietnam.errors import DomainError
from storefront.desk.pages import desk_url
from storefront.desk.sentences import SENTENCES, sentence
from storefront.payments.jobs import JOBS
from tests.desk.people import client_of, staff, text_of
from tests.factories import make_group, make_order, make_product, make_user
from tests.payments.till import pay

CALLED = (
    "catalog.services",
    "cooperatives.groups.services",
    "cooperatives.ledger.errors",
    "cooperatives.payouts",
    "cooperatives.vietnam.banks",
    "storefront.orders",
    "storefront.payments.errors",
    "storefront.payments.services",
    "storefront.payments.sheets",
)
"""Rooms whose services the desk's buttons call."""


def test_the_first_page_says_what_waits_and_leads_there(desk):
    make_order({make_product(price_vnd=2_000_000).variants.get(): 1})
    make_order()
    pay("khong ro", 10_000)
    page = desk.get("/admin/")
    words = text_of(page)
    for line in (
        "1 đơn lớn trả khi nhận: gọi khách xác nhận",
        "1 kiện cần đóng gói",
        "1 dòng ngân hàng chờ xử lý",
        f"{len(JOBS)} việc nền chạy trễ hoặc hỏng",
    ):
        assert line in words
    links = [f'href="{desk_url("orders")}?status=awaiting_confirmation"', f'href="{desk_url("bank_queue")}"']
    assert [link in page.content.decode() for link in links] == [True, True]


def test_everybody_sees_only_what_she_may_do(ground):
    make_order()
    pay("khong ro", 10_000)
    words = text_of(client_of(staff("payments.match_bankline")).get("/admin/"))
    assert ("dòng ngân hàng chờ xử lý" in words, "kiện cần đóng gói" in words) == (True, False)
    assert "Không có việc gì chờ bạn." in text_of(client_of(staff()).get("/admin/"))


def test_menus_are_in_vietnamese_and_follow_permissions(ground):
    page = client_of(staff("orders.view_order")).get("/admin/").content.decode()
    assert ("\\u0110\\u01a1n v\\u00e0 ki\\u1ec7n" in page or "Đơn và kiện" in page) is True
    assert desk_url("runs") not in page
    boss = client_of(make_user(superuser=True)).get("/admin/").content.decode()
    for name in ("orders", "parcels", "bank_queue", "remittances", "refunds", "runs", "accounts", "statements", "policy"):
        assert desk_url(name) in boss


def test_the_admin_wears_our_name_mark_and_colours(ground, client):
    page = client.get("/admin/login/").content.decode()
    assert ("Bàn làm việc Sinh Kế" in page, "storefront/img/mark.svg" in page, "desk/desk.css" in page) == (True, True, True)


def test_the_admin_speaks_english_to_who_asks_for_it(ground):
    from wagtail.users.models import UserProfile

    user = make_user(superuser=True)
    UserProfile.objects.create(user=user, preferred_language="en")
    assert '<html lang="en"' in client_of(user).get("/admin/").content.decode()


def _rules() -> dict[str, str]:
    """Code and module of every rule that our services may find broken."""
    for house in (catalog, cooperatives, storefront):
        for module in pkgutil.walk_packages(house.__path__, f"{house.__name__}."):
            if module.name.endswith((".errors", "locks")) or ".services" in module.name:
                importlib.import_module(module.name)
    found, waiting = {}, list(DomainError.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found[kind.code] = kind.__module__
    return found


PORTAL = ("catalog.services.drafts", "catalog.services.photos")
"""Services that only the portal calls; it tells their rules in words of its own."""
HOUSE = {"bank_line_zero", "entry_conflict", "unbalanced_entry", "reservation_conflict"}
"""Broken by a fault of ours only; the general sentence says that nothing changed."""

MEANWHILE = {"price_changed_meanwhile", "words_changed_meanwhile"}
"""Only who says from which version an edit was made can meet them, and that is the portal."""


def test_every_rule_that_the_desk_can_break_has_a_sentence():
    rules = {code for code, module in _rules().items() if module.startswith(CALLED) and not module.startswith(PORTAL)}
    assert sorted(rules - set(SENTENCES) - HOUSE - MEANWHILE) == []


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_stands_whatever_facts_are_missing(code):
    kind = type("Broken", (DomainError,), {"code": code})
    words = sentence(kind())
    assert words[0].isupper() or words[0] == "?"
    assert words.rstrip().endswith((".", "?"))


def test_a_rule_without_a_sentence_still_says_that_nothing_changed():
    assert sentence(type("Odd", (DomainError,), {})()) == "Không làm được việc này (odd). Chưa có gì thay đổi."


def test_a_statement_of_a_month_adds_up_and_leads_to_orders(desk):
    import io

    import openpyxl
    from django.utils import timezone

    from storefront.payments.services.follow import deliver_and_collect
    from tests.factories import make_sent_parcel

    group = make_group("Hộ thử", kind="household")
    parcel = make_sent_parcel(make_order({make_product(group, price_vnd=200_000).variants.get(): 1}))
    deliver_and_collect(parcel_id=parcel.pk, actor=None)
    month = timezone.localdate().strftime("%Y-%m")
    page = desk.get(desk_url("statement", group.pk), {"thang": month})
    found = page.context["found"]
    assert (found.money.sold_vnd, found.money.fee_vnd, found.money.tax_vnd, found.money.held_vnd) == (200_000, 16_000, 3_000, 181_000)
    assert found.statement.closing_vnd == found.statement.opening_vnd + found.statement.in_vnd - found.statement.out_vnd == 181_000
    assert [one["label"] for one in page.context["rows"]] == [
        "Bán hàng",
        "Phí của trung tâm",
        "Phí của trung tâm",
        "Thuế nộp thay",
        "Thuế nộp thay",
    ]
    assert f'href="{desk_url("order", parcel.order.number)}"' in page.content.decode()
    book = desk.get(desk_url("statement_file", group.pk), {"thang": month})
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.values)
    assert (rows[1][:2], rows[-1][1], rows[-1][6]) == (("Bán được", 200_000), "Cuối kỳ", 181_000)
    assert "181.000 ₫" in text_of(desk.get(desk_url("statements"), {"thang": month}))
    before = desk.get(desk_url("statement", group.pk), {"thang": "2020-01"})
    assert (before.context["found"].money.sold_vnd, before.context["rows"]) == (0, [])
    assert desk.get(desk_url("statement", group.pk), {"thang": "odd"}).status_code == 200
    assert client_of(staff("orders.move_order")).get(desk_url("statement", group.pk)).url == "/admin/"
