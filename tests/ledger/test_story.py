"""One group's fortnight, told with every balance: three jars sold, one comes back, a fee of 5 %, payday on the 15th."""

from __future__ import annotations

from datetime import datetime

import pytest

from cooperatives.ledger.chart import account, open_group_accounts
from cooperatives.ledger.checks import check_books
from cooperatives.ledger.models import Account
from cooperatives.ledger.services import Line, balances, lines, post_entry
from cooperatives.ledger.statements import aging, statement
from cooperatives.ledger.txn import write_txn
from tests.clock import HANOI


def day(number: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, number, hour, tzinfo=HANOI)


class Books:
    """Books events and compares the whole of the books: an account that is not named must stand at zero."""

    def book(self, key: str, at: datetime, *moves: tuple[Account, Account, int], ref: dict | None = None, memo: str = "") -> None:
        with write_txn():
            kind = key.partition(":")[0]
            post_entry(key=key, kind=kind, at=at, postings=lines(*[Line(*move) for move in moves]), ref=ref, memo=memo)

    def stand_at(self, **expected: int) -> None:
        names = {code.replace(".", "_"): code for code in Account.objects.values_list("code", flat=True)}
        found = {name: amount for name, code in names.items() if (amount := balances([code])[code])}
        assert found == {name.removeprefix("n"): amount for name, amount in expected.items()}


@pytest.mark.django_db
def test_three_jars_sold_one_returned_five_percent_paid_on_the_15th():
    debt, held, free, paying, _reserve = open_group_accounts("7")
    bank, carrier, fee, carrier_fee = account("1010", "vcb"), account("1030", "ghn"), account("4010"), account("5040")
    unclear, refunds, batch = account("2090"), account("2200"), account("1050")
    books = Books()

    # 1 March: an order of two jars at 120.000 đ by VietQR. The bank sees the money first; half an hour later it finds its order.
    books.book("bank:91", day(1), (bank, unclear, 240_000), memo="SK7K3M9Q2 mua mat ong")
    books.stand_at(n1010_vcb=240_000, n2090=240_000)
    books.book("sale:bank:91", day(1, 10), (unclear, held, 240_000), ref={"order": "SK-1", "parcel": 11}, memo="2 hũ mật ong")
    books.stand_at(n1010_vcb=240_000, n2110_g7=240_000)
    books.book("comm:SK-1:7", day(1, 10), (held, fee, 12_000), ref={"order": "SK-1"}, memo="Phí bán hàng 5%")
    books.stand_at(n1010_vcb=240_000, n2110_g7=228_000, n4010=12_000)

    # 3 March: a third jar, cash on delivery. The carrier collects and owes it to us, less its fee of 15.000 đ.
    books.book("sale:cod:12", day(3), (carrier, held, 120_000), ref={"order": "SK-2", "parcel": 12}, memo="1 hũ mật ong")
    books.book("comm:SK-2:7", day(3), (held, fee, 6_000), ref={"order": "SK-2"}, memo="Phí bán hàng 5%")
    books.stand_at(n1010_vcb=240_000, n1030_ghn=120_000, n2110_g7=342_000, n4010=18_000)
    books.book("codremit:92", day(5), (bank, carrier, 105_000), (carrier_fee, carrier, 15_000))
    books.stand_at(n1010_vcb=345_000, n2110_g7=342_000, n4010=18_000, n5040=15_000)

    # 6 March: one jar of the first order comes back. The group gives 114.000 đ, we give our 6.000 đ, the shopper gets 120.000 đ.
    books.book("refreq:31", day(6), (held, refunds, 114_000), (fee, refunds, 6_000), ref={"order": "SK-1", "refund": 31}, memo="Trả 1 hũ")
    books.stand_at(n1010_vcb=345_000, n2110_g7=228_000, n2200=120_000, n4010=12_000, n5040=15_000)
    assert [(aged.account.code, aged.oldest_vnd, aged.is_late) for aged in aging(now=day(9, 8))] == [("2200", 120_000, False)]
    assert [(aged.account.code, aged.age.days, aged.is_late) for aged in aging(now=day(9, 10))] == [("2200", 3, True)]
    books.book("refbank:31", day(7), (refunds, batch, 120_000))
    books.book("refsettle:93", day(7, 15), (batch, bank, 120_000))
    books.stand_at(n1010_vcb=225_000, n2110_g7=228_000, n4010=12_000, n5040=15_000)

    # 8 and 10 March: the return windows are over.
    books.book("rel:11:7", day(8), (held, free, 114_000), ref={"parcel": 11})
    books.stand_at(n1010_vcb=225_000, n2110_g7=114_000, n2120_g7=114_000, n4010=12_000, n5040=15_000)
    books.book("rel:12:7", day(10), (held, free, 114_000), ref={"parcel": 12})
    books.stand_at(n1010_vcb=225_000, n2120_g7=228_000, n4010=12_000, n5040=15_000)

    # 15 March: payday. Approved, sent as a bank file, on the statement the next day. The bank takes 0 đ, so that line is dropped.
    books.book("po:5", day(15), (free, paying, 228_000), ref={"payout": 5})
    books.stand_at(n1010_vcb=225_000, n2130_g7=228_000, n4010=12_000, n5040=15_000)
    books.book("posent:5", day(15, 11), (paying, batch, 228_000), ref={"payout": 5}, memo="Chi ngày 15")
    books.stand_at(n1010_vcb=225_000, n1050=-228_000, n4010=12_000, n5040=15_000)
    books.book("posettle:94", day(16), (batch, bank, 228_000), (account("5020"), bank, 0), ref={"payout": 5})
    books.stand_at(n1010_vcb=-3_000, n4010=12_000, n5040=15_000)

    # The group was paid 228.000 đ: two jars kept by their buyers, 240.000 đ, less 5 %. Our 12.000 đ went to the carrier, and 3.000 đ more.
    told = statement(owner="7", since=day(1, 0), until=day(31))
    assert [(row.key, row.in_vnd, row.out_vnd, row.running_vnd) for row in told.rows] == [
        ("sale:bank:91", 240_000, 0, 240_000),
        ("comm:SK-1:7", 0, 12_000, 228_000),
        ("sale:cod:12", 120_000, 0, 348_000),
        ("comm:SK-2:7", 0, 6_000, 342_000),
        ("refreq:31", 0, 114_000, 228_000),
        ("posent:5", 0, 228_000, 0),
    ]
    assert (told.opening_vnd, told.in_vnd, told.out_vnd, told.closing_vnd) == (0, 360_000, 360_000, 0)
    assert debt.code == "1060.g7"
    report = check_books(now=day(31))
    assert report.is_ok, report.results
    assert report.ages == []
