"""The text of VietQR codes, against published codes and read back by a scanner's library."""

from __future__ import annotations

import io
import string

import pytest
import resvg_py
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cooperatives.vietnam.banks import UnknownBank, bank, banks
from storefront.payments import emvco
from storefront.payments.emvco import crc16, qr_svg, vietqr_payload
from tests.payments.emv_reader import read

BINS = [one.bin for one in banks()]


def test_checksum_of_the_standard_text():
    assert f"{crc16('123456789'):04X}" == "29B1"


@pytest.mark.parametrize(
    ("made_of", "payload"),
    [
        (
            {"bank_bin": "970415", "account": "113366668888", "amount_vnd": 250000, "memo": "HTX 7K3M9Q2", "name": "Hợp tác xã Đông Bưởi"},
            "00020101021238560010A0000007270126000697041501121133666688880208QRIBFTTA530370454062500005802VN5920HOP TAC XA DONG BUOI"
            "62150811HTX 7K3M9Q2630421DC",
        ),
        (
            {"bank_bin": "970407", "account": "0386577672", "amount_vnd": 1000000, "memo": "henry an cut", "one_time": False},
            "00020101021138540010A00000072701240006970407011003865776720208QRIBFTTA5303704540710000005802VN62160812henry an cut6304A322",
        ),
        (
            {"bank_bin": "970416", "account": "224528479", "amount_vnd": 10000, "memo": "TRANSFER TO SOMEONE", "bill": "NPS6869"},
            "00020101021238530010A0000007270123000697041601092245284790208QRIBFTTA53037045405100005802VN62340107NPS68690819TRANSFER TO "
            "SOMEONE6304AC13",
        ),
        (
            {"bank_bin": "970436", "account": "0123456789", "amount_vnd": 150000, "memo": "DH12"},
            "00020101021238540010A00000072701240006970436011001234567890208QRIBFTTA530370454061500005802VN62080804DH1263040DAF",
        ),
        (
            {"bank_bin": "970436", "account": "0123456789"},
            "00020101021138540010A00000072701240006970436011001234567890208QRIBFTTA53037045802VN63046A15",
        ),
    ],
)
def test_published_codes(made_of, payload):
    assert vietqr_payload(**made_of) == payload


@given(
    bin=st.sampled_from(BINS),
    account=st.text(string.ascii_letters + string.digits, min_size=6, max_size=19),
    amount=st.none() | st.integers(1, 499_999_999),
    memo=st.text(string.ascii_letters + string.digits + " .-", max_size=25).map(str.strip),
    name=st.text("ĂăĐđễ aBợ-’Q7", max_size=25),
)
def test_what_goes_in_comes_out(bin, account, amount, memo, name):
    got = read(vietqr_payload(bank_bin=bin, account=account, amount_vnd=amount, memo=memo, name=name))
    assert (got["bin"], got["account"], got["memo"]) == (bin, account, memo)
    assert got["amount"] == ("" if amount is None else str(amount))
    assert got["kind"] == ("11" if amount is None else "12")
    assert set(got["name"]) <= set(string.ascii_uppercase + string.digits + " ") and len(got["name"]) <= 25


GOOD = {"bank_bin": "970436", "account": "1028866888", "amount_vnd": 150_000, "memo": "HTX7K3M9Q2", "name": "SINH KE"}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"bank_bin": ""}, UnknownBank),
        ({"bank_bin": "970488"}, UnknownBank),
        ({"account": ""}, emvco.AccountNumberInvalid),
        ({"account": "12345"}, emvco.AccountNumberInvalid),
        ({"account": "1" * 20}, emvco.AccountNumberInvalid),
        ({"account": "1028 866 888"}, emvco.AccountNumberInvalid),
        ({"account": "１２３４５６７"}, emvco.AccountNumberInvalid),
        ({"amount_vnd": 0}, emvco.AmountNotTransferable),
        ({"amount_vnd": -1}, emvco.AmountNotTransferable),
        ({"amount_vnd": 500_000_000}, emvco.AmountNotTransferable),
        ({"amount_vnd": 1999.0}, emvco.AmountNotTransferable),
        ({"amount_vnd": True}, emvco.AmountNotTransferable),
        ({"memo": "x" * 26}, emvco.MemoInvalid),
        ({"memo": "Trả tiền"}, emvco.MemoInvalid),
        ({"memo": " HTX"}, emvco.MemoInvalid),
        ({"bill": "đơn 7"}, emvco.MemoInvalid),
        ({"name": "Trung tâm Phụ nữ và Phát triển"}, emvco.HolderNameTooLong),
    ],
)
def test_what_would_send_money_astray_is_refused(change, error):
    with pytest.raises(error):
        vietqr_payload(**{**GOOD, **change})


def test_the_bounds_are_allowed():
    assert read(vietqr_payload(**{**GOOD, "amount_vnd": 1}))["amount"] == "1"
    assert read(vietqr_payload(**{**GOOD, "amount_vnd": 499_999_999, "memo": "x" * 25, "account": "9" * 19}))["memo"] == "x" * 25


@pytest.mark.parametrize("width", [240, 700])
def test_a_scanner_reads_the_drawn_code(width):
    payload = vietqr_payload(**GOOD)
    drawn = resvg_py.svg_to_bytes(svg_string=qr_svg(payload), width=width, background="#ffffff")
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(bytes(drawn))).convert("L"))
    assert [one.text for one in found] == [payload]


def test_a_drawn_code_needs_no_script_and_no_style():
    drawn = qr_svg(vietqr_payload(**GOOD))
    assert drawn.startswith("<svg") and "<script" not in drawn and "style=" not in drawn and "xlink" not in drawn


def test_the_table_of_banks():
    assert (bank("970436").short_name, bank("970446").code, str(bank("970405"))) == ("Vietcombank", "COOPBANK", "Agribank")
    assert len(BINS) == len(set(BINS)) == 58
    assert all(len(one.bin) == 6 and one.bin.isdigit() and one.name and one.code for one in banks())
