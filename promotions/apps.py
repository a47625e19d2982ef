"""Promotions: planned at the top, work in the visits, quantity in the plans."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PromotionsConfig(AppConfig):
    name = "promotions"
    label = "promotions"
    verbose_name = _("Promotions")

    def ready(self) -> None:
        from promotions.entries import register_entries
        from promotions.merging import register_relations
        from promotions.selectors.due import work_at
        from promotions.selectors.sections import promotions_of_store
        from stores import sections
        from visits import due

        register_relations()
        due.register(work_at)
        sections.register(
            sections.Section(
                "promotions",
                _("Promotions"),
                "promotions/promotions/_store_section.html",
                promotions_of_store,
                order=50,
            )
        )
        register_entries()
