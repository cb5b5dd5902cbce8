"""People who sign in: shoppers, members of groups, staff. One account type, told apart by memberships and permissions."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperatives.vietnam.phones import format_phone

NO_EMAIL: Final = ".invalid"
"""How the address of somebody without e-mail ends: no mail server ever answers to it (RFC 2606)."""


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail; there is no username."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a user. Raises ValueError when the e-mail is empty."""
        if not email:
            raise ValueError("email must not be empty")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a user who may do everything except approve her own work."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """Someone who signs in with an e-mail address (members also by phone in the portal)."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("email"), unique=True)
    phone = models.CharField(_("số điện thoại"), max_length=16, blank=True, help_text="E.164")
    language = models.CharField(_("ngôn ngữ"), max_length=2, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = pgettext_lazy("many", "tài khoản")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_ci_unique"),
            models.UniqueConstraint(fields=["phone"], condition=~models.Q(phone=""), name="user_phone_once"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.reached_at

    @property
    def has_email(self) -> bool:
        """Whether she can be written to; a member whom staff invited by telephone has an address that leads nowhere."""
        return not self.email.endswith(NO_EMAIL)

    @property
    def reached_at(self) -> str:
        """Her e-mail address, else her telephone number, as people write it."""
        return self.email if self.has_email else format_phone(self.phone)


class Address(models.Model):
    """A delivery address that a signed-in shopper keeps. Two levels: province and commune by code, and the text as she typed it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="addresses")
    recipient = models.CharField(_("người nhận"), max_length=120)
    phone = models.CharField(_("số điện thoại"), max_length=16)
    street = models.CharField(_("số nhà, đường, thôn"), max_length=250)
    province_code = models.CharField(_("tỉnh"), max_length=2)
    commune_code = models.CharField(_("xã, phường"), max_length=5)
    is_default = models.BooleanField(_("mặc định"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("địa chỉ")
        verbose_name_plural = pgettext_lazy("many", "địa chỉ")
        constraints = [models.UniqueConstraint(fields=["user"], condition=models.Q(is_default=True), name="address_one_default")]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.street}"


class PhoneCode(models.Model):
    """A one-time code that was asked for, whether or not anybody signs in with the number. Neither code nor number can be read here."""

    phone_key = models.CharField(max_length=64)
    address_key = models.CharField(max_length=64)
    number = models.PositiveIntegerField(help_text="Two requests at one moment cannot both be the next one")
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["phone_key", "number"], name="phonecode_one_next")]
        indexes = [models.Index(fields=["address_key", "created_at"]), models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return f"code:{self.pk}"


class SignInLink(models.Model):
    """A way in, made by staff for a member, good for once. Only its fingerprint is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("đường dẫn")
        verbose_name_plural = pgettext_lazy("many", "đường dẫn")

    def __str__(self) -> str:
        return f"link:{self.pk}"


class Sending(models.Model):
    """What a phone sent under a key of its own, and what it was told: sent again, it has no second effect and gets the same answer."""

    class State(models.TextChoices):
        """How it ended."""

        DONE = "done", _("đã ghi")
        REFUSED = "refused", _("bị từ chối")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sendings")
    key = models.UUIDField(help_text="Made on the phone")
    state = models.CharField(max_length=8, choices=State.choices, default=State.DONE)
    told = models.TextField(blank=True)
    leads_to = models.CharField(max_length=300, blank=True, help_text="Address of the page that shows what came of it")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="sending_once")]
        indexes = [models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return f"sending:{self.pk}"
