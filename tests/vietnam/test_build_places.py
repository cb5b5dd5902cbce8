"""The command that derives the tables of communes."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "dataset.db")) as database:
        database.execute("CREATE TABLE admin_units (wardCode, wardShort, wardType, provinceCode, provinceKey, wardKey)")
        database.executemany(
            "INSERT INTO admin_units VALUES (?, ?, ?, '15', 'tinhlaocai', ?)",
            [("02890", "Bảo Nhai", "Xã", "xabaonhai"), ("03006", "Sa Pa", "Phường", "phuongsapa")],
        )
        database.execute(
            "CREATE TABLE admin_units_legacy (districtCode, district, provinceShort, ward, wardCode, provinceKey, districtKey, wardKey)"
        )
        database.executemany(
            "INSERT INTO admin_units_legacy VALUES (?, ?, 'Lào Cai', ?, ?, 'tinhlaocai', ?, ?)",
            [
                ("085", "Huyện Bắc Hà", "Xã Nậm Đét", "02890", "huyenbacha", "xanamdet"),
                ("088", "Thị xã Sa Pa", "Phường Sa Pa", "03006", "thixasapa", "phuongsapa"),
                ("089", "Huyện Đảo", None, None, "huyendao", None),
            ],
        )
        database.commit()
    converter = {
        "DICT_PROVINCE_WARD_NO_DIVIDED": {"tinhlaocai": {"xabaonhai": ["tinhlaocai_huyenbacha_xanamdet", "tinhlaocai_huyendao_"]}},
        "DICT_PROVINCE_WARD_DIVIDED": {
            "tinhlaocai": {
                "tinhlaocai_thixasapa_phuongsapa": [
                    {"newWardKey": "xabaonhai", "isDefaultNewWard": False},
                    {"newWardKey": "phuongsapa", "isDefaultNewWard": True},
                ]
            }
        },
    }
    (folder / "converter_2025.json").write_text(json.dumps(converter), encoding="utf-8")
    return folder


def test_writes_the_three_tables(source, tmp_path):
    out = io.StringIO()
    call_command("build_places", source, into=tmp_path, stdout=out)
    assert out.getvalue() == "2 communes, 3 old districts, 3 old communes\n"
    assert (tmp_path / "communes.csv").read_text(encoding="utf-8") == (
        "code,name,kind,province\n02890,Bảo Nhai,xã,15\n03006,Sa Pa,phường,15\n"
    )
    assert (tmp_path / "old_districts.csv").read_text(encoding="utf-8") == (
        "code,name,province\n085,Huyện Bắc Hà,Lào Cai\n088,Thị xã Sa Pa,Lào Cai\n089,Huyện Đảo,Lào Cai\n"
    )
    assert (tmp_path / "old_communes.csv").read_text(encoding="utf-8") == (
        "name,district,new_codes\nXã Nậm Đét,085,02890\nPhường Sa Pa,088,03006 02890\nHuyện Đảo,089,02890\n"
    )


def test_refuses_to_lose_a_commune(source, tmp_path):
    (source / "converter_2025.json").write_text('{"DICT_PROVINCE_WARD_NO_DIVIDED": {}, "DICT_PROVINCE_WARD_DIVIDED": {}}', encoding="utf-8")
    with pytest.raises(CommandError, match="3 old communes lead nowhere, first tinhlaocai_huyenbacha_xanamdet"):
        call_command("build_places", source, into=tmp_path)
    assert not (tmp_path / "communes.csv").exists()
