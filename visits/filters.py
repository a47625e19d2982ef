"""What the lists of the visits' room are narrowed by."""

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from salesops.accounts.choices import Role
from salesops.accounts.models import Center, User
from salesops.web.filters import ActorFilterSet, SearchFilter
from stores.search_box import ReferredSearch
from visits.choices import (
    MarkGrade,
    MarkStatus,
    ParkedKind,
    ParkedOutcome,
    ReportKind,
    ReportStatus,
    ReportStrength,
    RouteStatus,
    TaskStatus,
    VisitStatus,
    VisitStep,
)
from visits.evidence_words import mark_choices
from visits.models import MarketReport, ParkedVisit, Task, Visit, VisitMark, VisitPhoto, VisitPrice
from visits.selectors.gallery import item_names
from visits.selectors.marks import UNJUDGED


class RouteRepFilter(ActorFilterSet):
    q = SearchFilter(texts=("search_text",))
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


def centers(request) -> QuerySet[Center]:
    """The centers whose rows this person may see."""
    active = Center.objects.filter(is_active=True).order_by("code")
    return active if request.actor.sees_all else active.filter(pk=request.actor.center_id)


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


class PriceFilter(ActorFilterSet):
    q = ReferredSearch(through=("visit__store",), fields=("sku__code", "sku__model__name"))
    center = django_filters.ModelChoiceFilter(field_name="visit__center", queryset=centers, label=_("center"))
    band = django_filters.ChoiceFilter(
        label=_("price"),
        method="with_band",
        choices=[("off", _("off the list")), ("below", _("below the list")), ("above", _("above the list"))],
    )
    brand = django_filters.ChoiceFilter(
        label=_("brand"), method="with_brand", choices=[("own", _("our own")), ("other", _("of others"))]
    )
    rep = django_filters.ModelChoiceFilter(field_name="visit__rep", queryset=reps, label=_("rep"))
    since = django_filters.DateFilter(field_name="visit__visited_on", lookup_expr="gte", label=_("from"))
    until = django_filters.DateFilter(field_name="visit__visited_on", lookup_expr="lte", label=_("to"))

    behind_button = ("rep", "since", "until")

    class Meta:
        model = VisitPrice
        fields = ["q", "center", "band", "brand", "rep", "since", "until"]

    def with_band(self, rows, name, value):
        sides = {"below": Q(shelf_yuan__lt=F("list_yuan")), "above": Q(shelf_yuan__gt=F("list_yuan"))}
        return rows.filter(sides.get(value, Q()), is_off=True)

    def with_brand(self, rows, name, value):
        return rows.filter(sku__model__is_own=value == "own")


class ReportFilter(ActorFilterSet):
    q = ReferredSearch(through=("store",), fields=("what", "competitor"))
    center = django_filters.ModelChoiceFilter(queryset=centers, label=_("center"))
    late = django_filters.ChoiceFilter(label=_("answer"), method="with_late", choices=[("yes", _("Overdue"))])
    kind = django_filters.ChoiceFilter(choices=ReportKind.choices)
    strength = django_filters.ChoiceFilter(choices=ReportStrength.choices)
    status = django_filters.ChoiceFilter(choices=ReportStatus.choices)
    rep = django_filters.ModelChoiceFilter(queryset=reps, label=_("rep"))

    class Meta:
        model = MarketReport
        fields = ["q", "center", "kind", "strength", "late", "status", "rep"]

    def with_late(self, rows, name, value):
        return rows.filter(is_late=True)


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


class MarkFilter(ActorFilterSet):
    q = SearchFilter(fields=("visit__store__code", "visit__store__name"))
    rep = django_filters.ModelChoiceFilter(field_name="visit__rep", queryset=reps, label=_("rep"))
    code = django_filters.ChoiceFilter(choices=mark_choices, label=_("mark"))
    grade = django_filters.ChoiceFilter(choices=MarkGrade.choices, label=_("weight of the mark"))
    status = django_filters.ChoiceFilter(
        label=_("status"), method="with_status", choices=[("unjudged", _("Not judged yet")), *MarkStatus.choices]
    )
    since = django_filters.DateFilter(field_name="visit__visited_on", lookup_expr="gte", label=_("from"))
    until = django_filters.DateFilter(field_name="visit__visited_on", lookup_expr="lte", label=_("to"))

    behind_button = ("since", "until")

    class Meta:
        model = VisitMark
        fields = ["q", "rep", "code", "grade", "status", "since", "until"]

    def with_status(self, rows, name, value):
        return rows.filter(status__in=UNJUDGED) if value == "unjudged" else rows.filter(status=value)


def items_in_use() -> list[tuple[str, str]]:
    """The items that a photo may show, by name."""
    return [(name, name) for name in item_names()]


class PhotoFilter(ActorFilterSet):
    q = SearchFilter(fields=("visit__store__code", "visit__store__name"))
    item = django_filters.ChoiceFilter(field_name="item__name", choices=items_in_use, label=_("item of the standard"))
    step = django_filters.ChoiceFilter(choices=VisitStep.choices, label=_("what the photo shows"))
    rep = django_filters.ModelChoiceFilter(field_name="visit__rep", queryset=reps, label=_("rep"))
    marked = django_filters.ChoiceFilter(
        label=_("marks"), method="with_marks", choices=[("yes", _("with marks")), ("open", _("Not judged yet"))]
    )
    since = django_filters.DateFilter(field_name="visit__visited_on", lookup_expr="gte", label=_("from"))
    until = django_filters.DateFilter(field_name="visit__visited_on", lookup_expr="lte", label=_("to"))

    behind_button = ("rep", "since", "until")

    class Meta:
        model = VisitPhoto
        fields = ["q", "item", "step", "rep", "marked", "since", "until"]

    def with_marks(self, rows, name, value):
        marks = VisitMark.objects.visible_to(self.request.actor).filter(photo__isnull=False)
        marks = marks.filter(status__in=UNJUDGED) if value == "open" else marks
        return rows.filter(pk__in=marks.values("photo_id"))
