"""The center's own pages: home, stories of the crafts, livelihood models, fairs, and plain pages; and the shop's settings."""

from .fair import FairIndexPage, FairPage
from .home import HomePage, HomePick
from .livelihood import ModelIndexPage, ModelPage
from .settings import ShopSettings
from .standard import StandardPage
from .story import StoryIndexPage, StoryPage, StoryProduct

__all__ = [
    "FairIndexPage",
    "FairPage",
    "HomePage",
    "HomePick",
    "ModelIndexPage",
    "ModelPage",
    "ShopSettings",
    "StandardPage",
    "StoryIndexPage",
    "StoryPage",
    "StoryProduct",
]
