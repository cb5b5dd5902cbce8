"""What a draft would change, side by side: only the fields that differ, with additions, deletions and claims marked."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from catalog.claim_words import Claim, ClaimKind, ClaimReader, normalised
from catalog.claims import certificates_of
from catalog.models import Certificate, GroupProfile, Product
from cooperatives.media.models import Picture

SIDES: Final = ("vi", "en")
PRODUCT_FIELDS: Final = (
    "group", "category",
    *(f"{name}_{side}" for name in ("name", "summary", "body", "origin", "ingredients", "storage") for side in SIDES),
    "shelf_life_days", "season_from", "season_to", "lead_days", "is_fragile", "is_fresh", "slug",
)  # fmt: skip
PROFILE_FIELDS: Final = (
    "group",
    *(f"{name}_{side}" for name in ("craft", "intro", "how_made", "body") for side in SIDES),
    "brocade", "is_featured",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: its label and both sides as safe HTML. ``pictures`` instead of text for a gallery."""

    label: str
    old: SafeString | str = ""
    new: SafeString | str = ""
    old_pictures: Sequence[Picture] = ()
    new_pictures: Sequence[Picture] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences and all claims in the new words."""

    differences: list[Difference]
    claims: list[Claim]

    @property
    def worrying(self) -> list[Claim]:
        """Claims that are not backed by a paper, each once."""
        return list({(one.kind, one.words.casefold()): one for one in self.claims if one.kind != ClaimKind.BACKED}.values())


def compare_draft(item: Product | GroupProfile, draft: Any) -> Comparison:
    """Compare what readers see with a draft. Something that was never public is all new."""
    reader = ClaimReader(_held(item, draft))
    old = item if item.live else None
    differences, claims = [], []
    for name in PRODUCT_FIELDS if isinstance(item, Product) else PROFILE_FIELDS:
        before = normalised(_text(old, name)) if old is not None else ""
        after = normalised(_text(draft, name))
        found = reader.read(after)
        claims += found
        if before != after:
            label = str(getattr(item._meta.get_field(name), "verbose_name", name))
            differences.append(Difference(label[:1].upper() + label[1:], _old_side(before, after), _new_side(before, after, found)))
    before_pictures, after_pictures = _pictures(old), _pictures(draft)
    if [one.pk for one in before_pictures] != [one.pk for one in after_pictures]:
        differences.insert(0, Difference(_("Ảnh"), old_pictures=before_pictures, new_pictures=after_pictures))
    return Comparison(differences, claims)


def _held(item: Product | GroupProfile, draft: Any) -> list[Certificate]:
    """Papers that back a claim: of the product as the draft has it, or all of the group."""
    if isinstance(item, Product):
        return certificates_of([draft])[draft.pk]
    return list(Certificate.objects.valid_on().filter(group=item.group_id).select_related("scheme"))


def _text(row: Any, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, StreamValue):
        return "\n".join(part for part in (_block_text(block) for block in value) if part)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return str(value)


def _block_text(block: Any) -> str:
    """The words of one block; a file by its title."""
    value = block.value
    if isinstance(value, Picture):
        return _("[ảnh: %(title)s]") % {"title": value.title}
    return " ".join(strip_tags(str(part)) for part in block.block.get_searchable_content(value)) or f"[{block.block.label}]"


def _pictures(row: Any) -> list[Picture]:
    if row is None:
        return []
    if isinstance(row, GroupProfile):
        return [row.cover] if row.cover is not None else []
    return [one.picture for one in row.pictures.all()]


def _runs(before: str, after: str) -> list[tuple[str, str, str]]:
    """Runs of words: ("equal" | "delete" | "insert", text before, text after)."""
    old, new = _words(before), _words(after)
    runs: list[tuple[str, str, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        runs.append((tag, "".join(old[a:b]), "".join(new[c:d])))
    return runs


def _words(text: str) -> list[str]:
    """Words with the space behind them."""
    words: list[str] = []
    for piece in text.splitlines(keepends=True):
        for word in piece.split(" "):
            words.append(f"{word} ")
        words[-1] = words[-1][:-1]
    return words


def _old_side(before: str, after: str) -> SafeString:
    parts = [(tag, old) for tag, old, _new in _runs(before, after) if old]
    return _joined(format_html("<del>{}</del>", old) if tag != "equal" else format_html("{}", old) for tag, old in parts)


def _new_side(before: str, after: str, claims: Sequence[Claim]) -> SafeString:
    """The new text, cut where an addition or a claim begins or ends."""
    added: list[tuple[int, int]] = []
    at = 0
    for tag, _old, new in _runs(before, after):
        if tag != "equal" and new and before:
            added.append((at, at + len(new)))
        at += len(new)
    cuts = sorted({0, len(after), *(edge for span in added for edge in span), *(edge for one in claims for edge in (one.start, one.end))})
    pieces = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        piece = format_html("{}", after[start:end])
        claim = next((one for one in claims if one.start <= start and end <= one.end), None)
        if claim is not None:
            piece = format_html('<mark class="claim claim--{}" title="{}">{}</mark>', claim.kind.value, claim.kind.label, piece)
        if any(first <= start and end <= last for first, last in added):
            piece = format_html("<ins>{}</ins>", piece)
        pieces.append(piece)
    return _joined(pieces)


def _joined(pieces: Any) -> SafeString:
    return mark_safe(format_html_join("", "{}", ((piece,) for piece in pieces)).replace("\n", "<br>"))
