"""A protection officer reads the warnings of a page in the editor, says so, and lets it out."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group as Role
from django.core.management import call_command
from playwright.sync_api import expect
from wagtail.models import Locale, Workflow

from cms.models import HomePage, StoryIndexPage, StoryPage
from cms.review import NAME
from storefront.accounts.roles import EDITORS, PROTECTORS
from tests.browser.shop import open_shop
from tests.browser.test_people import enter_admin
from tests.factories import make_user

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story() -> StoryPage:
    """A draft with two warnings, handed in by an editor."""
    open_shop()
    call_command("load_roles", verbosity=0)
    home = HomePage.objects.get(locale=Locale.objects.get(language_code="vi"))
    stories = home.add_child(instance=StoryIndexPage(title="Chuyện nghề", slug="chuyen-nghe", locale=home.locale))
    lead = "Nhà ở bản Nà Phòn, gọi 0912 345 678."
    story = stories.add_child(
        instance=StoryPage(title="Ba mươi ngày", slug="ba-muoi-ngay", kick="Nghề", lead=lead, locale=home.locale, live=False)
    )
    editor = make_user(staff=True)
    editor.groups.add(Role.objects.get(name=EDITORS))
    story.save_revision(user=editor)
    Workflow.objects.get(name=NAME).start(story, editor)
    return story


def test_warnings_are_read_before_a_page_goes_out(story, new_page):
    make_user("baove@example.com", staff=True).groups.add(Role.objects.get(name=PROTECTORS))
    page = new_page(width=1280, height=900)
    enter_admin(page, "baove@example.com")
    page.goto(f"/admin/pages/{story.pk}/edit/")
    expect(page.get_by_role("heading", name="2 điều cần xem lại")).to_be_visible()
    page.locator("footer [data-w-dropdown-target=toggle], footer .w-dropdown__toggle").first.click()
    page.get_by_role("button", name="Duyệt, đã đọc cảnh báo").click()
    dialog = page.locator(".modal-dialog")
    expect(dialog.get_by_text("bản Nà Phòn")).to_be_visible()
    send = dialog.get_by_role("button", name="Duyệt, đã đọc cảnh báo")
    send.click()
    expect(dialog.get_by_text("Đọc các cảnh báo ở trên rồi đánh dấu vào đây.")).to_be_visible()
    dialog.get_by_label("Tôi đã đọc các cảnh báo").check()
    send.click()
    page.wait_for_url(lambda url: "/edit/" not in url)
    story.refresh_from_db()
    assert story.live
    assert page.request.get("/chuyen-nghe/ba-muoi-ngay/").ok
