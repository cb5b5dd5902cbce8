"""What a person allowed (Person, Consent), what rests on it (Use), and what became of it (Withdrawal and its receipt, Reminder)."""

from .consent import MAX_MONTHS, Consent, Person, new_person_code
from .use import Use
from .withdrawal import GoneAddress, Reminder, RemovedArtefact, Withdrawal

__all__ = [
    "MAX_MONTHS",
    "Consent",
    "GoneAddress",
    "Person",
    "Reminder",
    "RemovedArtefact",
    "Use",
    "Withdrawal",
    "new_person_code",
]
