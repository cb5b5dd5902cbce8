"""App configuration of ``catalog``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    """Registers the app under the label ``catalog``."""

    name = "catalog"
    label = "catalog"
    verbose_name = _("Hàng")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers that announce changed products."""
        from wagtail.models import ReferenceIndex

        from catalog import holder, moved, receivers, shown  # noqa: F401  (registers its questions)
        from catalog.models import GroupProfile

        # Not left to the admin, which notes it when its addresses are first asked for: a worker writes these rows too.
        ReferenceIndex.register_model(GroupProfile)
        receivers.connect()
        moved.connect()
