"""Tables that staff edit by plain form: carriers, fees, delivery times, bank file layouts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from catalog.admin import CategoryViewSet, CertificateViewSet, GroupProfileViewSet, LabelSchemeViewSet, ProductViewSet
from cms.safety.panel import with_advice
from cooperatives.consent.admin import ConsentViewSet
from cooperatives.groups.admin import RATES_MENU, GroupViewSet, MembershipViewSet, TaxRateViewSet, TermsViewSet
from cooperatives.payouts.models import BankFileProfile
from cooperatives.payouts.services.files import VALUES
from storefront.payments.models import ReturnWindow
from storefront.shipping.models import Carrier, Rate, ZoneTime


class _Plain(ModelViewSet):
    add_to_reference_index = False
    menu_hook = RATES_MENU


class CarrierViewSet(_Plain):
    """Who brings parcels."""

    model = Carrier
    name = "carriers"
    icon = "desk-parcel"
    menu_label = _("Hãng giao hàng")
    menu_order = 10
    list_display: ClassVar = ["name", "code", "is_active"]
    form_fields: ClassVar = ["name", "code", "tracking_url", "is_active"]


class ReturnWindowViewSet(_Plain):
    """For how long goods may be given back; orders keep the window of their day."""

    model = ReturnWindow
    name = "return_windows"
    icon = "rotate"
    menu_label = _("Thời hạn trả hàng")
    menu_order = 35
    list_display: ClassVar = ["valid_from", "days"]
    form_fields: ClassVar = ["valid_from", "days"]


class RateViewSet(_Plain):
    """The table of delivery fees."""

    model = Rate
    name = "rates"
    icon = "table"
    menu_label = _("Bảng phí giao")
    menu_order = 20
    list_display: ClassVar = ["zone", "up_to_g", "fee_vnd", "per_extra_kg_vnd"]
    list_filter: ClassVar = ["zone"]
    form_fields: ClassVar = ["zone", "up_to_g", "fee_vnd", "per_extra_kg_vnd"]


class ZoneTimeViewSet(_Plain):
    """How long a parcel is under way."""

    model = ZoneTime
    name = "zone_times"
    icon = "time"
    menu_label = _("Thời gian giao")
    menu_order = 30
    list_display: ClassVar = ["zone", "days_min", "days_max"]
    form_fields: ClassVar = ["zone", "days_min", "days_max"]


class BankFileProfileForm(WagtailAdminModelForm):
    """Columns are a list of headings and values; a value that the file writer does not know would break the run's file."""

    def clean_columns(self) -> list[dict[str, str]]:
        """Refuse anything but ``[{"heading": …, "value": …}]`` with known values."""
        columns: Any = self.cleaned_data["columns"]
        if not isinstance(columns, list) or not columns:
            raise ValidationError(_("Cần ít nhất một cột, dạng [{“heading”: …, “value”: …}]."))
        for column in columns:
            if not isinstance(column, dict) or set(column) != {"heading", "value"} or column["value"] not in VALUES:
                raise ValidationError(
                    _("Mỗi cột cần heading và value; value là một trong: %(values)s."), params={"values": ", ".join(VALUES)}
                )
        return columns


class BankFileProfileViewSet(_Plain):
    """Layouts of the banks' batch files."""

    model = BankFileProfile
    name = "bank_file_profiles"
    icon = "desk-bank"
    menu_label = _("Mẫu tệp ngân hàng")
    menu_order = 50
    list_display: ClassVar = ["name", "code", "is_checked"]
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("code", "name", "columns", "sheet_name", "upper_ascii", "memo_max", "is_checked")],
        base_form_class=BankFileProfileForm,
    )


class AdvisedProductViewSet(ProductViewSet):
    """Products, with what to look at before they go on sale."""

    edit_handler = with_advice(ProductViewSet.edit_handler)


class AdvisedProfileViewSet(GroupProfileViewSet):
    """Pages of groups, with what to look at in them."""

    edit_handler = with_advice(GroupProfileViewSet.edit_handler)


SNIPPETS = (
    AdvisedProductViewSet,
    AdvisedProfileViewSet,
    CategoryViewSet,
    LabelSchemeViewSet,
    CertificateViewSet,
    GroupViewSet,
    ConsentViewSet,
)
TABLES = (
    TermsViewSet,
    MembershipViewSet,
    TaxRateViewSet,
    CarrierViewSet,
    RateViewSet,
    ZoneTimeViewSet,
    ReturnWindowViewSet,
    BankFileProfileViewSet,
)
