"""People of the desk, and the rows that they work on."""

from __future__ import annotations

import re
from html import unescape

from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.test import Client
from django.utils.html import strip_tags

from storefront.accounts.models import User
from tests.factories import make_user

TAG = re.compile(r"<[^>]*>")
BACKEND = "django.contrib.auth.backends.ModelBackend"


def staff(*permissions: str, **fields) -> User:
    """Somebody who may enter the admin and has just these permissions ("app.codename")."""
    user = make_user(staff=True, **fields)
    for label in ("wagtailadmin.access_admin", *permissions):
        app, codename = label.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return User.objects.get(pk=user.pk)


def client_of(user: User) -> Client:
    """A browser that is signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def said(response) -> str:
    """The last thing that the page said after an action, as plain text."""
    messages = [strip_tags(str(message)) for message in get_messages(response.wsgi_request)]
    return " ".join(messages[-1].replace("\xa0", " ").split())


def text_of(response) -> str:
    """The page's words without its tags, spaces made single."""
    return " ".join(unescape(TAG.sub(" ", response.content.decode())).replace("\xa0", " ").split())


def filled(client: Client, address: str) -> dict[str, object]:
    """The fields of the admin's form at an address as it shows them, ready to be changed and sent."""
    form = client.get(address).context["form"]
    return {name: value for name, value in form.initial.items() if isinstance(value, str | int) and not isinstance(value, bool)}
