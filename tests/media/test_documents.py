"""An uploaded document does not say who made it: PDF, office files, and the photos inside them."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject
from wagtail.documents import get_document_model
from wagtail.models import Collection

from cooperatives.media.documents import DocumentUnreadable, jpeg_without_metadata, without_metadata
from tests.desk.people import client_of
from tests.factories import make_user
from tests.media.test_pictures import photo

WHO = "NGUOI CHUP BI MAT"
REFUSED = "Không mở được tệp này để gỡ tên người làm ra nó: tệp hỏng hoặc đặt mật khẩu. Lưu lại thành tệp khác rồi tải lên."


def pdf(password: str = "") -> bytes:
    """One page with an author, XMP on the document, a signed note and a photo with a position."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": WHO, "/Title": "Cách nhuộm"})
    told = StreamObject()
    told.set_data(f"<x:xmpmeta>{WHO}</x:xmpmeta>".encode())
    writer._root_object[NameObject("/Metadata")] = writer._add_object(told)
    image = StreamObject()
    image._data = photo(size=(60, 40))
    image.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Filter"): NameObject("/DCTDecode"),
            NameObject("/Width"): NumberObject(60),
            NameObject("/Height"): NumberObject(40),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/A"): writer._add_object(image)})})
    note = DictionaryObject({NameObject("/Subtype"): NameObject("/Text"), NameObject("/T"): TextStringObject(WHO)})
    page[NameObject("/Annots")] = writer._add_object(note)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def workbook() -> bytes:
    """A sheet with a maker, a comment and nothing else."""
    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = WHO
    book.active["A1"] = "Giá"
    book.active["A1"].comment = Comment("Xem lại", "Ai đó")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def letter() -> bytes:
    """What Word writes, as far as it tells of people."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", f'<w:document><w:ins w:author="{WHO}" w:id="1"><w:t>Thư</w:t></w:ins></w:document>')
        packed.writestr("word/comments.xml", f'<w:comment w:author="{WHO}" w:initials="NB"/>')
        packed.writestr("docProps/core.xml", f"<dc:creator>{WHO}</dc:creator>")
        packed.writestr("docProps/app.xml", f"<Company>{WHO}</Company>")
        packed.writestr("word/media/image1.jpeg", photo(size=(60, 40)))
    return out.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def written(content: bytes, name: str) -> bytes:
    return without_metadata(SimpleUploadedFile(name, content)).read()


def test_a_pdf_keeps_its_page_and_nothing_of_its_maker():
    assert WHO.encode() in pdf()
    content = written(pdf(), "a.pdf")
    assert WHO.encode() not in content and "Cách nhuộm".encode("utf-16-be") not in content
    reader = PdfReader(io.BytesIO(content))
    assert (len(reader.pages), reader.metadata, reader.xmp_metadata) == (1, None, None)
    image = reader.pages[0].images[0].image
    assert (image.size, dict(image.getexif())) == ((60, 40), {})


def test_a_workbook_opens_as_before_without_its_maker():
    content = written(workbook(), "gia.xlsx")
    assert not any(WHO.encode() in part for part in parts(content).values())
    book = load_workbook(io.BytesIO(content))
    assert (book.active["A1"].value, book.active["A1"].comment.text) == ("Giá", "Xem lại")
    assert book.properties.lastModifiedBy is None


def test_a_letter_loses_its_authors_and_the_positions_of_its_photos():
    found = parts(written(letter(), "thu.docx"))
    assert set(found) == set(parts(letter()))
    assert not any(WHO.encode() in part for part in found.values())
    assert b'<w:ins w:author="" w:id="1">' in found["word/document.xml"]


def test_a_jpeg_keeps_its_pixels():
    before = photo(size=(60, 40))
    after = jpeg_without_metadata(before)
    with Image.open(io.BytesIO(before)) as first, Image.open(io.BytesIO(after)) as second:
        assert (list(first.convert("RGB").tobytes()), dict(second.getexif())) == (list(second.convert("RGB").tobytes()), {})
    assert jpeg_without_metadata(b"not a jpeg") == b"not a jpeg"


def test_other_kinds_are_kept_as_they_are():
    assert written(b"ID3 sound", "a.mp3") == b"ID3 sound"


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"%PDF-1.7 x", "a.pdf"), (pdf("mat-khau"), "a.pdf"), (b"PK no zip", "a.docx"), (b"", "a.xlsx")],
    ids=["broken", "locked", "no-zip", "empty"],
)
def test_what_cannot_be_read_is_refused(content, name):
    with pytest.raises(DocumentUnreadable):
        without_metadata(SimpleUploadedFile(name, content))


def test_a_bomb_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 210_000_000)
    with pytest.raises(DocumentUnreadable):
        without_metadata(SimpleUploadedFile("a.docx", out.getvalue()))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "is_kept"),
    [(pdf(), "to-roi.pdf", True), (b"%PDF-1.7 x", "to-roi.pdf", False), (b"MZ", "to-roi.exe", False), (b"x", "a.doc", False)],
)
def test_uploading_in_the_admin(settings, tmp_path, content, name, is_kept):
    settings.MEDIA_ROOT = tmp_path
    fields = {"title": "Tờ rơi", "collection": Collection.get_first_root_node().pk, "file": SimpleUploadedFile(name, content)}
    posted = {f"document-chooser-upload-{key}": value for key, value in fields.items()}
    answer = client_of(make_user(superuser=True)).post(reverse("wagtaildocs_chooser:create"), posted)
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == get_document_model().objects.count() == int(is_kept)
    assert not any(WHO.encode() in stored for stored in kept)
    assert (REFUSED in answer.json().get("htmlFragment", "")) == (name == "to-roi.pdf" and not is_kept)
