"""Business reviews, dashboards, appraisal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    label = "reports"
    verbose_name = _("Reviews and figures")

    def ready(self) -> None:
        from reports.entries import register_entries
        from reports.first_steps import register_first_steps
        from reports.merging import register_relations

        register_entries()
        register_first_steps()
        register_relations()
