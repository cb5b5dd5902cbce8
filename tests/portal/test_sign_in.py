"""Signing in by telephone: a code that is sent once, may be tried five times in five minutes, and tells nothing about who is known."""

from __future__ import annotations

import datetime
import re

import pytest
from django.utils import timezone

from storefront.accounts.models import PhoneCode, SignInLink, User
from storefront.accounts.phone_codes import CodeNotRight, TooManyCodes, ask_for_code, redeem_code
from storefront.accounts.sign_in_links import LinkNotGood, NotAMember, PhoneTaken, change_phone, invite_member, make_link, use_link
from tests.desk.people import client_of, staff
from tests.factories import make_group, make_member, make_user
from tests.portal.pages import words
from tests.race import together

PHONE, UNKNOWN = "+84987654321", "+84912000111"
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def member(house):
    return make_member(house.group, make_user(phone=PHONE, first_name="Chị Sen"))


def texted(capsys) -> list[str]:
    """Codes that were printed since the last call, those of ``PHONE``."""
    return re.findall(rf"\[SMS {re.escape(PHONE)}\] Ma cua ban la (\d{{6}})", capsys.readouterr().out)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_she_types_her_number_and_the_code_and_is_in(client, member, capsys):
    assert client.get("/nhom/tien/")["Location"] == "/nhom/vao/?next=/nhom/tien/"
    response = client.post("/nhom/vao/", {"phone": "0987 654 321", "next": "/nhom/tien/"})
    assert response["Location"] == "/nhom/vao/ma/"
    [code] = texted(capsys)
    assert "0987 654 321" in words(client.get("/nhom/vao/ma/"))
    response = client.post("/nhom/vao/ma/", {"code": f"{code[:3]} {code[3:]}"})
    assert response["Location"] == "/nhom/tien/"
    assert client.get("/nhom/tien/").status_code == 200
    assert client.session.get_expiry_age() > 179 * 24 * 3600


def test_a_session_counts_from_the_last_day_she_came(client, member, capsys, clock):
    client.post("/nhom/vao/", {"phone": PHONE})
    client.post("/nhom/vao/ma/", {"code": texted(capsys)[0]})
    client.get("/nhom/")
    clock.advance(days=100)
    assert client.get("/nhom/").status_code == 200
    clock.advance(days=100)
    assert client.get("/nhom/").status_code == 200
    clock.advance(days=181)
    assert client.get("/nhom/").status_code == 302


def test_an_unknown_number_gets_the_same_answers_and_no_message(client, member, capsys):
    answers = {}
    for phone in (PHONE, UNKNOWN):
        first = client.post("/nhom/vao/", {"phone": phone})
        page = client.get("/nhom/vao/ma/")
        guess = client.post("/nhom/vao/ma/", {"code": "000000"})
        shown = words(page).replace("0987 654 321", "").replace("0912 000 111", "")
        answers[phone] = (first.status_code, first["Location"], page.status_code, shown, guess.status_code, "Mã chưa đúng" in words(guess))
    assert answers[PHONE] == answers[UNKNOWN]
    assert len(texted(capsys)) == 1
    assert PhoneCode.objects.count() == 2


@pytest.mark.parametrize("fields", [{"is_staff": True}, {"is_superuser": True}, {"is_active": False}])
def test_neither_staff_nor_the_shut_out_are_sent_a_code(house, capsys, fields):
    make_member(house.group, make_user(phone=PHONE), role="lead")
    User.objects.filter(phone=PHONE).update(**fields)
    ask_for_code(phone=PHONE, address="10.0.0.1")
    assert texted(capsys) == []


def test_a_shopper_is_no_member(ground, capsys):
    make_user(phone=PHONE)
    ask_for_code(phone=PHONE, address="10.0.0.1")
    assert texted(capsys) == []


def test_nothing_that_is_kept_can_be_read(member, capsys):
    row = ask_for_code(phone=PHONE, address="10.0.0.1")
    [code] = texted(capsys)
    kept = "|".join(str(value) for value in PhoneCode.objects.filter(pk=row.pk).values_list().get())
    assert code not in kept
    assert "987654321" not in kept
    assert "10.0.0.1" not in kept


def test_a_code_is_good_once(member, capsys):
    row = ask_for_code(phone=PHONE, address="10.0.0.1")
    [code] = texted(capsys)
    assert redeem_code(asked=[row.pk], code=code) == member
    with pytest.raises(CodeNotRight):
        redeem_code(asked=[row.pk], code=code)


def test_five_tries(member, capsys):
    row = ask_for_code(phone=PHONE, address="10.0.0.1")
    [code] = texted(capsys)
    for _each in range(5):
        with pytest.raises(CodeNotRight):
            redeem_code(asked=[row.pk], code=wrong(code))
    with pytest.raises(CodeNotRight):
        redeem_code(asked=[row.pk], code=code)


