"""More photos of a product that the center has already: from her phone, in parts or at once, reviewed before shoppers see them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Product, ProductDraft
from catalog.services.drafts import answer
from catalog.services.more_photos import add_photos, open_addition
from cooperatives.vietnam.errors import DomainError
from storefront.portal.access import Seat, Task
from storefront.portal.door import portal_page
from storefront.portal.frame import frame
from storefront.portal.sentences import sentence
from storefront.portal.views.adding import keep_posted, photo_rows


@portal_page(Task.ADD, acts=True)
def product_photos(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Take photos in. The button on the product's page opens the page (``mo``), the last one sends what is here (``gui``)."""
    product = get_object_or_404(Product.objects.filter(group=seat.group).select_related("group"), pk=pk)
    if request.method == "POST" and "mo" in request.POST:
        open_addition(product=product, actor=seat.user)
        return redirect("portal:product_photos", pk=pk)
    addition = ProductDraft.objects.filter(adds_to=product, sent_at=None).select_related("group").first()
    if addition is None:
        return redirect("portal:product", pk=pk)
    told: list[str] = []
    if request.method == "POST":
        answer(draft=addition, actor=seat.user, shows_people="people" in request.POST)
        told, is_refused = keep_posted(request, seat, addition)
        if "gui" in request.POST and not told and not is_refused and _send(request, seat, addition):
            return redirect("portal:product", pk=pk)
        if not told:
            return redirect("portal:product_photos", pk=pk)
    context = {"product": product, "draft": addition, "rows": photo_rows(addition), "told": told}
    return render(request, "portal/product_photos.html", frame(seat, "goods") | context)


def _send(request: HttpRequest, seat: Seat, addition: ProductDraft) -> bool:
    try:
        count = add_photos(addition=addition, actor=seat.user)
    except DomainError as refused:
        messages.error(request, sentence(refused))
        return False
    if not count:
        messages.warning(request, _("Chưa có ảnh nào tới. Chụp hoặc chọn ảnh trước."))
        return False
    told = ngettext("Đã gửi %(count)s ảnh cho Trung tâm xem.", "Đã gửi %(count)s ảnh cho Trung tâm xem.", count)
    messages.success(request, told % {"count": count})
    return True
