"""Refuse parameters that Stripe does not know: names are checked against the types of the SDK, made from Stripe’s specification."""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import Any, Final, get_origin

from .answers import Object, Refusal, items

_OPTIONS: Final = {"api_key", "stripe_version", "stripe_account", "stripe_context", "idempotency_key", "expand"}
_P = "stripe.params"
KNOWN: Final[dict[str, str]] = {
    "POST /v1/checkout/sessions": f"{_P}.checkout._session_create_params.SessionCreateParams",
    "POST /v1/checkout/sessions/{id}/expire": f"{_P}.checkout._session_expire_params.SessionExpireParams",
    "GET /v1/checkout/sessions": f"{_P}.checkout._session_list_params.SessionListParams",
    "GET /v1/checkout/sessions/{id}/line_items": f"{_P}.checkout._session_list_line_items_params.SessionListLineItemsParams",
    "POST /v1/payment_intents": f"{_P}._payment_intent_create_params.PaymentIntentCreateParams",
    "POST /v1/payment_intents/{id}/confirm": f"{_P}._payment_intent_confirm_params.PaymentIntentConfirmParams",
    "POST /v1/payment_intents/{id}/cancel": f"{_P}._payment_intent_cancel_params.PaymentIntentCancelParams",
    "GET /v1/payment_intents": f"{_P}._payment_intent_list_params.PaymentIntentListParams",
    "GET /v1/charges": f"{_P}._charge_list_params.ChargeListParams",
    "POST /v1/refunds": f"{_P}._refund_create_params.RefundCreateParams",
    "GET /v1/refunds": f"{_P}._refund_list_params.RefundListParams",
    "GET /v1/disputes": f"{_P}._dispute_list_params.DisputeListParams",
    "GET /v1/balance_transactions": f"{_P}._balance_transaction_list_params.BalanceTransactionListParams",
    "GET /v1/events": f"{_P}._event_list_params.EventListParams",
    "POST /v1/accounts": f"{_P}._account_create_params.AccountCreateParams",
    "POST /v1/transfers": f"{_P}._transfer_create_params.TransferCreateParams",
    "GET /v1/transfers": f"{_P}._transfer_list_params.TransferListParams",
    "POST /v1/transfers/{id}/reversals": f"{_P}._transfer_create_reversal_params.TransferCreateReversalParams",
    "POST /v1/payouts": f"{_P}._payout_create_params.PayoutCreateParams",
    "GET /v1/payouts": f"{_P}._payout_list_params.PayoutListParams",
}


@cache
def _params(path: str) -> tuple[Any, Any]:
    module, _, name = path.rpartition(".")
    loaded = importlib.import_module(module)
    return loaded, getattr(loaded, name)


def check(route: str, given: Object) -> None:
    """Refuse (400 ``parameter_unknown``, as Stripe does) a name that the SDK's type of this route does not have, at any depth."""
    if route not in KNOWN:
        names = set(given) - {"expand"}
        if names:
            raise _unknown(sorted(names)[0])
        return
    module, kind = _params(KNOWN[route])
    _check(module, kind, given, "")


def _check(module: Any, kind: Any, given: Object, prefix: str) -> None:
    allowed = kind.__annotations__
    for name, value in given.items():
        full = f"{prefix}[{name}]" if prefix else name
        if name not in allowed and not (not prefix and name in _OPTIONS):
            raise _unknown(full)
        if isinstance(value, dict) and name in allowed:
            _check_value(module, allowed[name], value, full)


def _check_value(module: Any, annotation: Any, value: Object, full: str) -> None:
    text = str(annotation)
    if "Dict[str" in text:
        return
    nested = [getattr(module, word) for word in re.findall(r"\w+", text) if isinstance(getattr(module, word, None), type(kind_of(module)))]
    is_list = "List[" in text or get_origin(annotation) is list
    for one in items(value) if is_list else [value]:
        if isinstance(one, dict) and nested:
            _check(module, nested[0], one, full)
        elif isinstance(one, dict):
            raise _unknown(full)


def kind_of(module: Any) -> Any:
    """Any parameter type of this module: what their metaclass is told by."""
    return next(value for name, value in vars(module).items() if name.endswith("Params"))


def _unknown(name: str) -> Refusal:
    return Refusal(400, "parameter_unknown", f"Received unknown parameter: {name}", param=name)
