"""A customer asks to give goods back: within the window, once, with photos that tell nothing but what they show."""

from __future__ import annotations

import io
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cooperatives.media.pixels import PictureUnreadable
from storefront.orders.models import Order
from storefront.payments import errors
from storefront.payments.asked import asked_context
from storefront.payments.models import Refund, RefundRequest, RefundRequestPhoto, ReturnWindow
from storefront.payments.services.asking import accept_request, ask_refund, refuse_request, return_until
from storefront.payments.services.refunds import request_refund
from tests.payments.test_refunds import delivered, everything, household_order
from tests.payments.till import assert_books_hold, books
from tests.race import together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _window(ground):
    ReturnWindow.objects.update_or_create(valid_from=date(2020, 1, 1), defaults={"days": 7})


@pytest.fixture
def parcel(ground):
    """Three packs at 33,333 and one at 77,777, delivered just now."""
    return delivered(household_order())


def photo(*, gps: bool = True) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", (400, 300), "#b23a2e")
    exif = Image.Exif()
    if gps:
        exif[0x010F] = "Ten may anh"
        exif.get_ifd(0x8825)[2] = (21.0, 2.0, 0.0)
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def ask(parcel, quantities=None, **given):
    first = parcel.lines.order_by("position")[0]
    fields = {"reason": "broken", "note": "Vỡ nắp", "key": uuid.uuid4(), **given}
    return ask_refund(order=parcel.order, parcel_id=parcel.pk, quantities=quantities or {first.pk: 2}, **fields)


def page_of(parcel) -> str:
    return Client().get(parcel.order.get_absolute_url()).content.decode()


def address(parcel, name: str = "ask", *more) -> str:
    last = more or (parcel.position,)
    return reverse(f"payments:{name}", args=[parcel.order.number, parcel.order.secret, *last])


def test_she_asks_once_and_the_books_do_not_move(parcel):
    key, before = uuid.uuid4(), books()
    first, again = ask(parcel, key=key, photos=[photo()]), ask(parcel, key=key, photos=[photo()])
    assert (first.pk, RefundRequest.objects.count(), RefundRequestPhoto.objects.count()) == (again.pk, 1, 1)
    assert (first.status, [line.quantity for line in first.lines.all()], books(), Refund.objects.count()) == ("waiting", [2], before, 0)


def test_a_photo_is_pixels_only_and_sealed_on_disk(parcel):
    row = ask(parcel, photos=[photo()]).photos.get()
    content = row.file.open().read()
    kept = Image.open(io.BytesIO(content))
    assert (kept.format, dict(kept.getexif()), b"Ten may anh" in content) == ("WEBP", {}, False)
    on_disk = Path(row.file.path).read_bytes()
    assert (row.file.name.endswith(".sealed"), content[:4], on_disk[:4] == b"RIFF") == (True, b"RIFF", False)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 x", b"not a picture", photo()[:300]])
def test_what_is_no_photo_keeps_nothing(parcel, content):
    with pytest.raises(PictureUnreadable):
        ask(parcel, photos=[content])
    assert RefundRequest.objects.count() == 0


def test_the_window_is_that_of_the_day_of_the_order(parcel):
    parcel.refresh_from_db()
    delivered_on = timezone.localdate(parcel.delivered_at)

    def last_day() -> date:
        return timezone.localdate(return_until(parcel))

    assert last_day() == delivered_on + timedelta(days=7)
    ReturnWindow.objects.create(valid_from=timezone.localdate() + timedelta(days=1), days=30)
    assert last_day() == delivered_on + timedelta(days=7)
    ReturnWindow.objects.create(valid_from=timezone.localdate(), days=2)
    assert last_day() == delivered_on + timedelta(days=2)
    with pytest.raises(errors.AskedTooLate):
        ask(parcel, now=return_until(parcel) + timedelta(seconds=1))
    assert RefundRequest.objects.count() == 0
    assert ask(parcel, now=return_until(parcel)).status == "waiting"


def test_goods_that_were_not_delivered_or_are_of_another_order_are_not_asked_for(parcel):
    other = household_order().parcels.get()
    with pytest.raises(errors.AskedTooLate):
        ask(other)
    with pytest.raises(errors.AskedTooLate):
        ask_refund(order=other.order, parcel_id=parcel.pk, quantities=everything(parcel), reason="broken", note="", key=uuid.uuid4())
    assert RefundRequest.objects.count() == 0


def test_more_than_she_has_is_refused(parcel, clerk):
    first, second = parcel.lines.order_by("position")
    request_refund(parcel_id=parcel.pk, quantities={first.pk: 2}, reason="vỡ", actor=clerk, key="a")
    for quantities in ({first.pk: 2}, {first.pk: 0}, {first.pk: -1}, {0: 1}, {second.pk: 2}):
        with pytest.raises(errors.AskedTooMuch):
            ask(parcel, quantities)
    with pytest.raises(errors.AskedTooMuch):
        ask(parcel, {second.pk: 1}, photos=[photo()] * 5)
    assert RefundRequest.objects.count() == 0


def test_one_request_of_a_parcel_waits_at_a_time(parcel, clerk):
    row = ask(parcel)
    with pytest.raises(errors.AskWaits):
        ask(parcel)
    refuse_request(request_id=row.pk, actor=clerk, answer="Ảnh chưa thấy chỗ vỡ")
    assert ask(parcel).status == "waiting"


