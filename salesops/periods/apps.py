from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeriodsConfig(AppConfig):
    name = "salesops.periods"
    verbose_name = _("Periods")

    def ready(self) -> None:
        from salesops.accounts.choices import Role
        from salesops.web.nav import NavEntry, NavGroup, register

        register(
            NavEntry(_("Deadlines"), "periods:deadline_list", "alarm", group=NavGroup.DAY, order=200),
            NavEntry(
                _("Working calendar"),
                "periods:override_list",
                "calendar-week",
                frozenset({Role.ADMIN}),
                NavGroup.ADMIN,
                40,
            ),
        )
