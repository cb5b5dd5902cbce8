"""The form that reaches the center. Against machines: a field that people do not see, a signed time, and a limit for each sender."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import time
import uuid
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cms.models.contact import ContactMessage, Topic
from cms.models.settings import ShopSettings
from cooperatives.vietnam.phones import PhoneNumberError, parse_phone

SALT: Final = "cms.contact"
SHORTEST_S, LONGEST_S = 3, 12 * 3600
PER_HOUR: Final = 5
KEEP: Final = datetime.timedelta(days=365)


class ContactForm(forms.Form):
    """Fields as a person sees them. ``website`` is hidden: whoever fills it is thanked and forgotten."""

    topic = forms.ChoiceField(label=gettext_lazy("Bạn muốn nói về"), choices=Topic.choices)
    words = forms.CharField(label=gettext_lazy("Bạn viết gì"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    name = forms.CharField(label=gettext_lazy("Gọi bạn là gì"), max_length=80, required=False)
    reply_to = forms.CharField(label=gettext_lazy("Trả lời bạn qua email hay số điện thoại nào"), max_length=120)
    website = forms.CharField(required=False)
    token = forms.CharField(widget=forms.HiddenInput)

    sender_hash = ""

    @classmethod
    def of(cls, request: HttpRequest) -> ContactForm:
        """The form of this request, filled with what was sent."""
        form = cls(request.POST if request.method == "POST" else None, initial={"token": new_token()})
        form.sender_hash = sender_of(request)
        return form

    def clean_reply_to(self) -> str:
        """An e-mail address or a telephone number, whichever it is."""
        given: str = self.cleaned_data["reply_to"].strip()
        if "@" in given:
            validate_email(given)
            return given
        try:
            return parse_phone(given)
        except PhoneNumberError:
            raise ValidationError(_("Viết email, hoặc số điện thoại đủ số, ví dụ 0912 345 678.")) from None

    def clean(self) -> dict[str, Any]:
        """Refuse what was sent too fast, too late or too often, in words; everything typed stays."""
        found: dict[str, Any] = super().clean() or {}
        try:
            told = signing.loads(found.get("token", ""), salt=SALT, max_age=LONGEST_S)
        except signing.BadSignature:
            self._again(_("Trang này mở đã lâu. Lời nhắn còn nguyên, bấm Gửi lần nữa là được."))
            return found
        if time.time() - told["at"] < SHORTEST_S:
            self._again(_("Gửi nhanh quá, máy chưa kịp nhận. Đợi vài giây rồi bấm Gửi lần nữa."))
        found["key"] = uuid.UUID(told["key"])
        hour_ago = timezone.now() - datetime.timedelta(hours=1)
        sent = ContactMessage.objects.filter(sender_hash=self.sender_hash, sent_at__gte=hour_ago).exclude(key=found["key"])
        if sent.count() >= PER_HOUR:
            raise ValidationError(_("Bạn đã gửi mấy lời nhắn rồi. Chúng tôi đang đọc; gấp thì gọi số ở chân trang."))
        return found

    def keep(self, request: HttpRequest) -> None:
        """Store the message once, however often the button was pressed, and tell the center. Nothing for a machine."""
        if self.cleaned_data["website"]:
            return
        given = {name: self.cleaned_data[name] for name in ("topic", "words", "name", "reply_to")}
        with transaction.atomic():
            message, is_new = ContactMessage.objects.get_or_create(
                key=self.cleaned_data["key"], defaults={**given, "language": get_language() or "vi", "sender_hash": self.sender_hash}
            )
        if is_new:
            tell_the_center(message, ShopSettings.for_request(request).email)

    def _again(self, said: str) -> None:
        """Say it, with a fresh token in the form, so that the next press goes through."""
        data: Any = self.data
        self.data = data = data.copy()
        data["token"] = new_token()
        self.add_error(None, said)


def new_token() -> str:
    """A signed time with a key of its own: the same form sent twice is one message."""
    return signing.dumps({"at": time.time(), "key": str(uuid.uuid4())}, salt=SALT)


def sender_of(request: HttpRequest) -> str:
    """Tells one sender from another for a day, and nobody who she is: the address under a key that changes every day."""
    said = f"{request.META.get('REMOTE_ADDR', '')}|{timezone.localdate().isoformat()}"
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()


def tell_the_center(message: ContactMessage, email: str) -> None:
    """A mail without a word of the message: mail is read on many devices."""
    if not email:
        return
    with translation.override("vi"):
        subject = _("Có lời nhắn mới: %(topic)s") % {"topic": message.get_topic_display()}
        address = f"{settings.WAGTAILADMIN_BASE_URL}/admin/viec/loi-nhan/"
        send_mail(subject, _("Đọc và trả lời ở: %(address)s") % {"address": address}, None, [email], fail_silently=True)


def forget_messages(now: datetime.datetime) -> int:
    """The job: remove messages that are older than a year. Returns how many."""
    gone, _rows = ContactMessage.objects.filter(sent_at__lt=now - KEEP).delete()
    return gone
