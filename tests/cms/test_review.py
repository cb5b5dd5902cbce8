"""From a draft to the public: whoever wrote or changed a page is never the one who lets it out."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import Group as Role
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, PageLogEntry, Revision, Workflow

from cms.models import EditorCannotApprove, StoryPage
from cms.review import NAME, set_up_review
from cms.schedule import publish_due
from cooperatives.consent.services import finish_withdrawal, withdraw_consent
from storefront.accounts.roles import EDITORS, PAGE_PERMISSIONS, PROTECTORS
from tests.consent.people import make_consent
from tests.consent.test_gate import make_story, post_story
from tests.desk.people import client_of, said
from tests.factories import make_user

OWN = "Bạn đã sửa bài này nên không tự duyệt được. Bản nháp vẫn còn; nhờ người bảo vệ khác mở bài và duyệt."


@pytest.fixture
def roles(site):
    call_command("load_roles", verbosity=0)


def person(role: str, **fields):
    user = make_user(staff=True, **fields)
    user.groups.add(Role.objects.get(name=role))
    return user


def draft(site, author, **fields) -> StoryPage:
    story = make_story(site, make_consent(), **fields)
    story.save_revision(user=author)
    return story


def submit(story: StoryPage, author):
    state = Workflow.objects.get(name=NAME).start(StoryPage.objects.get(pk=story.pk), author)
    return state.current_task_state


def approve(story: StoryPage, user, task_state):
    address = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", task_state.pk])
    return client_of(user).post(address, {"comment": ""})


def is_public(story: StoryPage) -> bool:
    story.refresh_from_db()
    return (story.live, Client().get(story.url).status_code) == (True, 200)


def test_an_editor_submits_and_a_protector_lets_it_out(site, roles):
    editor, protector = person(EDITORS), person(PROTECTORS)
    story = draft(site, editor)
    state = submit(story, editor)
    assert not is_public(story)
    assert approve(story, protector, state).status_code == 302
    assert is_public(story)


def test_an_editor_may_neither_approve_nor_publish(site, roles):
    editor = person(EDITORS)
    story = draft(site, editor)
    state = submit(story, editor)
    approve(story, editor, state)
    post_story(client_of(editor), story, make_consent(), "Cứ chờ", "action-publish")
    state.refresh_from_db()
    assert (state.status, is_public(story)) == ("in_progress", False)


@pytest.mark.parametrize("superuser", [False, True])
def test_whoever_edited_it_cannot_be_the_second_person(site, roles, superuser):
    editor, protector = person(EDITORS), person(PROTECTORS)
    protector.is_superuser = superuser
    protector.save()
    story = draft(site, editor)
    story.save_revision(user=protector)
    state = submit(story, editor)
    response = approve(story, protector, state)
    state.refresh_from_db()
    assert (response.status_code, state.status, is_public(story)) == (302, "in_progress", False)
    with pytest.raises(EditorCannotApprove):
        state.task.specific.on_action(state, protector, "approve")
    assert approve(story, person(PROTECTORS), state).status_code == 302
    assert is_public(story)


def test_a_change_after_the_submission_counts_too(site, roles):
    editor, protector = person(EDITORS), person(PROTECTORS)
    story = draft(site, editor)
    state = submit(story, editor)
    StoryPage.objects.get(pk=story.pk).save_revision(user=protector)
    with pytest.raises(EditorCannotApprove):
        state.task.specific.on_action(state, protector, "approve")
    assert not is_public(story)


def test_what_was_public_already_is_not_held_against_its_editor(site, roles):
    first, second = person(EDITORS), person(EDITORS)
    story = draft(site, first)
    approve(story, person(PROTECTORS), submit(story, first))
    first.groups.add(Role.objects.get(name=PROTECTORS))
    changed = StoryPage.objects.get(pk=story.pk)
    changed.lead = "Màu lên chậm."
    changed.save_revision(user=second)
    approve(story, first, submit(story, second))
    story.refresh_from_db()
    assert (story.lead, is_public(story)) == ("Màu lên chậm.", True)


def test_publishing_ones_own_work_from_the_editor_or_in_bulk_is_refused_in_words(site, roles):
    protector = person(PROTECTORS)
    story = draft(site, protector)
    page = client_of(protector).get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert "action-publish" not in page
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={story.pk}"
    response = client_of(protector).post(address)
    assert (said(response), is_public(story)) == (f"{story.title}: {OWN}", False)


def test_an_approval_without_consent_leaves_the_page_in_review(site, roles):
    editor, consent = person(EDITORS), make_consent()
    story = make_story(site, consent)
    story.save_revision(user=editor)
    state = submit(story, editor)
    type(consent).objects.filter(pk=consent.pk).update(
        valid_from=timezone.localdate() - datetime.timedelta(days=9), valid_until=timezone.localdate() - datetime.timedelta(days=2)
    )
    response = approve(story, person(PROTECTORS), state)
    state.refresh_from_db()
    assert said(response).startswith("Chưa đăng được, bản nháp vẫn còn. Cần sự đồng ý còn hạn cho:")
    assert (state.status, is_public(story)) == ("in_progress", False)


HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def scheduled(story: StoryPage, **times: datetime.datetime) -> StoryPage:
    for name, moment in times.items():
        setattr(story, name, moment)
    story.save_revision().publish()
    return story


def test_a_scheduled_page_comes_and_goes_by_itself(site, roles, clock):
    story = scheduled(draft(site, person(EDITORS)), go_live_at=clock.now + HOUR, expire_at=clock.now + 2 * HOUR)
    publish_due(clock.now)
    assert not is_public(story)
    publish_due(clock.advance(minutes=61))
    assert is_public(story)
    clock.advance(hours=1)
    assert Client().get(story.url).status_code == 404  # before any job ran
    publish_due(clock.now)
    story.refresh_from_db()
    assert (story.live, story.expired) == (False, True)


def test_a_schedule_whose_consent_ended_is_dropped_and_the_others_go_on(site, roles, clock):
    today = timezone.localdate()
    short = make_consent(valid_from=today, valid_until=today + DAY)
    ended = scheduled(make_story(site, short, slug="het-han"), go_live_at=clock.now + 3 * DAY)
    kept = scheduled(make_story(site, make_consent(), slug="con-han"), go_live_at=clock.now + 3 * DAY)
    publish_due(clock.advance(days=4))
    assert (is_public(ended), is_public(kept)) == (False, True)
    assert PageLogEntry.objects.filter(page_id=ended.pk, action="cms.schedule_dropped").count() == 1
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_a_withdrawn_consent_takes_the_schedule_with_it(site, roles, clock):
    consent = make_consent()
    story = scheduled(make_story(site, consent), go_live_at=clock.now + HOUR)
    finish_withdrawal(withdraw_consent(consent=consent, actor=None))
    assert not StoryPage.objects.filter(pk=story.pk).exists()
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_setting_up_the_review_twice_leaves_one_workflow(site, roles):
    set_up_review(Role.objects.get(name=PROTECTORS))
    root = Page.objects.get(depth=1)
    assert [workflow.name for workflow in Workflow.objects.filter(active=True, workflow_pages__page=root)] == [NAME]
    assert root.workflowpage.workflow.name == NAME
    codenames = GroupPagePermission.objects.filter(group__name=EDITORS).values_list("permission__codename", flat=True)
    assert sorted(codenames) == sorted(PAGE_PERMISSIONS[EDITORS])
