"""Spreadsheets in and out."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "salesops.exchange"
    label = "exchange"
    verbose_name = _("Exchange")

    def ready(self) -> None:
        from salesops.accounts.choices import Role
        from salesops.web.nav import NavEntry, NavGroup, register

        register(
            NavEntry(
                _("Imports"),
                "exchange:import_list",
                "file-earmark-arrow-up",
                frozenset({Role.ADMIN}),
                NavGroup.ADMIN,
                40,
            )
        )
