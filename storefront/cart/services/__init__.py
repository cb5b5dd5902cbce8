"""Everything that is done with a cart: find it, change it, join two, look what changed since it was filled."""

from .finding import cart_for, count_packs, find_cart, get_cart, merge_carts
from .lines import MAX_LINES, MAX_QUANTITY, add_line, lock_cart, remove_line, set_quantity
from .review import CartChange, CartGroup, CartReview, ReviewedLine, accept_changes, review_cart

__all__ = [
    "MAX_LINES",
    "MAX_QUANTITY",
    "CartChange",
    "CartGroup",
    "CartReview",
    "ReviewedLine",
    "accept_changes",
    "add_line",
    "cart_for",
    "count_packs",
    "find_cart",
    "get_cart",
    "lock_cart",
    "merge_carts",
    "remove_line",
    "review_cart",
    "set_quantity",
]
