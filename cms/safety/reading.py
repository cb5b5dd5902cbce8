"""The words of a version of a page, a product or a group's page, saved or not, and what the shop knows about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, Final

import phonenumbers
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import RichText

from catalog.models import Product
from cms.models.settings import ShopSettings
from cooperatives.groups.models import Group
from cooperatives.media.models import Picture
from cooperatives.media.needs import picture_ids

from .check import Known, findings_in
from .passages import Finding, Passage

_ENDS_BLOCK: Final = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^>]*>")
_BY_HAND: Final = ("title", "slug", "seo_title", "search_description")


def findings_of(subject: models.Model) -> list[Finding]:
    """What to look at in this version of a page, a product or the page of a group before it goes out."""
    return findings_in(passages_of(subject), known_about(subject))


def passages_of(subject: models.Model) -> list[Passage]:
    """Title, address, own fields, blocks, child rows, and what is written about its pictures."""
    kind = type(subject)
    found = [*_fields(subject, [kind._meta.get_field(name) for name in _BY_HAND])] if isinstance(subject, Page) else []
    found += _fields(subject, _own_fields(kind))
    for relation in get_all_child_relations(kind):
        if relation.related_model._meta.app_label == kind._meta.app_label:
            for row in getattr(subject, relation.get_accessor_name()).all():
                found += _fields(row, relation.related_model._meta.get_fields())
    for picture in Picture.objects.filter(pk__in=picture_ids(subject)).order_by("pk"):
        found += _fields(picture, [Picture._meta.get_field(name) for name in ("alt_vi", "alt_en")])
    return found


def _own_fields(kind: type[models.Model]) -> list[Any]:
    inherited = {field.name for field in Page._meta.get_fields()} if issubclass(kind, Page) else set()
    return [field for field in kind._meta.get_fields() if field.name not in inherited]


def _fields(row: models.Model, fields: Any) -> Iterator[Passage]:
    for field in fields:
        where = str(getattr(field, "verbose_name", ""))
        if isinstance(field, StreamField):
            yield from _block(field.stream_block, getattr(row, field.name), where)
        elif isinstance(field, RichTextField):
            yield Passage(where, _plain(getattr(row, field.name)))
        elif isinstance(field, models.SlugField):
            yield Passage(where, str(getattr(row, field.name) or "").replace("-", " "))
        elif isinstance(field, models.CharField | models.TextField) and not field.choices:
            yield Passage(where, str(getattr(row, field.name) or ""))


def _block(block: Any, value: Any, where: str) -> Iterator[Passage]:
    """Every text inside ``value`` of ``block``, however deep."""
    if isinstance(block, blocks.BaseStreamBlock):
        for child in value or ():
            yield from _block(child.block, child.value, str(child.block.label))
    elif isinstance(block, blocks.ListBlock):
        for item in value or ():
            yield from _block(block.child_block, item, where)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            inner = str(child.label) if str(child.label) == where else f"{where}: {child.label}"
            yield from _block(child, value.get(name), inner)
    elif isinstance(value, RichText):
        yield Passage(where, _plain(value.source))
    elif isinstance(value, str) and not isinstance(block, blocks.ChoiceBlock | blocks.URLBlock):
        yield Passage(where, value)


def _plain(html: str) -> str:
    return unescape(_TAG.sub("", _ENDS_BLOCK.sub("\n", html or "")))


def known_about(subject: models.Model) -> Known:
    """Names of members, of the groups and goods it points at, and whether a picture on it shows people."""
    groups, goods = _referred(subject, Group), _referred(subject, Product)
    names = {name for row in Group.objects.all() for name in (row.name_vi, row.name_en)}
    names |= {name for row in Product.objects.filter(pk__in=goods) for name in (row.name_vi, row.name_en)}
    people = Picture.objects.filter(pk__in=picture_ids(subject)).exclude(shows=Picture.Shows.NOBODY)
    return Known(
        members=frozenset(_member_names()),
        sellers=frozenset(name for name in names if len(name.split()) > 1),
        is_tied=bool(groups or goods) or not isinstance(subject, Page),
        shows_people=people.exists(),
        own_contacts=frozenset(_own_contacts()),
    )


def _referred(subject: models.Model, model: type[models.Model]) -> set[int]:
    """Rows of ``model`` that this version points at, in columns, streams and child rows."""
    found: set[int] = set()
    for content_type_id, object_id, _model_path, _content_path in ReferenceIndex._extract_references_from_object(subject):
        if content_type_id == _content_type(model):
            found.add(int(object_id))
    return found


def _content_type(model: type[models.Model]) -> int:
    return ContentType.objects.get_for_model(model).pk


def _member_names() -> Iterator[str]:
    """Full names of those who sign in for a group, in both orders. One word alone is no full name."""
    rows = get_user_model()._default_manager.filter(memberships__isnull=False)
    for first, last in rows.values_list("first_name", "last_name").distinct():
        for name in {f"{first} {last}".strip(), f"{last} {first}".strip()}:
            if len(name.split()) > 1:
                yield name


def _own_contacts() -> Iterator[str]:
    for shop in ShopSettings.objects.all():
        yield shop.email.casefold()
        for match in phonenumbers.PhoneNumberMatcher(shop.hotline, "VN"):
            yield phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
