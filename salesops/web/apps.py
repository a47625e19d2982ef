from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "salesops.web"
    verbose_name = _("Screens")

    def ready(self) -> None:
        from salesops.web.entries import register_entries

        register_entries()
