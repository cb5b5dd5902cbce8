"""Addresses of the members' portal. Whatever has an id is looked up inside the member's own group only."""

from __future__ import annotations

from django.urls import path

from storefront.portal.views import adding, better, entrance, goods, money, more_photos, offline, parcels, photos, rest, today, whole

app_name = "portal"
urlpatterns = [
    path("", today.home, name="home"),
    path("sw.js", offline.worker, name="worker"),
    path("khong-mang/", offline.offline, name="offline"),
    path("cho-gui/", offline.waiting, name="waiting"),
    path("cho-gui/ai/", offline.who, name="who"),
    path("vao/", entrance.sign_in, name="sign_in"),
    path("vao/ma/", entrance.sign_in_code, name="sign_in_code"),
    path("vao/email/", entrance.sign_in_email, name="sign_in_email"),
    path("vao/duong/<str:token>/", entrance.sign_in_link, name="sign_in_link"),
    path("chon-nhom/", entrance.choose_group, name="choose_group"),
    path("goi/", parcels.index, name="parcels"),
    path("goi/<int:pk>/", parcels.detail, name="parcel"),
    path("goi/<int:pk>/da-goi/", parcels.pack, name="pack"),
    path("goi/<int:pk>/da-giao/", parcels.hand_over, name="hand_over"),
    path("goi/<int:pk>/phieu/", parcels.slip, name="slip"),
    path("tien/", money.overview, name="money"),
    path("tien/thang/", money.month, name="month"),
    path("tien/thue/", money.tax, name="tax"),
    path("tien/dot/<int:pk>/", money.payout, name="payout"),
    path("hang/", goods.index, name="goods"),
    path("hang/<int:pk>/", goods.detail, name="variant"),
    path("hang/<int:pk>/dem/", goods.count, name="count"),
    path("hang/<int:pk>/gia/", goods.price, name="price"),
    path("hang/<int:pk>/het/", goods.sold_out, name="sold_out"),
    path("hang/them/", adding.drafts, name="drafts"),
    path("hang/them/mot-trang/", whole.whole, name="whole"),
    path("hang/them/<uuid:key>/", adding.draft, name="draft"),
    path("hang/them/<uuid:key>/gui/", adding.send, name="draft_send"),
    path("hang/them/<uuid:key>/bo/", adding.drop, name="draft_drop"),
    path("hang/them/<uuid:key>/anh/<uuid:photo>/", photos.part, name="draft_photo"),
    path("hang/them/<uuid:key>/anh/<uuid:photo>/bo/", photos.drop, name="draft_photo_drop"),
    path("hang/them/<uuid:key>/<slug:step>/", adding.step, name="draft_step"),
    path("hang/mon/<int:pk>/", better.product, name="product"),
    path("hang/mon/<int:pk>/anh/", more_photos.product_photos, name="product_photos"),
    path("nghi/", rest.rest, name="rest"),
]
