"""The books: accounts, entries, their postings and seals.

A posting moves an amount from a credit account to a debit account, so every entry balances by construction. An entry names its seal when
it is written and the seal is written last; the foreign key is checked at COMMIT, so an entry without its seal cannot be committed, and
triggers (:mod:`.triggers`) refuse anything that would change what was sealed. Mistakes are corrected by a reversing entry only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.base import ModelBase
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .close_models import DailyClose

__all__ = ["Account", "AccountKind", "DailyClose", "Entry", "Posting", "Seal"]


class AccountKind(models.TextChoices):
    """The four kinds of account. Assets and expenses grow by debits, liabilities and revenue by credits."""

    ASSET = "A", _("Tài sản")
    LIABILITY = "L", _("Phải trả")
    REVENUE = "R", _("Doanh thu")
    EXPENSE = "E", _("Chi phí")

    @property
    def grows_by_debit(self) -> bool:
        """True for assets and expenses."""
        return self in DEBIT_KINDS


DEBIT_KINDS = (AccountKind.ASSET, AccountKind.EXPENSE)


def _side_total(side: str, as_of: datetime | None) -> Coalesce:
    postings = Posting.objects.filter(**{side: OuterRef("pk")})
    if as_of is not None:
        postings = postings.filter(at__lte=as_of)
    total = postings.order_by().values(side).annotate(total=Sum("amount_vnd")).values("total")
    return Coalesce(Subquery(total, output_field=models.BigIntegerField()), Value(0))


class AccountQuerySet(QuerySet["Account"]):
    """Questions about many accounts."""

    def of_owner(self, owner: str) -> Self:
        """Accounts that belong to one owner (for example a group)."""
        return self.filter(owner=owner)

    def with_sums(self, as_of: datetime | None = None) -> Self:
        """Add ``sum_vnd``: the balance added up from the postings, in the sign of the account's normal side."""
        sums = _side_total("debit", as_of) - _side_total("credit", as_of)
        return self.annotate(sum_vnd=Case(When(kind__in=DEBIT_KINDS, then=sums), default=-sums, output_field=models.BigIntegerField()))

    def with_balances(self, as_of: datetime | None = None) -> Self:
        """Add ``balance_vnd`` in the sign of the account's normal side.

        ``as_of`` counts postings whose business time is at or before it. Without it the balance of a floor account is the kept one.
        """
        if as_of is not None:
            return self.with_sums(as_of).annotate(balance_vnd=F("sum_vnd"))
        sums = _side_total("debit", None) - _side_total("credit", None)
        return self.annotate(
            balance_vnd=Case(
                When(floor_zero=True, then=F("bal")),
                When(kind__in=DEBIT_KINDS, then=sums),
                default=-sums,
                output_field=models.BigIntegerField(),
            )
        )


