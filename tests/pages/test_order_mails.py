"""The mails of an order: which, to whom, in which language, and each once."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from cooperatives.vietnam.errors import DomainError
from storefront.orders import services
from storefront.orders.mails import MOST_TRIES, send_order_mails
from storefront.orders.models import Order, OrderMail
from storefront.orders.news import queue_mail
from storefront.payments.services.bank_lines import record_bank_line
from storefront.payments.services.cancel import cancel_and_refund
from storefront.payments.services.decisions import accept_late
from storefront.payments.services.expire import expire_unpaid
from tests.factories import make_carrier, make_group, make_order, make_product, make_rates, make_tax_rates, make_user, make_variant

pytestmark = pytest.mark.django_db


class BrokenServer(EmailBackend):
    """A mail server that refuses everything."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("mail server is down")


@pytest.fixture
def honey(db):
    make_rates(qr_minutes=30)
    make_tax_rates()
    product = make_product(
        make_group("Nhóm mật Ea Tân", name_en="Ea Tân honey group"), "Mật ong hoa rừng", name_en="Forest honey", variants=0
    )
    return make_variant(product, name_vi="Hũ 500 ml", name_en="500 ml jar", price_vnd=185_000)


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    """Run what a commit would run."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def said():
    return [(message.subject, message.to) for message in mail.outbox]


def words(message) -> str:
    return " ".join(message.body.split())


def pay(order: Order, ref: str = "1"):
    return record_bank_line(
        account="1028866888", booked_at=timezone.now(), amount_vnd=order.total_vnd, text=f"CK {order.number}", bank_ref=ref
    ).line


def test_each_step_of_a_transfer_order_is_mailed(honey, after_commit):
    with after_commit():
        order = make_order({honey: 2}, method="vietqr")
    with after_commit():
        pay(order)
    parcel = order.parcels.get()
    with after_commit():
        services.pack_parcel(parcel_id=parcel.pk, actor=None)
        carrier = make_carrier("buu-dien", name="Bưu điện", tracking_url="https://example.com/tra/{code}")
        services.hand_over_parcel(parcel_id=parcel.pk, carrier=carrier, tracking_number="VD1", actor=None)
    with after_commit():
        services.deliver_parcel(parcel_id=parcel.pk, actor=None)

    to = ["khach@example.com"]
    assert said() == [
        (f"Đơn {order.number}: chúng tôi đã nhận đơn", to),
        (f"Đơn {order.number}: đã nhận đủ tiền", to),
        (f"Đơn {order.number}: hàng đang trên đường", to),
        (f"Đơn {order.number}: hàng đã tới", to),
    ]
    placed, paid, shipped, delivered = mail.outbox
    assert "chuyển đúng 410.000 ₫" in words(placed)
    assert "2 × Mật ong hoa rừng, Hũ 500 ml: 370.000 ₫" in words(placed)
    assert f"/don/{order.number}/{order.secret}/" in placed.body
    assert "Mã vận đơn: VD1 (https://example.com/tra/VD1)" in shipped.body
    for message in mail.outbox:
        html, kind = message.alternatives[0]
        assert kind == "text/html"
        assert f"/don/{order.number}/{order.secret}/" in html
    assert OrderMail.objects.filter(sent_at=None).count() == 0


def test_a_mail_speaks_the_language_of_the_order(honey, after_commit):
    with after_commit():
        order = make_order({honey: 1}, language="en")

    message = mail.outbox[0]
    assert "1 × Forest honey, 500 ml jar: ₫185,000" in words(message)
    assert f"/en/don/{order.number}/{order.secret}/" in message.body


def test_a_large_cash_order_is_told_that_we_call(honey, after_commit):
    with after_commit():
        make_order({honey: 10})

    assert "chúng tôi sẽ gọi cho bạn để xác nhận trước khi các nhóm gói hàng" in mail.outbox[0].body


def test_nobody_is_mailed_without_an_address(honey, after_commit):
    with after_commit():
        make_order({honey: 1}, email="")

    assert (mail.outbox, OrderMail.objects.count()) == ([], 0)


def test_a_name_with_signs_cannot_break_the_html(honey, after_commit):
    type(honey.product).objects.update(name_vi="Chè <b>& mật</b>")
    with after_commit():
        make_order({honey: 1})

    assert "Chè &lt;b&gt;&amp; mật&lt;/b&gt;" in mail.outbox[0].alternatives[0][0]
    assert "Chè <b>& mật</b>" in mail.outbox[0].body


def test_one_cancelled_parcel_of_two(honey, after_commit):
    order = make_order({honey: 1, make_product().variants.get(): 1})
    with after_commit():
        cancel_and_refund(parcel_id=order.parcels.get(position=1).pk, actor=None, reason="thử")

    assert said()[-1] == (f"Đơn {order.number}: đã hủy một gói", ["khach@example.com"])
    assert "Các gói khác vẫn tới như đã hẹn." in mail.outbox[-1].body


def test_a_cancelled_order_is_one_mail_and_promises_the_money_back(honey, after_commit):
    order = make_order({honey: 1, make_product().variants.get(): 1}, method="vietqr")
    pay(order)
    mail.outbox.clear()
    with after_commit():
        cancel_and_refund(order_id=order.pk, actor=None, reason="thử")

    assert said()[-1][0] == f"Đơn {order.number}: đã hủy"
    assert [subject for subject, _to in said()].count(f"Đơn {order.number}: đã hủy") == 1
    assert "Tiền bạn đã trả sẽ được chuyển lại" in mail.outbox[-1].body


def test_an_expired_order_is_told_kindly_and_may_be_cancelled_again_after_it_came_back(honey, clock, after_commit):
    order = make_order({honey: 1}, method="vietqr")
    clock.advance(minutes=31)
    with after_commit():
        expire_unpaid()
    assert "Hết giờ giữ hàng mà chúng tôi chưa nhận được tiền" in mail.outbox[-1].body

    accept_late(line_id=pay(order).pk, actor=make_user(superuser=True), order_id=order.pk)
    with after_commit():
        cancel_and_refund(order_id=order.pk, actor=None, reason="thử")
    assert OrderMail.objects.filter(order=order, kind="cancelled").count() == 1
    assert [subject for subject, _to in said()].count(f"Đơn {order.number}: đã hủy") == 2


def test_news_is_mailed_once_however_often_it_is_said(honey, after_commit):
    order = make_order({honey: 1})
    parcel = order.parcels.get()
    with after_commit():
        for _ in range(3):
            queue_mail(order, OrderMail.Kind.PLACED)
            queue_mail(order, OrderMail.Kind.SHIPPED, parcel)

    assert len(mail.outbox) == 2
    assert send_order_mails(timezone.now() + datetime.timedelta(days=1)) == 0


def test_what_is_rolled_back_is_not_mailed(honey, after_commit):
    with after_commit(), pytest.raises(DomainError):
        order = make_order({honey: 1})
        mail.outbox.clear()
        services.deliver_parcel(parcel_id=order.parcels.get().pk, actor=None)

    assert not OrderMail.objects.filter(kind="delivered").exists()


def test_a_mail_server_that_is_down_stops_nothing_and_the_job_tries_again(honey, after_commit, settings):
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"
    with after_commit():
        order = make_order({honey: 1})
    assert order.status == "preparing"
    row = OrderMail.objects.get()
    assert (row.sent_at, row.tries) == (None, 1)

    settings.EMAIL_BACKEND = working
    assert send_order_mails(timezone.now()) == 0  # not so soon
    assert send_order_mails(timezone.now() + datetime.timedelta(minutes=11)) == 1
    assert len(mail.outbox) == 1


def test_a_mail_that_cannot_be_sent_is_given_up_in_the_end(honey, settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"
    make_order({honey: 1})
    now = timezone.now()
    for hour in range(MOST_TRIES + 3):
        send_order_mails(now + datetime.timedelta(hours=hour))

    assert OrderMail.objects.get().tries == MOST_TRIES
