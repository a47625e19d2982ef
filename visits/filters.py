"""What the lists of the visits' room are narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center, User
from salesops.web.filters import ActorFilterSet, SearchFilter
from visits.choices import RouteStatus


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
