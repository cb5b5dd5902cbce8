"""Whose cart it is: by cookie, by sign-in, in another tab, after signing out."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from catalog.models import Stock
from storefront.cart import cookie, services
from storefront.cart.context import cart_count
from storefront.cart.middleware import CartMiddleware
from storefront.cart.models import Cart, CartLine
from tests import race
from tests.factories import make_cart, make_product, make_user, make_variant

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Browser:
    """Sends requests through the cart's middleware, and keeps cookies and session as a browser does."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}
        self.session = SessionStore()
        self.user = AnonymousUser()

    def visit(self, view):
        request = RequestFactory().get("/")
        request.COOKIES.update(self.cookies)
        request.session, request.user = self.session, self.user
        seen = []

        def respond(request):
            seen.append(view(request))
            return HttpResponse()

        response = CartMiddleware(respond)(request)
        self.cookies.update({name: morsel.value for name, morsel in response.cookies.items()})
        self.morsel = response.cookies.get(cookie.NAME)
        self.session, self.user = request.session, request.user
        return seen[0]

    def put(self, variant, quantity=1):
        return self.visit(lambda request: services.add_line(cart=services.get_cart(request), variant_id=variant.pk, quantity=quantity))

    def sign_in(self, user):
        self.visit(lambda request: login(request, user, backend=BACKEND))

    def sign_out(self):
        self.visit(logout)

    @property
    def cart(self):
        return self.visit(services.find_cart)

    @property
    def packs(self):
        return dict(CartLine.objects.filter(cart=self.cart).values_list("variant", "quantity"))


@pytest.fixture
def jar(db):
    return make_variant(stock=5)


@pytest.fixture
def browser(db):
    return Browser()


def test_the_shop_runs_with_the_middleware_and_the_count():
    assert "storefront.cart.middleware.CartMiddleware" in settings.MIDDLEWARE
    assert "storefront.cart.context.cart_count" in settings.TEMPLATES[0]["OPTIONS"]["context_processors"]


def test_looking_makes_no_cart_and_no_cookie(browser):
    assert browser.cart is None
    assert (browser.cookies, Cart.objects.count()) == ({}, 0)


def test_a_guests_cart_lives_in_a_signed_cookie_for_180_days(browser, jar):
    browser.put(jar, 2)
    assert (browser.morsel["max-age"], browser.morsel["httponly"], browser.morsel["samesite"]) == (180 * 86_400, True, "Lax")
    assert Cart.objects.get().token in browser.cookies["gio"]
    assert browser.packs == {jar.pk: 2}
    assert browser.morsel is None


def test_a_cookie_that_was_tampered_with_finds_nothing(browser, jar):
    cart = make_cart({jar: 1})
    browser.cookies["gio"] = f"{cart.token}:made-up"
    assert browser.cart is None


def test_another_tab_sees_the_same_cart(browser, jar):
    browser.put(jar)
    tab = Browser()
    tab.cookies, tab.session = browser.cookies, browser.session
    tab.put(jar, 2)
    assert browser.packs == tab.packs == {jar.pk: 3}


def test_the_first_sign_in_takes_the_guests_cart_along(browser, jar):
    user = make_user()
    browser.put(jar, 2)
    row = browser.cart.pk
    browser.sign_in(user)
    assert (browser.cart.pk, browser.cart.user_id, browser.packs) == (row, user.pk, {jar.pk: 2})


def test_signing_out_keeps_what_she_sees_and_signing_in_again_changes_nothing(browser, jar):
    user = make_user()
    make_cart({jar: 1}, user=user)
    browser.sign_in(user)
    browser.sign_out()
    assert not browser.user.is_authenticated
    assert browser.packs == {jar.pk: 1}
    browser.put(jar)
    browser.sign_in(user)
    assert (browser.packs, Cart.objects.count()) == ({jar.pk: 2}, 1)


def test_two_carts_become_one_and_no_line_is_lost(browser, jar):
    user, rice, cloth = make_user(), make_product().variants.get(), make_product().variants.get()
    make_cart({jar: 1, cloth: 1}, user=user)
    browser.put(jar, 2)
    browser.put(rice, 4)
    browser.sign_in(user)
    assert browser.packs == {jar.pk: 3, rice.pk: 4, cloth.pk: 1}
    assert Cart.objects.count() == 1


