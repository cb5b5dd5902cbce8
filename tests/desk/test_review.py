"""The queue of the center's review at the desk, and what the group reads in the portal."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from catalog.models import Category, Product, ReviewState
from catalog.services.review import submit_for_review
from storefront.desk.pages import desk_url
from tests.desk.people import client_of, said, text_of
from tests.factories import make_group, make_member, make_product

OLD, NEW = "Ủ ba tháng trong chum.", "Ủ sáu tháng, chữa bệnh dạ dày, hữu cơ."


@pytest.fixture
def sauce(ground) -> Product:
    call_command("load_reference", verbosity=0)
    call_command("load_roles", verbosity=0)
    Category.objects.update(needs_food_licence=False)
    return make_product(make_group("Tổ nước mắm"), "Nước mắm cá cơm", slug="nuoc-mam", summary_vi=OLD)


@pytest.fixture
def member(sauce):
    return make_member(sauce.group)


@pytest.fixture
def waiting(sauce, member) -> ReviewState:
    newest = Product.objects.get()
    newest.summary_vi = NEW
    newest.save_revision(user=member)
    submit_for_review(item=Product.objects.get(), actor=member)
    return ReviewState.objects.get()


def seen() -> str:
    return str(Product.objects.get().latest_revision_id)


def test_the_queue_says_what_waits_and_since_when(desk, waiting):
    page = text_of(desk.get(desk_url("reviews")))
    assert "Nước mắm cá cơm Sửa bản đang bán" in page
    assert "Món hàng · Tổ nước mắm" in page
    assert "1 món chờ duyệt" in text_of(desk.get("/admin/"))
    ReviewState.objects.update(started_at=timezone.now() - datetime.timedelta(days=3, hours=2))
    assert "chờ 3 ngày, 2 giờ" in text_of(desk.get(desk_url("reviews")))
    assert "1 món chờ duyệt quá 2 ngày" in text_of(desk.get("/admin/"))


def test_both_sides_claims_and_reasons_on_one_page(desk, waiting):
    response = desk.get(desk_url("review", waiting.pk))
    page = text_of(response)
    assert [one.label for one in response.context["comparison"].differences] == ["Vài lời"]
    assert "Xem kỹ những chữ này: chữa bệnh nói chữa bệnh; hữu cơ nói có nhãn, chưa có giấy" in page
    assert "Duyệt, thay bản cũ" in page
    assert "Lời kể nói món chữa được bệnh. Luật không cho nói vậy. Bỏ câu đó." in page
    assert response.content.decode().count('name="reasons"') == 21


def test_pass(desk, waiting):
    response = desk.post(desk_url("review_approve", waiting.pk), {"seen": seen()})
    assert said(response) == "Đã duyệt Nước mắm cá cơm: khách thấy ngay."
    assert (Product.objects.get().summary_vi, "Không có gì chờ duyệt." in text_of(desk.get(desk_url("reviews")))) == (NEW, True)


def test_what_is_passed_and_cannot_be_sold_yet_says_why(desk, waiting):
    Category.objects.update(needs_food_licence=True)
    response = desk.post(desk_url("review_approve", waiting.pk), {"seen": seen()})
    assert said(response) == "Đã duyệt Nước mắm cá cơm, nhưng chưa bán được: Chưa có giấy an toàn thực phẩm."
    assert (Product.objects.get().live, Product.objects.on_sale().count()) == (True, 0)


def test_one_tap_sends_it_back_and_the_group_reads_what_to_do(desk, waiting, member):
    portal = client_of(member)
    assert "Trung tâm đang xem, gửi ngày" in text_of(portal.get(reverse("portal:goods")))
    response = desk.post(desk_url("review_return", waiting.pk), {"reasons": "cure"})
    assert said(response) == "Đã gửi lại Nước mắm cá cơm. Nhóm đọc được lý do và việc cần làm."
    page = text_of(portal.get(reverse("portal:goods")))
    assert "Trung tâm gửi lại, cần sửa: Lời kể nói món chữa được bệnh. Luật không cho nói vậy. Bỏ câu đó." in page
    assert "cure" not in page
    assert Product.objects.get().summary_vi == OLD
    assert "Nói chữa được bệnh" in text_of(desk.get(desk_url("review", waiting.pk)))


@pytest.mark.parametrize("given", [{}, {"seen": "x"}, {"seen": "999999"}])
def test_a_decision_on_something_else_than_was_seen_is_refused(desk, waiting, given):
    response = desk.post(desk_url("review_approve", waiting.pk), given)
    assert said(response).startswith("Nhóm vừa sửa thêm sau khi bạn mở trang.")
    assert (Product.objects.get().summary_vi, ReviewState.objects.get().status) == (OLD, "in_progress")


def test_without_a_reason_it_is_not_sent_back(desk, waiting):
    response = desk.post(desk_url("review_return", waiting.pk), {"note": "Sửa đi"})
    assert said(response).startswith("Chọn một lý do")
    assert ReviewState.objects.get().status == "in_progress"


def test_who_wrote_it_is_told_that_another_decides(desk, boss, sauce):
    newest = Product.objects.get()
    newest.summary_vi = NEW
    newest.save_revision(user=boss)
    submit_for_review(item=Product.objects.get(), actor=boss)
    state = ReviewState.objects.get()
    assert "bạn có sửa: người khác duyệt" in text_of(desk.get(desk_url("reviews")))
    page = text_of(desk.get(desk_url("review", state.pk)))
    assert ("người khác duyệt" in page, "Duyệt, thay bản cũ" in page) == (True, False)
    response = desk.post(desk_url("review_approve", state.pk), {"seen": seen()})
    assert said(response).startswith("Bạn đã viết, sửa hay gửi món này")
    assert Product.objects.get().summary_vi == OLD


def test_the_editor_saves_drafts_and_submits_and_never_publishes(desk, sauce):
    address = reverse("wagtailsnippets_catalog_product:edit", args=[sauce.pk])
    page = desk.get(address).content.decode()
    assert ("action-submit" in page, "action-publish" in page) == (True, False)
    given = {"name_vi": sauce.name_vi, "summary_vi": NEW, "slug": sauce.slug, "group": sauce.group_id, "category": sauce.category_id}
    given |= {"lead_days": 2, "pictures-TOTAL_FORMS": 0, "pictures-INITIAL_FORMS": 0, "body_vi-count": 0, "body_en-count": 0}
    response = desk.post(address, {**given, "action-publish": "1"})
    sauce.refresh_from_db()
    assert (response.status_code, sauce.summary_vi, sauce.has_unpublished_changes) == (302, OLD, True)
    desk.post(address, {**given, "action-submit": "1"})
    assert ReviewState.objects.get().status == "in_progress"


def test_a_stranger_and_another_role_find_no_queue(ground, waiting, member):
    for name, args in (("reviews", ()), ("review", (waiting.pk,))):
        assert client_of(member).get(desk_url(name, *args)).status_code in (302, 404)
    client_of(member).post(desk_url("review_approve", waiting.pk), {"seen": seen()})
    assert Product.objects.get().summary_vi == OLD
