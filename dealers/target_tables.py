"""The list of versions of targets."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from dealers.models import TargetVersion
from salesops.web.tables import BadgeColumn, BaseTable, MomentColumn, QuantityColumn


class TargetTable(BaseTable):
    year = tables.Column(linkify=lambda record: record.get_absolute_url())
    center = tables.Column(verbose_name=_("scope"), default=_("Company"), order_by=("center__code",))
    number = tables.Column(verbose_name=_("version"))
    units = QuantityColumn(verbose_name=_("units"))
    status = BadgeColumn()
    approved_at = MomentColumn(default="–")
    reason = tables.Column(default="–", orderable=False)

    class Meta:
        model = TargetVersion
        fields = ["year", "center", "number", "units", "status", "approved_at", "reason"]
        empty_text = _("No targets yet.")

    def render_year(self, value) -> str:
        return str(value)
