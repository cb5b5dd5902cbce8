"""A province's list of revoked certificates: what falls is seen before it falls, and the same list again changes nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.models import Certificate
from storefront.desk.pages import desk_url
from tests.desk.people import client_of, said, staff, text_of
from tests.factories import make_certificate, make_group, make_product

LIST = """STT;Số giấy;Tỉnh;Ghi chú
1; 38/qđ-ubnd;Hà Giang;đổi công thức
2;38/QĐ-UBND;Tuyên Quang;cùng số, cùng tỉnh bây giờ
3;38/QĐ-UBND;Lào Cai;
4;;Lào Cai;thiếu số
5;41/QĐ-UBND;;thiếu tỉnh
6;41/QĐ-UBND;Xứ Nào;
7;999/QĐ-UBND;Tuyên Quang;không có
"""


@pytest.fixture
def checker(ground):
    return client_of(staff("catalog.change_certificate"))


@pytest.fixture
def papers(ground) -> dict[str, Certificate]:
    tea = make_product(make_group(province="08"), "Chè Shan tuyết")
    cloth = make_product(tea.group, "Vải lanh")
    far = make_product(make_group(province="15"), "Gạo nếp")
    return {
        "tea": make_certificate(tea, issuer_as_printed="UBND tỉnh Hà Giang", number="38/QĐ-UBND"),
        "cloth": make_certificate(cloth, issuer_as_printed="UBND tỉnh Tuyên Quang", number="38/QĐ-UBND"),
        "far": make_certificate(far, issuer_as_printed="UBND tỉnh", number="38/QĐ-UBND"),
        "other": make_certificate(tea, scheme="ocop3", number="40/QĐ-UBND"),
    }


def upload(client, content: str = LIST, name: str = "thu-hoi.csv"):
    return client.post(desk_url("revocations"), {"file": SimpleUploadedFile(name, content.encode())})


def apply(client, page):
    ticked = [one.pk for outcome in page.context["outcomes"] if outcome.kind == "falls" for one in outcome.certificates]
    return client.post(desk_url("revocations_apply"), {"certificate": ticked, "source": page.context["source"]})


def test_what_falls_is_seen_first_and_nothing_has_changed_then(checker, papers):
    page = upload(checker)
    assert [outcome.kind.value for outcome in page.context["outcomes"]] == [
        "falls", "repeated", "falls", "no_number", "no_province", "unknown_province", "not_ours",
    ]  # fmt: skip
    first, _again, third = page.context["outcomes"][:3]
    assert (first.certificates, third.certificates) == ([papers["tea"], papers["cloth"]], [papers["far"]])
    assert (first.paper.row, page.context["falling"], page.context["errors"]) == (2, 3, 3)
    text = text_of(page)
    for words in (
        "3 giấy của ta nằm trong danh sách này",
        "Thiếu số giấy",
        "Thiếu tỉnh",
        "Không có tỉnh nào tên như vậy",
        "Không có trong sổ",
    ):
        assert words in text
    assert Certificate.objects.filter(revoked_at__isnull=False).count() == 0


def test_then_it_falls_and_the_same_list_changes_nothing(checker, papers):
    page = upload(checker)
    done = apply(checker, page)
    assert said(done) == "Đã thu hồi 3 giấy. Nhãn đã gỡ."
    revoked = Certificate.objects.filter(revoked_at__isnull=False)
    assert set(revoked) == {papers["tea"], papers["cloth"], papers["far"]}
    assert set(revoked.values_list("revoked_reason", flat=True)) == {"Theo danh sách thu hồi: thu-hoi.csv"}
    before = list(Certificate.objects.order_by("pk").values())
    assert said(apply(checker, page)) == "Không có gì mới: những giấy này đã thu hồi từ trước."
    again = upload(checker)
    assert [outcome.kind.value for outcome in again.context["outcomes"]][:3] == ["already", "repeated", "already"]
    assert (again.context["falling"], "Thu hồi những giấy đã chọn" in text_of(again)) == (0, False)
    assert list(Certificate.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Tên;Tỉnh\nA;Lào Cai", "Tệp thiếu cột: số giấy. Cần hai cột: số giấy và tỉnh."),
        ("", "Tệp này trống. Hãy chọn tệp khác."),
        ("PK\x03\x04 hỏng", "Không đọc được tệp"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(checker, papers, content, words):
    page = upload(checker, content)
    assert words in text_of(page)
    assert Certificate.objects.filter(revoked_at__isnull=False).count() == 0


def test_only_who_checks_certificates_may(ground, papers):
    viewer = client_of(staff("catalog.view_certificate"))
    assert viewer.get(desk_url("revocations")).status_code == 302
    viewer.post(desk_url("revocations_apply"), {"certificate": [papers["tea"].pk], "source": "x"})
    assert Certificate.objects.filter(revoked_at__isnull=False).count() == 0
