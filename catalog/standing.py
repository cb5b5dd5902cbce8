"""Why a product is not on sale, decided when asked: the same truth that :meth:`~catalog.models.product.ProductQuerySet.on_sale` filters by.

Staff, the group and the shopper's cart read the reason; nothing is stored, so nothing is left behind when the reason is gone. A group that
sells again brings back what had passed before, and nothing that never did.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from catalog.models import Certificate, Product
from catalog.models.certificate import CertificateQuerySet


class Offline(TextChoices):
    """Why it is not on sale."""

    GROUP = "group", _("Nhóm chưa được Trung tâm cho bán")
    NEVER_PASSED = "never_passed", _("Chưa qua lần duyệt đầu")
    TAKEN_DOWN = "taken_down", _("Trung tâm tạm gỡ")
    LICENCE_MISSING = "licence_missing", _("Chưa có giấy an toàn thực phẩm")
    LICENCE_ENDED = "licence_ended", _("Giấy an toàn thực phẩm hết hạn hoặc bị thu hồi")

    @property
    def what_to_do(self) -> str:
        """For the group: what brings it back."""
        return str(WHAT_TO_DO[self])


WHAT_TO_DO = {
    Offline.GROUP: _("Gọi Trung tâm để hỏi nhóm cần làm gì."),
    Offline.NEVER_PASSED: _("Trung tâm xem xong thì món tự lên trang."),
    Offline.TAKEN_DOWN: _("Gọi Trung tâm để hỏi cần sửa gì."),
    Offline.LICENCE_MISSING: _("Gửi giấy đủ điều kiện an toàn thực phẩm, hoặc bản cam kết có xác nhận của xã, cho Trung tâm."),
    Offline.LICENCE_ENDED: _("Xin cấp lại giấy rồi gửi cho Trung tâm. Có giấy mới thì món tự lên trang."),
}


def offline_reasons(products: Iterable[Product]) -> dict[int, Offline]:
    """Return the first reason of each product that is not on sale; those on sale are absent.

    Products with their group and category loaded; two queries at most, none where no category asks for a licence.
    """
    rows = {product.pk: product for product in products}
    found: dict[int, Offline] = {}
    asked: dict[int, Product] = {}
    for pk, product in rows.items():
        if not product.live:
            found[pk] = Offline.NEVER_PASSED if product.first_published_at is None else Offline.TAKEN_DOWN
        elif not product.group.is_active:
            found[pk] = Offline.GROUP
        elif product.category.needs_food_licence:
            asked[pk] = product
    held = _licensed(asked, Certificate.objects.valid_on()) if asked else set()
    lacking = {pk: product for pk, product in asked.items() if pk not in held}
    had = _licensed(lacking, Certificate.objects.filter(verified_at__isnull=False)) if lacking else set()
    return found | {pk: Offline.LICENCE_ENDED if pk in had else Offline.LICENCE_MISSING for pk in lacking}


def _licensed(products: dict[int, Product], certificates: CertificateQuerySet) -> set[int]:
    """Which of the products have a food licence among these certificates, their own or their group's."""
    groups = {product.group_id for product in products.values()}
    scope = Q(product__in=list(products)) | Q(product__isnull=True, group__in=groups)
    papers = certificates.filter(scope, scheme__is_food_licence=True).values_list("product_id", "group_id")
    own: set[int] = set()
    of_groups: set[int] = set()
    for product_id, group_id in papers:
        (of_groups if product_id is None else own).add(group_id if product_id is None else product_id)
    return {pk for pk, product in products.items() if pk in own or product.group_id in of_groups}
