"""A snapshot that caught up is the same as one that was read anew, whatever happened in between."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from search.bits import bits_of, octets_of, rows_of
from search.columns import PRICE_RANGES, Columns, Dated, Row
from search.names import Names

TODAY = datetime.date(2026, 3, 2)
PRODUCTS = range(1, 12)

rows = st.builds(
    lambda group, category, province, price, stock, mask, created: (group, category, province, price, stock, mask, created),
    st.integers(1, 3),
    st.integers(1, 3),
    st.sampled_from(["", "01", "66"]),
    st.sampled_from([1, 49_999, 50_000, 50_001, 150_000, 500_000, 900_000]),
    st.booleans(),
    st.integers(0, 4095),
    st.integers(0, 5),
)
catalogues = st.dictionaries(st.sampled_from(PRODUCTS), rows)
certificates = st.lists(
    min_size=1,
    elements=st.builds(
        Dated,
        st.integers(1, 3),
        st.sampled_from([TODAY - datetime.timedelta(1), TODAY, TODAY + datetime.timedelta(1)]),
        st.sampled_from([None, TODAY - datetime.timedelta(1), TODAY, TODAY + datetime.timedelta(1)]),
    ),
    max_size=2,
)
papers = st.tuples(st.dictionaries(st.sampled_from(PRODUCTS), certificates), st.dictionaries(st.integers(1, 3), certificates))


def load(catalogue, paper) -> Columns:
    return Columns.load([Row(pk, *row) for pk, row in catalogue.items()], paper[0], paper[1], Names())


def seen(columns: Columns) -> dict[str, object]:
    """Everything that can be asked of a snapshot, in product ids."""

    def ids(bits: int) -> set[int]:
        return {columns.row(at).product_id for at in rows_of(bits)}

    def filled(sets) -> dict:
        return {key: ids(bits) for key, bits in sets.items() if bits}

    return {
        "all": ids(columns.everything),
        "categories": filled(columns.by_category),
        "provinces": filled(columns.by_province),
        "months": filled(columns.by_month),
        "ranges": {key: ids(columns.priced(*key)) for key in (*PRICE_RANGES, (40_000, 60_000), (50_000, 50_000))},
        "stock": ids(columns.in_stock),
        "groups": {key: ids(columns.group_rows([key])) for key in (1, 2, 3)},
        "labels": filled(columns.labelled(TODAY)),
        "tomorrow": filled(columns.labelled(TODAY + datetime.timedelta(1))),
        "newest": [columns.row(at).product_id for at in columns.first(columns.everything, columns.newest, 0, 99, backwards=True)],
        "cheapest": [columns.row(at).product_id for at in columns.first(columns.everything, columns.cheapest, 0, 99, backwards=False)],
        "some": [columns.row(at).product_id for at in columns.first(columns.in_stock, columns.cheapest, 1, 2, backwards=True)],
    }


@given(catalogues, papers, st.lists(st.tuples(catalogues, papers), min_size=1, max_size=3))
@settings(max_examples=150, deadline=None)
def test_catching_up_equals_reading_anew(before, paper, steps):
    columns = load(before, paper)
    columns.labelled(TODAY)
    for after, new_paper in steps:
        made = {pk: Row(pk, *row) for pk, row in after.items()}
        columns = columns.with_changes(PRODUCTS, made, new_paper[0], new_paper[1], (1, 2, 3))
        assert seen(columns) == seen(load(after, new_paper))


@given(catalogues, papers, catalogues)
@settings(max_examples=50, deadline=None)
def test_a_snapshot_never_changes(before, paper, after):
    columns = load(before, paper)
    was = seen(columns)
    columns.with_changes(PRODUCTS, {pk: Row(pk, *row) for pk, row in after.items()}, {}, {}, (1, 2, 3))
    assert seen(columns) == was


@given(st.sets(st.integers(0, 3_000)))
@settings(deadline=None)
def test_bits_and_rows_are_inverse(wanted):
    bits = bits_of(wanted, 3_001)
    assert rows_of(bits) == sorted(wanted)
    assert bits.bit_count() == len(wanted)
    assert {at for at in range(len(octets_of(bits)) * 8) if octets_of(bits)[at >> 3] >> (at & 7) & 1} == wanted
