"""Parametric makers of goods. Each draws with its foot at (0, 0)."""
