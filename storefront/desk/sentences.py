"""What the desk says when a rule was broken: what is wrong, and what to do next. One sentence for each code of a DomainError."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.money import format_vnd
from storefront.desk.drains import money_in

_ORDERS = {
    "transition_not_allowed": _("Kiện này vừa sang bước khác. Xem lại trang rồi làm tiếp."),
    "order_already_paid": _("Đơn %(number)s đã đủ tiền từ trước. Khoản này là trả hai lần: hãy lập khoản trả lại."),
    "order_not_open": _("Đơn %(number)s không còn ở bước này. Xem lại trang rồi làm tiếp."),
    "refund_needed": _("Khách đã trả tiền cho %(number)s. Hủy kèm trả lại tiền."),
    "cancel_not_allowed": _("Không hủy được %(number)s: hàng đã đi, hoặc đơn đang chờ một lần chuyển khoản cho tất cả các kiện."),
    "refund_too_much": _("Số muốn trả lại nhiều hơn số khách đã mua và chưa được trả. Xem lại số lượng."),
    "tracking_number_taken": _("Mã vận đơn %(tracking_number)s đã dùng cho kiện khác của hãng này. Xem lại mã trên phiếu gửi."),
    "out_of_stock": _("Hàng không còn đủ: chỉ còn %(available)s gói. Hãy trả lại tiền, hoặc nhập thêm kho trước."),
    "stock_below_reserved": _("Số đếm ít hơn số đã giữ cho đơn (%(reserved)s gói). Đếm lại, hoặc hủy bớt đơn trước."),
}
_CONSENTS = {
    "already_withdrawn": _("Sự đồng ý này đã được rút lại từ trước. Không cần làm gì thêm."),
    "consent_withdrawn": _("Sự đồng ý này đã rút lại, nên không in phiếu nữa."),
}
_MEMBERS = {
    "not_a_member": _("Người này là nhân viên, đã tắt tài khoản, hoặc không còn trong nhóm nào, nên không vào sổ bằng cách này."),
    "phone_taken": _("Số này đã là của một tài khoản khác. Hỏi lại số của chị ấy."),
}
_MONEY = {
    "line_not_waiting": _("Dòng ngân hàng này không còn chờ quyết định. Có thể người khác vừa xử lý xong."),
    "more_than_waits": _("Trên dòng này chỉ còn %(waiting_vnd)s chờ xử lý, không đủ %(wanted_vnd)s."),
    "order_takes_no_transfer": _("Đơn %(number)s không chờ chuyển khoản: đã đủ tiền, đã hủy hoặc trả bằng cách khác."),
    "order_not_late": _("Chỉ nhận tiền trễ cho đơn đã hủy khi chưa trả. Với đơn này hãy khớp hoặc trả lại tiền."),
    "payment_incomplete": _("Tiền chưa đủ: mới có %(received_vnd)s trên %(due_vnd)s. Chờ khách chuyển thêm, hoặc trả lại."),
    "nothing_to_refund": _("Với %(number)s chưa có tiền nào vào, hoặc đã trả lại hết. Không có gì để trả."),
    "order_takes_no_card": _("Đơn %(number)s không chờ trả bằng thẻ: đã đủ tiền, đã hủy hoặc trả bằng cách khác."),
    "card_money_not_waiting": _("Khoản thẻ này không còn chờ quyết định. Có thể người khác vừa xử lý xong."),
    "card_refund_under_way": _("Khoản này đang về thẻ của khách. Chuyển thêm qua ngân hàng là trả hai lần. Đợi mười phút rồi xem lại."),
    "gateway_unreachable": _("Chưa hỏi được nơi nhận thẻ. Chưa có gì thay đổi. Đợi một phút rồi bấm lại."),
    "gateway_refused": _("Nơi nhận thẻ không cho làm việc này (%(reason)s). Chưa có gì thay đổi. Báo kỹ thuật nếu lặp lại."),
    "card_disputed": _("Chủ thẻ đang khiếu nại khoản này, hoặc đã lấy lại tiền qua khiếu nại. Chuyển nữa là trả hai lần."),
    "dispute_not_waiting": _("Khiếu nại này đã xong hoặc đã quyết. Xem lại trang."),
    "movement_not_open": _("Biến động này vừa có người xử lý, hoặc không còn chờ. Xem lại trang."),
    "refund_not_open": _("Khoản trả lại này đã qua bước đó. Xem lại trang."),
    "refund_needs_another": _("Người lập khoản trả lại không tự chuyển tiền. Nhờ người khác bấm chuyển."),
    "tax_more_than_held": _("Trong sổ (%(account)s) chỉ còn %(held_vnd)s, không đủ %(wanted_vnd)s. Xem lại số tiền."),
    "tax_payment_open": _("Tháng %(period)s đang có một lần nộp thuế chưa xong. Duyệt, khớp hoặc bỏ lần đó trước."),
    "tax_payment_not_open": _("Lần nộp thuế này đã qua bước đó. Xem lại trang."),
    "tax_payment_needs_another": _("Người đề nghị nộp thuế không tự duyệt. Cần người thứ hai."),
    "asked_too_late": _("Gói này không trả lại được nữa: chưa giao, hoặc đã quá hạn trả."),
    "asked_too_much": _("Số gói không hợp lệ: không nhiều hơn khách xin trả, và ít nhất một gói."),
    "ask_waits": _("Kiện này đang có một yêu cầu chờ trả lời."),
    "request_not_waiting": _("Yêu cầu này đã được trả lời. Có thể người khác vừa làm xong: xem lại trang."),
    "answer_missing": _("Viết một câu trả lời cho khách trước: khách sẽ đọc câu này."),
    "transfer_differs": _("Số tiền trên dòng ngân hàng (%(line_vnd)s) khác khoản cần khớp (%(wanted_vnd)s). Xem lại."),
    "remittance_differs": _("Hãng chuyển %(line_vnd)s nhưng bảng kê cộng lại là %(listed_vnd)s. Bỏ dòng không phải của ta, hoặc hỏi hãng."),
    "remittance_booked": _("Bảng kê này đã ghi sổ, hoặc tiền của nó chưa về. Xem lại trang."),
    "row_not_waiting": _("Dòng này của bảng kê đã quyết xong, hoặc không quyết theo cách đó được."),
    "file_not_readable": _("Không đọc được tệp. Lưu lại dưới dạng CSV (UTF-8) hoặc XLSX, dưới 10 MB, rồi tải lên lần nữa."),
    "statement_cut": _("Số dư đầu, số dư cuối và các dòng trong tệp không cộng khớp: tệp bị cắt hoặc đã bị sửa. Tải lại từ ngân hàng."),
    "columns_missing": _("Tệp thiếu cột cần có: %(missing)s. Xem dòng tiêu đề của tệp."),
    "amount_not_positive": _("Số tiền phải lớn hơn 0."),
    "unknown_bank": _("Không có ngân hàng nào mang mã %(bin)s. Chọn trong danh sách."),
    "insufficient_balance": _("Tiền trong sổ không đủ cho việc này. Xem bảng kê của nhóm trước khi làm tiếp."),
}
_PAYOUTS = {
    "not_allowed": _("Bạn chưa được giao việc này."),
    "second_person_needed": _("Người soạn hoặc đề nghị không tự duyệt. Cần người thứ hai duyệt."),
    "run_move_refused": _("%(number)s không còn ở bước này. Có thể người khác vừa làm xong: xem lại trang."),
    "nothing_to_pay": _("Đến ngày này chưa nhóm nào có tiền để trả. Chọn ngày muộn hơn, hoặc xem bảng kê của nhóm."),
    "run_changed": _("Nội dung đợt trả hoặc tài khoản đã khác lúc đề nghị. Chưa ghi sổ gì: rút đề nghị, xem lại rồi đề nghị lại."),
    "account_not_usable": _("Tài khoản của nhóm chưa duyệt, đang khóa hoặc chưa hết thời gian chờ."),
    "account_invalid": _("Số tài khoản hoặc tên chủ tài khoản không hợp lệ. Nhập lại đúng như trên giấy của ngân hàng."),
    "bank_file_missing": _("Chưa tải tệp ngân hàng của %(number)s. Tải tệp về trước, gửi ngân hàng, rồi mới đánh dấu đã gửi."),
    "not_drained": _(
        "Chưa trả tiền nhóm được: “%(name)s” (%(account)s) còn %(money)s đã %(age_days)s ngày, được phép %(limit_days)s. Xử lý trước."
    ),
    "other_file_written": _("Tệp của đợt này đã viết theo mẫu %(profile)s. Hai tệp khác mẫu có thể trả tiền hai lần."),
}
_GOODS = {
    "certificate_own_work": _("Người tải giấy lên không tự kiểm. Nhờ người khác kiểm."),
    "certificate_not_waiting": _("Giấy này đã kiểm hoặc đã thu hồi. Xem lại trang."),
    "own_goods_not_approved": _("Bạn đã viết, sửa hay gửi món này nên không tự duyệt được. Nhờ người khác duyệt."),
    "review_changed": _("Nhóm vừa sửa thêm sau khi bạn mở trang. Xem lại bản mới rồi hãy duyệt."),
    "review_not_waiting": _("Món này không còn chờ duyệt. Có thể người khác vừa làm xong, hoặc nhóm đã rút lại."),
    "review_not_allowed": _("Bạn chưa được giao việc duyệt món này."),
    "reason_missing": _("Chọn một lý do để nhóm biết cần sửa gì; chọn “lý do khác” thì viết lời nhắn."),
    "certificate_unlikely": _("Không thể có giấy như vậy. Xem lại món, số giấy và các ngày."),
    "certificate_changed": _("Có người vừa sửa giấy này. Xem lại từng dòng rồi mới xác nhận."),
    "price_out_of_range": _("Giá %(price_vnd)s không hợp lý: từ %(least_vnd)s đến %(most_vnd)s."),
    "rest_out_of_range": _("Ngày nghỉ phải từ hôm nay đến %(latest)s."),
    "phone_number": _("Số điện thoại không hợp lệ."),
    "money_format": _("Không hiểu số tiền “%(text)s”. Viết như 125.000 hoặc 125k."),
}
SENTENCES = {**_ORDERS, **_CONSENTS, **_MONEY, **_MEMBERS, **_PAYOUTS, **_GOODS}


class _Facts(dict[str, Any]):
    """Facts as a reader wants them: amounts written out; one that is missing is left out instead of breaking the sentence."""

    def __missing__(self, key: str) -> str:
        return "?"


def sentence(error: DomainError) -> str:
    """The sentence for a broken rule, in the reader's language."""
    words = SENTENCES.get(error.code)
    if words is None:
        return str(_("Không làm được việc này (%(code)s). Chưa có gì thay đổi.")) % {"code": error.code}
    told = {name: _told(name, value) for name, value in error.facts.items()}
    if "currency" in error.facts:
        told["money"] = money_in(error.facts["amount"], error.facts["currency"], get_language() or "vi")
    return str(words) % _Facts(told)


def _told(name: str, value: Any) -> str:
    if name.endswith("_vnd") and isinstance(value, int):
        return format_vnd(value, get_language() or "vi")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(_(value)) if name == "name" and isinstance(value, str) else str(value)
