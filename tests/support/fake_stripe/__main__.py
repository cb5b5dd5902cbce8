"""Run the fake as a process of its own: ``python -m tests.support.fake_stripe --webhooks URL --secret whsec_x``."""

from __future__ import annotations

import argparse
import threading

from .server import FakeStripe


def main() -> None:
    """Serve until interrupted; prints the address that goes into ``STRIPE_API_BASE``."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=0)
    arguments.add_argument("--webhooks", default="")
    arguments.add_argument("--secret", default="whsec_fake")
    arguments.add_argument("--settle", choices=["vnd", "sgd"], default="vnd")
    given = arguments.parse_args()
    with FakeStripe(port=given.port, webhook_secret=given.secret, settle=given.settle) as fake:
        fake.webhooks.url = given.webhooks
        print(fake.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