class Account(models.Model):
    """One line of the chart of accounts, or one owner's account under it (``2120.g7``). Opened by :func:`.chart.account`.

    ``bal`` is kept by a trigger, and only for floor accounts: one row lock each. Busy clearing accounts are summed instead, so that sales
    do not queue on one row. Code, kind, currency, owner and floor never change (a trigger refuses).
    """

    code = models.CharField(_("Mã tài khoản"), max_length=64, unique=True)
    name = models.CharField(_("Tên tài khoản"), max_length=200)
    kind = models.CharField(_("Loại tài khoản"), max_length=1, choices=AccountKind.choices)
    currency = models.CharField(_("Loại tiền"), max_length=3, default="VND")
    owner = models.CharField(_("Chủ tài khoản"), max_length=64, blank=True, default="")
    floor_zero = models.BooleanField(_("Không được âm"), default=False)
    bal = models.BigIntegerField(_("Số dư"), default=0, editable=False)

    # Set by with_balances() and with_sums() only.
    balance_vnd: int
    sum_vnd: int

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("Tài khoản sổ cái")
        verbose_name_plural = pgettext_lazy("many", "Tài khoản sổ cái")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AccountKind.values), name="ledger_account_kind"),
            models.CheckConstraint(condition=Q(floor_zero=False) | Q(bal__gte=0), name="ledger_account_floor"),
        ]
        indexes = [models.Index(fields=["owner"], name="ledger_account_owner", condition=~Q(owner=""))]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Save; an account that exists changes its name only. Its balance belongs to the trigger, and ours may be stale."""
        if not self._state.adding and update_fields is None:
            update_fields = ["name"]
        super().save(force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields)


class Seal(models.Model):
    """Closes the entry with the same key. Written last; afterwards no posting can be added to that entry.

    ``digest`` is the SHA-256 of what was sealed (:func:`.services.digest_of`). It shows damage on accounts that keep no balance, too; it
    has no secret in it, so it does not stop somebody who rewrites the books and the digest together.
    """

    key = models.CharField(_("Khoá bút toán"), max_length=120, primary_key=True)
    sealed_at = models.DateTimeField(_("Khoá lúc"), default=timezone.now)
    digest = models.CharField(_("Mã kiểm"), max_length=64, default="", editable=False)

    class Meta:
        verbose_name = _("Dấu khoá bút toán")
        verbose_name_plural = pgettext_lazy("many", "Dấu khoá bút toán")

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """One business event in the books. ``key`` names the event, so it can be booked once only.

    ``at`` is when it happened, ``created_at`` when it was booked. ``ref`` points at what caused it, for example
    ``{"order": "SK-7K3M9Q", "parcel": 12, "actor": 5}``; people are there as user ids, never by name.
    """

    key = models.CharField(_("Khoá bút toán"), max_length=120, unique=True)
    kind = models.CharField(_("Loại bút toán"), max_length=40)
    at = models.DateTimeField(_("Xảy ra lúc"), default=timezone.now)
    created_at = models.DateTimeField(_("Ghi sổ lúc"), default=timezone.now)
    ref = models.JSONField(_("Liên quan đến"), default=dict, blank=True)
    memo = models.CharField(_("Diễn giải"), max_length=300, blank=True, default="")
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name=_("Đảo bút toán")
    )
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("Dấu khoá"))

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("Bút toán")
        verbose_name_plural = pgettext_lazy("many", "Bút toán")
        constraints = [
            models.CheckConstraint(condition=Q(seal=F("key")), name="ledger_entry_own_seal"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(kind=""), name="ledger_entry_named"),
        ]
        indexes = [
            models.Index(fields=["at"], name="ledger_entry_at"),
            models.Index(fields=["kind", "at"], name="ledger_entry_kind_at"),
        ]

    def __str__(self) -> str:
        return self.key


class Posting(models.Model):
    """One amount moved: ``debit`` receives, ``credit`` gives. ``at`` repeats the entry's time so that statements read one index.

    ``amount_vnd`` is in the currency of its accounts (a trigger refuses two currencies in one posting), whole đồng for VND.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings", db_index=False, verbose_name=_("Bút toán"))
    seq = models.PositiveSmallIntegerField(_("Dòng"))
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="debits", db_index=False, verbose_name=_("Ghi nợ"))
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credits", db_index=False, verbose_name=_("Ghi có"))
    amount_vnd = models.BigIntegerField(_("Số tiền"))
    at = models.DateTimeField(_("Xảy ra lúc"))
    memo = models.CharField(_("Diễn giải"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["entry", "seq"]
        verbose_name = _("Dòng bút toán")
        verbose_name_plural = pgettext_lazy("many", "Dòng bút toán")
        constraints = [
            models.UniqueConstraint(fields=["entry", "seq"], name="ledger_posting_seq"),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="ledger_posting_amount"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="ledger_posting_sides"),
        ]
        # The amount is in the index so that balances and statements are added up without touching the table.
        indexes = [
            models.Index(fields=["debit", "at", "amount_vnd"], name="ledger_posting_debit_at"),
            models.Index(fields=["credit", "at", "amount_vnd"], name="ledger_posting_credit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.seq}"
