"""Refunds and disputes: money that goes back."""

from __future__ import annotations

from .answers import Object, Refusal, bad, page, whole
from .memory import Memory

DISPUTE_FEE_VND = 250_000
EVIDENCE_SECONDS = 9 * 86_400


class GivingBack:
    """The part of the interface that gives money back, and what banks do by themselves."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def create_refund(self, params: Object) -> Object:
        """Refund a charge whole or in part. ``memory.refund_mode`` says how it begins: ``succeeded``, ``pending`` or ``failed``."""
        memory, charge = self.memory, self._charge_of(params)
        rest = charge["amount"] - charge["amount_refunded"]
        if charge["disputed"]:
            raise Refusal(400, "charge_disputed", f"Charge {charge['id']} has been charged back; cannot issue a refund.")
        if not rest:
            raise Refusal(400, "charge_already_refunded", f"Charge {charge['id']} has already been refunded.")
        amount = whole(params, "amount", rest)
        if amount > rest:
            raise bad(f"Refund amount ({amount}) is greater than unrefunded amount on charge ({rest})", "amount_too_large", "amount")
        if params.get("reason") not in (None, "duplicate", "fraudulent", "requested_by_customer"):
            raise bad("Invalid reason", param="reason")
        refund = memory.new(
            "refund",
            "re",
            amount=amount,
            charge=charge["id"],
            payment_intent=charge["payment_intent"],
            currency="vnd",
            status="pending" if memory.refund_mode == "pending" else "succeeded",
            reason=params.get("reason"),
            metadata=params.get("metadata", {}),
            balance_transaction=None,
            failure_balance_transaction=None,
            failure_reason=None,
        )
        refund["balance_transaction"] = memory.move("refund", refund, -memory.settled(amount))["id"]
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        memory.tell("refund.created", refund)
        memory.tell("charge.refunded", charge)
        if memory.refund_mode == "failed":
            self.fail_refund(refund["id"])
        return refund

    def finish_refund(self, name: str) -> Object:
        """The card's bank took a pending refund."""
        refund = self.memory.get("refund", name)
        refund["status"] = "succeeded"
        self.memory.tell("refund.updated", refund)
        return refund

    def fail_refund(self, name: str) -> Object:
        """The card's bank gave it back, maybe days after it counted as succeeded."""
        memory, refund = self.memory, self.memory.get("refund", name)
        refund |= {"status": "failed", "failure_reason": "expired_or_canceled_card"}
        moved = memory.move("refund_failure", refund, memory.settled(refund["amount"]))
        refund["failure_balance_transaction"] = moved["id"]
        charge = memory.get("charge", refund["charge"])
        charge["amount_refunded"] -= refund["amount"]
        charge["refunded"] = False
        memory.tell("refund.failed", refund)
        return refund

    def list_refunds(self, params: Object) -> Object:
        """Refunds, of one charge or intent if asked."""
        rows = self.memory.all("refund")
        for name in ("charge", "payment_intent"):
            if name in params:
                rows = [row for row in rows if row[name] == params[name]]
        return page(rows, params, "/v1/refunds")

    def open_dispute(self, charge_id: str, *, amount: int | None = None, reason: str = "fraudulent", inquiry: bool = False) -> Object:
        """The card's holder complains at the bank: the money is taken at once, with a fee; of an ``inquiry`` nothing is taken yet."""
        memory, charge = self.memory, self.memory.get("charge", charge_id)
        disputed = amount or charge["amount"]
        dispute = memory.new(
            "dispute",
            "du",
            amount=disputed,
            charge=charge["id"],
            payment_intent=charge["payment_intent"],
            currency="vnd",
            status="warning_needs_response" if inquiry else "needs_response",
            reason=reason,
            metadata={},
            balance_transactions=[],
            evidence_details={"due_by": memory.now() + EVIDENCE_SECONDS, "has_evidence": False, "past_due": False, "submission_count": 0},
        )
        charge["disputed"] = True
        memory.tell("charge.dispute.created", dispute)
        if not inquiry:
            self._withdraw(dispute)
        return dispute

    def escalate_dispute(self, name: str) -> Object:
        """An inquiry becomes a dispute: now the money is taken."""
        dispute = self.memory.get("dispute", name)
        dispute["status"] = "needs_response"
        self._withdraw(dispute)
        self.memory.tell("charge.dispute.updated", dispute)
        return dispute

    def submit_evidence(self, name: str) -> Object:
        """Evidence was sent in; the bank looks at it."""
        dispute = self.memory.get("dispute", name)
        dispute["status"] = "under_review"
        dispute["evidence_details"] |= {"has_evidence": True, "submission_count": 1}
        self.memory.tell("charge.dispute.updated", dispute)
        return dispute

    def _withdraw(self, dispute: Object) -> None:
        memory = self.memory
        fee = DISPUTE_FEE_VND if memory.settle == "vnd" else memory.settled(DISPUTE_FEE_VND)
        moved = memory.move("adjustment", dispute, -memory.settled(dispute["amount"]), fee=fee, category="dispute")
        dispute["balance_transactions"].append(moved)
        memory.tell("charge.dispute.funds_withdrawn", dispute)

    def close_dispute(self, name: str, *, won: bool) -> Object:
        """The bank decided, maybe for the second time. When we win, the amount comes back; the fee does not."""
        memory, dispute = self.memory, self.memory.get("dispute", name)
        if dispute["status"] in ("won", "warning_closed") or (dispute["status"] == "lost" and not won):
            raise Refusal(400, "dispute_closed", f"The dispute is {dispute['status']}.")
        if not dispute["balance_transactions"]:
            dispute["status"] = "warning_closed"
            memory.get("charge", dispute["charge"])["disputed"] = False
            memory.tell("charge.dispute.closed", dispute)
            return dispute
        dispute["status"] = "won" if won else "lost"
        if won:
            moved = memory.move("adjustment", dispute, memory.settled(dispute["amount"]), category="dispute_reversal")
            dispute["balance_transactions"].append(moved)
            memory.get("charge", dispute["charge"])["disputed"] = False
            memory.tell("charge.dispute.funds_reinstated", dispute)
        memory.tell("charge.dispute.closed", dispute)
        return dispute

    def list_disputes(self, params: Object) -> Object:
        """Disputes, of one charge or intent if asked."""
        rows = self.memory.all("dispute")
        for name in ("charge", "payment_intent"):
            if name in params:
                rows = [row for row in rows if row[name] == params[name]]
        return page(rows, params, "/v1/disputes")

    def _charge_of(self, params: Object) -> Object:
        if "charge" in params:
            charge = self.memory.get("charge", params["charge"])
        elif "payment_intent" in params:
            intent = self.memory.get("payment_intent", params["payment_intent"])
            if intent["status"] != "succeeded":
                raise Refusal(400, "payment_intent_unexpected_state", "This PaymentIntent does not have a successful charge to refund.")
            charge = self.memory.get("charge", intent["latest_charge"])
        else:
            raise bad("Missing required param: charge or payment_intent.", "parameter_missing", "payment_intent")
        if not charge["paid"]:
            raise Refusal(400, "charge_not_refundable", "The charge did not succeed.")
        return charge
