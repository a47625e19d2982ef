"""What the lists of the visits' room are narrowed by."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from salesops.accounts.choices import Role
from salesops.accounts.models import Center, User
from salesops.web.filters import ActorFilterSet, SearchFilter
from stores.search_box import ReferredSearch
from visits.choices import (
    ParkedKind,
    ParkedOutcome,
    ReportKind,
    ReportStatus,
    ReportStrength,
    RouteStatus,
    TaskStatus,
    VisitStatus,
)
from visits.models import MarketReport, ParkedVisit, Task, Visit


class RouteRepFilter(ActorFilterSet):
    q = SearchFilter(fields=("username", "name"))
    center = django_filters.ModelChoiceFilter(queryset=Center.objects.order_by("code"), label=_("center"))
    pending_status = django_filters.ChoiceFilter(
        label=_("in work"),
        choices=[(state.value, state.label) for state in (RouteStatus.DRAFT, RouteStatus.SUBMITTED)],
    )

    class Meta:
        model = User
        fields = ["q", "center", "pending_status"]


def reps(request) -> QuerySet[User]:
    """The reps whose rows this person may see."""
    return User.objects.visible_to(request.actor).filter(role=Role.REP).order_by("name")


class VisitFilter(ActorFilterSet):
    q = ReferredSearch(through=("store",))
    rep = django_filters.ModelChoiceFilter(queryset=reps, label=_("rep"))
    since = django_filters.DateFilter(field_name="visited_on", lookup_expr="gte", label=_("from"))
    until = django_filters.DateFilter(field_name="visited_on", lookup_expr="lte", label=_("to"))
    marked = django_filters.ChoiceFilter(
        label=_("marks"), method="with_marks", choices=[("yes", _("with marks")), ("no", _("without marks"))]
    )
    planned = django_filters.ChoiceFilter(
        label=_("plan"),
        method="with_plan",
        choices=[("yes", pgettext_lazy("visit", "planned")), ("no", _("unplanned"))],
    )
    status = django_filters.ChoiceFilter(choices=VisitStatus.choices)

    class Meta:
        model = Visit
        fields = ["q", "rep", "since", "until", "marked", "planned", "status"]

    def with_marks(self, rows, name, value):
        return rows.exclude(marks=[]) if value == "yes" else rows.filter(marks=[])

    def with_plan(self, rows, name, value):
        return rows.filter(planned__isnull=value == "no")


class ReportFilter(ActorFilterSet):
    q = ReferredSearch(through=("store",), fields=("what",))
    kind = django_filters.ChoiceFilter(choices=ReportKind.choices)
    strength = django_filters.ChoiceFilter(choices=ReportStrength.choices)
    status = django_filters.ChoiceFilter(choices=ReportStatus.choices)
    rep = django_filters.ModelChoiceFilter(queryset=reps, label=_("rep"))

    class Meta:
        model = MarketReport
        fields = ["q", "kind", "strength", "status", "rep"]


class TaskFilter(ActorFilterSet):
    q = ReferredSearch(through=("store",), fields=("title",))
    rep = django_filters.ModelChoiceFilter(queryset=reps, label=_("owner"))
    due = django_filters.ChoiceFilter(
        label=_("due on"), method="with_due", choices=[("overdue", _("Overdue")), ("open", _("Open"))]
    )
    status = django_filters.ChoiceFilter(choices=TaskStatus.choices)

    class Meta:
        model = Task
        fields = ["q", "rep", "due", "status"]

    def with_due(self, rows, name, value):
        return rows.filter(is_overdue=True) if value == "overdue" else rows.filter(status=TaskStatus.OPEN)


class ParkedFilter(ActorFilterSet):
    q = SearchFilter(fields=("store_code",))
    rep = django_filters.ModelChoiceFilter(queryset=reps, label=_("rep"))
    kind = django_filters.ChoiceFilter(choices=ParkedKind.choices)
    outcome = django_filters.ChoiceFilter(choices=ParkedOutcome.choices)

    class Meta:
        model = ParkedVisit
        fields = ["q", "rep", "kind", "outcome"]
