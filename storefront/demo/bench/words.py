"""Words that names of goods are made of, by OCOP set, so that a large catalogue is searched with realistic hits.

A name is a thing, how it is made, and often where: "Cà phê robusta rang mộc Đắk Lắk". Things of one set share their first words, as they
do in a real shop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """Goods of one set. ``packs``: name, net quantity, unit; ``price_vnd``: of the smallest pack."""

    things: tuple[str, ...]
    ways: tuple[str, ...]
    packs: tuple[tuple[str, int, str], ...]
    price_vnd: int


def _kind(things: str, ways: str, packs: tuple[tuple[str, int, str], ...], price_vnd: int) -> Kind:
    return Kind(tuple(things.split("|")), tuple(ways.split("|")), packs, price_vnd)


_JARS: Final = (("Hũ 250 g", 250, "g"), ("Hũ 500 g", 500, "g"), ("Hũ 1 kg", 1_000, "g"))
_BAGS: Final = (("Gói 200 g", 200, "g"), ("Gói 500 g", 500, "g"), ("Túi 1 kg", 1_000, "g"))
_SACKS: Final = (("Túi 1 kg", 1_000, "g"), ("Túi 2 kg", 2_000, "g"), ("Bao 5 kg", 5_000, "g"))
_BOTTLES: Final = (("Chai 250 ml", 250, "ml"), ("Chai 500 ml", 500, "ml"), ("Can 2 lít", 2_000, "ml"))
_PIECES: Final = (("Một chiếc", 1, "piece"), ("Bộ hai chiếc", 2, "piece"), ("Bộ bốn chiếc", 4, "piece"))

KINDS: Final[dict[str, Kind]] = {
    "S01": _kind(
        "Cam sành|Bưởi da xanh|Xoài cát|Thanh long ruột đỏ|Rau cải mèo|Khoai môn|Gừng gié|Su su",
        "hái sớm|loại một|không ủ|vườn nhà|chín cây",
        _SACKS,
        45_000,
    ),
    "S02": _kind(
        "Thịt lợn đen|Gà đồi|Trứng vịt chạy đồng|Tôm sú|Cá lăng|Sữa dê",
        "nuôi thả|làm sạch|loại ngon|giao trong ngày|cấp đông",
        _SACKS,
        120_000,
    ),
    "S03": _kind(
        "Gạo nếp nương|Gạo tẻ râu|Gạo Séng Cù|Đậu đen xanh lòng|Lạc đỏ|Vừng đen|Hạt điều",
        "vụ mới|xát dối|giã tay|phơi nắng|chọn hạt",
        _SACKS,
        40_000,
    ),
    "S04": _kind(
        "Mật ong hoa nhãn|Mật ong rừng|Mật ong hoa cà phê|Mật ong bạc hà|Mật dừa nước|Đường thốt nốt",
        "nguyên chất|quay tay|lọc thô|vụ xuân|chín tổ",
        _JARS,
        95_000,
    ),
    "S05": _kind("Bánh đa nướng|Cơm cháy|Xôi sấy|Khoai lang sấy giòn|Bắp rang", "giòn tan|vị mặn|vị ngọt|ít dầu|gói nhỏ", _BAGS, 28_000),
    "S06": _kind(
        "Bún khô|Miến dong|Bánh tráng|Bánh cốm|Phở khô|Bánh chưng|Mì gạo lứt",
        "phơi phên|tráng tay|sợi nhỏ|không hàn the|gói lá",
        _BAGS,
        35_000,
    ),
    "S07": _kind(
        "Măng khô|Mít sấy|Chuối sấy dẻo|Xoài sấy|Nấm hương khô|Mộc nhĩ|Hạt điều rang muối|Bột nghệ",
        "không đường|sấy lạnh|phơi nắng|chọn lọc|gói giấy",
        _BAGS,
        55_000,
    ),
    "S08": _kind(
        "Thịt trâu gác bếp|Lạp xưởng hun khói|Cá cơm khô|Chả cá|Ruốc tôm|Khô cá lóc",
        "tẩm mắc khén|ướp vừa|hun khói củi|một nắng|ít muối",
        _BAGS,
        140_000,
    ),
    "S09": _kind("Nước mắm cá cơm|Tương bần|Mắm tôm|Tương ớt|Giấm mật mía", "ủ chượp|nhĩ cá|cốt đầu|ủ chum|vị dịu", _BOTTLES, 50_000),
    "S10": _kind(
        "Muối tôm|Tiêu đen|Tỏi đen|Hành tím|Mắc khén|Bột ớt|Quế chi", "rang tay|giã cối|nguyên hạt|xay mịn|thơm nồng", _JARS, 38_000
    ),
    "S11": _kind(
        "Chè shan tuyết|Chè xanh|Trà ô long|Hồng trà|Trà ướp sen|Bạch trà", "cổ thụ|búp tôm|sao tay|hái xuân|lên men nhẹ", _BAGS, 110_000
    ),
    "S12": _kind(
        "Trà atiso|Trà hoa cúc|Trà gừng|Trà dây|Trà giảo cổ lam|Trà lá sen",
        "sấy lạnh|túi lọc|phơi bóng râm|thái lát|nguyên bông",
        _BAGS,
        60_000,
    ),
    "S13": _kind(
        "Cà phê robusta|Cà phê arabica|Cà phê culi|Cà phê phin giấy|Ca cao nguyên chất|Sô cô la đen",
        "rang mộc|rang vừa|rang đậm|lên men mật|xay sẵn",
        _BAGS,
        85_000,
    ),
    "S14": _kind("Rượu ngô men lá|Rượu nếp cái|Rượu thóc|Rượu gạo lứt", "chưng cách thủy|hạ thổ|nấu củi|ủ men lá|êm", _BOTTLES, 90_000),
    "S15": _kind("Rượu mơ|Rượu cần|Rượu vang dâu|Rượu sim|Bia gừng", "ngâm lâu|vị ngọt|vị chát|ủ chum|độ nhẹ", _BOTTLES, 110_000),
    "S16": _kind("Nước khoáng|Nước suối|Nước tinh khiết", "không ga|có ga|đóng chai thủy tinh|đầu nguồn", _BOTTLES, 12_000),
    "S17": _kind(
        "Nước cốt chanh dây|Nước dâu tằm|Si rô gừng|Nước mía đóng chai|Sữa hạt sen",
        "ít đường|ép lạnh|cô đặc|không màu|pha sẵn",
        _BOTTLES,
        42_000,
    ),
    "S18": _kind(
        "Cao cà gai leo|Cao xạ đen|Tinh bột nghệ|Đông trùng hạ thảo|Viên nghệ mật ong",
        "cô mềm|dạng bột|dạng viên|sấy thăng hoa|chiết lạnh",
        _JARS,
        180_000,
    ),
    "S19": _kind(
        "Xà phòng bồ kết|Dầu gội bồ kết|Son dưỡng sáp ong|Muối ngâm chân|Nước rửa chén vỏ bưởi",
        "hương sả|hương quế|không mùi|dịu da|nấu thủ công",
        _BOTTLES,
        65_000,
    ),
    "S20": _kind(
        "Tinh dầu quế|Tinh dầu sả|Tinh dầu tràm|Tinh dầu bưởi|Túi thơm thảo mộc",
        "chưng cất hơi nước|nguyên chất|loại đậm|lọ thủy tinh|nhà làm",
        _BOTTLES,
        75_000,
    ),
    "S21": _kind(
        "Giỏ cói|Mẹt tre|Bình gốm men tro|Đèn mây|Hộp sơn mài|Chiếu lác", "đan tay|nung củi|cỡ nhỏ|cỡ lớn|nhuộm tự nhiên", _PIECES, 160_000
    ),
    "S22": _kind(
        "Khăn thổ cẩm|Khăn lụa tơ tằm|Túi thổ cẩm|Áo chàm|Vải lanh|Khăn piêu",
        "dệt tay|thêu tay|nhuộm chàm|vẽ sáp ong|khổ rộng",
        _PIECES,
        220_000,
    ),
    "S23": _kind("Hoa đào|Hoa lan hồ điệp|Hoa cúc mâm xôi|Hoa sen", "cắt cành|trồng chậu|nở dịp Tết|vườn nhà", _PIECES, 130_000),
    "S24": _kind("Sen đá|Cây sanh|Mai vàng|Trúc phú quý|Tùng la hán", "chậu nhỏ|dáng trực|để bàn|trồng lâu năm", _PIECES, 150_000),
    "S25": _kind("Cá koi|Chim bồ câu cảnh|Cá bảy màu|Gà tre", "màu đỏ|màu trắng|cặp|nuôi ao", _PIECES, 140_000),
    "S26": _kind(
        "Nghỉ lại nhà sàn|Một ngày dệt vải|Một ngày hái chè|Chèo thuyền qua rừng tràm|Học nấu cơm lam",
        "cả bữa tối|cho gia đình|buổi sáng|có người dẫn|cuối tuần",
        (("Một người", 1, "piece"), ("Hai người", 2, "piece")),
        350_000,
    ),
}

SENTENCES: Final = (
    "Làm theo mẻ nhỏ, ghi rõ ngày làm trên nhãn.",
    "Nguyên liệu của các nhà trong bản, thu về trong ngày.",
    "Chị em trong nhóm chọn từng mẻ trước khi đóng gói.",
    "Cách làm giữ từ đời bà, nay thêm máy sấy để giữ vệ sinh.",
    "Gói bằng giấy và lá, không dùng túi nhựa.",
    "Ngon nhất khi dùng trong tháng đầu sau khi mở.",
)
PARAGRAPHS: Final = (
    "Từ đầu mùa, cả nhóm chia nhau việc: người hái, người nhặt, người phơi. Trời nắng thì hai ngày là khô, trời mưa thì sấy lò.",
    "Trước khi đóng gói, một chị cân lại từng gói và ghi tên mình vào sổ. Hàng lỗi để lại dùng trong nhà, không bán.",
    "Tiền bán chia theo công và theo phần góp nguyên liệu, ghi sổ mỗi tháng, ai cũng xem được.",
)
GROUP_FORMS: Final = (
    ("cooperative", "Hợp tác xã"),
    ("cooperative_group", "Tổ hợp tác"),
    ("self_help_group", "Nhóm"),
    ("household", "Nhà"),
)
GROUP_NAMES: Final = (
    "Suối Mây", "Nà Ngần", "Bản Lướt", "Đồi Trăng", "Gò Sậy", "Rạch Lá", "Hang Én", "Thung Vàng", "Bến Tre Xanh", "Cồn Gió",
    "Nương Cao", "Ruộng Thấp", "Lũng Hoa", "Khe Trong", "Đầm Sen", "Bãi Dâu", "Cửa Rừng", "Chợ Sớm", "Vườn Trái", "Mai Nương",
)  # fmt: skip

SEARCHES: Final = (
    "ca phe dak lak",
    "mật ong",
    "mat ong",
    "gao nep",
    "trà shan tuyết",
    "nuoc mam",
    "khan tho cam",
    "tinh dau que",
    "măng khô",
)
TYPO: Final = "cà pheee robutsa xyzzt"
TYPED: Final = ("ca", "ca p", "ca phe", "mat", "mat o", "gạo", "gao ne", "tra", "khăn", "dak", "tinh d", "nuoc m")
