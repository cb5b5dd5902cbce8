"""Seven weeks of orders and money, lived through by the shop's own services at the hours when they would have happened."""

from .history import load_history

__all__ = ["load_history"]
