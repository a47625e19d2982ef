"""Customers, stores, catalogue, sales records, distribution, classification, forecast."""

from django.apps import AppConfig


class StoresConfig(AppConfig):
    name = "stores"
    label = "stores"

    def ready(self) -> None:
        from salesops.exchange import registry
        from stores.entries import register_entries
        from stores.imports import KINDS

        register_entries()
        for kind in KINDS:
            registry.register(kind)
