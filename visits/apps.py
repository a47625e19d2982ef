"""Visit standards, route plans, visits and evidence, market reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "visits"
    label = "visits"

    def ready(self) -> None:
        from stores import class_effects, sections
        from visits.entries import register_entries
        from visits.selectors.calendar import route_of_store
        from visits.selectors.standards import class_loads

        register_entries()
        class_effects.register(class_loads)
        sections.register(
            sections.Section("route", _("Route"), "visits/routes/_store_section.html", route_of_store, order=20)
        )
