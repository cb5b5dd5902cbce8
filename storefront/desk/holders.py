"""Rooms whose models hold nothing that a consent covers, and why. A test asks for every app whether it is here or has a holder."""

from __future__ import annotations

from cooperatives.consent.holders import holds_nobody

for _label, _why in {
    "consent": "keeps codes, scopes and the receipt; the paper stays sealed as the proof that she was asked",
    "groups": "names of organisations in public; names of people only sealed, for contracts",
    "vietnam": "has no models",
    "ledger": "amounts and accounts",
    "payouts": "amounts and bank accounts of groups, sealed",
    "support": "the center's internal work, never published",
    "accounts": "people who sign in, by their own hand",
    "shipping": "fees and carriers",
    "orders": "what shoppers bought",
    "cart": "what shoppers want to buy",
    "payments": "what the bank and the carriers said",
    "portal": "shows what lower rooms hold",
    "desk": "shows what lower rooms hold",
}.items():
    holds_nobody(_label, _why)
