"""What is sold: categories, products and their variants, stock, and the labels that a product may carry."""

from .category import Category
from .label import Certificate, LabelScheme
from .product import Product, ProductPicture
from .profile import GroupProfile
from .variant import Reservation, Stock, Variant

__all__ = ["Category", "Certificate", "GroupProfile", "LabelScheme", "Product", "ProductPicture", "Reservation", "Stock", "Variant"]
