"""What staff are told when a consent is missing: what it is, where, and what to do next."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .gate import ConsentMissing, Need

WHAT_WORDS: Final = {
    "words": gettext_lazy("lời kể"),
    "name": gettext_lazy("tên"),
    "face": gettext_lazy("khuôn mặt"),
    "voice": gettext_lazy("giọng nói"),
    "place": gettext_lazy("nơi ở"),
}
CHANNEL_WORDS: Final = {
    "site": gettext_lazy("trên trang này"),
    "print": gettext_lazy("bản in"),
    "social": gettext_lazy("mạng xã hội"),
    "partners": gettext_lazy("đối tác"),
}
LANGUAGE: Final = {"vi": gettext_lazy("tiếng Việt"), "en": gettext_lazy("tiếng Anh")}


def need_words(need: Need) -> str:
    """One need in a few words: "Lời trích: lời kể, tiếng Anh"."""
    said = ", ".join(str(word) for word in (WHAT_WORDS[need.what], LANGUAGE.get(need.language, "")) if word)
    return f"{need.where}: {said}" if need.where else said


def consent_sentence(error: ConsentMissing) -> str:
    """The whole sentence."""
    said = "; ".join(dict.fromkeys(need_words(need) for need in error.facts.get("missing", [])))
    return _("Chưa đăng được, bản nháp vẫn còn. Cần sự đồng ý còn hạn cho: %(needs)s. Chọn lại sự đồng ý, hoặc bỏ phần đó.") % {
        "needs": said
    }
