"""Customers, stores, catalogue, sales records, distribution, classification, forecast."""

from django.apps import AppConfig


class StoresConfig(AppConfig):
    name = "stores"
    label = "stores"

    def ready(self) -> None:
        from salesops.exchange import registry
        from stores.imports import KINDS

        for kind in KINDS:
            registry.register(kind)
