"""Lists of deadlines and of days decided by hand."""

from datetime import date

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from salesops.periods.models import Deadline, WorkdayOverride
from salesops.web.tables import BaseTable, MonthColumn
from salesops.web.templatetags.web import badge


class DeadlineTable(BaseTable):
    due_on = tables.DateColumn(format="Y-m-d")
    month = MonthColumn()
    standing = tables.Column(empty_values=(), verbose_name=gettext_lazy("how late"), orderable=False)
    met_at = tables.DateTimeColumn(format="Y-m-d H:i")

    class Meta:
        model = Deadline
        fields = ["due_on", "kind", "month", "subject", "rep", "center", "standing", "met_at"]
        empty_text = gettext_lazy("Nothing is owed here.")

    def render_subject(self, record) -> str:
        if not record.url:
            return record.subject
        return format_html('<a href="{}">{}</a>', record.url, record.subject)

    def render_standing(self, record) -> str:
        state, words = standing_of(record, timezone.localdate())
        return badge(state, words)

    def value_standing(self, record) -> str:
        return standing_of(record, timezone.localdate())[1]


class OverrideTable(BaseTable):
    day = tables.DateColumn(format="Y-m-d")
    remove = tables.TemplateColumn(
        template_name="periods/_override_remove.html", verbose_name="", orderable=False, exclude_from_export=True
    )

    class Meta:
        model = WorkdayOverride
        fields = ["day", "is_workday", "note", "remove"]
        empty_text = gettext_lazy("The public calendar holds for every day.")

    def render_is_workday(self, value) -> str:
        return badge("active", _("working day")) if value else badge("closed", _("day off"))


def standing_of(deadline: Deadline, today: date) -> tuple[str, str]:
    """A deadline's colour and words: met in time or late, overdue by days, or days left."""
    if deadline.met_at is not None:
        days = (timezone.localdate(deadline.met_at) - deadline.due_on).days
        if days <= 0:
            return "done", _("in time")
        return "late", ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
    days = (today - deadline.due_on).days
    if days > 0:
        return "overdue", ngettext("overdue by %(days)s day", "overdue by %(days)s days", days) % {"days": days}
    if days == 0:
        return "due", _("due today")
    return "open", ngettext("%(days)s day left", "%(days)s days left", -days) % {"days": -days}
