"""Carriers: they take parcels, bring them, collect cash, and pay it over with a list twice a week."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import dataclass, field
from typing import Final

from django.utils import timezone

from storefront.accounts.models import User
from storefront.orders.models import Order, Parcel
from storefront.payments.models import BankLine
from storefront.payments.services.cod import record_cod_remittance
from storefront.shipping.models import Carrier

from .bank import Bank

CODES: Final = ("vnpost", "viettel-post", "ghn")
FEE_BPS: Final = 80
KEPT_DAYS: Final = 3
"""A carrier pays over what it collected at least three days ago."""


@dataclass(slots=True)
class Carriers:
    """Lists that were sent and whose money is on its way."""

    bank: Bank
    sent: list[tuple[Carrier, str, bytes, str]] = field(default_factory=list)
    listed: set[int] = field(default_factory=set)

    def carrier_of(self, parcel: Parcel) -> Carrier:
        """Who brings a parcel."""
        return Carrier.objects.get(code=CODES[parcel.pk % len(CODES)])

    def send_lists(self, now: datetime.datetime) -> None:
        """Each carrier sends the list of what it owes and transfers the money, less its fee."""
        until = now - datetime.timedelta(days=KEPT_DAYS)
        for code in CODES:
            carrier = Carrier.objects.get(code=code)
            owed = Parcel.objects.filter(
                carrier=carrier, order__method=Order.Method.COD, status=Parcel.Status.DELIVERED, delivered_at__lte=until
            ).exclude(pk__in=self.listed)
            rows = [(parcel.tracking_number, parcel.due_vnd, _fee_vnd(parcel)) for parcel in owed.order_by("delivered_at")]
            if rows:
                self.listed.update(owed.values_list("pk", flat=True))
                name = f"{code}-{timezone.localdate(now):%Y%m%d}.csv"
                text = f"{carrier.name.upper()} CHUYEN TIEN COD {timezone.localdate(now):%d%m%Y}"
                self.bank.move(at=now + datetime.timedelta(hours=2), amount_vnd=sum(due - fee for _, due, fee in rows), text=text)
                self.sent.append((carrier, name, _file(rows), text))

    def book_lists(self, actor: User) -> None:
        """Book every list whose money stands on a statement."""
        for one in list(self.sent):
            carrier, name, content, text = one
            line = BankLine.objects.filter(text=text, state=BankLine.State.UNMATCHED).first()
            if line is not None:
                record_cod_remittance(carrier=carrier, file=io.BytesIO(content), file_name=name, actor=actor, line_id=line.pk)
                self.sent.remove(one)


def _fee_vnd(parcel: Parcel) -> int:
    """What the carrier keeps for collecting: 0.8 %, in whole hundreds."""
    return parcel.due_vnd * FEE_BPS // 1_000_000 * 100


def _file(rows: list[tuple[str, int, int]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("Mã vận đơn", "Tiền thu hộ", "Phí"))
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
