"""Lists of profit plans."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from dealers.models import ProfitPlan
from salesops.web.tables import BadgeColumn, BaseTable, MoneyColumn, MonthColumn, PercentColumn, QuantityColumn
from salesops.web.templatetags.web import badge

_ONE_LINE = {"td": {"class": "text-nowrap"}}


class MonthlyTable(BaseTable):
    """A customer's months with the day they are due; each record carries its `row`, which knows what is overdue."""

    customer = tables.Column(linkify=lambda record: record.get_absolute_url(), order_by=("customer__name", "pk"))
    month = MonthColumn(attrs=_ONE_LINE)
    status = BadgeColumn()
    due_on = tables.Column(verbose_name=_("due on"), attrs=_ONE_LINE)

    def render_customer(self, record) -> str:
        return record.customer.name

    def render_due_on(self, value, record) -> str:
        day = f"{value:%Y-%m-%d}"
        return format_html("{} {}", day, badge("overdue", _("overdue"))) if record.row.is_overdue else day

    def value_due_on(self, value):
        return value


class PlanTable(MonthlyTable):
    """Each record carries its `row`, see `dealers.selectors.plans.rows_of`."""

    quantity = QuantityColumn(accessor="row__figures__quantity", verbose_name=_("units"), orderable=False)
    revenue = MoneyColumn(
        accessor="row__figures__profit__revenue_yuan", verbose_name=_("revenue (CNY)"), orderable=False
    )
    profit = MoneyColumn(
        accessor="row__figures__profit__profit_yuan", verbose_name=_("customer's profit (CNY)"), orderable=False
    )
    margin = PercentColumn(accessor="row__figures__profit__margin", verbose_name=_("margin"), orderable=False)
    missing = tables.Column(accessor="row__missing", verbose_name=_("still missing"), orderable=False)

    class Meta:
        model = ProfitPlan
        fields = ["customer", "month", "rep", "status", "due_on"]
        sequence = ["customer", "month", "rep", "status", "due_on", "..."]
        empty_text = _("No plans here. Drafts are built in the night to the 15th of the month before.")