def test_accepting_all_makes_one_refund_with_the_same_shares(parcel, clerk, second):
    row = ask(parcel, everything(parcel))
    answered = accept_request(request_id=row.pk, quantities=everything(parcel), actor=clerk, with_shipping=True)
    assert (answered.status, answered.refund.amount_vnd, answered.refund.requested_by) == ("accepted", parcel.due_vnd, clerk)
    assert (answered.refund.key, books()["2200"]) == (f"ask:{row.pk}", parcel.due_vnd)
    with pytest.raises(errors.RequestNotWaiting):
        refuse_request(request_id=row.pk, actor=second, answer="không")
    assert_books_hold()


def test_accepting_a_part_needs_a_word_for_her(parcel, clerk):
    row = ask(parcel)
    first = row.lines.get().line_id
    before = books()
    with pytest.raises(errors.AnswerMissing):
        accept_request(request_id=row.pk, quantities={first: 1}, actor=clerk, answer="  ")
    for packs in ({first: 3}, {first: 0}, {first: -1}, {0: 1}):
        with pytest.raises(errors.AskedTooMuch):
            accept_request(request_id=row.pk, quantities=packs, actor=clerk, answer="x")
    assert (books(), RefundRequest.objects.get().status) == (before, "waiting")
    answered = accept_request(request_id=row.pk, quantities={first: 1}, actor=clerk, answer="Một hũ vẫn nguyên")
    assert (answered.status, answered.refund.amount_vnd, answered.lines.get().accepted_quantity) == ("partly", 33_333, 1)
    assert "Chúng tôi nhận lại một phần và trả bạn 33.333\xa0₫. Một hũ vẫn nguyên" in page_of(parcel)


def test_a_refusal_needs_a_reason_and_she_reads_it(parcel, clerk):
    row = ask(parcel)
    with pytest.raises(errors.AnswerMissing):
        refuse_request(request_id=row.pk, actor=clerk, answer="")
    before = books()
    refuse_request(request_id=row.pk, actor=clerk, answer="Hàng đã dùng hết")
    assert (books(), Refund.objects.count()) == (before, 0)
    assert "Chúng tôi không nhận lại được: Hàng đã dùng hết" in page_of(parcel)


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_are_one_request_and_two_answers_are_one(parcel, clerk, second):
    key = uuid.uuid4()
    rows = together([lambda: ask(parcel, key=key).pk for _ in range(6)])
    assert len(set(rows)) == RefundRequest.objects.count() == 1
    row = RefundRequest.objects.get()
    taken = {row.lines.get().line_id: 2}

    def answer(act):
        try:
            return act()
        except errors.RequestNotWaiting:
            return None

    done = together(
        [
            lambda: answer(lambda: accept_request(request_id=row.pk, quantities=taken, actor=clerk)),
            lambda: answer(lambda: refuse_request(request_id=row.pk, actor=second, answer="không")),
        ]
    )
    row.refresh_from_db()
    assert sum(one is not None for one in done) == 1
    assert Refund.objects.count() == (1 if row.status == "accepted" else 0)


def test_the_page_asks_keeps_and_shows_it_to_whoever_has_the_link(parcel):
    client = Client()
    assert address(parcel) in page_of(parcel)
    form = client.get(address(parcel)).context["form"]
    first = parcel.lines.order_by("position")[0]
    given = {"key": form.initial["key"], "reason": "broken", "note": "Vỡ <b>nắp</b>", **{f"line_{line.pk}": 0 for line in form.lines}}
    nothing = client.post(address(parcel), given)
    assert (nothing.status_code, RefundRequest.objects.count()) == (422, 0)
    given[f"line_{first.pk}"] = 2
    upload = {"photos": [SimpleUploadedFile("anh.jpg", photo(), "image/jpeg")]}
    for _ in range(2):
        assert client.post(address(parcel), {**given, **{k: list(v) for k, v in upload.items()}}).status_code == 302
        upload = {"photos": [SimpleUploadedFile("anh.jpg", photo(), "image/jpeg")]}
    row = RefundRequest.objects.get()
    shown = page_of(parcel)
    assert ("Chúng tôi đang xem." in shown, address(parcel) in shown) == (True, False)
    picture = client.get(address(parcel, "ask_photo", row.photos.get().pk))
    assert (picture.status_code, picture["Content-Type"], "no-store" in picture["Cache-Control"]) == (200, "image/webp", True)


def test_the_page_asks_few_questions_and_none_while_nothing_was_sent(parcel, django_assert_max_num_queries, django_assert_num_queries):
    ask(parcel, photos=[photo(), photo()])
    order = Order.objects.get(pk=parcel.order_id)
    with django_assert_max_num_queries(6):
        assert len(asked_context(order)["requests"]) == 1
    waiting = household_order()
    with django_assert_num_queries(0):
        assert asked_context(waiting)["open_parcels"] == []


def test_nobody_else_sees_or_asks(parcel):
    other = household_order()
    row = ask(parcel, photos=[photo()])
    client, pk = Client(), row.photos.get().pk
    wrong = (
        reverse("payments:ask", args=[parcel.order.number, "x" * 20, parcel.position]),
        reverse("payments:ask_photo", args=[parcel.order.number, "x" * 20, pk]),
        reverse("payments:ask_photo", args=[other.number, other.secret, pk]),
    )
    assert [client.get(one).status_code for one in wrong] == [404, 404, 404]
    assert client.get(reverse("payments:ask", args=[other.number, other.secret, 1])).status_code == 302


def test_a_broken_photo_is_said_on_the_form(parcel):
    client = Client()
    form = client.get(address(parcel)).context["form"]
    given = {"key": form.initial["key"], "reason": "broken", **{f"line_{line.pk}": 1 for line in form.lines}}
    given["photos"] = SimpleUploadedFile("anh.jpg", b"no picture", "image/jpeg")
    page = client.post(address(parcel), given)
    assert (page.status_code, "Có ảnh không đọc được" in page.content.decode(), RefundRequest.objects.count()) == (422, True, 0)
