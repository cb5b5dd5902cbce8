"""The index: one row per product on sale, and a log that tells every process which rows have changed; and what is counted of searches.

The index is derived and can be made again by ``manage.py search_rebuild``. What is said of a label is never kept here: certificates are
dated, so they are read from their own table.
"""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from search.synonyms import ALONE, LONGEST, NEVER, WITH, WITHOUT, terms_of

FEWEST_NAMES = 2


def new_token() -> str:
    """A random mark, so that a log that was rolled back or restored is not mistaken for the one a process has read."""
    return secrets.token_hex(8)


class SearchDocument(models.Model):
    """What a listing filters, counts and sorts by, and the words of one product.

    ``title``, ``other`` (group, place, packs), ``body`` and ``kind`` (category) are words in lower case with their marks; the columns
    ending in ``_folded`` are the same words without marks. The full text index (FTS5, or a table of lexemes) lives beside these columns,
    see :mod:`search.schema`.
    """

    product = models.OneToOneField("catalog.Product", on_delete=models.CASCADE, primary_key=True, related_name="+")
    group_id = models.BigIntegerField()
    category_id = models.BigIntegerField()
    province_code = models.CharField(max_length=2, blank=True)
    price_vnd = models.BigIntegerField()
    in_stock = models.BooleanField()
    season_mask = models.PositiveSmallIntegerField(default=0, help_text="bit 0 is January")
    created_at = models.DateTimeField()
    title = models.TextField()
    other = models.TextField()
    body = models.TextField()
    kind = models.TextField()
    title_folded = models.TextField()
    other_folded = models.TextField()
    body_folded = models.TextField()
    kind_folded = models.TextField()

    class Meta:
        db_table = "search_document"
        verbose_name = "dòng tìm kiếm"
        verbose_name_plural = "dòng tìm kiếm"

    def __str__(self) -> str:
        return self.title


class SearchChange(models.Model):
    """One line of the log. ``product_id``: its row or certificates changed. ``group_id``: certificates of the whole group changed.
    Neither: read everything again."""

    token = models.CharField(max_length=16, default=new_token)
    product_id = models.BigIntegerField(null=True)
    group_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "search_change"
        verbose_name = "thay đổi của tìm kiếm"
        verbose_name_plural = "thay đổi của tìm kiếm"

    def __str__(self) -> str:
        return f"{self.pk}: {self.product_id or self.group_id or 'all'}"


class SearchOutbox(models.Model):
    """News that waits for the index: written in the transaction of the change, deleted once the index has it (:mod:`search.outbox`).

    ``product_id``: one product. ``group_id``: every product of a group. Neither: names of categories, groups or labels.
    """

    product_id = models.BigIntegerField(null=True)
    group_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "search_outbox"
        verbose_name = "tin chờ của tìm kiếm"
        verbose_name_plural = "tin chờ của tìm kiếm"

    def __str__(self) -> str:
        return f"{self.pk}: {self.product_id or self.group_id or 'names'}"


class SearchIndex(models.Model):
    """An index on a search server that follows the log: how far it has read, and how far its building has come.

    Which index answers is said by the server's alias, not here. ``log_id``, ``log_token``: the last line of :class:`SearchChange` that it
    has. ``built_to``: the last product that its building wrote, so that a building that was broken off goes on there.
    """

    name = models.CharField(max_length=100, unique=True)
    log_id = models.BigIntegerField()
    log_token = models.CharField(max_length=16)
    built_to = models.BigIntegerField(default=0)
    is_whole = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "search_index"
        verbose_name = "chỉ mục tìm kiếm"
        verbose_name_plural = "chỉ mục tìm kiếm"

    def __str__(self) -> str:
        return self.name


class SearchRowBefore(models.Model):
    """A row of the database's index as it was before the last rebuild changed it; ``row`` None when there was none. Kept for going back,
    and only until the product changes: nothing that was withdrawn stays here."""

    product_id = models.BigIntegerField(unique=True)
    row = models.JSONField(null=True)

    class Meta:
        db_table = "search_row_before"
        verbose_name = "dòng tìm kiếm cũ"
        verbose_name_plural = "dòng tìm kiếm cũ"

    def __str__(self) -> str:
        return str(self.product_id)


class SearchRebuild(models.Model):
    """A rebuild of the database's index that is not finished: it has done the products up to ``built_to``."""

    built_to = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField()

    class Meta:
        db_table = "search_rebuild"
        verbose_name = "lần dựng lại bảng tìm kiếm"
        verbose_name_plural = "lần dựng lại bảng tìm kiếm"

    def __str__(self) -> str:
        return str(self.built_to)


class SearchVocabulary(models.Model):
    """A copy of :class:`search.vocabulary.Vocabulary`, as of a line of the log; at most one row. ``words``: in how many products each
    stands; ``pairs``: neighbours with a space between them."""

    log_id = models.BigIntegerField()
    log_token = models.CharField(max_length=16)
    words = models.JSONField()
    pairs = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "search_vocabulary"
        verbose_name = "vốn chữ của tìm kiếm"
        verbose_name_plural = "vốn chữ của tìm kiếm"

    def __str__(self) -> str:
        return f"{len(self.words)}"


