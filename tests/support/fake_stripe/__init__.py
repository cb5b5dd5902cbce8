"""A Stripe of our own: the part of its HTTP interface that the shop uses, with a memory, webhooks that are signed, and faults on demand.

It is reached like the real one, through ``STRIPE_API_BASE``. :class:`.server.FakeStripe` is the server; ``python -m
tests.support.fake_stripe`` runs it as a process of its own.
"""

from .server import FakeStripe

__all__ = ["FakeStripe"]
