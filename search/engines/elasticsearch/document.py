"""A product as the cluster has it: the row of the database's own index, and its certificates with their days.

Words are cut into syllables and folded in Python before they get here (:mod:`search.words`), so that all engines have the same words; the
cluster only splits them at spaces. Certificates are ranges of days, so a label goes at midnight by itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.utils import timezone
from elasticsearch.dsl import Boolean, Byte, Date, DateRange, Document, Keyword, Long, MetaField, Object, Text

from search.columns import Dated
from search.models import SearchDocument
from search.snapshot import certificates_of

TEXTS: Final = ("title", "other", "body", "kind", "title_folded", "other_folded", "body_folded", "kind_folded")
NEWEST_FIRST: Final = ("created", "product_id")
"""The order in which the cluster keeps its rows, so that the newest of very many are found without looking at them all."""

_DAYS: Final = {"type": "date_range", "format": "strict_date"}


def _words() -> Any:
    return Text(analyzer="whitespace", norms=False)


class ProductRow(Document):
    """``claims.s<scheme>``: days on which the product carries the label. ``raw_claims``: the same, but only while its category is raw.
    ``licence``: days on which its maker may sell food. ``ends_on``: the first last day of one of them. ``created``: microseconds since
    1970. ``months``: of its season."""

    product_id = Long(required=True)
    group_id = Keyword(required=True)
    category_id = Keyword(required=True)
    province_code = Keyword()
    price_vnd = Long(required=True)
    in_stock = Boolean(required=True)
    months = Byte(multi=True)
    created = Long(required=True)
    claims = Object(dynamic=True)
    raw_claims = Object(dynamic=True)
    licence = DateRange(multi=True, format="strict_date")
    ends_on = Date(format="strict_date")
    title = _words()
    other = _words()
    body = _words()
    kind = _words()
    title_folded = _words()
    other_folded = _words()
    body_folded = _words()
    kind_folded = _words()

    class Meta:
        dynamic = MetaField("strict")
        dynamic_templates = MetaField([{"days_of_labels": {"path_match": ["claims.*", "raw_claims.*"], "mapping": _DAYS}}])


def settings_of_index(*, refresh: str) -> dict[str, Any]:
    """Settings of a new index. A copy on every further node, as far as there are any; deletions are remembered for an hour, so that a write
    that was under way longer than usual cannot bring a product back."""
    return {
        "number_of_shards": 1,
        "auto_expand_replicas": "0-2",
        "refresh_interval": refresh,
        "gc_deletes": "1h",
        "mapping.total_fields.limit": 1_000,
        "sort.field": list(NEWEST_FIRST),
        "sort.order": ["desc"] * len(NEWEST_FIRST),
    }


def actions(index: str, product_ids: Iterable[int], version: int) -> Iterator[dict[str, Any]]:
    """Lines of a bulk request that bring these products of ``index`` (its alias) to what the database has now.

    ``version`` is the number of a line of the log that the database's rows are at least as new as. The cluster takes a line only when its
    version is higher than the one it has, so that lines that were overtaken on the way change nothing.
    """
    ids = list(product_ids)
    rows = SearchDocument.objects.in_bulk(ids)
    days = certificates_of(rows.values())
    for pk in ids:
        head = {"_index": index, "_id": str(pk), "version": version, "version_type": "external"}
        if pk in rows:
            yield head | {"_op_type": "index", "_source": source(rows[pk], days.get(pk, ()))}
        else:
            yield head | {"_op_type": "delete"}


def source(row: SearchDocument, certificates: Iterable[Dated]) -> dict[str, Any]:
    """One product as the cluster gets it. Certificates that are over are left out."""
    today = timezone.localdate()
    held = [one for one in certificates if one.valid_until is None or one.valid_until >= today]
    claims, raw_claims = _by_scheme(held, raw=False), _by_scheme(held, raw=True)
    licences = [_range(one) for one in held if one.is_licence]
    ends = min((one.valid_until for one in held if one.valid_until is not None), default=None)
    made: dict[str, Any] = {
        "product_id": row.pk,
        "group_id": str(row.group_id),
        "category_id": str(row.category_id),
        "price_vnd": row.price_vnd,
        "in_stock": row.in_stock,
        "months": [month for month in range(1, 13) if row.season_mask >> (month - 1) & 1],
        "created": int(row.created_at.timestamp() * 1_000_000),
        **{name: getattr(row, name) for name in TEXTS},
    }
    optional = {
        "province_code": row.province_code,
        "claims": claims,
        "raw_claims": raw_claims,
        "licence": licences,
        "ends_on": ends.isoformat() if ends else None,
    }
    return made | {name: value for name, value in optional.items() if value}


def field_of_scheme(scheme_id: int) -> str:
    """Name of a label scheme inside ``claims``."""
    return f"s{scheme_id}"


def _by_scheme(held: Iterable[Dated], *, raw: bool) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for one in held:
        if one.is_claim and one.is_raw_only is raw:
            found.setdefault(field_of_scheme(one.scheme_id), []).append(_range(one))
    return found


def _range(one: Dated) -> dict[str, str]:
    until = {} if one.valid_until is None else {"lte": _day(one.valid_until)}
    return {"gte": _day(one.valid_from), **until}


def _day(day: datetime.date) -> str:
    return day.isoformat()
