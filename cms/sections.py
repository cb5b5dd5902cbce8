"""What the first page and landing pages show, gathered in few queries and kept for a minute.

The key holds the day, so that a label that ends at midnight or a fair that is over is not shown from yesterday's copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.cards import product_cards, still_true
from catalog.models import GroupProfile, Product
from catalog.text import in_language
from cms.goods_rules import chosen_by_hand, chosen_by_rule
from cms.section_blocks import USUAL
from cooperatives.consent.standing import consent_version
from cooperatives.groups.fees import fee_on
from cooperatives.groups.models import PlaceShown, Terms
from cooperatives.payouts.paid import paid_to_groups
from cooperatives.vietnam.templatetags.vietnam import place

KEEP_SECONDS: Final = 60
SAMPLE_VND: Final = 100_000
ALMANAC_MONTHS: Final = 4
GOODS_HEADINGS: Final = {
    "season": _("Đang vào mùa"),
    "new": _("Mới lên kệ"),
    "gifts": _("Làm quà được"),
    "chosen": _("Chọn cho tuần này"),
}
Section = dict[str, Any]


def sections_of(page: Any) -> list[Section]:
    """The sections of a page in the order that staff gave them; what would be empty is left out. ``kind`` names the template."""
    key = f"sections:{page.pk}:{page.latest_revision_id}:{timezone.localdate().isoformat()}:{consent_version()}"
    found: list[Section] | None = cache.get(key)
    if found is not None:
        found = _still_true(found)
    else:
        written = [(block.block_type, block.value) for block in page.sections]
        plan = written or (USUAL if page.fills_itself else [])
        found = _gathered(page, [(kind, value) for kind, value in plan if not (value or {}).get("hidden")])
        cache.set(key, found, KEEP_SECONDS)
    return found


def _still_true(kept: list[Section]) -> list[Section]:
    """What was kept for a minute, with the labels of this moment and without goods that are not on sale any more. Two queries."""
    goods = [section for section in kept if section["kind"] == "goods"]
    cards = {card.product_id: card for card in still_true([card for section in goods for card in section["items"]])}
    for section in goods:
        section["items"] = [cards[card.product_id] for card in section["items"] if card.product_id in cards]
    return [section for section in kept if section["items"]]


def _gathered(page: Any, plan: Sequence[tuple[str, Any]]) -> list[Section]:
    from cms.models.base import with_renditions

    sections: list[Section] = [{"kind": kind, "number": number, "value": value or {}} for number, (kind, value) in enumerate(plan, start=1)]
    _fill_goods(page, [section for section in sections if section["kind"] == "goods"])
    if not any(section["kind"] == "almanac" for section in sections):
        _hang_almanac(page, sections)
    for section in sections:
        if section["kind"] in _FILL:
            section["items"] = _FILL[section["kind"]](page, section["value"])
        section["title"] = section["value"].get("title", "")
        del section["value"]
    pictures = [getattr(item, "cover", None) or getattr(item, "picture", None) for one in sections for item in one.get("items") or ()]
    with_renditions(page.picture, *(picture for picture in pictures if picture is not None))
    shown = [section for section in sections if section.get("items")]
    for before, section in zip([None, *shown], shown, strict=False):
        _finish(section, before, shown)
    return shown


def _finish(section: Section, before: Section | None, shown: list[Section]) -> None:
    """What a template needs besides the items: its name, an anchor for the heading, and whether it follows a row of the same kind."""
    section["template"] = f"cms/sections/{section['kind']}.html"
    section["anchor"] = f"s{section['number']}"
    section["joined"] = before is not None and before["kind"] == section["kind"] == "goods"
    if section["kind"] == "split":
        section["example_url"] = next((one["items"][0].url for one in shown if one["kind"] == "goods"), "")
    if section["kind"] == "stories":
        section["url"] = section["items"][0].get_parent().url


def _fill_goods(page: Any, sections: list[Section]) -> None:
    """Cards of all rows of goods, none of them twice, built together. What staff chose by hand comes first to its row."""
    picks = [pick.product_id for pick in page.picks.all()] if hasattr(page, "picks") else []
    by_hand = {one["number"]: chosen_by_hand(one["value"], picks) for one in sections if one["value"]["rule"] == "chosen"}
    taken = {pk for ids in by_hand.values() for pk in ids}
    chosen = dict(by_hand)
    for section in sections:
        if section["number"] not in chosen:
            chosen[section["number"]] = chosen_by_rule(section["value"], taken)
            taken.update(chosen[section["number"]])
    cards = {card.product_id: card for card in product_cards([pk for ids in chosen.values() for pk in ids])}
    for section in sections:
        section["rule"] = section["value"]["rule"]
        section["rule_name"] = _rule_name(section["value"])
        section["items"] = [cards[pk] for pk in chosen[section["number"]] if pk in cards]


def _hang_almanac(page: Any, sections: list[Section]) -> None:
    """Under the first row of what is in season, unless staff gave it a place of its own."""
    for section in sections:
        if section.get("rule") == "season" and section["items"]:
            section["almanac"] = _almanac(page, {})
            return


def _rule_name(value: Any) -> Any:
    """The heading of a row of goods to which staff gave none."""
    if value["rule"] == "label" and value.get("label"):
        return in_language(value["label"], "name")
    if value["rule"] == "province":
        return place(value["province"])
    return GOODS_HEADINGS.get(value["rule"], "")


def _makers(page: Any, value: Any) -> list[Any]:
    rows = GroupProfile.objects.shown().filter(group__is_active=True).select_related("group", "cover").order_by("-pk")
    if value["rule"] == "featured":
        rows = rows.filter(is_featured=True)
    elif value["rule"] == "province":
        rows = rows.filter(group__province_code=value["province"]).exclude(group__place_shown=PlaceShown.HIDDEN)
    elif value["rule"] == "chosen":
        ids = [group.pk for group in value.get("groups") or [] if group]
        return sorted(rows.filter(group_id__in=ids), key=lambda profile: ids.index(profile.group_id))[: value["count"]]
    return list(rows[: value["count"]])


def _stories(page: Any, value: Any) -> list[Any]:
    from cms.models import StoryPage

    found = StoryPage.objects.public().filter(locale_id=page.locale_id).select_related("picture", "locale")
    return list(found.order_by("-first_published_at")[: value["count"]])


def _models(page: Any, value: Any) -> list[Any]:
    from cms.models import ModelPage

    return list(ModelPage.objects.featured().filter(locale_id=page.locale_id).select_related("picture", "locale")[: value["count"]])


def _fair(page: Any, value: Any) -> list[Any]:
    from cms.models import FairPage

    return list(FairPage.objects.coming().filter(locale_id=page.locale_id).select_related("locale")[:1])


def _paid(page: Any, value: Any) -> list[Any]:
    paid = paid_to_groups()
    return [paid] if paid.transfers else []


def _split(page: Any, value: Any) -> list[Any]:
    return money_split()


def _almanac(page: Any, value: Any) -> list[dict[str, Any]]:
    """The coming months, each with a few goods whose season begins in it."""
    language = page.locale.language_code
    first = timezone.localdate().month
    months = [(first - 1 + step) % 12 + 1 for step in range(ALMANAC_MONTHS)]
    begun = Product.objects.on_sale().filter(season_from__in=months).order_by("-pk").only("name_vi", "name_en", "season_from")[:80]
    names: dict[int, list[str]] = {month: [] for month in months}
    for product in begun:
        if product.season_from is not None and len(names[product.season_from]) < 3:
            names[product.season_from].append(in_language(product, "name", language).split(",")[0])
    return [{"number": month, "items": ", ".join(goods)} for month, goods in names.items() if goods]


_FILL: Final = {
    "makers": _makers,
    "stories": _stories,
    "models": _models,
    "fair": _fair,
    "paid": _paid,
    "split": _split,
    "almanac": _almanac,
}


def money_split() -> list[dict[str, Any]]:
    """How 100,000 ₫ of goods are shared under the terms that most groups have: rows of label and whole đồng; empty without terms."""
    usual = Terms.objects.values("fee_bps", "fee_vat_bps").annotate(times=Count("pk")).order_by("-times", "fee_bps").first()
    if usual is None:
        return []
    fee = fee_on(SAMPLE_VND, fee_bps=usual["fee_bps"], fee_vat_bps=usual["fee_vat_bps"])
    return [
        {"label": _("Nhóm làm ra hàng"), "amount_vnd": SAMPLE_VND - fee.total_vnd},
        {"label": _("Trung tâm, để chạy trang này"), "amount_vnd": fee.net_vnd},
        {"label": _("Thuế GTGT trên phần của trung tâm"), "amount_vnd": fee.vat_vnd},
    ]
