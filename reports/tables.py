"""Lists of business reviews."""

from django.utils.translation import gettext_lazy as _

from dealers.tables import MonthlyTable
from reports.models import BusinessReview
from salesops.web.tables import PercentColumn, QuantityColumn


class ReviewTable(MonthlyTable):
    """Each record carries its `row`, see `reports.selectors.reviews.rows_of`."""

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
