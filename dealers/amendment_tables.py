"""The list of amendments (handbook H8.4)."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from dealers.models import PlanAmendment
from salesops.web.tables import BadgeColumn, BaseTable, MomentColumn, MonthColumn, NumberColumn, QuantityColumn


class AmendmentTable(BaseTable):
    customer = tables.Column(
        accessor="plan__customer__name",
        verbose_name=_("customer"),
        linkify=lambda record: record.get_absolute_url(),
        order_by=("plan__customer__name", "pk"),
    )
    month = MonthColumn(accessor="plan__month", verbose_name=_("month"))
    rep = tables.Column(accessor="plan__rep__name", verbose_name=_("rep"))
    version = NumberColumn()
    changed = QuantityColumn(verbose_name=_("changed lines"))
    difference = QuantityColumn(verbose_name=_("units more or less"))
    status = BadgeColumn()
    submitted_at = MomentColumn()
    approved_at = MomentColumn()

    class Meta:
        model = PlanAmendment
        fields = ["kind", "reason"]
        sequence = [
            *("customer", "month", "rep", "kind", "status", "version", "changed", "difference", "reason"),
            *("submitted_at", "approved_at"),
        ]
        empty_text = _("No amendment here. An approved plan is amended from its own page.")
