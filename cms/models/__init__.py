"""The center's own pages: home, stories of the crafts, livelihood models, fairs, and plain pages; and the shop's settings."""

from .contact import ContactMessage, ContactPage
from .fair import FairIndexPage, FairPage
from .feature import Feature
from .home import HomePage, HomePick
from .landing import LandingPage
from .livelihood import ModelIndexPage, ModelPage
from .menus import ShopMenus
from .programme import ProgrammeGroup, ProgrammeIndexPage, ProgrammePage
from .review import EditorCannotApprove, ProtectionTask
from .settings import ShopSettings
from .standard import StandardPage
from .story import StoryIndexPage, StoryPage, StoryProduct

__all__ = [
    "ContactMessage",
    "ContactPage",
    "EditorCannotApprove",
    "FairIndexPage",
    "FairPage",
    "Feature",
    "HomePage",
    "HomePick",
    "LandingPage",
    "ModelIndexPage",
    "ModelPage",
    "ProgrammeGroup",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "ProtectionTask",
    "ShopMenus",
    "ShopSettings",
    "StandardPage",
    "StoryIndexPage",
    "StoryPage",
    "StoryProduct",
]
