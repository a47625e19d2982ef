"""Targets, profit plans, amendments, tracking."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DealersConfig(AppConfig):
    name = "dealers"
    label = "dealers"
    verbose_name = _("Dealers and plans")

    def ready(self) -> None:
        from dealers.dealer_entries import register_dealers
        from dealers.entries import register_entries
        from dealers.merging import register_relations

        register_entries()
        register_dealers()
        register_relations()
