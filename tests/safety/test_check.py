"""What the safety check finds in words, however they are typed, and what it leaves alone."""

from __future__ import annotations

import unicodedata

import pytest

from cms.safety.check import Known, findings_in
from cms.safety.passages import Passage
from cooperatives.vietnam.text import strip_marks

KNOWN = Known(
    members=frozenset({"Tẩn Thị Riêng", "Riêng Tẩn Thị"}),
    sellers=frozenset({"Tổ dệt Nà Phòn"}),
    own_contacts=frozenset({"+84243825123", "+842438251234", "chao@sinhke.example"}),
)


def found(text: str, known: Known = KNOWN) -> list[tuple[str, str]]:
    return [(finding.kind.value, finding.words) for finding in findings_in([Passage("bài", text)], known)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Gọi 0912 345 678 nhé.", "phone", "0912 345 678"),
        ("Gọi 0912.345.678 nhé.", "phone", "0912.345.678"),
        ("Call +84 912 345 678.", "phone", "+84 912 345 678"),
        ("CCCD 001 185 012 345 cấp năm ngoái.", "identity", "001 185 012 345"),
        ("CCCD 001185012345.", "identity", "001185012345"),
        ("CMND 151234567 cũ.", "identity", "151234567"),
        ("Thư: chi.rieng@nha.example.", "email", "chi.rieng@nha.example"),
        ("Chị Tẩn Thị Riêng dệt khăn.", "name", "Tẩn Thị Riêng"),
        ("Chi Tan Thi Rieng det khan.", "name", "Tan Thi Rieng"),
        ("Chị TẨN THỊ RIÊNG dệt khăn.", "name", "TẨN THỊ RIÊNG"),
        ("Chị Riêng Tẩn Thị dệt khăn.", "name", "Riêng Tẩn Thị"),
        ("Nhà ở thôn Nậm Kìn.", "hamlet", "thôn Nậm Kìn"),
        ("Nhà ở bản Nà Phòn, gần suối.", "hamlet", "bản Nà Phòn"),
        ("Làm tại bản Nà Phòn.", "hamlet", "bản Nà Phòn"),
        ("Nhà ở buôn Ea Tân.", "hamlet", "buôn Ea Tân"),
        ("Nhà ở làng Mây.", "hamlet", "làng Mây"),
        ("Nhà ở ấp 3.", "hamlet", "ấp 3"),
        ("Nhà ở tổ dân phố số 7.", "hamlet", "tổ dân phố số 7"),
        ("Nha o thon Nam Kin.", "hamlet", "thon Nam Kin"),
        ("She lives in the hamlet of Nam Kin.", "hamlet", "hamlet of Nam Kin"),
        ("They weave in Na Phon village.", "hamlet", "Na Phon village"),
        ("Năm ấy chị 19 tuổi.", "age", "19 tuổi"),
        ("Năm ấy chị mười chín tuổi.", "age", "mười chín tuổi"),
        ("Nam ay chi 19 tuoi.", "age", "19 tuoi"),
        ("Chị sinh năm 2004.", "age", "sinh năm 2004"),
        ("She was 19 years old.", "age", "19 years old"),
        ("A 19-year-old weaver.", "age", "19-year-old"),
        ("Chị về ngày 5 tháng 3 năm 2021.", "date", "ngày 5 tháng 3 năm 2021"),
        ("Chị về 05/03/2021.", "date", "05/03/2021"),
        ("She came back on 5 March 2021.", "date", "5 March 2021"),
        ("Nhóm này của những người từng bị bạo hành.", "violence", "bạo hành"),
        ("Nhom nay cua nhung nguoi tung bi bao hanh.", "violence", "bao hanh"),
        ("A group of trafficked women.", "violence", "trafficked"),
        ("Tổ dệt Nà Phòn đón nạn nhân.", "violence", "nạn nhân"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_found_in_composed_and_decomposed_text(text, kind, words, form):
    assert found(unicodedata.normalize(form, text)) == [(kind, words)]


def test_the_public_name_of_a_group_is_no_hamlet():
    known = Known(sellers=frozenset({"Du lịch cộng đồng Bản Mây"}))
    assert found("Du lịch cộng đồng Bản Mây mời khách.", known) == []
    assert found("Du lịch cộng đồng Bản Mây ở bản Mây.", known) == [("hamlet", "bản Mây")]


@pytest.mark.parametrize(
    "text",
    [
        "Giá 185000000 đồng cho cả năm, thu 252.000.000 ₫.",
        "Gọi 024 3825 1234 hoặc viết chao@sinhke.example.",
        "Phiên bản Việt của máy Nhật Bản.",
        "Chị em bán Trà ở chợ.",
        "Hợp tác xã Ea Tân nuôi ong.",
        "The village of the weavers is far.",
        "Cây chè 300 tuổi.",
        "Chum chàm ba mươi năm tuổi.",
        "Hội chợ mở ngày 5 tháng 3 năm 2021.",
        "Bài này nói về bạo lực trong phim.",
        "Bị bạn rủ, nhóm làm thêm gốm.",
        "Chỉ vào 2026 sản phẩm.",
        "",
    ],
)
def test_nothing_to_say(text):
    assert found(text) == []


def test_a_page_of_a_group_may_not_speak_of_violence_at_all():
    assert found("Phòng chống bạo lực.", Known(is_tied=True)) == [("violence", "bạo lực")]
    assert found("Phòng chống bạo lực.") == []


def test_the_longest_words_are_told_once():
    assert found("Nhóm chống mua bán người, mua bán người là tội.") == [("violence", "mua bán người")]


STORY = ["Chị Mai ở đây từ lâu.", "Nhà ở bản Nà Phòn.", "Cả ngày dệt vải."]


def test_name_village_craft_and_photo_together():
    passages = [Passage("bài", text) for text in STORY]
    kinds = [(one.kind.value, one.words) for one in findings_in(passages, Known(shows_people=True))]
    assert kinds == [("hamlet", "bản Nà Phòn"), ("together", "Chị Mai + bản Nà Phòn + dệt")]
    assert [one.kind.value for one in findings_in(passages, Known())] == ["hamlet"]
    assert [one.kind.value for one in findings_in(passages[1:], Known(shows_people=True))] == ["hamlet"]


def test_unmarked_text_is_read_the_same():
    assert [kind for kind, _ in found(strip_marks("Chị Tẩn Thị Riêng, 19 tuổi, ở bản Nà Phòn."))] == ["name", "hamlet", "age"]


def test_where_it_stands_is_told():
    assert findings_in([Passage("mở bài", "19 tuổi")], KNOWN)[0].where == "mở bài"
