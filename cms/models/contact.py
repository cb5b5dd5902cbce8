"""Writing to the center: the page with the form, and the messages, which are kept a year at most."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.blocks import BodyBlock
from cooperatives.groups.encryption import EncryptedTextField

from .base import EditorialPage


class Topic(models.TextChoices):
    """What somebody writes about."""

    ORDER = "order", _("Một đơn hàng")
    GOODS = "goods", _("Hỏi về hàng")
    GROUP = "group", _("Nhóm của tôi muốn bán ở đây")
    MODEL = "model", _("Muốn làm theo một mô hình")
    PRIVACY = "privacy", _("Dữ liệu của tôi, ảnh của tôi")
    OTHER = "other", _("Chuyện khác")


class ContactPage(EditorialPage):
    """The form, with some words before it."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("bài"))
    thanks = models.CharField(_("lời cảm ơn"), max_length=200, help_text=_("Hiện sau khi gửi: bao lâu thì trả lời, trả lời cách nào."))

    max_count_per_parent = 1
    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [*EditorialPage.content_panels, FieldPanel("body"), FieldPanel("thanks")]

    class Meta:
        verbose_name = _("trang liên hệ")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take a message, or show the form; a message with an error comes back as it was typed."""
        from cms.contact import ContactForm

        self.form = ContactForm.of(request)
        if request.method == "POST" and self.form.is_valid():
            self.form.keep(request)
            return redirect(f"{self.get_url(request)}?da-gui=1")
        response: HttpResponse = super().serve(request, *args, **kwargs)
        response.status_code = 422 if request.method == "POST" else response.status_code
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the form, and whether a message was just sent."""
        from cms.contact import ContactForm

        context = super().get_context(request, *args, **kwargs)
        context["form"] = getattr(self, "form", None) or ContactForm.of(request)
        context["is_sent"] = request.GET.get("da-gui") == "1" and request.method != "POST"
        return context


class ContactMessage(models.Model):
    """One message. What identifies the sender is encrypted; the whole row goes after a year (:func:`cms.contact.forget_messages`)."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    topic = models.CharField(_("về việc"), max_length=10, choices=Topic.choices)
    name = EncryptedTextField(_("xưng là"), blank=True)
    reply_to = EncryptedTextField(_("trả lời tới"))
    words = EncryptedTextField(_("lời nhắn"))
    language = models.CharField(_("tiếng"), max_length=5)
    sent_at = models.DateTimeField(_("gửi lúc"), default=timezone.now, db_index=True, editable=False)
    sender_hash = models.CharField(max_length=64, db_index=True, editable=False)
    is_answered = models.BooleanField(_("đã trả lời"), default=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("người trả lời")
    )

    class Meta:
        ordering = ["is_answered", "-sent_at"]
        verbose_name = _("lời nhắn")

    def __str__(self) -> str:
        return f"{self.get_topic_display()} · {timezone.localtime(self.sent_at):%d/%m/%Y %H:%M}"
