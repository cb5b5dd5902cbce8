"""Events on their way to the shop: signed, held back, doubled, turned round, repeated until somebody answers 2xx."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Final

from stripe import WebhookSignature

from .answers import Object

Sink = Callable[[bytes, str], int]
MOST_TRIES: Final = 5


class Webhooks:
    """``url`` or ``sink`` receives; without both, and while ``held``, events wait for :meth:`release`."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.url = ""
        self.sink: Sink | None = None
        self.held = False
        self.copies = 1
        self.waiting: list[Object] = []
        self.answers: list[int] = []
        self._lock = threading.Lock()

    def queue(self, event: Object) -> None:
        """Send an event now, in a thread of its own, or keep it."""
        with self._lock:
            if self.held or not (self.url or self.sink):
                self.waiting.append(event)
                return
        threading.Thread(target=self._deliver, args=(event,), daemon=True).start()

    def release(self, *, reverse: bool = False, only: str = "") -> list[int]:
        """Deliver what waits (of one type), in order or backwards, and return the answers; what fails after all tries waits again."""
        with self._lock:
            chosen = [event for event in self.waiting if not only or event["type"] == only]
            self.waiting = [event for event in self.waiting if event not in chosen]
        return [answer for event in (reversed(chosen) if reverse else chosen) for answer in self._deliver(event)]

    def drop(self) -> None:
        """Lose what waits."""
        with self._lock:
            self.waiting.clear()

    def _deliver(self, event: Object) -> list[int]:
        answers = []
        for _copy in range(self.copies):
            for attempt in range(MOST_TRIES):
                answer = self.send(event)
                answers.append(answer)
                if 200 <= answer < 300:
                    break
                time.sleep(0.02 * attempt)
            else:
                with self._lock:
                    self.waiting.append(event)
        self.answers += answers
        return answers

    def send(self, event: Object, *, secret: str = "", at: int | None = None, body: bytes = b"") -> int:
        """Send one event once, if wanted with another secret, time or body than the right ones; returns the status of the answer."""
        payload = body or json.dumps(event, indent=2).encode()
        header = WebhookSignature.generate_signature_header(payload.decode(), secret or self.secret, timestamp=at or int(time.time()))
        if self.sink is not None:
            return self.sink(payload, header)
        request = urllib.request.Request(self.url, payload, {"Stripe-Signature": header, "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                status: int = answer.status
                return status
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code
        except OSError:
            return 0
