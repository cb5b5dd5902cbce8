"""A shopper's account at its edge: signing in and out, passwords, her orders, her addresses."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from storefront.accounts.models import Address, User
from storefront.accounts.services import keep_address
from tests.factories import HANOI, HANOI_COMMUNE, PASSWORD, PHONE, make_order, make_product, make_rates, make_tax_rates, make_user
from tests.pages.reading import html_of, texts, words_of

HOME = "/tai-khoan/"


@pytest.fixture
def shopper(client, db):
    user = make_user("chi@example.com")
    client.force_login(user)
    return user


def kept(user, **changes) -> Address:
    fields = {"recipient": "Chị Thử", "phone": PHONE, "street": "5 phố Cũ", "province": HANOI, "commune": HANOI_COMMUNE}
    return keep_address(user=user, **{**fields, **changes})


def typed(**changes) -> dict[str, str]:
    fields = {"recipient": "Chị Thử", "phone": "0912 345 678", "street": "5 phố Mới", "province": HANOI, "commune": HANOI_COMMUNE}
    return {**fields, **changes}


@pytest.mark.parametrize("name", ["login", "signup", "reset_password", "reset_password_done", "email_verification_sent"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pages_of_signing_in_have_our_ground(client, db, name, language):
    prefix = "/en" if language == "en" else ""
    page = client.get(prefix + reverse(f"account_{name}"), follow=True)

    html = html_of(page)
    assert page.status_code == 200
    assert html.html["lang"] == language
    assert html.select_one("a.mark") and html.select_one("footer.foot")
    assert html.select_one("meta[name=robots]")["content"] == "noindex"


@pytest.mark.parametrize("name", ["account_change_password", "account_email", "account_reauthenticate", "account_logout"])
def test_the_pages_of_an_account_have_our_ground(client, shopper, name):
    html = html_of(client.get(reverse(name), follow=True))

    assert html.select_one("main h1") is not None
    assert html.select_one("a.mark") is not None
    assert not re.search(r"\b(the|your|password|address)\b", texts(html.main), re.IGNORECASE)


def test_signing_up_signs_in_and_remembers_the_language(client, db):
    answer = client.post("/en/tai-khoan/signup/", {"email": "moi@example.com", "password1": "mot-cau-dai-de-nho"})

    user = User.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/en/tai-khoan/")
    assert (user.email, user.language) == ("moi@example.com", "en")
    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject.startswith("Sinh Kế: ")


def test_signing_up_twice_makes_no_second_account(client, db):
    make_user("chi@example.com")
    page = client.post(reverse("account_signup"), {"email": "CHI@example.com", "password1": "mot-cau-dai-de-nho"})

    assert html_of(page).select_one(".errors") is not None
    assert User.objects.count() == 1


def test_a_weak_password_is_refused_in_vietnamese(client, db):
    page = client.post(reverse("account_signup"), {"email": "moi@example.com", "password1": "12345678"})

    assert "mật khẩu" in texts(html_of(page).select_one(".errors")).lower()
    assert User.objects.count() == 0


def test_signing_in_and_out(client, db):
    user = make_user("chi@example.com")

    wrong = client.post(reverse("account_login"), {"login": user.email, "password": "sai"})
    assert html_of(wrong).select_one(".errors") is not None
    assert "_auth_user_id" not in client.session

    right = client.post(reverse("account_login"), {"login": "CHI@example.com", "password": PASSWORD})
    assert right["Location"] == HOME

    out = client.post(reverse("account_logout"))
    assert out["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_signing_in_goes_back_to_where_she_was(client, db):
    user = make_user("chi@example.com")
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": "/dat-hang/"})
    assert answer["Location"] == "/dat-hang/"

    client.logout()
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": "https://example.org/"})
    assert answer["Location"] == HOME


def test_a_forgotten_password_is_set_anew_by_mail(client, db):
    user = make_user("chi@example.com")
    client.post(reverse("account_reset_password"), {"email": user.email})

    assert mail.outbox[0].subject == "Sinh Kế: Đặt mật khẩu mới"
    link = re.search(r"https?://testserver(\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    assert texts(html_of(page).h1) == "Mật khẩu mới"
    client.post(page.request["PATH_INFO"], {"password1": "mot-cau-khac-dai", "password2": "mot-cau-khac-dai"})
    user.refresh_from_db()
    assert user.check_password("mot-cau-khac-dai")

    again = Client().get(link, follow=True)
    assert texts(html_of(again).h1) == "Đường dẫn đã hết hạn"


def test_a_forgotten_password_of_nobody_says_the_same(client, db):
    answer = client.post(reverse("account_reset_password"), {"email": "ai@example.com"}, follow=True)

    assert texts(html_of(answer).h1) == "Đã gửi thư"
    assert mail.outbox[0].subject == "Sinh Kế: Chưa có tài khoản với email này"


def test_too_many_wrong_passwords_lock_this_address_only(client, db, settings):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    settings.ACCOUNT_RATE_LIMITS = False
    user, other = make_user("chi@example.com"), make_user("em@example.com")
    for _ in range(3):
        last = client.post(reverse("account_login"), {"login": user.email, "password": "sai"})

    assert last.status_code == 429
    assert texts(html_of(last).h1) == "Tạm khóa đăng nhập"
    assert client.post(reverse("account_login"), {"login": "CHI@example.com", "password": PASSWORD}).status_code == 429
    assert client.post(reverse("account_login"), {"login": other.email, "password": PASSWORD}).status_code == 302


# --- her own page -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "dia-chi/", "dia-chi/1/"])
def test_a_stranger_is_asked_to_sign_in(client, db, path):
    answer = client.get(HOME + path)

    assert (answer.status_code, answer["Location"]) == (302, f"/tai-khoan/login/?next={HOME}{path}")


def test_the_page_shows_her_orders_and_nobody_elses(client, shopper):
    make_rates()
    make_tax_rates()
    variant = make_product().variants.get()
    hers, foreign = make_order({variant: 1}, user=shopper), make_order({variant: 1}, user=make_user(), phone="0987654321")

    page = client.get(HOME)

    assert f"Đơn {hers.number}" in words_of(page)
    assert "Đang chuẩn bị" in words_of(page)
    assert f"{hers.parcels.get().group.name}: Đang gói" in words_of(page)  # told to her, not to those who pack it
    assert foreign.number not in words_of(page)
    assert html_of(page).select_one(f"a[href='{hers.get_absolute_url()}']") is not None


def test_an_empty_page_says_so(client, shopper):
    said = words_of(client.get(HOME))

    assert "Bạn chưa đặt đơn nào" in said
    assert "Lưu địa chỉ để lần sau đặt nhanh hơn." in said


def test_the_page_asks_the_same_few_questions_however_many_orders(client, shopper, django_assert_max_num_queries):
    make_rates()
    make_tax_rates()
    variant = make_product(stock=50).variants.get()
    make_order({variant: 1}, user=shopper)
    client.get(HOME)
    with django_assert_max_num_queries(10) as few:
        client.get(HOME)
    for number in range(6):
        make_order({variant: 1}, user=shopper, phone=f"098765432{number}")
    with django_assert_max_num_queries(10) as many:
        client.get(HOME)
    assert len(many) <= len(few)


def test_addresses_are_added_changed_and_forgotten(client, shopper):
    client.post("/tai-khoan/dia-chi/", typed())
    first = Address.objects.get()
    assert (first.user, first.phone, first.street, first.commune_code, first.is_default) == (
        shopper,
        PHONE,
        "5 phố Mới",
        HANOI_COMMUNE,
        True,
    )

    client.post("/tai-khoan/dia-chi/", typed(street="6 phố Khác", is_default="on"))
    assert dict(Address.objects.values_list("street", "is_default")) == {"5 phố Mới": False, "6 phố Khác": True}

    client.post(f"/tai-khoan/dia-chi/{first.pk}/", typed(street="7 phố Đổi"))
    client.post(f"/tai-khoan/dia-chi/{first.pk}/mac-dinh/")
    assert dict(Address.objects.values_list("street", "is_default")) == {"7 phố Đổi": True, "6 phố Khác": False}

    client.post(f"/tai-khoan/dia-chi/{first.pk}/xoa/")
    assert dict(Address.objects.values_list("street", "is_default")) == {"6 phố Khác": True}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"recipient": ""}, "Bạn cho biết tên người nhận."),
        ({"phone": "12345"}, "Số điện thoại bắt đầu bằng số 0"),
        ({"street": " "}, "Bạn cho biết số nhà, đường hoặc thôn."),
        ({"province": "99"}, "Tỉnh, thành phố"),
        ({"commune": "99999"}, "Xã, phường này không thuộc tỉnh đã chọn."),
    ],
)
def test_a_wrong_address_is_told_and_not_kept(client, shopper, changes, told):
    page = client.post("/tai-khoan/dia-chi/", typed(**changes))

    assert page.status_code == 422
    assert told in texts(html_of(page).select_one(".errors"))
    assert Address.objects.count() == 0


def test_without_javascript_the_communes_come_with_a_step_in_between(client, shopper):
    page = client.post("/tai-khoan/dia-chi/", typed(commune="", step="place"))

    assert page.status_code == 200
    assert html_of(page).select_one(f"#id_commune option[value='{HANOI_COMMUNE}']") is not None
    assert html_of(page).select_one("#id_street")["value"] == "5 phố Mới"


def test_addresses_of_others_are_not_there(client, shopper):
    foreign = kept(make_user())

    assert client.get(f"/tai-khoan/dia-chi/{foreign.pk}/").status_code == 404
    for path in ("", "xoa/", "mac-dinh/"):
        assert client.post(f"/tai-khoan/dia-chi/{foreign.pk}/{path}", typed()).status_code == 404
    foreign.refresh_from_db()
    assert (foreign.street, foreign.is_default) == ("5 phố Cũ", True)


def test_the_language_of_her_mails_is_remembered(client, shopper):
    answer = client.post("/tai-khoan/ngon-ngu/", {"language": "en"})
    shopper.refresh_from_db()
    assert (answer["Location"], shopper.language) == ("/en/tai-khoan/", "en")

    client.post("/tai-khoan/ngon-ngu/", {"language": "fr"})
    shopper.refresh_from_db()
    assert shopper.language == "en"
