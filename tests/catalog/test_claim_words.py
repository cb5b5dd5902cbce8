"""Words that need a paper, or that no paper allows, are marked; everyday words are not."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from catalog.claim_words import ClaimReader, normalised
from catalog.claims import certificates_of
from catalog.differences import compare_draft
from tests.factories import make_certificate, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register():
    call_command("load_reference", verbosity=0)


def marked(text: str, *schemes: str) -> list[tuple[str, str]]:
    product = make_product()
    for scheme in schemes:
        make_certificate(product, scheme=scheme)
    reader = ClaimReader(certificates_of([product])[product.pk])
    return [(claim.words, claim.kind.value) for claim in reader.read(normalised(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rau hữu cơ trồng trên nương.", [("hữu cơ", "label")]),
        ("Rau huu co, ORGANIC.", [("huu co", "label"), ("ORGANIC", "label")]),
        ("Đạt VietGAP và OCOP 4 sao.", [("VietGAP", "label"), ("OCOP 4 sao", "label")]),
        ("Sản phẩm tiềm năng 5 sao.", [("tiềm năng 5 sao", "potential")]),
        ("Chữa bệnh dạ dày, đặc trị mất ngủ.", [("Chữa bệnh", "cure"), ("đặc trị", "cure")]),
        ("Trị ho rất hay, khỏi bệnh ngay.", [("Trị ho", "cure"), ("khỏi bệnh", "cure")]),
        ("It cures cancer.", [("cures", "cure")]),
        ("Rượu ngô men lá.", [("Rượu", "alcohol")]),
        ("Được bốn sao.", [("bốn sao", "label")]),
        ("Chứng nhận hữu cơ.", [("Chứng nhận hữu cơ", "label")]),
    ],
)
def test_claims_are_marked(text, found):
    assert marked(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Giá trị văn hóa, chính trị, quản trị hợp tác xã.",
        "Nhà sửa chữa máy. Mứt chua ngọt, canh chua.",
        "Biakhông phải. Bìa sách, bí đỏ, cơ sở, vô cơ.",
        "Năm sau mới có. Ngôi sao giấy, sao chè trên chảo gang.",
        "An toàn, sạch, tự nhiên.",
    ],
)
def test_everyday_words_are_not(text):
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "schemes", "found"),
    [
        ("OCOP 4 sao", ["ocop4"], [("OCOP 4 sao", "backed")]),
        ("OCOP 5 sao", ["ocop4"], [("OCOP 5 sao", "label")]),
        ("OCOP, hữu cơ", ["ocop4"], [("OCOP", "backed"), ("hữu cơ", "label")]),
        ("Hữu cơ, chứng nhận hữu cơ", ["organic_vn"], [("Hữu cơ", "backed"), ("chứng nhận hữu cơ", "backed")]),
        ("PGS, chứng nhận hữu cơ", ["pgs"], [("PGS", "backed"), ("chứng nhận hữu cơ", "label")]),
        ("tiềm năng 5 sao", ["ocop5"], [("tiềm năng 5 sao", "potential")]),
    ],
)
def test_a_paper_that_holds_today_backs_its_own_words_only(text, schemes, found):
    assert marked(text, *schemes) == found


def test_only_changed_fields_are_shown_with_additions_deletions_and_claims(db):
    product = make_product(name="Mật ong", summary_vi="Mật ong rừng, để ba tháng.", origin_vi="Tú Lệ")
    product.summary_vi = "Mật ong rừng hữu cơ, để <b>sáu</b> tháng."
    revision = product.save_revision()
    compared = compare_draft(type(product).objects.get(), revision.as_object())
    assert [one.label for one in compared.differences] == ["Vài lời"]
    one = compared.differences[0]
    assert "<del>ba " in one.old
    assert "&lt;b&gt;sáu&lt;/b&gt;" in one.new
    assert 'class="claim claim--label"' in one.new
    assert [(claim.words, claim.kind.value) for claim in compared.worrying] == [("hữu cơ", "label")]


def test_what_was_never_public_is_all_new(db):
    product = make_product(name="Mật ong", summary_vi="Để ba tháng.", live=False)
    compared = compare_draft(product, product.save_revision().as_object())
    assert {one.old for one in compared.differences} == {""}
    assert {"Tên", "Vài lời", "Nhóm"} <= {one.label for one in compared.differences}
