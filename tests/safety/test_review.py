"""Warnings in the page editor and at approval: shown with their words, read before a page goes out, logged without their words."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from cms.models import StoryPage
from cms.safety.acknowledgement import WarningsNotRead
from cms.safety.reading import findings_of
from storefront.accounts.roles import EDITORS, PROTECTORS
from tests.cms.conftest import site  # noqa: F401
from tests.cms.test_review import approve, draft, is_public, person, roles, submit  # noqa: F401
from tests.consent.people import make_consent
from tests.consent.test_gate import people_picture, post_story, quote
from tests.desk.people import client_of, said, text_of
from tests.factories import make_group, make_member, make_user

LEAD = "Chị ở bản Nà Phòn, gọi 0912 345 678."


def panel(story: StoryPage, user) -> str:
    return text_of(client_of(user).get(reverse("wagtailadmin_pages:edit", args=[story.pk])))


def warned(site, author) -> StoryPage:  # noqa: F811
    return draft(site, author, lead=LEAD)


def address(story: StoryPage, state, action: str) -> str:
    return reverse("wagtailadmin_pages:workflow_action", args=[story.pk, action, state.pk])


def test_the_editor_shows_the_words_where_they_stand_and_what_to_do(site, roles):  # noqa: F811
    editor = person(EDITORS)
    page = panel(warned(site, editor), editor)
    assert "2 điều cần xem lại" in page
    assert "Tên thôn, bản Chỉ viết tên tỉnh, trừ khi nhóm tự muốn nêu nơi ở. bản Nà Phòn mở bài" in page
    assert "Số điện thoại Bỏ đi. Ai cần liên hệ thì gọi số của trung tâm. 0912 345 678 mở bài" in page


def test_the_newest_draft_is_read_and_not_what_is_public(site, roles):  # noqa: F811
    editor = person(EDITORS)
    story = draft(site, editor)
    story.lead = LEAD
    story.save_revision(user=editor)
    assert "2 điều cần xem lại" in panel(story, editor)
    story.lead = "Màu lên chậm."
    story.save_revision(user=editor)
    assert "Không thấy gì phải xem lại" in panel(story, editor)


def test_it_speaks_the_editors_language(site, roles):  # noqa: F811
    editor = person(EDITORS)
    UserProfile.objects.create(user=editor, preferred_language="en")
    page = panel(warned(site, editor), editor)
    assert "2 things to look at again" in page
    assert "Name of a hamlet or village" in page


def test_the_consents_of_the_draft_and_their_last_days(site, roles):  # noqa: F811
    editor, consent = person(EDITORS), make_consent()
    story = draft(site, editor, slug="hai-nguoi")
    story.body = [quote(consent), quote(None)]
    story.picture = people_picture(consent)
    story.save_revision(user=editor)
    page = panel(story, editor)
    assert f"{consent.person.code} đến {consent.valid_until:%d/%m/%Y} Lời trích: lời kể, tiếng Việt; Chị em: khuôn mặt" in page
    assert "Chưa chọn không đủ để đăng Lời trích: lời kể, tiếng Việt" in page


def test_members_are_found_by_the_names_that_they_sign_in_with(site, roles):  # noqa: F811
    make_member(make_group(), make_user(first_name="Thị Riêng", last_name="Tẩn"))
    make_user(first_name="Văn Mua", last_name="Hoàng")
    story = draft(site, person(EDITORS), lead="Chị Tẩn Thị Riêng bán khăn cho Hoàng Văn Mua.")
    assert [(one.kind, one.words, one.where) for one in findings_of(story)] == [("name", "Tẩn Thị Riêng", "mở bài")]


def test_a_story_of_a_group_is_read_with_its_group_blocks_and_address(site, roles):  # noqa: F811
    make_member(make_group(), make_user(first_name="Tẩn Thị Riêng"))
    story = draft(site, person(EDITORS), slug="chi-tan-thi-rieng", group=make_group())
    story.body = [("text", "<p>Từng bị <b>bạo</b> hành.</p><p>Nay vui.</p>"), quote(make_consent(), "Tôi 19 tuổi.")]
    found = [(one.kind.value, one.words, one.where) for one in findings_of(story)]
    assert found == [
        ("name", "tan thi rieng", "địa chỉ trang"),
        ("violence", "bạo hành", "Đoạn chữ"),
        ("age", "19 tuổi", "Lời trích: Lời"),
    ]


def test_submitting_tells_the_editor(site, roles):  # noqa: F811
    editor = person(EDITORS)
    story = warned(site, editor)
    response = post_story(client_of(editor), story, make_consent(), "Cứ chờ", "action-submit")
    assert "Có 2 điều cần xem lại: Số điện thoại; Tên thôn, bản." in text_of(response)


def test_approving_needs_the_tick(site, roles):  # noqa: F811
    editor, protector = person(EDITORS), person(PROTECTORS)
    story = warned(site, editor)
    state = submit(story, editor)
    assert approve(story, protector, state).status_code == 302
    assert not is_public(story)
    with pytest.raises(WarningsNotRead):
        state.task.specific.on_action(state, protector, "approve")
    ajax = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    asked = client_of(protector).get(address(story, state, "approve_read"), **ajax)
    assert "bản Nà Phòn" in json.loads(asked.content)["html"]
    refused = client_of(protector).post(address(story, state, "approve_read"), {"comment": ""}, **ajax)
    assert "Đọc các cảnh báo ở trên rồi đánh dấu vào đây." in json.loads(refused.content)["html"]
    state.refresh_from_db()
    assert (state.status, is_public(story)) == ("in_progress", False)
    assert not PageLogEntry.objects.filter(action="cms.warnings_read").exists()
    given = client_of(protector).post(address(story, state, "approve_read"), {"comment": "", "acknowledged": "on"})
    assert (given.status_code, is_public(story)) == (302, True)


def test_the_log_keeps_numbers_and_kinds_and_no_words(site, roles):  # noqa: F811
    editor, protector = person(EDITORS), person(PROTECTORS)
    story = warned(site, editor)
    client_of(protector).post(address(story, submit(story, editor), "approve_read"), {"acknowledged": "on"})
    entry = PageLogEntry.objects.get(action="cms.warnings_read")
    assert (entry.user, entry.data) == (protector, {"count": 2, "kinds": {"phone": 1, "hamlet": 1}})
    assert entry.message == "Đã đọc 2 cảnh báo trước khi duyệt"


def test_a_page_without_warnings_is_approved_as_before(site, roles):  # noqa: F811
    editor = person(EDITORS)
    story = draft(site, editor)
    approve(story, person(PROTECTORS), submit(story, editor))
    assert is_public(story)
    assert not PageLogEntry.objects.filter(action="cms.warnings_read").exists()


def test_whoever_wrote_it_cannot_approve_by_ticking(site, roles):  # noqa: F811
    editor, both = person(EDITORS), person(PROTECTORS)
    story = warned(site, both)
    state = submit(story, editor)
    client_of(both).post(address(story, state, "approve_read"), {"acknowledged": "on"})
    state.refresh_from_db()
    assert (state.status, is_public(story)) == ("in_progress", False)


def test_no_other_way_to_publish_goes_around_the_tick(site, roles):  # noqa: F811
    story = warned(site, person(EDITORS))
    publish = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={story.pk}"
    response = client_of(person(PROTECTORS)).post(publish)
    assert said(response).startswith(f"{story.title}: Máy thấy trong bài có điều cần xem lại.")
    assert not is_public(story)
