"""Goods: what is left of each pack and what it costs. Both change at once, without review."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.models import Product, Stock, Variant
from catalog.services import stock
from catalog.services.offers import LEAST_VND, PriceChangedMeanwhile, PriceOutOfRange, set_price
from catalog.standing import offline_reasons
from cooperatives.groups.models import Group
from cooperatives.ledger.txn import write_txn
from cooperatives.vietnam.money import format_vnd
from storefront.portal.access import Seat, Task
from storefront.portal.door import portal_page
from storefront.portal.forms import CountForm, PriceForm
from storefront.portal.frame import frame
from storefront.portal.reviews import reviews_of
from storefront.portal.sentences import sentence
from storefront.portal.shown import first_pictures
from storefront.portal.views.both import Disputed, ask_which, changed_by

PER_PAGE = 30
_TRIES = 5
QUICK_COUNTS = (5, 10, 20, 50)
QUICK_SHARES = (90, 95, 105, 110)
"""Prices that are one tap away, in per cent of today's."""


class CountedMeanwhile(Exception):
    """The number in the house changed after the page was shown."""


@portal_page(Task.COUNT)
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every product of the group with its packs."""
    packs = Variant.objects.select_related("stock")
    products = (
        Product.objects.filter(group=seat.group)
        .select_related("group", "category")
        .defer("body_vi", "body_en")
        .prefetch_related(Prefetch("variants", queryset=packs))
    )
    page = Paginator(products.order_by("-live", "name_vi", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    pictures = first_pictures(product.pk for product in page.object_list)
    offline = offline_reasons(page.object_list)
    reviews = reviews_of(product.pk for product in page.object_list)
    rows = [(product, pictures.get(product.pk), offline.get(product.pk), reviews.get(product.pk)) for product in page.object_list]
    closed_until = seat.group.closed_until
    context = frame(seat, "goods") | {
        "rows": rows,
        "page_obj": page,
        "closed_until": closed_until if closed_until and closed_until >= timezone.localdate() else None,
    }
    return render(request, "portal/goods.html", context)


@portal_page(Task.COUNT)
def detail(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """One pack: how many, how much."""
    return _page(request, seat, pk)


@portal_page(Task.COUNT, acts=True)
def count(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Write down how many packs were counted. Fewer than shoppers ordered already is refused.

    A number that was outrun changes nothing: both are shown (``?on_hand=`` is hers), and she chooses.
    """
    pack = get_object_or_404(packs_of(seat.group), pk=pk)
    if request.method != "POST":
        return _which_count(request, seat, pack)
    form = CountForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, pk, count_form=form)
    try:
        with write_txn():
            _check_seen(pack, form.cleaned_data["seen"], form.wanted)
            stock.set_on_hand(variant_id=pack.pk, on_hand=form.wanted, actor=seat.user)
    except stock.StockBelowReserved as refused:
        form.add_error("on_hand", sentence(refused))
        return _page(request, seat, pk, count_form=form)
    except CountedMeanwhile:
        return _outrun(request, pack, form.wanted)
    messages.success(request, _("Đã ghi: trong kho có %(number)s.") % {"number": form.wanted})
    return redirect("portal:variant", pk=pack.pk)


