"""The list of evaluations (handbook H10.6)."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from dealers.evaluation_choices import OPEN_TO_TYPE
from dealers.models import DealerEvaluation
from salesops.web.tables import BadgeColumn, BaseTable, DayColumn, NumberColumn
from salesops.web.templatetags.web import badge


class EvaluationTable(BaseTable):
    """`on` is the day that deadlines are told of."""

    customer = tables.Column(linkify=lambda record: record.get_absolute_url(), order_by="customer__name")
    quarter = tables.Column(accessor="quarter_words", order_by="quarter", verbose_name=_("quarter"))
    rep = tables.Column(order_by="rep__name")
    center = tables.Column(order_by="center__code")
    score = NumberColumn()
    due_on = DayColumn()
    improve_by = DayColumn()
    status = BadgeColumn()

    class Meta:
        model = DealerEvaluation
        fields = [
            *("customer", "quarter", "score", "grade", "suggestion", "adjustment", "improve_by", "rep", "center"),
            *("due_on", "status"),
        ]
        empty_text = _("No evaluation yet. Dealers are measured in the nights after a quarter.")

    def __init__(self, *args, on, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_due_on(self, value, record) -> str:
        day = f"{value:%Y-%m-%d}"
        is_late = value < self.on and record.status in OPEN_TO_TYPE
        return format_html("{} {}", day, badge("overdue", _("overdue"))) if is_late else day
