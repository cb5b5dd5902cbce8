"""Demo sign-ins, the roles of staff, and who works for which group. Passwords are public: the demo settings only."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import Group as Role

from cooperatives.groups.models import Group, Membership
from storefront.accounts.models import Address, User
from storefront.accounts.roles import APPROVERS, EDITORS, PREPARERS, PROTECTORS, write_roles

PASSWORD: Final = "sinhke-demo"
SHOPPER, MEMBER, CURATOR, PREPARER, APPROVER = (f"{name}@example.com" for name in ("khach", "thanhvien", "nhanvien", "ketoan", "quanly"))
MEMBER_PHONE: Final = "+84987654321"
MEMBER_GROUPS: Final = {"to-mien-nang-vang": Membership.Role.LEAD, "htx-duoc-lieu-suoi-may": Membership.Role.BOOKKEEPER}

STAFF: Final = {CURATOR: (EDITORS,), PREPARER: (PREPARERS,), APPROVER: (APPROVERS, PROTECTORS)}
NAMES: Final = {
    SHOPPER: "Khách mẫu",
    MEMBER: "Thành viên mẫu",
    CURATOR: "Nhân viên mẫu",
    PREPARER: "Kế toán mẫu",
    APPROVER: "Quản lý mẫu",
}


def load_people() -> None:
    """Write the roles, the five sign-ins and the member's places in her two groups."""
    write_roles()
    for email, name in NAMES.items():
        if not User.objects.filter(email=email).exists():
            User.objects.create_user(email, PASSWORD, first_name=name, is_staff=email in STAFF)
    for email, roles in STAFF.items():
        User.objects.get(email=email).groups.add(*Role.objects.filter(name__in=roles))
    User.objects.filter(email=MEMBER).update(phone=MEMBER_PHONE)
    member = User.objects.get(email=MEMBER)
    for slug, part in MEMBER_GROUPS.items():
        Membership.objects.get_or_create(user=member, group=Group.objects.get(slug=slug), defaults={"role": part})
    _load_address()


def _load_address() -> None:
    values = {"recipient": "Khách mẫu", "phone": "+84912345678", "province_code": "01", "commune_code": "00004", "is_default": True}
    Address.objects.get_or_create(user=User.objects.get(email=SHOPPER), street="Số 12 ngõ 34", defaults=values)
