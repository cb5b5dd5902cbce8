"""Paying groups: two people, a content hash, a bank file, and every đồng traceable to the ledger row it came from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperatives.groups.encryption import EncryptedTextField


class BankAccount(models.Model):
    """Where a group is paid. A new or changed account needs a second person and a cooling time before money goes there."""

    class Status(models.TextChoices):
        """Proposed by one, approved by another; blocked after a bounce; replaced when another one is approved."""

        PROPOSED = "proposed", _("Chờ người thứ hai duyệt")
        APPROVED = "approved", _("Đã duyệt")
        BLOCKED = "blocked", _("Tạm khóa")
        REPLACED = "replaced", _("Đã thay")

    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="bank_accounts", verbose_name=_("nhóm"))
    bank_bin = models.CharField(_("ngân hàng (BIN)"), max_length=6)
    account_number = EncryptedTextField(_("số tài khoản"))
    holder = EncryptedTextField(_("chủ tài khoản"))
    last4 = models.CharField(_("4 số cuối"), max_length=4)
    status = models.CharField(_("tình trạng"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("người đề nghị"))
    proposed_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    usable_at = models.DateTimeField(_("dùng được từ"), null=True, blank=True, help_text=_("Sau thời gian chờ"))
    blocked_reason = models.CharField(_("lý do khóa"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("tài khoản nhận tiền")
        verbose_name_plural = pgettext_lazy("many", "tài khoản nhận tiền")
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(status="approved"), name="bankaccount_one_approved"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")), name="bankaccount_approved_by_another"
            ),
        ]
        permissions = [("approve_bankaccount", _("Duyệt tài khoản nhận tiền"))]

    def __str__(self) -> str:
        return f"{self.group} ····{self.last4}"


class PayoutRun(models.Model):
    """One round of payouts: draft → proposed → approved → sent → settled; returned transfers are reopened one by one."""

    class Status(models.TextChoices):
        """Moves are a table in :mod:`cooperatives.payouts.states`."""

        DRAFT = "draft", _("Đang soạn")
        PROPOSED = "proposed", _("Chờ duyệt")
        APPROVED = "approved", _("Đã duyệt")
        SENT = "sent", _("Đã gửi ngân hàng")
        SETTLED = "settled", _("Xong")
        CANCELLED = "cancelled", _("Đã bỏ")

    number = models.CharField(_("mã đợt"), max_length=20, unique=True)
    status = models.CharField(_("tình trạng"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    cut_off_at = models.DateTimeField(_("tính đến"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("người soạn"))
    created_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    content_hash = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 over group, account and amount of each payout when proposed"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("đợt trả tiền")
        verbose_name_plural = pgettext_lazy("many", "đợt trả tiền")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | (~Q(approved_by=F("proposed_by")) & ~Q(approved_by=F("created_by"))),
                name="payoutrun_approved_by_another",
            ),
        ]
        permissions = [("propose_payoutrun", _("Soạn và đề nghị đợt trả tiền")), ("approve_payoutrun", _("Duyệt đợt trả tiền"))]

    def __str__(self) -> str:
        return self.number


class Payout(models.Model):
    """What one group gets in one run."""

    class Status(models.TextChoices):
        """A late return beats an earlier success."""

        DRAFT = "draft", _("Đang soạn")
        APPROVED = "approved", _("Đã duyệt")
        SENT = "sent", _("Đã gửi ngân hàng")
        SETTLED = "settled", _("Nhóm đã nhận")
        RETURNED = "returned", _("Ngân hàng trả lại")
        CANCELLED = "cancelled", _("Đã bỏ")

    run = models.ForeignKey(PayoutRun, on_delete=models.PROTECT, related_name="payouts")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="payouts")
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="payouts")
    amount_vnd = models.BigIntegerField(_("số tiền"))
    debt_netted_vnd = models.BigIntegerField(_("trừ nợ cũ"), default=0)
    status = models.CharField(_("tình trạng"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    reference = models.CharField(_("nội dung chuyển"), max_length=25, unique=True, help_text="ASCII, neutral; goes into the bank file")
    settled_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(_("lý do trả lại"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("khoản trả nhóm")
        verbose_name_plural = pgettext_lazy("many", "khoản trả nhóm")
        ordering = ["run", "group__name_vi"]
        constraints = [
            models.UniqueConstraint(fields=["run", "group"], name="payout_one_per_group"),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0) & Q(debt_netted_vnd__gte=0), name="payout_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.run} {self.group}"


class PayoutLine(models.Model):
    """Ties a payout to a ledger posting on the group's "available" account: what exactly was paid. A posting is claimed once."""

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="lines")
    posting = models.ForeignKey("ledger.Posting", on_delete=models.PROTECT, related_name="payout_lines")
    amount_vnd = models.BigIntegerField(help_text="Signed: plus came in, minus was taken off")
    is_void = models.BooleanField(default=False, help_text="Payout cancelled or returned: the posting is free again")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["posting"], condition=Q(is_void=False), name="payoutline_posting_claimed_once")]

    def __str__(self) -> str:
        return f"{self.payout_id}: {self.amount_vnd}"


class BankFileProfile(models.Model):
    """How one bank wants its batch file: a row that staff edit, because every bank has its own layout and changes it.

    ``columns`` is a list of ``{"heading": …, "value": …}``; values are the words of :data:`cooperatives.payouts.services.files.VALUES`.
    """

    code = models.SlugField(_("mã"), max_length=30, unique=True)
    name = models.CharField(_("tên"), max_length=120)
    columns = models.JSONField(_("các cột"))
    sheet_name = models.CharField(_("tên trang tính"), max_length=31, default="Danh sach")
    upper_ascii = models.BooleanField(_("IN HOA KHÔNG DẤU"), default=True)
    memo_max = models.PositiveSmallIntegerField(_("nội dung dài nhất"), default=25)
    is_checked = models.BooleanField(_("đã thử với ngân hàng"), default=False)

    class Meta:
        verbose_name = _("mẫu tệp ngân hàng")
        verbose_name_plural = pgettext_lazy("many", "mẫu tệp ngân hàng")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class BankFile(models.Model):
    """A bank file that was written for an approved run. UNIQUE (run, profile): never two different files with the same lines."""

    run = models.ForeignKey(PayoutRun, on_delete=models.PROTECT, related_name="files")
    profile = models.CharField(max_length=30)
    file_format = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)
    total_vnd = models.BigIntegerField()
    line_count = models.PositiveIntegerField()
    content = models.BinaryField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "profile", "file_format"], name="bankfile_once")]

    def __str__(self) -> str:
        return f"{self.run} {self.profile}"
