from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "salesops.notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from salesops.notices.selectors.inbox import unread_count
        from salesops.web import bell

        bell.register("notices:notice_list", unread_count)
