"""Targets, profit plans, amendments, tracking."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DealersConfig(AppConfig):
    name = "dealers"
    label = "dealers"
    verbose_name = _("Dealers and plans")

    def ready(self) -> None:
        from dealers.dealer_entries import register_dealers
        from dealers.dealer_merging import register_dealer_relations
        from dealers.entries import register_entries
        from dealers.imports.receivables import RECEIVABLES
        from dealers.imports.stock import DEALER_STOCK
        from dealers.merging import register_relations
        from dealers.tracking_entries import register_tracking
        from salesops.exchange import registry

        register_entries()
        register_dealers()
        register_tracking()
        register_relations()
        register_dealer_relations()
        registry.register(DEALER_STOCK)
        registry.register(RECEIVABLES)
