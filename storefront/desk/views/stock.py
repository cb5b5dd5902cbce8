"""Packs of a product: price, weight, how many there are. Quick, and apart from the words, because this changes without review."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.forms import BaseModelFormSet, modelformset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import log, registry

from catalog.models import Product, Stock, Variant
from catalog.services.offers import LEAST_VND, MOST_VND, set_price
from catalog.services.stock import StockBelowReserved, set_on_hand
from cooperatives.ledger.txn import write_txn
from storefront.accounts.models import User
from storefront.desk.access import COUNT_STOCK, actor_of
from storefront.desk.pages import DeskPage, desk_url
from storefront.desk.sentences import sentence


class VariantForm(forms.ModelForm):  # type: ignore[type-arg]
    """One pack and its count. The count includes what orders hold, as somebody finds it on the shelf.

    The number that the page showed comes back with it: a count that nobody touched is not written, whatever was sold meanwhile.
    """

    on_hand = forms.IntegerField(label=gettext_lazy("Đếm được trong kho"), min_value=0, max_value=1_000_000, show_hidden_initial=True)

    class Meta:
        model = Variant
        fields: ClassVar = ["name_vi", "name_en", "sku", "price_vnd", "net_quantity", "net_unit", "weight_g", "position", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stock = Stock.objects.filter(variant=self.instance.pk).first() if self.instance.pk else None
        self.fields["on_hand"].initial = self.stock.on_hand if self.stock else 0

    def clean_price_vnd(self) -> int:
        """Refuse a price typed without its zeros."""
        price_vnd: int = self.cleaned_data["price_vnd"]
        if not LEAST_VND <= price_vnd <= MOST_VND:
            raise forms.ValidationError(_("Giá phải từ 1.000 đ. Xem lại số không."))
        return price_vnd

    @property
    def reserved(self) -> int:
        """Packs that orders hold."""
        return self.stock.reserved if self.stock else 0


_Packs = modelformset_factory(Variant, form=VariantForm, extra=1)


class StockPage(DeskPage):
    """All packs of one product in one form."""

    permissions = (COUNT_STOCK,)
    template_name = "desk/stock.html"
    page_title = gettext_lazy("Giá và tồn kho")
    header_icon = "desk-stock"

    def get_page_subtitle(self) -> str:
        """Which product."""
        return str(self.product)

    @property
    def product(self) -> Product:
        """The product of the address. Raises Http404."""
        return get_object_or_404(Product, pk=self.kwargs["pk"])

    def _formset(self, data: Any = None) -> BaseModelFormSet[Variant, Any]:
        rows = Variant.objects.filter(product=self.kwargs["pk"]).order_by("position", "pk")
        return _Packs(data, queryset=rows, prefix="packs")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The packs and what happened to them."""
        product = self.product
        logs = [entry for variant in product.variants.all() for entry in registry.get_logs_for_instance(variant).select_related("user")]
        context = {
            "product": product,
            "formset": self._formset(),
            "history": sorted(logs, key=lambda one: one.timestamp, reverse=True)[:30],
        }
        return {**super().get_context_data(**kwargs), **context, **kwargs}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save every pack or none of them."""
        formset, product = self._formset(request.POST), self.product
        if not formset.is_valid():
            return self.render_to_response(self.get_context_data(formset=formset))
        try:
            with write_txn():
                for form in formset.forms:
                    if form.has_changed():
                        _save(form, product, actor_of(request))
        except StockBelowReserved as broken:
            messages.error(request, sentence(broken))
            return self.render_to_response(self.get_context_data(formset=self._formset(request.POST)))
        messages.success(request, _("Đã lưu giá và tồn kho của %(name)s.") % {"name": product})
        return redirect(desk_url("stock", pk))


def _save(form: Any, product: Product, actor: User) -> None:
    """The pack's facts first, then its price and its count through their own services, which log what they change."""
    is_new = form.instance.pk is None
    before = {name: form.initial.get(name) for name in form.changed_data}
    variant = form.save(commit=False)
    variant.product = product
    if not is_new and "price_vnd" in before:
        variant.price_vnd = before["price_vnd"]
    variant.save()
    told = [name for name in form.changed_data if name not in ("on_hand", "price_vnd")]
    if told or is_new:
        changes = {name: [before[name], form.cleaned_data[name]] for name in told}
        log(variant, "catalog.variant_changed", user=actor, title=str(variant), data={"changes": changes})
    set_price(variant_id=variant.pk, price_vnd=form.cleaned_data["price_vnd"], actor=actor)
    if is_new or "on_hand" in form.changed_data:
        set_on_hand(variant_id=variant.pk, on_hand=form.cleaned_data["on_hand"], actor=actor)
