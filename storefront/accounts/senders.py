"""Where text messages go. ``SMS_SENDER`` names a class with the method of :class:`Sender`; without one, codes by telephone are off."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Sender(Protocol):
    """Hands a message to whoever delivers it; raises when it cannot. Called outside any transaction, and should return within seconds."""

    def send(self, *, phone: str, text: str) -> None:
        """Send ``text`` to ``phone`` (E.164)."""


class ConsoleSender:
    """The demo's: prints the message where the server runs."""

    def send(self, *, phone: str, text: str) -> None:
        """Print it."""
        print(f"\n[SMS {phone}] {text}\n", flush=True)


def configured_sender() -> Sender | None:
    """The sender of the settings; None when none is set."""
    if not settings.SMS_SENDER:
        return None
    sender: Sender = import_string(settings.SMS_SENDER)()
    return sender
