"""What the lists of the weekly tracking can be narrowed by (handbook H8.3)."""

from datetime import timedelta

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dealers.calc.tracking import week_before
from dealers.filters import MonthFilter
from dealers.models import PlanWeek, TrackedLine
from dealers.tracking_choices import Answered, Cause, TrackLight
from salesops.accounts.models import Center, User
from salesops.web.filters import ActorFilterSet, NamedChoiceFilter
from stores.search_box import ReferredSearch


class WeekFilter(django_filters.DateFilter):
    """Any day names its week."""

    def filter(self, rows, value):
        return rows.of_week(value - timedelta(days=value.weekday())) if value else rows


class PlanWeekFilter(ActorFilterSet):
    search = ReferredSearch(through=("plan__customer",), label=_("customer"))
    week = WeekFilter(label=_("week of"))
    month = MonthFilter(label=_("month"))
    light = django_filters.ChoiceFilter(choices=TrackLight.choices, label=_("light"))
    answer = django_filters.ChoiceFilter(choices=Answered.choices, label=_("cause"), method="by_answer")
    center = NamedChoiceFilter(field_name="plan__center", queryset=Center.objects.order_by("code"), label=_("center"))
    rep = NamedChoiceFilter(field_name="plan__rep", queryset=User.objects.active().reps(), label=_("rep"))
    behind_button = ("month", "center", "rep")

    class Meta:
        model = PlanWeek
        fields = ["search", "week", "light", "answer", "month", "center", "rep"]

    def by_answer(self, rows, name, value):
        """A week waits, or was missed, with any of its lines; it is explained with all."""
        is_of_now = {"week_on__gte": week_before(timezone.localdate())}
        if value == Answered.ANSWERED:
            return rows.filter(red_lines__gt=0, open_lines=0)
        open_weeks = rows.filter(open_lines__gt=0)
        return open_weeks.filter(**is_of_now) if value == Answered.WAITING else open_weeks.exclude(**is_of_now)


class TrackedLineFilter(ActorFilterSet):
    search = ReferredSearch(through=("store", "week__plan__customer"), label=_("store or customer"))
    week = WeekFilter(label=_("week of"))
    answer = django_filters.ChoiceFilter(choices=Answered.choices, label=_("answer"), method="by_answer")
    cause = django_filters.ChoiceFilter(choices=Cause.choices, label=_("cause"))
    center = NamedChoiceFilter(
        field_name="week__plan__center", queryset=Center.objects.order_by("code"), label=_("center")
    )
    rep = NamedChoiceFilter(field_name="week__plan__rep", queryset=User.objects.active().reps(), label=_("rep"))
    behind_button = ("cause", "center", "rep")

    class Meta:
        model = TrackedLine
        fields = ["search", "week", "answer", "cause", "center", "rep"]

    def by_answer(self, rows, name, value):
        if value == Answered.ANSWERED:
            return rows.answered()
        on = timezone.localdate()
        return rows.waiting(on) if value == Answered.WAITING else rows.missed(on)
