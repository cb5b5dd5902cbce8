"""The money screen says what the ledger says, and every đồng on it opens to where it comes from."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from cooperatives.ledger.services import balance, balances
from cooperatives.payouts.money_summary import held_by_parcel, parcel_money, summary
from cooperatives.payouts.services.transfers import return_payout, settle_payout
from storefront.orders.models import Parcel
from storefront.payments.services.refunds import request_refund
from storefront.portal.statement import held_rows, month_rows, next_payout_on, payout_rows
from tests.portal.pages import links, rows, words

BANK = "970436"
NET_RICE = 136_500 - 10_920 - 2_048  # less 8 % fee, less 1 % and 0.5 % tax (683 đ, half a đồng rounded up)


def give_back(parcel: Parcel, packs: int, key: str = "k") -> None:
    """The shopper gets money back for some packs of the first line."""
    request_refund(parcel_id=parcel.pk, quantities={parcel.lines.all()[0].pk: packs}, reason="vỡ", actor=None, key=f"{key}{parcel.pk}")


def check(house) -> None:
    """What must hold at any time, with the balances read from the accounts and not from the summary."""
    money, owner = summary(house.group), f"g{house.group.pk}"
    now = balances([f"{code}.{owner}" for code in ("2110", "2120", "2130", "1060")])
    assert list(now.values()) == [money.held_vnd, money.available_vnd, money.in_payout_vnd, money.debt_vnd]
    left = money.held_vnd + money.available_vnd + money.in_payout_vnd + money.paid_vnd - money.debt_vnd
    assert money.sold_vnd - money.fee_vnd - money.tax_vnd - money.refunded_vnd == left
    assert (money.earned_vnd, money.other_vnd) == (left, 0)
    assert money.on_its_way_vnd + money.received_vnd == money.in_payout_vnd + money.paid_vnd
    assert sum(held_by_parcel(house.group).values()) == money.held_vnd
    assert sum(row.amount_vnd for row in held_rows(house.group)) == money.held_vnd
    ever = (timezone.now() - datetime.timedelta(days=99), timezone.now() + datetime.timedelta(days=1))
    change = sum(row.amount_vnd for row in month_rows(house.group, *ever))
    assert change == money.held_vnd + money.available_vnd + money.in_payout_vnd - money.debt_vnd


def test_a_sale_as_it_is_told(lead, house):
    house.delivered(rice=1)
    check(house)
    page = lead.get("/nhom/tien/")
    text = words(page)
    assert "Đang có, chờ chuyển 0 ₫ Chưa có khoản nào chờ chuyển. Dưới 50.000 ₫ thì chờ đợt sau." in text
    assert "Còn giữ 123.532 ₫ Đang chuyển 0 ₫ Đã nhận 0 ₫" in text
    assert "Bán được 136.500 ₫ Phí của Trung tâm theo thỏa thuận, nay là 8% tiền hàng" in text
    assert (
        "trả lời khách −10.920 ₫ Thuế nộp thay nhóm thuế giá trị gia tăng 1% và thuế thu nhập 0,5%, Trung tâm nộp cho Nhà nước −2.048 ₫"
        in text
    )
    assert "Phần của nhóm 123.532 ₫" in text
    assert "Trả lại khách" not in text
    assert "Đang có, chờ chuyển: không đồng. Còn giữ: một trăm hai mươi ba nghìn năm trăm ba mươi hai đồng." in text


def test_held_money_says_until_when_and_opens_to_its_parcel(lead, house):
    soon = house.delivered(rice=1, days_ago=2)
    unpaid = house.delivered(cake=1, rice=0, days_ago=1, matched=False)
    first, second = Parcel.objects.get(pk=soon.pk).release_on, Parcel.objects.get(pk=unpaid.pk).release_on
    page = lead.get("/nhom/tien/")
    assert rows(page, "held") == [
        f"1 × Nếp nương, Túi 2 kg +123.532 ₫ Được chuyển từ {first:%d/%m/%Y}",
        f"1 × Bánh cốm, Hộp +66.789 ₫ Sau {second:%d/%m/%Y}, khi bưu tá nộp tiền thu hộ",
    ]
    assert {f"/nhom/goi/{soon.pk}/", f"/nhom/goi/{unpaid.pk}/"} <= set(links(page))
    parcel = words(lead.get(f"/nhom/goi/{soon.pk}/"))
    assert "Tiền của gói này Bán được 136.500 ₫ Phí của Trung tâm 8% tiền hàng, để chạy trang bán và trả lời khách −10.920 ₫" in parcel
    assert f"Phần của nhóm 123.532 ₫ Còn giữ đến {first:%d/%m/%Y}, phòng khi khách trả hàng." in parcel


def test_a_refund_before_the_release_takes_fee_and_tax_back(lead, house):
    parcel = house.delivered(rice=2)
    give_back(parcel, 1)
    check(house)
    money = summary(house.group)
    assert (money.sold_vnd, money.fee_vnd, money.tax_vnd, money.refunded_vnd) == (
        273_000,
        10_919,
        2_047,
        136_500,
    )  # half a đồng of fee went back rounded up
    assert (money.held_vnd, money.debt_vnd) == (123_534, 0)
    assert parcel_money(house.group, parcel.number).earned_vnd == 123_534
    text = words(lead.get("/nhom/tien/"))
    assert "phí và thuế của phần này không tính nữa −136.500 ₫ Phần của nhóm 123.534 ₫" in text
    assert "Nhóm đang nợ lại" not in text


def test_a_refund_of_everything_leaves_nothing(lead, house):
    parcel = house.delivered(rice=2)
    give_back(parcel, 2)
    check(house)
    money = summary(house.group)
    assert (money.fee_vnd, money.tax_vnd, money.refunded_vnd, money.earned_vnd, money.held_vnd) == (0, 0, 273_000, 0, 0)
    assert rows(lead.get("/nhom/tien/"), "held") == []


def test_from_sale_to_bank_account(lead, house, desk):
    parcel = house.released(rice=1)
    check(house)
    assert "Đang có, chờ chuyển 123.532 ₫ Trung tâm gom lại" in words(lead.get("/nhom/tien/"))
    payout = desk.pay()
    check(house)
    page = lead.get("/nhom/tien/")
    assert "Còn giữ 0 ₫ Đang chuyển 123.532 ₫ Đã nhận 0 ₫" in words(page)
    assert rows(page, "paid")[0].startswith("Đang chuyển 123.532 ₫")
    settle_payout(payout=payout, bank_code=BANK, actor=desk.maker)
    check(house)
    page = lead.get("/nhom/tien/")
    assert "Còn giữ 0 ₫ Đang chuyển 0 ₫ Đã nhận 123.532 ₫" in words(page)
    assert rows(page, "paid") == [f"Đã vào tài khoản nhóm 123.532 ₫ {timezone.localdate():%d/%m/%Y} ···· 3344"]
    assert f"/nhom/tien/dot/{payout.pk}/" in links(page)
    assert "đã nằm trong phần được chuyển." in words(lead.get(f"/nhom/goi/{parcel.pk}/"))


def test_a_draft_is_nobodys_news(lead, house, desk):
    house.released(rice=1)
    payout = desk.draft().payouts.get()
    check(house)
    assert lead.get(f"/nhom/tien/dot/{payout.pk}/").status_code == 404
    assert rows(lead.get("/nhom/tien/"), "paid") == []


def test_an_approved_payout_is_on_its_way(lead, house, desk):
    house.released(rice=1)
    desk.approve()
    check(house)
    page = lead.get("/nhom/tien/")
    assert "Đang chuyển 123.532 ₫ Đã nhận 0 ₫" in words(page)
    assert rows(page, "paid")[0].startswith("Sắp chuyển 123.532 ₫")


def test_the_lines_of_a_payout_add_up_and_open_to_their_orders(lead, house, desk):
    first, second = house.released(rice=1), house.released(rice=0, cake=2)
    payout = desk.pay()
    page = lead.get(f"/nhom/tien/dot/{payout.pk}/")
    assert rows(page, "lines") == [
        f"Bán 1 × Nếp nương, Túi 2 kg +123.532 ₫ {timezone.localdate():%d/%m/%Y} {first.number}",
        f"Bán 2 × Bánh cốm, Hộp +133.578 ₫ {timezone.localdate():%d/%m/%Y} {second.number}",
    ]
    assert "Cộng 257.110 ₫" in words(page)
    assert [link for link in links(page) if "/goi/" in link] == [f"/nhom/goi/{first.pk}/", f"/nhom/goi/{second.pk}/"]
    assert payout.amount_vnd == 123_532 + 133_578


def test_a_debt_is_explained_and_taken_off_the_next_payout(lead, house, desk):
    parcel = house.released(rice=1)
    settle_payout(payout=desk.pay(), bank_code=BANK, actor=desk.maker)
    give_back(parcel, 1)
    check(house)
    assert balance(f"1060.g{house.group.pk}") == NET_RICE
    text = words(lead.get("/nhom/tien/"))
    assert (
        "Nhóm đang nợ lại 123.532 ₫: khách trả hàng sau khi tiền đã chuyển cho nhóm. Không phải nộp ngay, đợt chuyển sau trừ dần." in text
    )
    assert "Nhóm còn nợ lại một trăm hai mươi ba nghìn năm trăm ba mươi hai đồng, đợt chuyển sau trừ dần." in text
    house.released(rice=3)
    payout = desk.pay()
    check(house)
    page = lead.get(f"/nhom/tien/dot/{payout.pk}/")
    day = f"{timezone.localdate():%d/%m/%Y}"
    assert [row.partition(" ₫")[0] for row in rows(page, "lines")] == [
        "Bán 3 × Nếp nương, Túi 2 kg +370.597",
        "Trừ khoản nhóm nợ từ lần trả hàng trước −123.532",
    ]
    assert day in rows(page, "lines")[1]
    assert f"Cộng {payout.amount_vnd:,} ₫".replace(",", ".") in words(page)
    assert "Nhóm đang nợ lại" not in words(lead.get("/nhom/tien/"))


@pytest.mark.parametrize("settled_first", [False, True])
def test_a_transfer_that_bounced(lead, house, desk, settled_first):
    house.released(rice=1)
    payout = desk.pay()
    if settled_first:
        settle_payout(payout=payout, bank_code=BANK, actor=desk.maker)
    return_payout(payout=payout, reason="Sai tên người nhận", bank_code=BANK, actor=desk.maker)
    check(house)
    text = words(lead.get("/nhom/tien/"))
    assert "Đang có, chờ chuyển 123.532 ₫" in text
    assert "Còn giữ 0 ₫ Đang chuyển 0 ₫ Đã nhận 0 ₫" in text
    assert "Ngân hàng trả lại khoản này: Sai tên người nhận." in words(lead.get(f"/nhom/tien/dot/{payout.pk}/"))
    assert sum(row.amount_vnd for row in payout_rows(house.group, list(payout.lines.select_related("posting__entry")))) == payout.amount_vnd


def test_an_eventful_history_adds_up_at_every_step(house, other, desk):
    other.delivered(rice=5)
    early = house.released(rice=3, cake=1)
    check(house)
    give_back(early, 1)
    check(house)
    settle_payout(payout=desk.pay(), bank_code=BANK, actor=desk.maker)
    late = house.delivered(rice=2)
    give_back(early, 2, "again")
    check(house)
    give_back(late, 1)
    house.released(cake=4, rice=0)
    desk.pay()
    check(house)
    check(other)
    assert summary(other.group).sold_vnd == 5 * 136_500


def test_a_month_adds_up_line_by_line(lead, house, desk):
    parcel = house.delivered(rice=2)
    give_back(parcel, 1)
    page = lead.get("/nhom/tien/thang/")
    day, now = f"{timezone.localdate():%d/%m/%Y}", timezone.localdate()
    assert words(page).startswith(f"← Tiền của nhóm Sổ tháng {now.month}/{now.year}")
    assert rows(page, "rows") == [
        f"Trả lại khách −123.531 ₫ {day} {parcel.number}",
        f"Bán 2 × Nếp nương, Túi 2 kg +247.065 ₫ {day} {parcel.number}",
    ]
    assert "Vào trừ ra 123.534 ₫" in words(page)
    assert f"/nhom/goi/{parcel.pk}/" in links(page)
    assert f"/nhom/tien/thang/?thang={now:%Y-%m}" in links(lead.get("/nhom/tien/"))


def test_another_month_has_its_own_numbers(lead, house):
    house.delivered(rice=1)
    last = timezone.localdate().replace(day=1) - datetime.timedelta(days=1)
    page = lead.get(f"/nhom/tien/thang/?thang={last:%Y-%m}")
    assert "Bán được 0 ₫" in words(page)
    assert "Tháng này chưa có tiền vào ra" in words(page)
    assert lead.get("/nhom/tien/thang/?thang=2026-12").status_code == 200


@pytest.mark.parametrize("text", ["2026-13", "2026", "abc", "1999-01", "2026-1"])
def test_what_is_no_month_is_not_there(lead, house, text):
    assert lead.get(f"/nhom/tien/thang/?thang={text}").status_code == 404


def sent_on(*days: int) -> list:
    """Payouts whose runs were sent so many days before 23 November 2026."""
    noon = datetime.datetime(2026, 11, 23, 12, tzinfo=timezone.get_current_timezone())
    return [SimpleNamespace(run=SimpleNamespace(sent_at=noon - datetime.timedelta(days=day))) for day in days]


@pytest.mark.parametrize(
    ("payouts", "expected"),
    [
        (sent_on(2, 9, 16), datetime.date(2026, 11, 28)),
        (sent_on(7, 14), datetime.date(2026, 11, 23)),
        (sent_on(8, 15), None),  # it should have come yesterday
        (sent_on(3), None),
        ([], None),
    ],
)
def test_the_next_payout_comes_as_they_came_before(payouts, expected):
    assert next_payout_on(payouts, datetime.date(2026, 11, 23)) == expected


def test_another_groups_money_is_not_in_it(lead, house, other):
    other.released(rice=4)
    text = words(lead.get("/nhom/tien/"))
    assert "Bán được 0 ₫" in text
    assert "Còn giữ 0 ₫ Đang chuyển 0 ₫ Đã nhận 0 ₫" in text
