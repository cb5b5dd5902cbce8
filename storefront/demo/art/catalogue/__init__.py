"""The demo catalogue: which still-life stands for which product."""

from __future__ import annotations

from zlib import crc32

from storefront.demo.art.catalogue import crafts, drinks, fresh, kitchen, living, preserves, remedies, seasoning, textiles
from storefront.demo.art.catalogue.good import Good
from storefront.demo.art.pen import Pen, page
from storefront.demo.art.scenes import framed
from storefront.demo.art.scenes.land import H
from storefront.demo.art.table import ground

GOODS: dict[str, Good] = {
    **fresh.GOODS,
    **kitchen.GOODS,
    **preserves.GOODS,
    **seasoning.GOODS,
    **drinks.GOODS,
    **remedies.GOODS,
    **crafts.GOODS,
    **textiles.GOODS,
    **living.GOODS,
}
SIDE = 1200


def picture(slug: str) -> str:
    """The still-life of a good as square SVG; its slug seeds the hand, so it comes out the same every time."""
    p = Pen(crc32(slug.encode()))
    if slug in living.PLACES:
        paint, left = living.PLACES[slug]
        return framed(p, paint(p), left, 0, H, H)
    item = GOODS[slug]
    horizon = 1300 if item.hung else (650 if item.cloth else 735)
    return page(p, ground(p, item.ground, item.cloth, item.light, horizon) + "".join(item.draw(p)), SIDE, SIDE)
