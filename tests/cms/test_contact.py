"""Writing to the center: one message however often the button is pressed, errors that keep what was typed, nothing for machines."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cms.contact import forget_messages
from cms.models import ContactMessage, ContactPage
from tests.cms.conftest import site  # noqa: F401
from tests.cms.test_menus import shop
from tests.desk.people import client_of, staff, text_of

GIVEN = {"topic": "goods", "words": "Mật còn không?", "name": "Hoa", "reply_to": "0912 345 678"}


@pytest.fixture
def page(site):  # noqa: F811
    shop(email="chao@sinhke.example")
    made = site.home.add_child(instance=ContactPage(title="Liên hệ", thanks="Cảm ơn, mai chúng tôi trả lời.", locale=site.home.locale))
    made.save_revision().publish()
    return made


def opened(client, page, clock) -> dict[str, str]:
    """The form as it came, ten seconds ago."""
    token = token_of(client.get(page.url))
    clock.advance(seconds=10)
    return {"token": token}


def token_of(response) -> str:
    return str(BeautifulSoup(response.content, "html.parser").select("input[name=token]")[0]["value"])


def test_a_message_is_kept_encrypted_and_the_center_is_told_without_its_words(client, page, clock):
    form = opened(client, page, clock)
    response = client.post(page.url, {**form, **GIVEN}, follow=True)
    assert "Cảm ơn, mai chúng tôi trả lời." in text_of(response)
    message = ContactMessage.objects.get()
    assert (message.words, message.name, message.reply_to, message.language) == ("Mật còn không?", "Hoa", "+84912345678", "vi")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, name, reply_to FROM cms_contactmessage")
        assert not set(cursor.fetchone()) & {"Mật còn không?", "Hoa", "+84912345678"}
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["chao@sinhke.example"], "Có lời nhắn mới: Hỏi về hàng")
    assert "Mật" not in sent.body


def test_pressed_twice_it_is_one_message(client, page, clock):
    form = opened(client, page, clock)
    for _ in range(2):
        assert client.post(page.url, {**form, **GIVEN}).status_code == 302
    assert (ContactMessage.objects.count(), len(mail.outbox)) == (1, 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reply_to": "gọi tôi"}, "Viết email, hoặc số điện thoại đủ số"),
        ({"reply_to": "hoa@"}, "email"),
        ({"words": ""}, "Bạn viết gì"),
        ({"topic": "khac"}, "Bạn muốn nói về"),
        ({"token": "giả"}, "Trang này mở đã lâu."),
    ],
)
def test_an_error_is_said_and_what_was_typed_stays(client, page, clock, change, said):
    form = opened(client, page, clock)
    response = client.post(page.url, {**form, **GIVEN, **change})
    assert (response.status_code, ContactMessage.objects.count(), mail.outbox) == (422, 0, [])
    assert said in text_of(response)
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select("textarea[name=words]")[0].text.strip() == change.get("words", GIVEN["words"])
    assert soup.select("input[name=name]")[0]["value"] == "Hoa"


def test_after_a_night_the_same_page_can_be_sent_with_one_more_press(client, page, clock):
    form = opened(client, page, clock)
    clock.advance(hours=14)
    again = client.post(page.url, {**form, **GIVEN})
    assert "Trang này mở đã lâu." in text_of(again)
    clock.advance(seconds=4)
    assert client.post(page.url, {**GIVEN, "token": token_of(again)}).status_code == 302


def test_machines_are_thanked_and_forgotten_or_too_fast(client, page, clock):
    form = opened(client, page, clock)
    assert client.post(page.url, {**form, **GIVEN, "website": "https://spam.example"}).status_code == 302
    fast = client.post(page.url, {**GIVEN, "token": token_of(client.get(page.url))})
    assert "Gửi nhanh quá" in text_of(fast)
    assert (ContactMessage.objects.count(), mail.outbox) == (0, [])


def test_one_sender_may_write_five_times_an_hour(client, page, clock):
    for _ in range(5):
        assert client.post(page.url, {**opened(client, page, clock), **GIVEN}).status_code == 302
    assert client.post(page.url, {**opened(client, page, clock), **GIVEN}).status_code == 422
    clock.advance(hours=1)
    assert client.post(page.url, {**opened(client, page, clock), **GIVEN}).status_code == 302
    assert ContactMessage.objects.count() == 6


def test_staff_read_and_answer_and_the_first_is_written_down(client, page, clock):
    client.post(page.url, {**opened(client, page, clock), **GIVEN})
    message, reader, late = ContactMessage.objects.get(), staff("cms.change_contactmessage"), staff("cms.change_contactmessage")
    address = reverse("desk:message_answered", args=[message.pk])
    assert "Mật còn không?" in text_of(client_of(reader).get(reverse("desk:messages")))
    for user in (reader, late):
        client_of(user).post(address)
    message.refresh_from_db()
    assert (message.is_answered, message.answered_by) == (True, reader)
    assert client_of(staff()).get(reverse("desk:messages")).status_code == 302
    assert client_of(reader).get(address).status_code == 405


def test_messages_go_after_a_year(client, page, clock):
    client.post(page.url, {**opened(client, page, clock), **GIVEN})
    assert forget_messages(timezone.now() + datetime.timedelta(days=364)) == 0
    assert forget_messages(timezone.now() + datetime.timedelta(days=366)) == 1
    assert not ContactMessage.objects.exists()