def test_the_fifth_try_may_be_right(member, capsys):
    row = ask_for_code(phone=PHONE, address="10.0.0.1")
    [code] = texted(capsys)
    for _each in range(4):
        with pytest.raises(CodeNotRight):
            redeem_code(asked=[row.pk], code=wrong(code))
    assert redeem_code(asked=[row.pk], code=code) == member


def test_five_minutes(member, capsys):
    now = timezone.now()
    row = ask_for_code(phone=PHONE, address="10.0.0.1", now=now)
    [code] = texted(capsys)
    with pytest.raises(CodeNotRight):
        redeem_code(asked=[row.pk], code=code, now=now + 5 * MINUTE)
    assert redeem_code(asked=[row.pk], code=code, now=now + 5 * MINUTE - datetime.timedelta(seconds=1)) == member


def test_a_message_that_comes_late_is_still_good(client, member, capsys):
    for _each in range(2):
        client.post("/nhom/vao/", {"phone": PHONE})
    first, _second = texted(capsys)
    assert client.post("/nhom/vao/ma/", {"code": first})["Location"] == "/nhom/"


def test_a_code_is_good_only_where_it_was_asked_for(client, member, capsys):
    ask_for_code(phone=PHONE, address="10.0.0.1")
    [code] = texted(capsys)
    client.post("/nhom/vao/", {"phone": UNKNOWN})
    assert "Mã chưa đúng" in words(client.post("/nhom/vao/ma/", {"code": code}))
    assert client.get("/nhom/").status_code == 302


@pytest.mark.parametrize("phone", [PHONE, UNKNOWN])
def test_three_codes_in_a_quarter_of_an_hour(client, member, phone):
    statuses = [client.post("/nhom/vao/", {"phone": phone}).status_code for _each in range(4)]
    assert statuses == [302, 302, 302, 429]


def test_ten_codes_a_day_and_then_again(member):
    now = timezone.now()
    for number in range(10):
        ask_for_code(phone=PHONE, address=f"10.0.0.{number}", now=now + number * 20 * MINUTE)
    with pytest.raises(TooManyCodes):
        ask_for_code(phone=PHONE, address="10.0.1.1", now=now + 300 * MINUTE)
    ask_for_code(phone=PHONE, address="10.0.1.1", now=now + datetime.timedelta(days=1, minutes=1))


def test_an_address_cannot_ask_for_ever_new_numbers(member):
    for number in range(20):
        ask_for_code(phone=f"+8491200{number:04d}", address="10.0.0.1")
    with pytest.raises(TooManyCodes):
        ask_for_code(phone=PHONE, address="10.0.0.1")
    ask_for_code(phone=PHONE, address="10.0.0.2")


def test_what_is_older_than_a_day_is_forgotten(member):
    now = timezone.now()
    ask_for_code(phone=UNKNOWN, address="10.0.0.1", now=now - datetime.timedelta(days=2))
    ask_for_code(phone=PHONE, address="10.0.0.1", now=now)
    assert PhoneCode.objects.count() == 1


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_ten_guesses_at_once_are_still_five_tries(house, capsys):
    member = make_member(house.group, make_user(phone=PHONE))
    row = ask_for_code(phone=PHONE, address="10.0.0.1")
    [code] = texted(capsys)

    def guess(typed: str):
        def attempt() -> str:
            try:
                return redeem_code(asked=[row.pk], code=typed).email
            except CodeNotRight:
                return ""

        return attempt

    assert together([guess(wrong(code))] * 10) == [""] * 10
    assert PhoneCode.objects.get(pk=row.pk).tries == 5
    fresh = ask_for_code(phone=PHONE, address="10.0.0.1")
    [code] = texted(capsys)
    row = fresh
    assert sorted(together([guess(code)] * 4)) == ["", "", "", member.email]


def test_where_no_message_can_be_sent_she_is_asked_for_e_mail(client, member, settings):
    settings.SMS_SENDER = ""
    assert client.get("/nhom/vao/?next=/nhom/tien/")["Location"] == "/nhom/vao/email/?next=%2Fnhom%2Ftien%2F"


class Broken:
    def send(self, *, phone: str, text: str) -> None:
        raise OSError("no signal")


def test_a_sender_that_breaks_does_not_tell_who_is_known(client, member, settings):
    settings.SMS_SENDER = "tests.portal.test_sign_in.Broken"
    assert [client.post("/nhom/vao/", {"phone": phone}).status_code for phone in (PHONE, UNKNOWN)] == [302, 302]


