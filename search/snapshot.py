"""Keeps this process's :class:`~search.columns.Columns` in step with the log. One query when nothing has changed."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import Q

from catalog.claims import GROUP, OF_WHOLE_GROUP, RAW
from catalog.models import Certificate
from search.columns import Columns, Dated, Row
from search.models import SearchChange, SearchDocument
from search.names import Names

MOST_CHANGES: Final = 2_000
"""With more lines than this to catch up on, reading everything again is quicker."""

_Mark = tuple[int, str]
_lock = threading.Lock()
_known: tuple[_Mark, Columns] | None = None

_ROW_FIELDS: Final = ("product_id", "group_id", "category_id", "province_code", "price_vnd", "in_stock", "season_mask", "created_at")


def current() -> Columns:
    """The catalogue as the database has it now.

    The last line read is asked for again with the new ones: when it is not there, or not the same (rolled back, restored, cut off), the
    snapshot is of another history and is dropped.
    """
    global _known
    with _lock:
        if _known is not None:
            mark, columns = _known
            new = SearchChange.objects.filter(pk__gte=mark[0]).order_by("pk").values_list("pk", "token", "product_id", "group_id")
            lines = list(new[: MOST_CHANGES + 2])
            if lines and (lines[0][0], lines[0][1]) == mark:
                if len(lines) == 1:
                    return columns
                products = {product_id for _, _, product_id, _ in lines[1:] if product_id is not None}
                groups = {group_id for _, _, _, group_id in lines[1:] if group_id is not None}
                named = all(product_id is not None or group_id is not None for _, _, product_id, group_id in lines[1:])
                if named and len(lines) <= MOST_CHANGES:
                    columns = _caught_up(columns, products, groups)
                    _known = ((lines[-1][0], lines[-1][1]), columns)
                    return columns
        return _read_all()


def forget() -> None:
    """Drop what this process knows; the next question reads everything. For another database under the same name."""
    global _known
    with _lock:
        _known = None


def last_names() -> Names:
    """Names as of the last question that this process answered from the database; no query when there was one."""
    return _known[1].names if _known is not None else Names.load()


def certificates_of(rows: Iterable[SearchDocument]) -> dict[int, list[Dated]]:
    """Certificates of these products, their own and those of their groups, by product id. One query."""
    found = list(rows)
    own, of_groups = _certificates(
        Q(product_id__in=[row.pk for row in found]) | Q(product=None, group_id__in={row.group_id for row in found})
    )
    return {row.pk: [*own.get(row.pk, ()), *of_groups.get(row.group_id, ())] for row in found}


def _read_all() -> Columns:
    """Read the whole index. The mark is read first: what changes meanwhile is read twice rather than not at all."""
    global _known
    last = SearchChange.objects.order_by("-pk").values_list("pk", "token").first()
    rows = [_row(values) for values in SearchDocument.objects.order_by("created_at", "pk").values_list(*_ROW_FIELDS).iterator(5_000)]
    own, of_groups = _certificates(Q())
    columns = Columns.load(rows, own, of_groups, Names.load())
    _known = (last, columns) if last is not None else None
    return columns


def _caught_up(columns: Columns, product_ids: set[int], group_ids: set[int]) -> Columns:
    rows = {row.product_id: row for row in map(_row, SearchDocument.objects.filter(pk__in=product_ids).values_list(*_ROW_FIELDS))}
    own, of_groups = _certificates(Q(product_id__in=product_ids) | Q(product__isnull=True, group_id__in=group_ids))
    return columns.with_changes(product_ids, rows, own, of_groups, group_ids)


def _certificates(scope: Q) -> tuple[dict[int, list[Dated]], dict[int, list[Dated]]]:
    """Verified and not revoked, by product and by group; their days are looked at when a page is made."""
    own: dict[int, list[Dated]] = defaultdict(list)
    of_groups: dict[int, list[Dated]] = defaultdict(list)
    found = Certificate.objects.filter(scope, verified_at__isnull=False, revoked_at__isnull=True)
    columns = ("product_id", "group_id", "scheme_id", "issued_on", "expires_on", "scheme__reach", "scheme__is_food_licence")
    for product_id, group_id, scheme_id, begins, ends, reach, is_licence in found.values_list(*columns).iterator(5_000):
        is_claim = reach != GROUP and (product_id is not None or reach in OF_WHOLE_GROUP)
        dated = Dated(scheme_id, begins, ends, is_claim, reach == RAW, is_licence)
        if is_claim or is_licence:
            (own[product_id] if product_id is not None else of_groups[group_id]).append(dated)
    return dict(own), dict(of_groups)


def _row(values: tuple[int, int, int, str, int, bool, int, datetime]) -> Row:
    *_, created_at = values
    return Row(*values[:-1], int(created_at.timestamp() * 1_000_000))
