"""Which address does what."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from . import parameters
from .answers import Object, Refusal, page
from .charging import Charging
from .connect import Connect
from .giving_back import GivingBack
from .memory import Memory

Action = Callable[[str, Object, str], Object]
READABLE: Final = {
    "payment_intents": "payment_intent",
    "charges": "charge",
    "refunds": "refund",
    "disputes": "dispute",
    "balance_transactions": "balance_transaction",
    "accounts": "account",
    "transfers": "transfer",
    "payouts": "payout",
    "events": "event",
}
EXPANDABLE: Final = {
    "latest_charge": "charge",
    "charge": "charge",
    "payment_intent": "payment_intent",
    "balance_transaction": "balance_transaction",
    "failure_balance_transaction": "balance_transaction",
    "source": "",
}


class Routes:
    """Answers one request, without HTTP around it."""

    def __init__(self, memory: Memory, charging: Charging, back: GivingBack, connect: Connect) -> None:
        self.memory = memory
        self.table: dict[str, Action] = {
            "POST /v1/checkout/sessions": lambda _id, params, _account: charging.create_session(params),
            "GET /v1/checkout/sessions": lambda _id, params, _account: charging.list_sessions(params),
            "GET /v1/checkout/sessions/{id}": lambda name, _params, _account: charging.get_session(name),
            "GET /v1/checkout/sessions/{id}/line_items": lambda name, params, _account: charging.line_items(name, params),
            "POST /v1/checkout/sessions/{id}/expire": lambda name, _params, _account: charging.expire_session(name),
            "POST /v1/payment_intents": lambda _id, params, _account: charging.create_intent(params),
            "POST /v1/payment_intents/{id}/confirm": lambda name, params, _account: charging.confirm(
                name, params.get("payment_method", "")
            ),
            "POST /v1/payment_intents/{id}/cancel": lambda name, _params, _account: charging.cancel_intent(name),
            "POST /v1/refunds": lambda _id, params, _account: back.create_refund(params),
            "GET /v1/refunds": lambda _id, params, _account: back.list_refunds(params),
            "GET /v1/disputes": lambda _id, params, _account: back.list_disputes(params),
            "POST /v1/accounts": lambda _id, params, _account: connect.create_account(params),
            "POST /v1/transfers": lambda _id, params, _account: connect.create_transfer(params),
            "GET /v1/transfers": lambda _id, params, _account: connect.list_transfers(params),
            "POST /v1/transfers/{id}/reversals": lambda name, params, _account: connect.reverse_transfer(name, params),
            "POST /v1/payouts": lambda _id, params, account: connect.create_payout(params, account),
            "GET /v1/balance": lambda _id, _params, account: self._balance(connect, account),
        }

    def answer(self, method: str, path: str, params: Object, account: str) -> Object:
        """Do what was asked. Raises Refusal."""
        shape, name = self._shape(path)
        route = f"{method} {shape}"
        action = self.table.get(route) or self._reading(method, path)
        if action is None:
            raise Refusal(404, "url_invalid", f"Unrecognized request URL ({method}: {path}).")
        parameters.check(route, params)
        answer = action(name, params, account)
        return self._expanded(answer, params)

    def _shape(self, path: str) -> tuple[str, str]:
        found = re.fullmatch(r"(/v1/(?:checkout/sessions|[a-z_]+))/([^/]+)((?:/[a-z_]+)?)", path)
        if found and path not in ("/v1/checkout/sessions",):
            return f"{found[1]}/{{id}}{found[3]}", found[2]
        return path, ""

    def _reading(self, method: str, path: str) -> Action | None:
        parts = path.removeprefix("/v1/").split("/")
        kind = READABLE.get(parts[0])
        if method != "GET" or kind is None or len(parts) > 2:
            return None
        if len(parts) == 2:
            return lambda name, _params, _account: self.memory.get(kind, name)
        return lambda _id, params, _account: self._list(kind, path, params)

    def _list(self, kind: str, path: str, params: Object) -> Object:
        rows = self.memory.all(kind)
        for name in ("type", "source", "payment_intent", "charge"):
            if isinstance(params.get(name), str):
                rows = [row for row in rows if row.get(name) == params[name]]
        return page(rows, params, path)

    def _balance(self, connect: Connect, account: str) -> Object:
        amount = connect.own.get(account, 0) if account else self.memory.balance
        money = [{"amount": amount, "currency": self.memory.settle}]
        return {"object": "balance", "available": money, "pending": [], "livemode": False}

    def _expanded(self, answer: Object, params: Object) -> Object:
        wanted = params.get("expand", {})
        for path in wanted.values() if isinstance(wanted, dict) else []:
            answer = self._expand(answer, str(path).split("."))
        return answer

    def _expand(self, row: Object, path: list[str]) -> Object:
        name, *rest = path
        if name == "data" and "data" in row:
            return {**row, "data": [self._expand(one, rest) for one in row["data"]]}
        value = row.get(name)
        if isinstance(value, str):
            kinds = [EXPANDABLE[name]] if EXPANDABLE.get(name) else list(self.memory.objects)
            value = next((self.memory.objects[kind][value] for kind in kinds if value in self.memory.objects.get(kind, {})), value)
        return {**row, name: self._expand(value, rest) if rest and isinstance(value, dict) else value}
