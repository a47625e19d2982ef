"""Promotions: planned at the top, work in the visits, quantity in the plans."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PromotionsConfig(AppConfig):
    name = "promotions"
    label = "promotions"
    verbose_name = _("Promotions")

    def ready(self) -> None:
        from promotions.entries import register_entries
        from promotions.first_limits import begin_limits
        from promotions.imports.promoters import PROMOTERS
        from promotions.launch_entries import register_launches
        from promotions.merging import register_relations
        from promotions.promoter_entries import register_promoters
        from promotions.selectors import contributions
        from promotions.selectors.due import work_at
        from promotions.selectors.increments import contributions_of_promotions
        from promotions.selectors.sections import promotions_of_store
        from promotions.selectors.wanted import wanted_by_launches, wanted_by_promotions
        from promotions.services.execution import tie_photo
        from promotions.services.visit_work import take_proof
        from salesops.exchange import registry
        from stores import sections
        from visits import due, wanted

        post_migrate.connect(begin_limits, sender=self)
        register_relations()
        register_launches()
        register_promoters()
        registry.register(PROMOTERS)
        due.register(work_at)
        due.register_taker("promotion", take_proof)
        due.register_photo_taker(tie_photo)
        wanted.register(wanted_by_promotions)
        wanted.register(wanted_by_launches)
        contributions.register(contributions_of_promotions)
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