@pytest.mark.parametrize(
    ("typed", "told"), [("", "Gõ số điện thoại của bạn"), ("0987", "còn thiếu"), ("+44 20 7946 0958", "Việt Nam"), ("1900 1234", "của bạn")]
)
def test_a_number_that_is_none(client, ground, typed, told):
    assert told in words(client.post("/nhom/vao/", {"phone": typed}))
    assert not PhoneCode.objects.exists()


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(client, member, capsys, wanted):
    client.post("/nhom/vao/", {"phone": PHONE, "next": wanted})
    assert client.post("/nhom/vao/ma/", {"code": texted(capsys)[0]})["Location"] == "/nhom/"


def test_two_people_cannot_have_one_number(member):
    with pytest.raises(Exception, match=r"user_phone_once|phone"):
        make_user(phone=PHONE)


# --- links ------------------------------------------------------------------------------------------------------------


def test_a_link_lets_in_once_and_not_by_looking_at_it(client, house, member):
    boss = make_user(superuser=True)
    url = f"/nhom/vao/duong/{make_link(user=member, actor=boss)}/"
    for _each in range(2):  # a messenger draws a preview
        page = client.get(url)
        assert (page.status_code, "Chào Chị Sen" in words(page), page["Referrer-Policy"]) == (200, True, "no-referrer")
    assert client.post(url)["Location"] == "/nhom/"
    assert client.get("/nhom/").status_code == 200
    client.logout()
    again = client.post(url)
    assert (again.status_code, "đã dùng hoặc hết hạn" in words(again)) == (410, True)
    assert client.get("/nhom/").status_code == 302


def test_a_link_ends_after_two_days_or_with_the_next_one(member):
    boss, now = make_user(superuser=True), timezone.now()
    token = make_link(user=member, actor=boss, now=now)
    with pytest.raises(LinkNotGood):
        use_link(token=token, now=now + datetime.timedelta(days=2))
    newer = make_link(user=member, actor=boss, now=now)
    with pytest.raises(LinkNotGood):
        use_link(token=token, now=now)
    assert use_link(token=newer, now=now) == member
    assert not SignInLink.objects.filter(token_hash__contains=newer).exists()


def test_links_and_numbers_never_open_an_account_of_staff(house, member):
    boss = make_user(superuser=True, phone="+84912345000")
    make_member(house.group, boss)
    with pytest.raises(NotAMember):
        make_link(user=boss, actor=boss)
    with pytest.raises(NotAMember):
        change_phone(user=boss, phone=UNKNOWN, actor=boss)
    with pytest.raises(PhoneTaken):
        invite_member(name="Ai đó", phone="+84912345000", group=house.group, role="lead", actor=boss)
    with pytest.raises(PhoneTaken):
        change_phone(user=member, phone="+84912345000", actor=boss)
    token = make_link(user=member, actor=boss)
    User.objects.filter(pk=member.pk).update(is_staff=True)
    with pytest.raises(LinkNotGood):
        use_link(token=token)


def test_staff_invite_by_telephone_alone(client, house, boss_client, capsys):
    given = {"name": "Chị Mận", "phone": "0987 654 321", "group": house.group.pk, "role": "member"}
    for _each in range(2):  # the same twice is one
        boss_client.post("/admin/viec/thanh-vien/moi/", given)
    user = User.objects.get(phone=PHONE)
    assert (user.has_email, user.memberships.get().role, str(user)) == (False, "member", "Chị Mận")
    assert "Chị Mận" in boss_client.get("/admin/viec/thanh-vien/?tim=0987").content.decode()
    page = boss_client.post(f"/admin/viec/thanh-vien/{user.memberships.get().pk}/duong/").content.decode()
    [token] = re.findall(r"/nhom/vao/duong/([^/]+)/", page)
    assert client.post(f"/nhom/vao/duong/{token}/")["Location"] == "/nhom/"
    client.logout()
    client.post("/nhom/vao/", {"phone": PHONE})
    assert len(texted(capsys)) == 1


def test_another_number_ends_the_old_ways_in(client, house, member, boss_client, capsys):
    token = make_link(user=member, actor=make_user())
    boss_client.post(f"/admin/viec/thanh-vien/{member.memberships.get().pk}/so/", {"phone": "0912 000 111"})
    member.refresh_from_db()
    assert member.phone == UNKNOWN
    assert client.get(f"/nhom/vao/duong/{token}/").status_code == 410
    client.post("/nhom/vao/", {"phone": PHONE})
    assert texted(capsys) == []


def test_only_who_may_change_members_makes_links(house, member):
    clerk = client_of(staff("groups.view_membership"))
    assert clerk.post(f"/admin/viec/thanh-vien/{member.memberships.get().pk}/duong/").status_code in (302, 403)
    assert not SignInLink.objects.exists()
    assert make_group().memberships.count() == 0


@pytest.fixture
def boss_client(house):
    return client_of(make_user(superuser=True))
