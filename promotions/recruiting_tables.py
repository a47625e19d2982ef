"""The list of applicants (handbook H7)."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from promotions.models import Applicant
from salesops.web.tables import BadgeColumn, BaseTable, DayColumn, QuantityColumn


class ApplicantTable(BaseTable):
    name = tables.Column(linkify=True)
    store = tables.Column(
        accessor="need__store", order_by="need__store__name", linkify=lambda record: record.need.get_absolute_url()
    )
    rep = tables.Column(accessor="need__store__rep", order_by="need__store__rep__name")
    center = tables.Column(accessor="need__store__center", order_by="need__store__center__code")
    needed_from = DayColumn(accessor="need__needed_from", verbose_name=_("needed from"))
    score = QuantityColumn(accessor="last_score", verbose_name=_("score"))
    interview_on = DayColumn()
    moved_on = DayColumn()
    status = BadgeColumn()

    class Meta:
        model = Applicant
        fields = [
            *("name", "store", "rep", "center", "source", "needed_from", "interview_on", "score", "moved_on"),
            "status",
        ]
        empty_text = _("No applicant yet.")
