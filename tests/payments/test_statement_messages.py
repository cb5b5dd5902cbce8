"""MT940 and CAMT.053: the same lines as any other file, cut files refused whole, and nothing that is hidden in XML followed."""

from __future__ import annotations

import datetime
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperatives.vietnam.errors import DomainError
from storefront.payments.models import BankLine
from storefront.payments.services.bank_lines import import_statement
from storefront.payments.sheets import FileNotReadable, StatementCut
from storefront.payments.statement_files import read_statement
from tests.clock import HANOI
from tests.payments.feed import KEY, by_key, sepay_told
from tests.payments.till import ACCOUNT, BANK, assert_books_hold, books, transfer_order

NOW = datetime.datetime(2026, 3, 20, 12, tzinfo=HANOI)

MT940 = """{1:F01BFTVVNVXAXXX0000000000}{2:I940BFTVVNVXXXXXN}{4:
:20:STMT260302
:25:BFTVVNVX/1028866888VND
:28C:00061/001
:60F:C260301VND1000000,
:61:2603020302C240000,00NTRFNONREF//FT26061000001
:86:CT DEN %(number)s NGUYEN VAN A
CHUYEN TIEN
:61:2603020302D11000,NCHGNONREF
:86:PHI SMS
:61:2603020302RC5000,NTRFREF00001//FT26061000002
:86:?00THU?20HOAN?21LAI
:62F:C260302VND1224000,00
-}
{1:F01BFTVVNVXAXXX0000000000}{2:I940BFTVVNVXXXXXN}{4:
:20:STMT260303
:25:1028866888
:28C:00062/001
:60F:C260302VND1224000,
:61:260303C76000,NTRFABCDEF//FT26062000001
:62F:C260303VND1300000,
-}
"""

CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.%(version)s"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>S1</Id>
<Acct><Id><Othr><Id>%(account)s</Id></Othr></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="VND">1000000</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<Dt><Dt>2026-03-02</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="VND">%(closing)s</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<Dt><Dt>2026-03-02</Dt></Dt></Bal>
<Ntry><Amt Ccy="VND">240000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>%(booked)s</Sts><BookgDt><DtTm>2026-03-02T09:30:00</DtTm></BookgDt>
<AcctSvcrRef>FT26061000001</AcctSvcrRef>
<NtryDtls><TxDtls>
<RmtInf><Ustrd>CT DEN</Ustrd><Ustrd>%(number)s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="VND">11000</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>%(booked)s</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt>
<AddtlNtryInf>PHI SMS</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="VND">71000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>%(booked)s</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><AcctSvcrRef>FT26061000002</AcctSvcrRef></Refs><Amt Ccy="VND">50000</Amt>
<RmtInf><Ustrd>mot</Ustrd></RmtInf></TxDtls>
<TxDtls><Refs><AcctSvcrRef>FT26061000003</AcctSvcrRef></Refs><Amt Ccy="VND">21000</Amt>
<RmtInf><Ustrd>hai</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="VND">999</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>%(pending)s</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"""


def camt(*, number: str = "x", account: str = ACCOUNT, closing: int = 1_300_000, version: str = "02") -> bytes:
    is_old = version == "02"
    words = {"booked": "BOOK" if is_old else "<Cd>BOOK</Cd>", "pending": "PDNG" if is_old else "<Cd>PDNG</Cd>"}
    return (CAMT % {"number": number, "account": account, "closing": closing, "version": version, **words}).encode()


def told(content: bytes) -> list[tuple]:
    rows = read_statement(content, account=ACCOUNT, now=NOW)
    assert rows.bad == []
    return [(row.booked_at.strftime("%d/%m %H:%M"), row.amount_vnd, row.text, row.bank_ref) for row in rows.good]


def test_mt940_is_read():
    assert told((MT940 % {"number": "HTX1"}).encode()) == [
        ("02/03 00:00", 240_000, "CT DEN HTX1 NGUYEN VAN A CHUYEN TIEN", "FT26061000001"),
        ("02/03 00:00", -11_000, "PHI SMS", ""),
        ("02/03 00:00", -5_000, "THU HOAN LAI", "FT26061000002"),
        ("03/03 00:00", 76_000, "", "FT26062000001"),
    ]


@pytest.mark.parametrize("version", ["02", "08"])
def test_camt_is_read_and_a_batch_taken_apart(version):
    assert told(camt(number="HTX1", version=version)) == [
        ("02/03 09:30", 240_000, "CT DEN HTX1", "FT26061000001"),
        ("02/03 00:00", -11_000, "PHI SMS", ""),
        ("02/03 00:00", 50_000, "mot", "FT26061000002"),
        ("02/03 00:00", 21_000, "hai", "FT26061000003"),
    ]


def test_both_say_what_was_on_the_account_at_the_end_of_the_day():
    ends = [(f"{one.at:%d/%m %H:%M}", one.balance_vnd) for one in read_statement(MT940.encode(), account=ACCOUNT, now=NOW).closings]
    assert ends == [("02/03 23:59", 1_224_000), ("03/03 23:59", 1_300_000)]
    assert [one.balance_vnd for one in read_statement(camt(), account=ACCOUNT, now=NOW).closings] == [1_300_000]
    assert read_statement(camt(account="0123"), account=ACCOUNT, now=NOW).closings == []


@pytest.mark.parametrize("content", [camt(closing=1_300_001), MT940.replace(":61:260303C76000", ":61:260303C77000").encode()])
def test_a_file_whose_balances_do_not_add_up_is_refused_whole(content):
    with pytest.raises(StatementCut):
        read_statement(content, account=ACCOUNT, now=NOW)


def test_rows_that_cannot_be_used_are_listed():
    foreign = camt().replace(b'Ccy="VND">11000', b'Ccy="USD">11000').replace(b"240000.00", b"240000.50")
    assert [row.reason for row in read_statement(foreign, account=ACCOUNT, now=NOW).bad] == ["amount", "currency"]
    assert {row.reason for row in read_statement(camt(account="0123"), account=ACCOUNT, now=NOW).bad} == {"other_account"}
    half = MT940.replace("C240000,00", "C240000,50").encode()
    assert [row.reason for row in read_statement(half, account=ACCOUNT, now=NOW).bad] == ["amount"]


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
        b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">&b;</Document>',
        b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 1000 + b'">]><a>camt.053 &b;</a>',
        b"<a>camt.053</a>",
        camt()[:-30],
        b":20:X\n:25:1028866888\n:60F:rubbish\n:61:rubbish\n",
    ],
)
def test_what_is_broken_or_hides_something_is_refused(content):
    with pytest.raises(FileNotReadable):
        read_statement(content, account=ACCOUNT, now=NOW)


@given(st.data())
def test_any_damage_is_a_refusal_and_never_another_error(data):
    whole = data.draw(st.sampled_from([MT940.encode(), camt()]))
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(start + 40, len(whole))))
    damaged = whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:]
    try:
        rows = read_statement(damaged, account=ACCOUNT, now=NOW)
    except DomainError:
        return
    assert all(row.amount_vnd for row in rows.good)


@pytest.mark.django_db
def test_whatever_form_it_comes_in_it_is_the_same_line(ground, clerk, clock, settings):
    settings.BANK_FEEDS = {"sepay_api_key": KEY, "sepay_webhook_secret": "", "payos_checksum_key": ""}
    clock.set("2026-03-03 12:00")
    order = transfer_order()
    shift = order.total_vnd - 240_000
    message = (MT940 % {"number": order.number}).replace("C240000,00", f"C{order.total_vnd},00")
    message = message.replace("1224000", str(1_224_000 + shift)).replace("1300000", str(1_300_000 + shift)).encode()
    xml = camt(number=order.number, closing=1_300_000 + shift).replace(b"240000.00", str(order.total_vnd).encode())
    table = f"Ngày;Số CT;Ghi nợ;Ghi có;Nội dung\n02/03/2026;FT26061000001;;{order.total_vnd};{order.number}\n".encode()
    by_key(sepay_told(referenceCode="FT26061000001", content=order.number, transferAmount=order.total_vnd))
    for content in (message, xml, table, message):
        import_statement(file=io.BytesIO(content), file_name="a", actor=clerk)
    order.refresh_from_db()
    assert order.status == "preparing"
    assert BankLine.objects.filter(bank_ref="FT26061000001").count() == 1
    assert order.payment.events.count() == 1
    assert books()[BANK] == order.total_vnd + 76_000 + 50_000 + 21_000
    assert_books_hold()