class SearchTerm(models.Model):
    """Words that somebody looked for; never who, never when.

    ``key`` is a keyed digest of the words, by which they are counted. The words themselves are written only when they were asked
    :data:`search.counting.SHOWN_FROM` times, so what one person typed once, a name perhaps, is in no row of the database.
    """

    key = models.CharField(max_length=64, unique=True)
    language = models.CharField(_("ngôn ngữ"), max_length=2)
    text = models.CharField(_("chữ đã gõ"), max_length=60, blank=True)
    is_quiet = models.BooleanField(_("không gợi ý"), default=False)

    class Meta:
        db_table = "search_term"
        verbose_name = _("chữ được tìm")
        verbose_name_plural = _("chữ được tìm")

    def __str__(self) -> str:
        return self.text or "–"


class SearchWeek(models.Model):
    """How often some words were asked in the week that begins on ``week_on``, a Monday, and what came of it."""

    term = models.ForeignKey(SearchTerm, on_delete=models.CASCADE, related_name="weeks")
    week_on = models.DateField(_("tuần từ"), db_index=True)
    asked_count = models.PositiveIntegerField(_("số lần tìm"), default=0)
    empty_count = models.PositiveIntegerField(_("không có món nào"), default=0)
    mended_count = models.PositiveIntegerField(_("phải đoán chữ"), default=0)
    opened_count = models.PositiveIntegerField(_("có mở một món"), default=0)

    class Meta:
        db_table = "search_week"
        verbose_name = _("tuần tìm kiếm")
        verbose_name_plural = _("tuần tìm kiếm")
        constraints = [
            models.UniqueConstraint(fields=["term", "week_on"], name="search_week_once"),
            models.CheckConstraint(condition=models.Q(opened_count__lte=models.F("asked_count")), name="search_week_opened_lte_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.week_on}: {self.asked_count}"


class SynonymSet(models.Model):
    """Names of one thing, with commas: "lợn, heo"."""

    terms = models.CharField(
        _("các tên của một thứ"),
        max_length=400,
        unique=True,
        help_text=_("Cách nhau bằng dấu phẩy, viết đủ dấu. Ví dụ: lạc, đậu phộng, đậu phụng"),
    )

    class Meta:
        db_table = "search_synonymset"
        ordering = ("terms",)
        verbose_name = _("từ đồng nghĩa")
        verbose_name_plural = pgettext_lazy("many", "từ đồng nghĩa")

    def __str__(self) -> str:
        return self.terms

    def clean(self) -> None:
        """Write it one way. Raises ValidationError for fewer than two names, or one that is too long to be looked ahead for."""
        if not self.terms:
            return
        found = terms_of(self.terms)
        if len(found) < FEWEST_NAMES:
            raise ValidationError({"terms": _("Cần ít nhất hai tên khác nhau, cách nhau bằng dấu phẩy.")})
        for term in found:
            if len(term) > LONGEST:
                raise ValidationError(
                    {"terms": _("“%(name)s” dài quá: mỗi tên nhiều nhất %(most)s tiếng.") % {"name": " ".join(term), "most": LONGEST}}
                )
        self.terms = ", ".join(" ".join(term) for term in found)


class AmbiguousWord(models.Model):
    """A word of two meanings, and when it may stand for its set of :class:`SynonymSet`."""

    class When(models.TextChoices):
        """In which queries."""

        ALONE = ALONE, _("Chỉ khi gõ một mình")
        WITH = WITH, _("Chỉ khi có một trong các chữ bên cạnh")
        WITHOUT = WITHOUT, _("Trừ khi có một trong các chữ bên cạnh")
        NEVER = NEVER, _("Không bao giờ")

    word = models.CharField(_("chữ có hai nghĩa"), max_length=60, unique=True, help_text=_("Ví dụ: bắp (ngô, hay bắp cải)"))
    when = models.CharField(_("được hiểu là tên khác"), max_length=8, choices=When.choices)
    beside = models.CharField(_("các chữ bên cạnh"), max_length=200, blank=True, help_text=_("Cách nhau bằng dấu phẩy"))

    class Meta:
        db_table = "search_ambiguousword"
        ordering = ("word",)
        verbose_name = _("chữ có hai nghĩa")
        verbose_name_plural = pgettext_lazy("many", "chữ có hai nghĩa")

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        """Write it one way. Raises ValidationError for a rule without the words that it is about."""
        words = terms_of(self.word)
        if len(words) != 1:
            raise ValidationError({"word": _("Ghi một chữ, không có dấu phẩy.")})
        self.word = " ".join(words[0])
        self.beside = ", ".join(" ".join(term) for term in terms_of(self.beside))
        if self.when in (self.When.WITH, self.When.WITHOUT) and not self.beside:
            raise ValidationError({"beside": _("Ghi ít nhất một chữ bên cạnh.")})


class SavedQuery(models.Model):
    """A query that staff try again before they teach the search something."""

    text = models.CharField(_("câu tìm"), max_length=100, unique=True)

    class Meta:
        db_table = "search_savedquery"
        ordering = ("text",)
        verbose_name = _("câu tìm để thử")
        verbose_name_plural = pgettext_lazy("many", "câu tìm để thử")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Write it one way."""
        self.text = " ".join(self.text.replace("\x00", "").split())
