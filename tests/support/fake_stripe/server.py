"""The HTTP of the fake: keys, idempotency, faults, and the orders of a test."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import urlsplit

from . import paypage
from .answers import Object, Refusal, read_form
from .charging import Charging
from .connect import Connect
from .giving_back import GivingBack
from .memory import Memory
from .routes import Routes
from .webhooks import Webhooks

MODES: Final = ("drop_before", "drop_after", "http_500", "http_429", "slow")


@dataclass
class Fault:
    """What goes wrong with the next ``times`` requests whose "METHOD /path" begins with ``match``."""

    match: str
    mode: str
    times: int = 1
    seconds: float = 1.0


@dataclass(frozen=True)
class Request:
    """One request as it came in."""

    method: str
    path: str
    params: Object
    key: str
    account: str
    replayed: bool = False


class Dropped(Exception):
    """The connection is cut without an answer."""


class FakeStripe:
    """A running server; a context manager. ``requests`` is the log of what was asked."""

    def __init__(self, *, port: int = 0, webhook_secret: str = "whsec_fake", secret_key: str = "sk_test_fake", settle: str = "vnd") -> None:
        self.webhooks, self.secret_key = Webhooks(webhook_secret), secret_key
        self.lock = threading.RLock()
        self.faults: list[Fault] = []
        self.requests: list[Request] = []
        self._answered: dict[str, tuple[str, int, Object]] = {}
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.fake = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.memory = Memory(self.webhooks, settle)
        self.charging = Charging(self.memory, self.url)
        self.back, self.connect = GivingBack(self.memory), Connect(self.memory)
        self._routes = Routes(self.memory, self.charging, self.back, self.connect)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> FakeStripe:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def fault(self, match: str, mode: str, times: int = 1, seconds: float = 1.0) -> None:
        """Let the next requests of this kind go wrong."""
        assert mode in MODES
        self.faults.append(Fault(match, mode, times, seconds))

    def forget_keys(self) -> None:
        """What Stripe does with idempotency keys after 24 hours."""
        self._answered.clear()

    def asked(self, what: str) -> int:
        """How many requests of this kind came in that were not replays: ``POST /v1/refunds``."""
        return sum(f"{one.method} {one.path}" == what and not one.replayed for one in self.requests)

    def answer(self, method: str, path: str, body: str, headers: Any) -> tuple[int, Object, dict[str, str]]:
        """Answer a call of the interface. Raises Dropped when the connection is to be cut."""
        if headers.get("Authorization") != f"Bearer {self.secret_key}":
            return 401, {"error": {"type": "invalid_request_error", "message": "Invalid API Key provided"}}, {}
        mode = self._fault(f"{method} {path}")
        if mode == "drop_before":
            raise Dropped
        if mode == "http_500":
            return 500, {"error": {"type": "api_error", "message": "An unknown error occurred"}}, {}
        if mode == "http_429":
            return 429, {"error": {"type": "invalid_request_error", "code": "rate_limit", "message": "Too many requests"}}, {}
        answer = self._once(method, path, body, headers)
        if mode == "drop_after":
            raise Dropped
        return answer

    def _fault(self, what: str) -> str:
        with self.lock:
            chosen = next((one for one in self.faults if what.startswith(one.match)), None)
            if chosen is None:
                return ""
            chosen.times -= 1
            if chosen.times < 1:
                self.faults.remove(chosen)
        if chosen.mode == "slow":
            time.sleep(chosen.seconds)
        return chosen.mode

    def _once(self, method: str, path: str, body: str, headers: Any) -> tuple[int, Object, dict[str, str]]:
        """The same key with the same body gets the same answer, with another body an error."""
        account, key = headers.get("Stripe-Account", ""), headers.get("Idempotency-Key", "") if method == "POST" else ""
        digest = hashlib.sha256(f"{method} {path} {account} {body}".encode()).hexdigest()
        params = read_form(body)
        with self.lock:
            known = self._answered.get(key) if key else None
            self.requests.append(Request(method, path, params, key, account, replayed=known is not None))
            if known is not None and known[0] != digest:
                told = "Keys for idempotent requests can only be used with the same parameters they were first used with."
                return 400, {"error": {"type": "idempotency_error", "message": told}}, {}
            if known is not None:
                return known[1], known[2], {"Idempotent-Replayed": "true"}
            try:
                status, answer = 200, self._routes.answer(method, path, params, account)
            except Refusal as refused:
                status, answer = refused.status, refused.body
            answer = json.loads(json.dumps(answer))
            # A refusal of the parameters is not kept under its key: nothing was begun.
            if key and status in (200, 402):
                self._answered[key] = (digest, status, answer)
        return status, answer, {}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    fake: FakeStripe


class _Handler(BaseHTTPRequestHandler):
    """Reads a request, writes an answer, and closes: no connection outlives a fork."""

    server: _Server

    def log_message(self, *_parts: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        """Read."""
        self._serve("GET")

    def do_POST(self) -> None:
        """Write."""
        self._serve("POST")

    def _serve(self, method: str) -> None:
        address, fake = urlsplit(self.path), self.server.fake
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        body = sent if method == "POST" else address.query
        if address.path.startswith("/pay/"):
            with fake.lock:
                name = address.path.removeprefix("/pay/")
                try:
                    page = paypage.submit(fake.charging, name, read_form(body)) if method == "POST" else paypage.show(fake.charging, name)
                except Refusal as refused:
                    page = (refused.status, "", str(refused))
            status, where, html = page
            self._write(status, html.encode(), "text/html; charset=utf-8", {"Location": where} if where else {})
            return
        try:
            status, answer, more = fake.answer(method, address.path, body, self.headers)
        except Dropped:
            self.close_connection = True
            self.connection.close()
            return
        self._write(status, json.dumps(answer).encode(), "application/json", more)

    def _write(self, status: int, body: bytes, kind: str, more: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close", **more}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
