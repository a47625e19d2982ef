"""Customers, stores, catalogue, sales records, distribution, classification, forecast."""

from django.apps import AppConfig


class StoresConfig(AppConfig):
    name = "stores"
    label = "stores"

    def ready(self) -> None:
        from django.core import checks

        from salesops.exchange import registry
        from stores.checks import chinese_can_be_searched
        from stores.entries import register_entries
        from stores.imports import KINDS
        from stores.merged_rows import register_relations

        checks.register(chinese_can_be_searched, checks.Tags.database)
        register_entries()
        register_relations()
        for kind in KINDS:
            registry.register(kind)
