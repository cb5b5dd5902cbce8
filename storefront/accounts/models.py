"""People who sign in: shoppers, members of groups, staff. One account type, told apart by memberships and permissions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_ci_unique")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email


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
