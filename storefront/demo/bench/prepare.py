"""``python -m storefront.demo.bench.prepare <products> [no-index]``: fills this process's migrated database, prints addresses to ask for.

Without the index nothing is printed either: nobody can ask for anything yet.

One JSON object on standard output: ``products`` (slugs of goods in stock), ``categories`` (slugs of sets), ``provinces`` (codes).
"""

from __future__ import annotations

import json
import sys

import django


def main(products: int, *, with_index: bool = True) -> None:
    """Fill and print."""
    django.setup()
    from catalog.models import Category, Product
    from cooperatives.vietnam.places import provinces
    from storefront.demo.bench.catalogue import fill
    from storefront.demo.bench.site import write_site

    fill(products, with_index=with_index)
    if not with_index:
        return
    write_site()
    buyable = Product.objects.on_sale().filter(variants__stock__on_hand__gt=0, is_fresh=False).order_by("created_at").distinct()
    step = max(1, products // 400)
    addresses = {
        "products": list(buyable.values_list("slug", flat=True)[::step]),
        "categories": list(Category.objects.filter(parent__isnull=False).values_list("slug", flat=True)),
        "provinces": [place.code for place in provinces()],
    }
    json.dump(addresses, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), with_index="no-index" not in sys.argv)
