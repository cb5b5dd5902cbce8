"""All addresses of the shop. Vietnamese at ``/``, English at ``/en/``; Wagtail's pages come last."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cooperatives.media.views import rendition
from storefront.health import health
from storefront.payments.card_views import news as card_news
from storefront.payments.feed_views import payos_news, sepay_news
from storefront.styleguide import styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/images/<str:name>", rendition),
    path("", include("storefront.sharing.urls")),
    path("suc-khoe/", health, name="health"),
    path("tin/ngan-hang/sepay/", sepay_news, name="sepay_news"),
    path("tin/ngan-hang/payos/", payos_news, name="payos_news"),
    path("tin/stripe/", card_news, name="card_news"),
]
if settings.DEBUG:
    urlpatterns += [path("styleguide/", styleguide)]
urlpatterns += i18n_patterns(
    path("", include("catalog.urls")),
    path("", include("search.urls")),
    path("gio-hang/", include("storefront.cart.urls")),
    path("dat-hang/", include("storefront.checkout.urls")),
    path("don/", include("storefront.orders.urls")),
    path("tien/", include("storefront.payments.urls")),
    path("tai-khoan/", include("storefront.accounts.urls")),
    path("tai-khoan/", include("allauth.account.urls")),
    path("dong-y/", include("cooperatives.consent.urls")),
    path("", include("cms.urls")),
    path("nhom/", include("storefront.portal.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
