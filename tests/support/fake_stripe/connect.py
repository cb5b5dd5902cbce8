"""Connected accounts, transfers to them, taking transfers back, and payouts to banks."""

from __future__ import annotations

from .answers import Object, Refusal, bad, page, whole
from .memory import Memory


class Connect:
    """The part of the interface that passes money on. ``own``: what each connected account has."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.own: dict[str, int] = {}

    def create_account(self, params: Object) -> Object:
        """A connected account, ready to be paid."""
        flags = {"charges_enabled": True, "payouts_enabled": True, "details_submitted": True}
        account = self.memory.new("account", "acct", **flags, country=params.get("country", "VN"), metadata=params.get("metadata", {}))
        self.own[account["id"]] = 0
        return account

    def create_transfer(self, params: Object) -> Object:
        """Pay a connected account out of the balance. Refused (400 ``balance_insufficient``) when that is too small."""
        memory, amount = self.memory, whole(params, "amount")
        account = memory.get("account", params.get("destination", ""))
        if params.get("currency") != memory.settle:
            raise bad("The currency must be that of the balance.", param="currency")
        if amount > memory.balance:
            raise Refusal(400, "balance_insufficient", "You have insufficient available funds in your Stripe account.")
        transfer = memory.new(
            "transfer",
            "tr",
            amount=amount,
            amount_reversed=0,
            reversed=False,
            currency=memory.settle,
            destination=account["id"],
            transfer_group=params.get("transfer_group"),
            metadata=params.get("metadata", {}),
            description=params.get("description"),
        )
        transfer["balance_transaction"] = memory.move("transfer", transfer, -amount, rate=False)["id"]
        self.own[account["id"]] += amount
        memory.tell("transfer.created", transfer)
        return transfer

    def reverse_transfer(self, name: str, params: Object) -> Object:
        """Take a transfer back, if the account still has it."""
        memory, transfer = self.memory, self.memory.get("transfer", name)
        rest = transfer["amount"] - transfer["amount_reversed"]
        amount = whole(params, "amount", rest) if rest else 0
        if not amount or amount > rest:
            raise bad(f"Cannot reverse more than {rest}.", param="amount")
        if self.own[transfer["destination"]] < amount:
            raise Refusal(400, "insufficient_funds", "The destination account does not have enough balance to cover the reversal.")
        reversal = memory.new("transfer_reversal", "trr", amount=amount, transfer=name, currency=transfer["currency"], metadata={})
        reversal["balance_transaction"] = memory.move("transfer_refund", reversal, amount, rate=False)["id"]
        self.own[transfer["destination"]] -= amount
        transfer["amount_reversed"] += amount
        transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
        memory.tell("transfer.reversed", transfer)
        return reversal

    def list_transfers(self, params: Object) -> Object:
        """Transfers, to one account or of one group if asked."""
        rows = self.memory.all("transfer")
        for name in ("destination", "transfer_group"):
            if name in params:
                rows = [row for row in rows if row[name] == params[name]]
        return page(rows, params, "/v1/transfers")

    def create_payout(self, params: Object, account: str) -> Object:
        """Money on its way to a bank: ours, or that of the connected account named by ``Stripe-Account``."""
        memory, amount = self.memory, whole(params, "amount")
        if amount > (self.own.get(account, 0) if account else memory.balance):
            raise Refusal(400, "balance_insufficient", "You have insufficient funds in your Stripe account.")
        payout = memory.new("payout", "po", amount=amount, currency=memory.settle, status="pending", metadata=params.get("metadata", {}))
        payout["account"] = account
        if account:
            self.own[account] -= amount
        else:
            payout["balance_transaction"] = memory.move("payout", payout, -amount, rate=False)["id"]
        memory.tell("payout.created", payout, account)
        return payout

    def finish_payout(self, name: str, *, paid: bool) -> Object:
        """The bank took it, or gave it back, which may come after it took it."""
        memory, payout = self.memory, self.memory.get("payout", name)
        payout["status"] = "paid" if paid else "failed"
        if not paid:
            if payout["account"]:
                self.own[payout["account"]] += payout["amount"]
            else:
                memory.move("payout_failure", payout, payout["amount"], rate=False)
        memory.tell("payout.paid" if paid else "payout.failed", payout, payout["account"])
        return payout
