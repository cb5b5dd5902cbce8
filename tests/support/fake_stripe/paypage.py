"""The hosted page in small: a card number, 3-D Secure, the way back. For Chromium, and for people who try the shop with the fake."""

from __future__ import annotations

from html import escape

from .answers import Object, Refusal
from .charging import Charging

Page = tuple[int, str, str]
"""Status, address to go to (empty: none), HTML."""


def _html(body: str) -> str:
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Pay</title><link rel="icon" href="data:,">'
    return f'<!doctype html><html lang="en"><head>{head}</head><body><main><h1>Fake Stripe</h1>{body}</main></body></html>'


def show(charging: Charging, name: str, told: str = "") -> Page:
    """The form, or where the session leads when it is over."""
    session = charging.get_session(name)
    if session["status"] == "complete":
        return 303, _back(session), ""
    if session["status"] != "open":
        return 200, "", _html(f'<p id="told">This page has expired.</p><a href="{escape(session["cancel_url"] or "")}">Back</a>')
    rows = charging.memory.get("_session", name)["lines"]
    lines = "".join(f"<li>{row['quantity']} × {escape(row['description'])}: {row['amount_total']} ₫</li>" for row in rows)
    alert = f'<p id="told" role="alert">{escape(told)}</p>' if told else ""
    intent = session["payment_intent"]
    if intent and charging.memory.get("payment_intent", intent)["status"] == "requires_action":
        buttons = "".join(f'<button name="secure" value="{word}">{word.title()}</button>' for word in ("pass", "fail"))
        return 200, "", _html(f'<h2>3-D Secure</h2><form method="post">{buttons}</form>')
    form = (
        '<form method="post"><label>Card number <input name="card" required value="4242424242424242"></label>'
        f"<button>Pay {session['amount_total']} ₫</button></form>"
    )
    return 200, "", _html(f'{alert}<ul>{lines}</ul>{form}<a id="cancel" href="{escape(session["cancel_url"] or "")}">Back to the shop</a>')


def submit(charging: Charging, name: str, sent: Object) -> Page:
    """Pay, or go on after 3-D Secure."""
    session = charging.get_session(name)
    try:
        if "secure" in sent and session["payment_intent"]:
            charging.authenticate(session["payment_intent"], passed=sent["secure"] == "pass")
        else:
            charging.pay(name, str(sent.get("card", "")).replace(" ", ""))
    except Refusal as refused:
        return show(charging, name, refused.body["error"]["message"])
    return show(charging, name)


def _back(session: Object) -> str:
    url: str = session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])
    return url
