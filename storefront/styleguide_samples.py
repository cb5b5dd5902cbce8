"""Sample inputs of the components, shaped as the views shape theirs. The style guide and tests/look render every component with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.safestring import mark_safe


@dataclass(frozen=True)
class Badge:
    """A certificate badge."""

    short_name: str
    stars: int = 0


@dataclass(frozen=True)
class ProductCard:
    """What product_card.html asks of a card."""

    name: str
    group_name: str
    province_name: str
    price_vnd: int
    unit_price: str = ""
    badges: list[Badge] = field(default_factory=list)
    flag: str = ""
    old_vnd: int | None = None
    price_from: bool = False
    in_stock: bool = True
    picture: Any = None
    url: str = "#"


@dataclass(frozen=True)
class Card:
    """What group_card.html and story_card.html ask of a card."""

    name: str = ""
    title: str = ""
    place: str = ""
    summary: str = ""
    kicker: str = ""
    member_count: int | None = None
    picture: Any = None
    url: str = "#"


class SampleForm(forms.Form):
    """One field of each kind, with hints and, when bound to nothing, errors."""

    name = forms.CharField(label="Họ và tên", help_text="Như trên giấy tờ nhận hàng.")
    phone = forms.CharField(
        label="Số điện thoại", error_messages={"required": "Số di động có 10 chữ số."}, widget=forms.TextInput({"type": "tel"})
    )
    province = forms.ChoiceField(label="Tỉnh, thành phố", choices=[("66", "Đắk Lắk"), ("01", "Hà Nội"), ("46", "Huế")])
    note = forms.CharField(label="Dặn người giao", required=False, widget=forms.Textarea, help_text="Ví dụ: gọi trước 15 phút.")
    gift = forms.BooleanField(label="Gói quà giúp tôi", required=False, help_text="Thêm 15.000 ₫ mỗi gói.")
    payment = forms.ChoiceField(
        label="Trả tiền", choices=[("vietqr", "Quét mã VietQR"), ("cod", "Trả khi nhận hàng")], widget=forms.RadioSelect, initial="vietqr"
    )


def product_cards(pictures: list[Any]) -> list[ProductCard]:
    """Four cards: plain, with labels, on sale, sold out. ``pictures`` may be empty."""
    four = [*pictures, None, None, None, None][:4]
    ocop = Badge("OCOP", 4)
    return [
        ProductCard("Mật ong hoa rừng, hũ 500 ml", "Nhóm mật ong Ea Tân", "Đắk Lắk", 185_000, "37.000 ₫/100 ml", [ocop],
                    "Mới quay tuần này", picture=four[0]),
        ProductCard("Chè Shan tuyết cổ thụ", "HTX Chè Tả Lủng", "Tuyên Quang", 210_000, "", [Badge("OCOP", 5), Badge("Hữu cơ")],
                    price_from=True, picture=four[1]),
        ProductCard("Bánh cốm dẻo, hộp 10 chiếc", "Tổ gạo nếp Tú Lệ", "Lào Cai", 90_000, "9.000 ₫/chiếc", old_vnd=110_000, picture=four[2]),
        ProductCard("Khăn dệt tay Thái đen", "Tổ dệt Nà Phòn", "Phú Thọ", 690_000, flag="Còn 3 chiếc", in_stock=False, picture=four[3]),
    ]  # fmt: skip


def samples(pictures: list[Any]) -> dict[str, Any]:
    """Return the context of ``styleguide.html``. ``pictures``: images of the library, newest first; may be empty."""
    some = [*pictures, None, None, None, None]
    form = SampleForm(data={"name": "Trần Thu Mẫu", "province": "66", "payment": "vietqr"})
    form.is_valid()
    page = Paginator(range(144), 24).page(2)
    line = {"name": "Mật ong hoa rừng", "url": "#", "detail": "Hũ 500 ml", "picture": some[0], "quantity": 2, "amount_vnd": 370_000}
    steps = [
        {"title": "Nhóm nhận đơn", "when": "23/11, 10:05", "state": "done"},
        {"title": "Đang gói", "when": "nhóm gửi hàng thứ Ba và thứ Sáu", "state": "now"},
        {"title": "Giao đến bạn", "when": "dự kiến 27–28/11", "state": "next"},
    ]
    return {
        "cards": product_cards(pictures),
        "badges": [Badge("OCOP", 3), Badge("OCOP", 5), Badge("VietGAP")],
        "group_cards": [
            Card(name="Tổ gạo nếp Tú Lệ", place="Tú Lệ, Lào Cai", summary="Nếp nương, cốm", member_count=41, picture=some[0]),
            Card(name="Tổ vườn Phong Điền", place="Cần Thơ", summary="Cam, mứt, trái cây sấy", picture=some[1]),
            Card(name="Tổ may Hương Trà", summary="Túi, tạp dề", picture=some[2]),
        ],
        "story_cards": [
            Card(title="Hái chín từng quả, ba lượt một mùa", kicker="Cách làm · Sơn La",
                 summary="Bản Chiềng bỏ lối tuốt cành từ năm 2019. Công tăng gấp đôi, và cà phê bán được giá gấp ba.", picture=some[3]),
            Card(title="Kệ bếp nhà sàn có gì cho mùa đông?", kicker="Gian bếp · Lào Cai", picture=some[2]),
        ],
        "form": form,
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(2, on_each_side=1)),
        "crumbs": [{"url": "#", "title": "Trang đầu"}, {"url": "#", "title": "Ăn uống"}],
        "chips": [{"url": "#", "label": "Tất cả", "current": True}, {"url": "#", "label": "Mật ong"}, {"url": "#", "label": "Chè"}],
        "filters": [{"label": "Miền Trung", "url": "#"}, {"label": "OCOP 3 sao trở lên", "url": "#"}],
        "facets": [
            {"name": "province", "title": "Nơi làm ra", "options": [
                {"value": "66", "label": "Đắk Lắk", "count": 48, "selected": True}, {"value": "01", "label": "Hà Nội", "count": 12}]},
            {"name": "label", "title": "Chứng nhận", "options": [{"value": "ocop", "label": "OCOP 3 sao trở lên", "count": 31}]},
        ],
        "sizes": [
            {"value": "1", "label": "250 ml"}, {"value": "2", "label": "500 ml", "selected": True},
            {"value": "3", "label": "1 lít", "disabled": True},
        ],
        "certificates": [
            {"title": "OCOP 4 sao", "detail": "Quyết định 0000/QĐ-UBND tỉnh Đắk Lắk · còn hạn đến 30/06/2028", "url": "#"},
            {"title": "VietGAP", "detail": "Số VG-000-26 · còn hạn đến 01/09/2027"},
        ],
        "parts": [
            {"label": "Nhóm làm ra hàng", "amount_vnd": 82_000},
            {"label": "Bao bì, kiểm nghiệm, phí chuyển khoản", "amount_vnd": 10_000},
            {"label": "Trung tâm, để chạy trang này", "amount_vnd": 8_000},
        ],
        "months": [
            {"number": 11, "items": "Mật hoa rừng, nếp nương, chuối ngự", "url": "#"}, {"number": 12, "items": "Cam, cà phê lứa đầu"},
            {"number": 1, "items": "Mứt gừng, bánh chưng, lá dong"}, {"number": 2, "items": "Măng khô, chè Shan vụ xuân"},
        ],
        "steps": steps,
        "line": line,
        "parcel": {"title": "Gói 1, từ Ea Tân", "origin": "Gửi từ Đắk Lắk", "lines": [line], "steps": steps,
                   "note": "Giao 34.000 ₫, tới Hà Nội 4–5 ngày", "tracking": "VD000000001VN"},
        "sums": [{"label": "Hàng (4 món)", "amount_vnd": 575_000}, {"label": "Giao hàng, 2 gói", "amount_vnd": 64_000}],
        "tabs": [{"url": "#", "label": "Hàng", "current": True}, {"url": "#", "label": "Chuyện"}, {"url": "#", "label": "Hỏi nhóm"}],
        "columns": [{"title": "Khoản"}, {"title": "Tiền", "numeric": True}],
        "rows": [["Thùng ong, 10 thùng", "7.000.000 ₫"], ["Đàn ong giống", "8.500.000 ₫"]],
        "total": ["Cộng", "15.500.000 ₫"],
        "facts": [{"label": "Thành phần", "value": "100% mật ong hoa rừng"}, {"label": "Hạn dùng", "value": "24 tháng"}],
        "fields": [
            {"label": "Số tài khoản", "value": "0000 0000 00", "copy": "0000000000"},
            {"label": "Số tiền", "value": "639.000 ₫", "copy": "639000", "number": True},
            {"label": "Nội dung", "value": "SK26112307"},
        ],
        "qr_svg": mark_safe('<svg viewBox="0 0 3 3"><path d="M0 0h1v1H0zM2 0h1v1H2zM1 1h1v1H1zM0 2h1v1H0z"/></svg>'),  # a drawing of ours
        "money_rows": [
            {"title": "Bán 12 túi nếp nương", "amount_vnd": 1_623_600, "when": "22/11", "detail": "đã giao xong"},
            {"title": "Chuyển vào tài khoản nhóm", "amount_vnd": -4_210_000, "when": "15/11", "detail": "quỹ tín dụng"},
        ],
        "suggestions": [{"url": "#", "label": "mật ong", "hint": "12 món"}, {"url": "#", "label": "Nhóm mật ong Ea Tân", "hint": "nhóm"}],
    }  # fmt: skip
