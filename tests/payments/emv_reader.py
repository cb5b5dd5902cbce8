"""Reads a code's text back, written apart from the builder so that both cannot be wrong in one way."""

from __future__ import annotations

import binascii


def fields(text: str) -> dict[str, str]:
    """Split into number -> value; raises when a length does not fit or a number comes twice."""
    found: dict[str, str] = {}
    rest = text
    while rest:
        number, length = rest[:2], int(rest[2:4])
        value, rest = rest[4 : 4 + length], rest[4 + length :]
        assert len(value) == length, f"field {number} says {length}, has {len(value)}"
        assert number not in found, f"field {number} twice"
        found[number] = value
    return found


def read(payload: str) -> dict[str, str]:
    """Check the checksum (with Python's own CRC) and return bin, account, amount, memo, name, kind."""
    assert payload[-4:] == f"{binascii.crc_hqx(payload[:-4].encode('ascii'), 0xFFFF):04X}"
    top = fields(payload)
    target = fields(top["38"])
    assert (top["00"], top["53"], top["58"], target["00"], target["02"]) == ("01", "704", "VN", "A000000727", "QRIBFTTA")
    place, extra = fields(target["01"]), fields(top.get("62", ""))
    return {
        "bin": place["00"],
        "account": place["01"],
        "kind": top["01"],
        "amount": top.get("54", ""),
        "name": top.get("59", ""),
        "memo": extra.get("08", ""),
        "bill": extra.get("01", ""),
    }
