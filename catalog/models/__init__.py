"""What is sold: categories, products and their variants, stock, and the labels that a product may carry."""

from .category import Category
from .certificate import Certificate, CertificateReminder
from .draft import DraftPhoto, PhotoPart, ProductDraft
from .label import LabelScheme
from .product import Product, ProductPicture
from .profile import GroupProfile
from .review import CenterReviewTask, ReviewState
from .variant import Reservation, Stock, Variant

__all__ = [
    "DraftPhoto",
    "PhotoPart",
    "ProductDraft",
    "Category",
    "CenterReviewTask",
    "Certificate",
    "CertificateReminder",
    "GroupProfile",
    "LabelScheme",
    "Product",
    "ProductPicture",
    "Reservation",
    "ReviewState",
    "Stock",
    "Variant",
]
