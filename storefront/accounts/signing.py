"""The forms of django-allauth without placeholders: a label says it already, and stays while one types."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from django.utils.translation import gettext_lazy as _


class _Plain:
    """Takes away what allauth writes into empty boxes."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(_Plain, forms.LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Email")
        self.fields["password"].help_text = ""


class SignupForm(_Plain, forms.SignupForm):
    """E-mail and a password, once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Email")
        self.fields["password1"].help_text = _("Ít nhất 8 ký tự. Một câu dài dễ nhớ là tốt nhất.")


class AddEmailForm(_Plain, forms.AddEmailForm):
    """Another address."""


class ChangePasswordForm(_Plain, forms.ChangePasswordForm):
    """The old password and the new one."""


class SetPasswordForm(_Plain, forms.SetPasswordForm):
    """A first password."""


class ResetPasswordForm(_Plain, forms.ResetPasswordForm):
    """Where to send the link."""


class ResetPasswordKeyForm(_Plain, forms.ResetPasswordKeyForm):
    """The new password behind the link."""
