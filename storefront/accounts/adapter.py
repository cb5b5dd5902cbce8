"""What we want of django-allauth otherwise: our language in addresses and mails, our name on the letterhead."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language


class AccountAdapter(DefaultAccountAdapter):
    """Set as ``ACCOUNT_ADAPTER``."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Her own page, in the language of the page she signed in on."""
        return reverse("accounts:home")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """The same after signing up."""
        return reverse("accounts:home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The first page, in her language."""
        return "/en/" if get_language() == "en" else "/"

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Remember in which language she signed up."""
        user.language = "en" if get_language() == "en" else "vi"
        return super().save_user(request, user, form, commit)

    def format_email_subject(self, subject: str) -> str:
        """The shop's name before the subject, whatever host the page was asked for."""
        return f"Sinh Kế: {subject.strip()}"
