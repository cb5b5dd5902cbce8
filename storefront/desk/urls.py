"""Addresses of the desk under /admin/viec/."""

from __future__ import annotations

from django.urls import URLPattern, path

from storefront.desk.views import (
    accounts,
    bank,
    bank_actions,
    certificates,
    cod,
    consents,
    members,
    messages,
    order_actions,
    orders,
    parcels,
    policy,
    refunds,
    review,
    revocations,
    run_actions,
    runs,
    searches,
    statements,
    stock,
    teaching,
    translations,
)

app_name = "desk"

_ORDERS = [
    path("don/", orders.OrderList.as_view(), name="orders"),
    path("don/ket-qua/", orders.OrderList.as_view(results_only=True), name="orders_results"),
    path("don/<slug:number>/", orders.OrderPage.as_view(), name="order"),
    path("don/<slug:number>/xac-nhan/", order_actions.confirm, name="order_confirm"),
    path("don/<slug:number>/huy/", order_actions.cancel, name="order_cancel"),
    path("kien/", parcels.ParcelWork.as_view(), name="parcels"),
    path("kien/phieu/", parcels.slips, name="slips"),
    path("kien/<int:pk>/dong-goi/", order_actions.pack, name="parcel_pack"),
    path("kien/<int:pk>/giao-buu-ta/", order_actions.hand_over, name="parcel_hand_over"),
    path("kien/<int:pk>/da-nhan/", order_actions.deliver, name="parcel_deliver"),
    path("kien/<int:pk>/quay-ve/", order_actions.take_back, name="parcel_return"),
    path("kien/<int:pk>/huy/", order_actions.cancel_one, name="parcel_cancel"),
    path("kien/<int:pk>/tra-lai/", order_actions.give_back, name="parcel_refund"),
]
_BANK = [
    path("ngan-hang/", bank.BankQueue.as_view(), name="bank_queue"),
    path("ngan-hang/tai-len/", bank.StatementUpload.as_view(), name="statement_upload"),
    path("ngan-hang/moi-dong/", bank.BankLineList.as_view(), name="bank_lines"),
    path("ngan-hang/moi-dong/ket-qua/", bank.BankLineList.as_view(results_only=True), name="bank_lines_results"),
    path("ngan-hang/<int:pk>/", bank.BankLinePage.as_view(), name="bank_line"),
    path("ngan-hang/<int:pk>/khop/", bank_actions.match, name="line_match"),
    path("ngan-hang/<int:pk>/nhan-tre/", bank_actions.accept_late, name="line_accept_late"),
    path("ngan-hang/<int:pk>/tra-lai/", bank_actions.refund, name="line_refund"),
    path("ngan-hang/<int:pk>/de-rieng/", bank_actions.set_aside, name="line_set_aside"),
    path("ngan-hang/<int:pk>/phi/", bank_actions.bank_fee, name="line_fee"),
    path("ngan-hang/<int:pk>/la-tra-lai/", bank_actions.as_refund, name="line_as_refund"),
    path("ngan-hang/<int:pk>/la-tra-lai-hong/", bank_actions.as_failed_refund, name="line_as_failed_refund"),
    path("ngan-hang/<int:pk>/la-tra-nhom/", bank_actions.as_payout, name="line_as_payout"),
    path("ngan-hang/<int:pk>/la-tra-nhom-ve/", bank_actions.as_returned_payout, name="line_as_returned_payout"),
    path("ngan-hang/<int:pk>/la-thu-ho/", bank_actions.as_remittance, name="line_as_remittance"),
    path("thu-ho/", cod.Remittances.as_view(), name="remittances"),
    path("thu-ho/<int:pk>/", cod.RemittancePage.as_view(), name="remittance"),
    path("thu-ho/<int:pk>/ghi-so/", cod.book, name="remittance_book"),
    path("thu-ho/dong/<int:pk>/nhan/", cod.accept, name="row_accept"),
    path("thu-ho/dong/<int:pk>/bo/", cod.dismiss, name="row_dismiss"),
    path("tra-khach/", refunds.RefundQueue.as_view(), name="refunds"),
    path("tra-khach/<int:pk>/chuyen/", refunds.send, name="refund_send"),
    path("tra-khach/<int:pk>/da-toi/", refunds.settle, name="refund_settle"),
    path("tra-khach/<int:pk>/hong/", refunds.fail, name="refund_fail"),
]
_PAYOUTS = [
    path("tai-khoan/", accounts.Accounts.as_view(), name="accounts"),
    path("tai-khoan/de-nghi/", accounts.propose, name="account_propose"),
    path("tai-khoan/<int:pk>/duyet/", accounts.approve, name="account_approve"),
    path("tai-khoan/<int:pk>/khoa/", accounts.block, name="account_block"),
    path("tai-khoan/<int:pk>/xem-so/", accounts.reveal, name="account_reveal"),
    path("tra-nhom/", runs.Runs.as_view(), name="runs"),
    path("tra-nhom/soan/", run_actions.draft, name="run_draft"),
    path("tra-nhom/<int:pk>/", runs.RunPage.as_view(), name="run"),
    path("tra-nhom/<int:pk>/de-nghi/", run_actions.propose, name="run_propose"),
    path("tra-nhom/<int:pk>/rut/", run_actions.withdraw, name="run_withdraw"),
    path("tra-nhom/<int:pk>/duyet/", run_actions.approve, name="run_approve"),
    path("tra-nhom/<int:pk>/bo/", run_actions.cancel, name="run_cancel"),
    path("tra-nhom/<int:pk>/tep/", run_actions.bank_file, name="run_file"),
    path("tra-nhom/<int:pk>/da-gui/", run_actions.sent, name="run_sent"),
    path("tra-nhom/khoan/<int:pk>/bot/", run_actions.remove, name="payout_remove"),
    path("tra-nhom/khoan/<int:pk>/da-toi/", run_actions.settle, name="payout_settle"),
    path("tra-nhom/khoan/<int:pk>/quay-ve/", run_actions.give_back, name="payout_return"),
    path("so-nhom/", statements.Statements.as_view(), name="statements"),
    path("so-nhom/<int:pk>/", statements.StatementPage.as_view(), name="statement"),
    path("so-nhom/<int:pk>/tep/", statements.workbook, name="statement_file"),
]
_GOODS = [
    path("duyet/", review.ReviewQueue.as_view(), name="reviews"),
    path("duyet/<int:pk>/", review.ReviewPage.as_view(), name="review"),
    path("duyet/<int:pk>/cho-len/", review.approve, name="review_approve"),
    path("duyet/<int:pk>/gui-lai/", review.give_back, name="review_return"),
    path("giay/thu-hoi/", revocations.Revocations.as_view(), name="revocations"),
    path("giay/thu-hoi/ap-dung/", revocations.apply, name="revocations_apply"),
    path("giay/<int:pk>/", certificates.CertificatePage.as_view(), name="certificate"),
    path("giay/<int:pk>/kiem/", certificates.verify, name="certificate_verify"),
    path("giay/<int:pk>/thu-hoi/", certificates.revoke, name="certificate_revoke"),
    path("giay/<int:pk>/ban-chup/", certificates.scan, name="certificate_scan"),
    path("kho/<int:pk>/", stock.StockPage.as_view(), name="stock"),
    path("quy-dinh-giao/", policy.Policy.as_view(), name="policy"),
]
_CONSENTS = [
    path("dong-y/", consents.Withdrawals.as_view(), name="withdrawals"),
    path("dong-y/<int:pk>/", consents.ConsentPage.as_view(), name="consent"),
    path("dong-y/<int:pk>/rut/", consents.withdraw, name="consent_withdraw"),
    path("dong-y/<int:pk>/phieu/", consents.slip, name="consent_slip"),
    path("dong-y/<int:pk>/giay/", consents.evidence, name="consent_evidence"),
]
_PAGES = [
    path("ban-tieng-anh/", translations.Translations.as_view(), name="translations"),
    path("loi-nhan/", messages.Messages.as_view(), name="messages"),
    path("loi-nhan/<int:pk>/", messages.answered, name="message_answered"),
]
_MEMBERS = [
    path("thanh-vien/", members.Members.as_view(), name="members"),
    path("thanh-vien/moi/", members.invite, name="member_invite"),
    path("thanh-vien/<int:pk>/so/", members.phone, name="member_phone"),
    path("thanh-vien/<int:pk>/duong/", members.link, name="member_link"),
]
_SEARCHES = [
    path("tim-kiem/", searches.Searches.as_view(), name="searches"),
    path("tim-kiem/dua-len/", searches.Promote.as_view(), name="search_promote"),
    path("tim-kiem/<int:pk>/goi-y/", searches.quiet, name="search_quiet"),
    path("tim-kiem/day/", teaching.Teaching.as_view(), name="teaching"),
    path("tim-kiem/day/ten/moi/", teaching.TeachSynonyms.as_view(), name="teach_synonyms_new"),
    path("tim-kiem/day/ten/<int:pk>/", teaching.TeachSynonyms.as_view(), name="teach_synonyms"),
    path("tim-kiem/day/chu/moi/", teaching.TeachWord.as_view(), name="teach_word_new"),
    path("tim-kiem/day/chu/<int:pk>/", teaching.TeachWord.as_view(), name="teach_word"),
    path("tim-kiem/day/cau/", teaching.keep_query, name="query_keep"),
    path("tim-kiem/day/cau/<int:pk>/bo/", teaching.drop_query, name="query_drop"),
]
urlpatterns: list[URLPattern] = [*_ORDERS, *_BANK, *_PAYOUTS, *_GOODS, *_CONSENTS, *_PAGES, *_MEMBERS, *_SEARCHES]
