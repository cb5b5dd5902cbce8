"""Why something could not be measured."""

from __future__ import annotations


class MeasurementFailed(Exception):
    """The shop did not answer as a shop should, so its times mean nothing; the message says what happened."""
