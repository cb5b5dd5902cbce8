"""Google's product data specification, as far as our fields go, written down as checks (support.google.com/merchants/answer/7052112)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

G = "{http://base.google.com/ns/1.0}"
REQUIRED = {"id", "title", "description", "link", "image_link", "availability", "price", "condition", "brand"}
LONGEST = {"id": 50, "title": 150, "description": 5000, "link": 2000, "image_link": 2000, "brand": 70, "product_type": 750, "size": 100}
AMOUNT = r"\d+(\.\d+)? (g|ml|ct)"
SHAPES = {
    "availability": r"in_stock|out_of_stock|preorder|backorder",
    "price": r"[1-9]\d* VND",
    "condition": r"new|refurbished|used",
    "identifier_exists": r"yes|no",
    "shipping_weight": r"[1-9]\d* g",
    "max_handling_time": r"\d+",
    "unit_pricing_measure": AMOUNT,
    "unit_pricing_base_measure": AMOUNT,
    "item_group_id": r"[\w-]{1,50}",
}
BASES = {"1 ct", "100 g", "100 ml", "1 g", "1 ml", "10 g", "10 ml"}
REPEATED = {"additional_image_link": 10, "shipping": 100, "certification": 10}
PARTS = {"shipping": {"country", "price"}, "certification": {"certification_authority", "certification_name", "certification_code"}}
KNOWN = REQUIRED | set(SHAPES) | set(LONGEST) | set(REPEATED)


def broken_rules(item, host: str) -> list[str]:
    """What is wrong with one item; nothing for a good one."""
    found: dict[str, list] = {}
    for field in item:
        found.setdefault(field.tag.removeprefix(G), []).append(field)
    wrong = [f"{name} is missing" for name in REQUIRED - set(found)]
    wrong += [f"{name} is not a field" for name in set(found) - KNOWN]
    for name, fields in found.items():
        texts = [field.text or "" for field in fields]
        if len(fields) > REPEATED.get(name, 1):
            wrong.append(f"{name} stands {len(fields)} times")
        if name in PARTS:
            parts = [{part.tag.removeprefix(G) for part in field} for field in fields]
            wrong += [f"{name} has {sorted(inner)}" for inner in parts if not inner <= PARTS[name]]
            continue
        wrong += [f"{name} is empty" for text in texts if not text.strip()]
        wrong += [f"{name} is too long" for text in texts if len(text) > LONGEST.get(name, 10**6)]
        wrong += [f"{name}: {text}" for text in texts if name in SHAPES and not re.fullmatch(SHAPES[name], text)]
        wrong += [f"{name}: {text}" for text in texts if name.endswith("link") and urlsplit(text).netloc != host]
    if found.get("unit_pricing_base_measure") and found["unit_pricing_base_measure"][0].text not in BASES:
        wrong.append("unit_pricing_base_measure is not one of the allowed amounts")
    if len(found.get("item_group_id", [])) != len(found.get("size", [])):
        wrong.append("packs of one group have to differ in a field")
    if (found["title"][0].text or "").isupper():
        wrong.append("title shouts")
    return wrong
