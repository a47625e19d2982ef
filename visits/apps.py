"""Visit standards, route plans, visits and evidence, market reports."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "visits"
    label = "visits"

    def ready(self) -> None:
        from visits.entries import register_entries

        register_entries()
