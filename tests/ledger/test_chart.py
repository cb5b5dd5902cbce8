"""The chart of accounts and how accounts are opened."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from cooperatives.ledger import chart
from cooperatives.ledger.chart import CHART, account, account_code, open_group_accounts, rule_of
from cooperatives.ledger.models import Account
from tests.race import together


def test_codes_say_whose_account_it_is():
    assert account_code("4010") == "4010"
    assert account_code("2120", "7") == "2120.g7"
    assert account_code("1030", "ghn") == "1030.ghn"
    assert account_code("1010", "vcb") == "1010.vcb"
    assert account_code("2300.vat") == "2300.vat"
    assert (rule_of("2120.g7").code, rule_of("2300.pit").code, rule_of("5070").code) == ("2120", "2300.pit", "5070")


@pytest.mark.parametrize("wrong", [("4010", "7"), ("2120", ""), ("2120", "7.8"), ("1030", "giao hàng")])
def test_an_owner_that_does_not_fit_is_refused(wrong):
    with pytest.raises(ValueError, match="Account"):
        account_code(*wrong)


def test_a_code_outside_the_chart_is_refused():
    with pytest.raises(KeyError):
        account_code("9999")
    with pytest.raises(KeyError):
        rule_of("9999.g7")


def test_kinds_follow_the_first_digit():
    first_digit = {"1": "A", "2": "L", "4": "R", "5": "E"}
    assert {code: rule.kind.value for code, rule in CHART.items()} == {code: first_digit[code[0]] for code in CHART}
    floors = {code for code, rule in CHART.items() if rule.floor_zero}
    assert floors == {"1060", "2090", "2110", "2120", "2130", "2140", "2200", "2300.vat", "2300.pit", "2500"}


@pytest.mark.django_db
def test_an_account_is_opened_once_as_the_chart_says():
    opened = account("2120", "7")
    assert account("2120", "7") == opened
    assert list(Account.objects.values_list("code", "name", "kind", "currency", "owner", "floor_zero", "bal")) == [
        ("2120.g7", "Tiền của nhóm, được chi", "L", "VND", "7", True, 0)
    ]


@pytest.mark.django_db
def test_opening_a_group_opens_its_five_accounts():
    assert [opened.code for opened in open_group_accounts("7")] == ["1060.g7", "2110.g7", "2120.g7", "2130.g7", "2140.g7"]
    assert Account.objects.of_owner("7").count() == 5


@pytest.mark.django_db(transaction=True)
def test_a_committed_account_is_remembered_and_an_undone_one_is_not(django_assert_num_queries):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        account("4010")
        raise ZeroDivisionError
    assert chart._known == {}
    opened = account("4010")
    with django_assert_num_queries(0):
        assert account("4010") is opened


@pytest.mark.django_db
def test_callbacks_run_without_a_commit_remember_nothing(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        account("4010")
    assert connection.in_atomic_block
    assert chart._known == {}


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_sixteen_threads_opening_one_account_get_the_same():
    answers = together([lambda: account("2120", "7").pk] * 16)
    assert len(set(answers)) == 1
    assert Account.objects.count() == 1
