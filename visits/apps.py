"""Visit standards, route plans, visits and evidence, market reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "visits"
    label = "visits"

    def ready(self) -> None:
        from salesops.accounts.choices import Role
        from salesops.exchange import registry
        from salesops.telemetry.figures import register_queue
        from salesops.web import companions, home
        from stores import card_lines, class_effects, deeds, sections
        from visits.entries import register_entries
        from visits.imports import KINDS
        from visits.merging import register_relations
        from visits.selectors.calendar import route_of_store
        from visits.selectors.parked import parked_waiting
        from visits.selectors.standards import class_loads, week_minutes
        from visits.selectors.store_page import findings_of_store, last_visit_in_words, visit_address, visits_of_store

        register_entries()
        register_queue("parked visits", parked_waiting)
        register_relations()
        for kind in KINDS:
            registry.register(kind)
        home.register(Role.REP, "visits:phone")
        companions.register(Role.REP, "visits/phone/_companion.html")
        class_effects.register(class_loads)
        class_effects.register_week(week_minutes)
        card_lines.register(card_lines.CardLine(_("Last visit"), last_visit_in_words))
        deeds.register(deeds.Deed(_("Start a visit"), "box-arrow-in-right", visit_address))
        sections.register(
            sections.Section("route", _("Route"), "visits/routes/_store_section.html", route_of_store, order=20)
        )
        sections.register(
            sections.Section("visits", _("Visits"), "visits/visit/_store_visits.html", visits_of_store, order=30)
        )
        sections.register(
            sections.Section(
                "findings", _("Reports and tasks"), "visits/reports/_store_findings.html", findings_of_store, order=40
            )
        )
