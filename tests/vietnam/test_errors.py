"""The root of the shop's errors: codes, facts, words for the log."""

from __future__ import annotations

import pickle

import pytest

from cooperatives.vietnam.errors import DomainError


class OutOfStock(DomainError):
    pass


class CODLimitReachedError(DomainError):
    pass


class Named(DomainError):
    code = "given_by_hand"


class MoreNamed(Named):
    pass


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (DomainError, "domain"),
        (OutOfStock, "out_of_stock"),
        (CODLimitReachedError, "cod_limit_reached"),
        (Named, "given_by_hand"),
        (MoreNamed, "more_named"),
    ],
)
def test_code(kind, code):
    assert kind.code == code
    assert kind().code == code


def test_facts_are_kept_and_told():
    error = OutOfStock(sku="MAT-ONG-500", wanted=3)
    assert error.facts == {"sku": "MAT-ONG-500", "wanted": 3}
    assert str(error) == "out_of_stock (sku='MAT-ONG-500', wanted=3)"
    assert repr(error) == "OutOfStock(sku='MAT-ONG-500', wanted=3)"


def test_without_facts():
    assert str(OutOfStock()) == "out_of_stock"
    assert repr(OutOfStock()) == "OutOfStock()"


def test_facts_are_not_shared():
    OutOfStock().facts["sku"] = "A"
    assert OutOfStock().facts == {}


def test_survives_pickling():
    error = pickle.loads(pickle.dumps(OutOfStock(sku="A", wanted=3)))
    assert type(error) is OutOfStock
    assert error.facts == {"sku": "A", "wanted": 3}