@pytest.mark.parametrize(("stock", "hers", "guests", "together"), [(5, 3, 4, 5), (5, 1, 2, 3), (0, 3, 2, 3), (2, 4, 1, 4)])
def test_joined_quantities_stop_at_the_stock_but_never_shrink(jar, stock, hers, guests, together):
    Stock.objects.filter(variant=jar).update(on_hand=stock)
    owner, guest = make_cart({jar: hers}, user=make_user()), make_cart({jar: guests})
    services.merge_carts(guest=guest, owner=owner)
    assert owner.lines.get().quantity == together
    assert not Cart.objects.filter(pk=guest.pk).exists()


def test_joining_keeps_the_price_that_she_saw_last(jar):
    owner, guest = make_cart({jar: 1}, user=make_user()), make_cart({jar: 1})
    guest.lines.update(seen_price_vnd=123)
    services.merge_carts(guest=guest, owner=owner)
    assert owner.lines.get().seen_price_vnd == 123


def test_somebody_elses_cart_in_the_same_browser_stays_hers(browser, jar):
    first, second = make_user(), make_user()
    make_cart({jar: 1}, user=first)
    browser.sign_in(first)
    browser.sign_out()
    browser.sign_in(second)
    assert browser.cart is None
    assert first.cart.lines.count() == 1


def test_a_user_without_a_cart_gets_one_when_she_puts_something_in(browser, jar):
    user = make_user()
    browser.sign_in(user)
    browser.put(jar)
    assert Cart.objects.get().user == user


def test_a_sign_in_without_a_request_is_left_alone(db):
    user = make_user()
    services.finding.join_on_sign_in(sender=None, request=None, user=user)
    assert Cart.objects.count() == 0


def test_the_count_costs_nothing_until_shown_and_then_one_query(browser, jar, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert browser.visit(lambda request: int(cart_count(request)["cart_count"] or 0)) == 0
    browser.put(jar, 3)
    with django_assert_num_queries(0):
        browser.visit(cart_count)
    with django_assert_num_queries(1):
        assert browser.visit(lambda request: f"{cart_count(request)['cart_count']}") == "3"


def test_the_count_of_a_signed_in_user_is_that_of_her_cart(browser, jar):
    user = make_user()
    make_cart({jar: 4}, user=user)
    browser.sign_in(user)
    assert browser.visit(services.count_packs) == 4


def test_carts_are_found_by_user_or_token_and_by_nothing_else(jar):
    hers, guest = make_cart({}, user=make_user()), make_cart({})
    assert services.cart_for(user=hers.user, token=guest.token) == hers
    assert services.cart_for(user=None, token=guest.token) == guest
    assert services.cart_for(user=None, token="") is None
    assert guest.created_at <= timezone.now()


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_cart", [True, False])
def test_eight_tabs_sign_in_at_once_and_no_line_is_lost(has_cart):
    user, jar, rice = make_user(), make_variant(stock=50), make_variant(stock=50)
    if has_cart:
        make_cart({jar: 1, rice: 1}, user=user)
    guest = Browser()
    guest.put(jar, 2)

    def sign_in(cookies):
        tab = Browser()
        tab.cookies = dict(cookies)
        tab.sign_in(user)
        return tab.packs

    expected = {jar.pk: 3, rice.pk: 1} if has_cart else {jar.pk: 2}
    assert race.together([lambda: sign_in(guest.cookies)] * 8) == [expected] * 8
    assert Cart.objects.count() == 1


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_two_devices_sign_in_at_once_with_carts_of_their_own():
    user, jar, rice = make_user(), make_variant(stock=50), make_variant(stock=50)
    devices = [Browser(), Browser()]
    devices[0].put(jar, 2)
    devices[1].put(rice, 3)
    assert race.together([lambda one=one: one.sign_in(user) for one in devices]) == [None, None]
    assert dict(CartLine.objects.filter(cart__user=user).values_list("variant", "quantity")) == {jar.pk: 2, rice.pk: 3}
    assert Cart.objects.count() == 1
