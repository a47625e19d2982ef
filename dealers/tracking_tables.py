"""Lists of the weekly tracking (handbook H8.3)."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from dealers.models import PlanWeek, TrackedLine
from dealers.selectors.tracking import standing_of
from salesops.web.tables import BadgeColumn, BaseTable, DayColumn, NumberColumn, PercentColumn, QuantityColumn
from salesops.web.templatetags.web import badge

_ONE_LINE = {"td": {"class": "text-nowrap"}}


class StandingColumns(tables.Table):
    """What is said of a week and of a line alike; each record carries its `standing`."""

    planned = QuantityColumn()
    actual = QuantityColumn(verbose_name=_("sold so far"))
    expected = NumberColumn(accessor="standing__expected", verbose_name=_("expected by now"), orderable=False)
    pace = PercentColumn(accessor="standing__pace", verbose_name=_("pace"), orderable=False)
    run_rate = QuantityColumn(accessor="standing__run_rate", verbose_name=_("run rate to month's end"), orderable=False)
    light = BadgeColumn()


class PlanWeekTable(StandingColumns, BaseTable):
    customer = tables.Column(
        accessor="plan__customer__name",
        verbose_name=_("customer"),
        linkify=lambda record: record.get_absolute_url(),
        order_by=("plan__customer__name", "pk"),
        attrs=_ONE_LINE,
    )
    through_on = DayColumn(
        accessor="through_on", verbose_name=_("counted through"), order_by="week_on", attrs=_ONE_LINE
    )
    rep = tables.Column(accessor="plan__rep__name", verbose_name=_("rep"))
    red_lines = QuantityColumn()
    unreported = QuantityColumn()
    open_lines = QuantityColumn(verbose_name=_("without a cause"))
    due_on = DayColumn(attrs=_ONE_LINE)

    class Meta:
        model = PlanWeek
        fields = []
        sequence = [
            *("customer", "through_on", "rep", "light", "planned", "actual", "expected", "pace", "run_rate"),
            *("red_lines", "open_lines", "due_on", "unreported"),
        ]
        empty_text = _("No week here. Approved plans are tracked in the night after each week of their month.")

    def __init__(self, *args, on, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_due_on(self, value, record) -> str:
        day = f"{value:%Y-%m-%d}"
        is_late = value < self.on and record.open_lines
        return format_html("{} {}", day, badge("overdue", _("overdue"))) if is_late else day


class InterimTable(PlanWeekTable):
    """The same figures, each row opening the dealer's interim summary."""

    customer = tables.Column(
        accessor="plan__customer__name",
        verbose_name=_("dealer"),
        linkify=lambda record: reverse("dealers:interim_detail", args=[record.pk]),
        order_by=("plan__customer__name", "pk"),
        attrs=_ONE_LINE,
    )

    supplied_planned = QuantityColumn(verbose_name=_("planned by customers it supplies"))
    supplied_actual = QuantityColumn(verbose_name=_("sold by customers it supplies"))

    class Meta(PlanWeekTable.Meta):
        sequence = [
            *("customer", "through_on", "rep", "supplied_planned", "supplied_actual", "light", "planned", "actual"),
            *("expected", "pace", "run_rate", "red_lines", "open_lines", "due_on", "unreported"),
        ]
        empty_text = _("No interim summary here. They stand after the first week that ends on the 14th or later.")


class TrackedLineTable(StandingColumns, BaseTable):
    store = tables.Column(
        accessor="store__name",
        verbose_name=_("store"),
        linkify=lambda record: record.get_absolute_url(),
        order_by=("store__name", "pk"),
    )
    customer = tables.Column(accessor="week__plan__customer__name", verbose_name=_("customer"))
    model = tables.Column(accessor="model__name", verbose_name=_("model"))
    through_on = DayColumn(
        accessor="week__through_on", verbose_name=_("counted through"), order_by="week__week_on", attrs=_ONE_LINE
    )
    rep = tables.Column(accessor="week__plan__rep__name", verbose_name=_("rep"))
    answer = tables.Column(accessor="pk", verbose_name=_("answer"), orderable=False, exclude_from_export=True)

    class Meta:
        model = TrackedLine
        fields = ["cause", "remark", "action", "action_due_on"]
        sequence = [
            *("store", "model", "customer", "through_on", "rep", "light", "planned", "actual", "expected", "pace"),
            *("run_rate", "cause", "remark", "action", "action_due_on", "answer"),
        ]
        empty_text = _("No line is far behind its plan.")

    def render_answer(self, record) -> str:
        if not record.can_answer:
            return ""
        words = _("Change") if record.cause else _("Give the cause")
        address = reverse("dealers:tracked_line_answer", args=[record.pk])
        return format_html('<a class="btn btn-sm btn-outline-secondary text-nowrap" href="{}">{}</a>', address, words)


def complete_weeks(weeks: list[PlanWeek]) -> None:
    for week in weeks:
        week.standing = standing_of(week, week)


def complete_lines(lines: list[TrackedLine]) -> None:
    for line in lines:
        line.standing = standing_of(line, line.week)
