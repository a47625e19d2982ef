"""Promotions: planned at the top, work in the visits, quantity in the plans."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PromotionsConfig(AppConfig):
    name = "promotions"
    label = "promotions"
    verbose_name = _("Promotions")

    def ready(self) -> None:
        from promotions.selectors.due import work_at
        from salesops.web import nav
        from visits import due

        due.register(work_at)
        nav.register(
            nav.NavEntry(_("Promotions"), "promotions:promotion_list", "megaphone", group=nav.NavGroup.PROMOTIONS)
        )