@portal_page(Task.PRICE, acts=True)
def price(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Change the price from now on. Where another one was set meanwhile, both are shown (``?price=`` is hers), and she chooses."""
    pack = get_object_or_404(packs_of(seat.group), pk=pk)
    if request.method != "POST":
        return _which_price(request, seat, pack)
    form = PriceForm(request.POST)
    if form.is_valid():
        try:
            set_price(variant_id=pack.pk, price_vnd=form.cleaned_data["price"], actor=seat.user, seen_vnd=form.cleaned_data["seen"])
        except PriceChangedMeanwhile as changed:
            messages.warning(request, sentence(changed))
            return redirect(reverse("portal:price", args=[pk], query={"price": form.cleaned_data["price"]}))
        except PriceOutOfRange as refused:
            form.add_error("price", sentence(refused))
    if not form.is_valid():
        return _page(request, seat, pk, price_form=form)
    told = format_vnd(form.cleaned_data["price"], get_language() or "vi")
    messages.success(request, _("Giá mới là %(price)s, khách thấy ngay.") % {"price": told})
    return redirect("portal:variant", pk=pack.pk)


@portal_page(Task.COUNT, acts=True)
def sold_out(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Nothing more to sell: what is counted becomes what orders hold. The page of the goods stays and says so.

    Said of fewer packs (``seen``) than were counted meanwhile, it changes nothing and both are shown.
    """
    pack = get_object_or_404(packs_of(seat.group), pk=pk)
    if request.method != "POST":
        return redirect("portal:variant", pk=pack.pk)
    if _is_refilled(pack, request.POST.get("seen", "")):
        return _outrun(request, pack, pack.stock.reserved)
    for attempt in range(_TRIES):
        held = Stock.objects.filter(variant=pack).values_list("reserved", flat=True).first() or 0
        try:
            stock.set_on_hand(variant_id=pack.pk, on_hand=held, actor=seat.user)
            break
        except stock.StockBelowReserved:  # somebody ordered between the two lines above
            if attempt == _TRIES - 1:
                raise
    told = {"name": pack.product.name, "pack": pack.name}
    messages.success(request, _("Đã báo hết hàng: %(name)s, %(pack)s. Có hàng lại thì ghi số mới.") % told)
    page = request.POST.get("ve", "")
    if page.isdecimal():  # one tap in the list: she stays in it
        return redirect(reverse("portal:goods", query={"page": page}))
    return redirect("portal:variant", pk=pack.pk)


def _outrun(request: HttpRequest, pack: Variant, wanted: int) -> HttpResponse:
    messages.warning(request, _("Số trong kho vừa đổi vì có gói được gửi đi hoặc người khác vừa đếm. Xem cả hai số rồi chọn."))
    return redirect(reverse("portal:count", args=[pack.pk], query={"on_hand": wanted}))


def _is_refilled(pack: Variant, seen: str) -> bool:
    """Whether more packs are there than the page showed. Fewer are no reason to ask: parcels leave."""
    now = Stock.objects.filter(variant=pack).values_list("on_hand", flat=True).first()
    return now is not None and seen.isdecimal() and now > int(seen[:9])


def _which_count(request: HttpRequest, seat: Seat, pack: Variant) -> HttpResponse:
    hers, row = request.GET.get("on_hand", ""), Stock.objects.filter(variant=pack).first()
    back = reverse("portal:variant", args=[pack.pk])
    if row is None or not hers.isdecimal() or int(hers[:6]) == row.on_hand:
        return redirect(back)
    disputed = Disputed("on_hand", _("Trong kho có"), str(row.on_hand), hers[:6], row.on_hand, hers[:6])
    changed = changed_by(pack, "catalog.stock_counted", {"now": row.on_hand})
    address = reverse("portal:count", args=[pack.pk])
    title = f"{pack.product.name}, {pack.name}"
    return ask_which(request, seat, title=title, address=address, back=back, seen=row.on_hand, rows=[disputed], changed=changed)


def _which_price(request: HttpRequest, seat: Seat, pack: Variant) -> HttpResponse:
    form, back = PriceForm(request.GET), reverse("portal:variant", args=[pack.pk])
    if not form.is_valid() or form.cleaned_data["price"] == pack.price_vnd:
        return redirect(back)
    hers, language = form.cleaned_data["price"], get_language() or "vi"
    label = _("Giá một gói (đồng)")
    disputed = Disputed("price", label, format_vnd(pack.price_vnd, language), format_vnd(hers, language), pack.price_vnd, hers)
    changed = changed_by(pack, "catalog.price_changed", {"now_vnd": pack.price_vnd})
    address = reverse("portal:price", args=[pack.pk])
    title = f"{pack.product.name}, {pack.name}"
    return ask_which(request, seat, title=title, address=address, back=back, seen=pack.price_vnd, rows=[disputed], changed=changed)


def packs_of(group: Group) -> QuerySet[Variant]:
    """Every pack of the group's goods: the only way in which the portal may look one up."""
    found = Variant.objects.filter(product__group=group).select_related("product", "stock")
    return found.defer("product__body_vi", "product__body_en")


def _near(price_vnd: int) -> list[int]:
    """Prices near today's, in whole thousands."""
    near = {max(LEAST_VND, (price_vnd * share + 50_000) // 100_000 * 1_000) for share in QUICK_SHARES}
    return sorted(near - {price_vnd})


def _check_seen(pack: Variant, seen: int, wanted: int) -> None:
    """Raises CountedMeanwhile when the count is not what the page showed, unless it is what is wanted already."""
    now = Stock.objects.select_for_update().filter(variant=pack).values_list("on_hand", flat=True).first() or 0
    if now not in (seen, wanted):
        raise CountedMeanwhile


def _page(
    request: HttpRequest, seat: Seat, pk: int, *, count_form: CountForm | None = None, price_form: PriceForm | None = None
) -> HttpResponse:
    pack = get_object_or_404(packs_of(seat.group), pk=pk)
    row = Stock.objects.filter(variant=pack).first() or Stock(variant=pack)
    typed: Any = count_form["on_hand"].value() if count_form is not None else row.on_hand
    language = get_language() or "vi"
    context = frame(seat, "goods") | {
        "pack": pack,
        "stock": row,
        "picture": first_pictures([pack.product_id]).get(pack.product_id),
        "count_form": count_form,
        "typed": typed,
        "counts": [number for number in QUICK_COUNTS if number >= row.reserved and number != row.on_hand],
        "prices": _near(pack.price_vnd),
        "price_form": price_form or PriceForm(initial={"price": format_vnd(pack.price_vnd, language), "seen": pack.price_vnd}),
    }
    return TemplateResponse(request, "portal/pack.html", context)
