"""Commands of the till."""
