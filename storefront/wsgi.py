"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "storefront.settings.production")
application = get_wsgi_application()

from search.warming import warm_in_background  # noqa: E402  (needs the apps)

warm_in_background()
