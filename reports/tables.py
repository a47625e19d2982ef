"""Lists of business reviews."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from reports.models import BusinessReview
from salesops.web.tables import BadgeColumn, BaseTable, MonthColumn, PercentColumn, QuantityColumn
from salesops.web.templatetags.web import badge


class ReviewTable(BaseTable):
    """Each record carries its `row`, see `reports.selectors.reviews.rows_of`."""

    customer = tables.Column(linkify=lambda record: record.get_absolute_url(), order_by=("customer__name", "pk"))
    month = MonthColumn()
    status = BadgeColumn()
    due_on = tables.Column(verbose_name=_("due on"))
    planned = QuantityColumn(accessor="row__figures__total__plan", verbose_name=_("planned"), orderable=False)
    actual = QuantityColumn(accessor="row__figures__total__actual", verbose_name=_("actual"), orderable=False)
    achievement = PercentColumn(
        accessor="row__figures__total__achievement__value", verbose_name=_("achievement"), orderable=False
    )
    red_lines = QuantityColumn(
        accessor="row__figures__red_lines", verbose_name=_("lines far below plan"), orderable=False
    )

    class Meta:
        model = BusinessReview
        fields = ["customer", "month", "rep", "status", "due_on"]
        sequence = ["customer", "month", "rep", "status", "due_on", "..."]
        empty_text = _("No reviews here. Drafts are built in the night to the 1st of the next month.")

    def render_customer(self, record) -> str:
        return record.customer.name

    def render_due_on(self, value, record) -> str:
        day = f"{value:%Y-%m-%d}"
        return format_html("{} {}", day, badge("overdue", _("overdue"))) if record.row.is_overdue else day

    def value_due_on(self, value):
        return value
