"""Advice in the editors of goods and of groups' pages, whose words stand beside a group by their nature."""

from __future__ import annotations

from django.urls import reverse

from catalog.models import GroupProfile
from cms.safety.reading import findings_of
from tests.cms.conftest import make_profile
from tests.desk.people import client_of, text_of
from tests.factories import make_member, make_product, make_user


def staff():
    return client_of(make_user(superuser=True))


def test_a_product_is_read_as_its_newest_draft(db):
    product = make_product(name="Khăn dệt", summary_vi="Dệt tay.")
    product.origin_vi = "Bản Nà Phòn"
    product.summary_vi = "Do một nạn nhân dệt."
    product.save_revision()
    page = text_of(staff().get(f"/admin/snippets/catalog/product/edit/{product.pk}/"))
    assert "2 điều cần xem lại" in page and "Bản Nà Phòn" in page and "nạn nhân" in page
    assert "Chưa có lời, giọng nói hay khuôn mặt của ai." in page


def test_a_new_product_has_nothing_to_read_yet(db):
    assert "điều cần xem lại" not in text_of(staff().get("/admin/snippets/catalog/product/add/"))


def test_the_page_of_a_group_is_read_too(db):
    profile = make_profile(how_made_vi="Trưởng nhóm Tẩn Thị Riêng, 34 tuổi, dạy từng người.")
    make_member(profile.group, make_user(first_name="Tẩn Thị Riêng"))
    page = text_of(staff().get(reverse("wagtailsnippets_catalog_groupprofile:edit", args=[profile.pk])))
    assert "2 điều cần xem lại" in page and "Họ tên của thành viên" in page
    assert [one.kind.value for one in findings_of(GroupProfile.objects.get())] == ["name", "age"]
