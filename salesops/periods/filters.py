"""Filters of the list of deadlines."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center, User
from salesops.periods.choices import DeadlineKind, DeadlineState
from salesops.periods.models import Deadline
from salesops.web.filters import ActorFilterSet, SearchFilter


class DeadlineFilter(ActorFilterSet):
    """Without a choice it shows what is still owed."""

    q = SearchFilter(fields=("subject",), texts=("rep__search_text",))
    state = django_filters.ChoiceFilter(
        choices=DeadlineState, label=_("state"), method="of_state", empty_label=_("still owed")
    )
    kind = django_filters.ChoiceFilter(choices=DeadlineKind, label=_("kind"))
    center = django_filters.ModelChoiceFilter(queryset=Center.objects.order_by("code"), label=_("center"))
    rep = django_filters.ModelChoiceFilter(queryset=User.objects.reps().order_by("name", "pk"), label=_("rep"))

    class Meta:
        model = Deadline
        fields = ["q", "state", "kind", "center", "rep"]

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.open()

    def of_state(self, rows, name, state):
        if state == DeadlineState.OVERDUE:
            return rows.overdue(timezone.localdate())
        return rows.met() if state == DeadlineState.MET else rows
