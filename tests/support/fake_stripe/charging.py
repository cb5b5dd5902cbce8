"""Checkout Sessions, PaymentIntents and Charges: being paid by card."""

from __future__ import annotations

from typing import Final

from .answers import Object, Refusal, bad, items, page, whole
from .memory import Memory, currency_of

DECLINES: Final = {
    "4000000000000002": ("card_declined", "generic_decline"),
    "4000000000009995": ("card_declined", "insufficient_funds"),
    "4000000000000069": ("expired_card", ""),
}
THREE_D_SECURE: Final = "4000002500003155"
GOOD: Final = "4242424242424242"
NAMED: Final = {
    "pm_card_visa": GOOD,
    "pm_card_chargeDeclined": "4000000000000002",
    "pm_card_chargeDeclinedInsufficientFunds": "4000000000009995",
    "pm_card_authenticationRequired": THREE_D_SECURE,
}
SHORTEST_SECONDS, LONGEST_SECONDS = 30 * 60, 24 * 3600


class Charging:
    """The part of the interface that takes money in."""

    def __init__(self, memory: Memory, base: str) -> None:
        self.memory, self.base = memory, base

    # --- Checkout Sessions ------------------------------------------------------------------------------------------------
    def create_session(self, params: Object) -> Object:
        """A hosted page that waits for one payment."""
        memory = self.memory
        if params.get("mode") != "payment":
            raise bad("mode must be payment", param="mode")
        lines = items(params.get("line_items"))
        if not lines or "success_url" not in params:
            raise bad("Missing required param", "parameter_missing", "line_items" if not lines else "success_url")
        total, rows = 0, []
        for number, line in enumerate(lines):
            price = line.get("price_data", {})
            currency_of(price)
            amount, quantity = whole(price, "unit_amount"), whole(line, "quantity", 1)
            total += amount * quantity
            name = price.get("product_data", {}).get("name", "")
            row = {"id": f"li_{number}", "object": "item", "description": name, "quantity": quantity, "amount_total": amount * quantity}
            rows.append({**row, "currency": "vnd", "created": memory.now()})
        expires_at = int(params.get("expires_at", memory.now() + LONGEST_SECONDS))
        if not memory.now() + SHORTEST_SECONDS <= expires_at <= memory.now() + LONGEST_SECONDS:
            raise bad("The `expires_at` timestamp must be between 30 minutes and 24 hours from now.", param="expires_at")
        kept = ("success_url", "cancel_url", "client_reference_id", "customer_email", "locale")
        session = memory.new(
            "checkout.session",
            "cs_test",
            **{name: params.get(name) for name in kept},
            mode="payment",
            status="open",
            payment_status="unpaid",
            payment_intent=None,
            amount_total=total,
            currency="vnd",
            metadata=params.get("metadata", {}),
            expires_at=expires_at,
        )
        session["url"] = f"{self.base}/pay/{session['id']}"
        memory.objects.setdefault("_session", {})[session["id"]] = {"lines": rows, "intent": params.get("payment_intent_data", {})}
        return session

    def get_session(self, name: str) -> Object:
        """A session, expired by the clock when its time is over."""
        session = self.memory.get("checkout.session", name)
        if session["status"] == "open" and session["expires_at"] <= self.memory.now():
            self._close(session)
        return session

    def list_sessions(self, params: Object) -> Object:
        """Sessions, also those of one PaymentIntent."""
        rows = [self.get_session(row["id"]) for row in self.memory.all("checkout.session")]
        if "payment_intent" in params:
            rows = [row for row in rows if row["payment_intent"] == params["payment_intent"]]
        return page(rows, params, "/v1/checkout/sessions")

    def line_items(self, name: str, params: Object) -> Object:
        """What is paid for."""
        self.get_session(name)
        rows: list[Object] = self.memory.get("_session", name)["lines"]
        return page(list(reversed(rows)), params, f"/v1/checkout/sessions/{name}/line_items")

    def expire_session(self, name: str) -> Object:
        """Close an open session; refused when it was paid or closed before."""
        session = self.get_session(name)
        if session["status"] != "open":
            message = 'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of '
            raise Refusal(400, "", f"{message}{session['status']}")
        self._close(session)
        return session

    def _close(self, session: Object) -> None:
        session["status"], session["url"] = "expired", None
        if session["payment_intent"]:
            self.memory.get("payment_intent", session["payment_intent"])["status"] = "canceled"
        self.memory.tell("checkout.session.expired", session)

    def pay(self, name: str, card: str) -> Object:
        """What the shopper does on the hosted page; returns the PaymentIntent. Raises Refusal (402) for a card that is declined."""
        session = self.get_session(name)
        if session["status"] != "open":
            raise Refusal(400, "session_not_open", f"The session is {session['status']}.")
        if session["payment_intent"] is None:
            extra = self.memory.get("_session", name)["intent"]
            intent = self._new_intent({**extra, "amount": session["amount_total"], "currency": "vnd"})
            session["payment_intent"] = intent["id"]
        return self.confirm(session["payment_intent"], card)

    # --- PaymentIntents -----------------------------------------------------------------------------------------------------
    def create_intent(self, params: Object) -> Object:
        """An intent; confirmed at once if asked."""
        intent = self._new_intent(params)
        return self.confirm(intent["id"], params.get("payment_method", "")) if params.get("confirm") == "true" else intent

    def _new_intent(self, params: Object) -> Object:
        kept = {name: params.get(name) for name in ("transfer_group", "description", "receipt_email", "statement_descriptor_suffix")}
        intent = self.memory.new(
            "payment_intent",
            "pi",
            **kept,
            amount=whole(params, "amount"),
            amount_received=0,
            currency=currency_of(params),
            status="requires_payment_method",
            metadata=params.get("metadata", {}),
            latest_charge=None,
            last_payment_error=None,
            next_action=None,
        )
        intent["client_secret"] = f"{intent['id']}_secret"
        self.memory.tell("payment_intent.created", intent)
        return intent

    def confirm(self, name: str, method: str) -> Object:
        """Charge a card: paid, waiting for 3-D Secure, or declined (402)."""
        intent = self.memory.get("payment_intent", name)
        if intent["status"] not in ("requires_payment_method", "requires_confirmation", "requires_action"):
            message = f"You cannot confirm this PaymentIntent because it has a status of {intent['status']}."
            raise Refusal(400, "payment_intent_unexpected_state", message)
        card = NAMED.get(method, method)
        if card in DECLINES:
            raise self._decline(intent, *DECLINES[card])
        if card == THREE_D_SECURE:
            intent["status"], intent["next_action"] = "requires_action", {"type": "redirect_to_url"}
            self.memory.tell("payment_intent.requires_action", intent)
            return intent
        return self._succeed(intent)

    def authenticate(self, name: str, *, passed: bool) -> Object:
        """The end of 3-D Secure."""
        intent = self.memory.get("payment_intent", name)
        if intent["status"] != "requires_action":
            raise Refusal(400, "payment_intent_unexpected_state", f"The intent is {intent['status']}.")
        intent["next_action"] = None
        if not passed:
            raise self._decline(intent, "payment_intent_authentication_failure", "")
        return self._succeed(intent)

    def cancel_intent(self, name: str) -> Object:
        """Give up an intent that was not paid."""
        intent = self.memory.get("payment_intent", name)
        if intent["status"] in ("succeeded", "canceled"):
            raise Refusal(400, "payment_intent_unexpected_state", f"You cannot cancel this PaymentIntent: {intent['status']}.")
        intent["status"] = "canceled"
        self.memory.tell("payment_intent.canceled", intent)
        return intent

    def _decline(self, intent: Object, code: str, decline: str) -> Refusal:
        message = "Your card was declined." if decline else "The card could not be used."
        error = {"type": "card_error", "code": code, "decline_code": decline or None, "message": message}
        intent["status"], intent["last_payment_error"] = "requires_payment_method", error
        charge = self._charge(intent, paid=False)
        self.memory.tell("charge.failed", charge)
        self.memory.tell("payment_intent.payment_failed", intent)
        return Refusal(402, code, message, kind="card_error", decline_code=decline)

    def _charge(self, intent: Object, *, paid: bool) -> Object:
        charge = self.memory.new(
            "charge",
            "ch",
            payment_intent=intent["id"],
            amount=intent["amount"],
            amount_refunded=0,
            currency="vnd",
            paid=paid,
            status="succeeded" if paid else "failed",
            captured=paid,
            refunded=False,
            disputed=False,
            metadata=intent["metadata"],
            transfer_group=intent["transfer_group"],
            balance_transaction=None,
        )
        intent["latest_charge"] = charge["id"]
        return charge

    def _succeed(self, intent: Object) -> Object:
        memory = self.memory
        charge = self._charge(intent, paid=True)
        settled = memory.settled(intent["amount"])
        charge["balance_transaction"] = memory.move("charge", charge, settled, fee=memory.fee_of(settled))["id"]
        intent |= {"status": "succeeded", "amount_received": intent["amount"], "last_payment_error": None}
        memory.tell("charge.succeeded", charge)
        memory.tell("payment_intent.succeeded", intent)
        for session in memory.all("checkout.session"):
            if session["payment_intent"] == intent["id"]:
                session |= {"status": "complete", "payment_status": "paid", "url": None}
                memory.tell("checkout.session.completed", session)
        return intent
