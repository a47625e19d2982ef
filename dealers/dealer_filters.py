"""Filters of the lists of candidates, dealers and territories (handbook H10)."""

import django_filters
from django.utils.translation import gettext_lazy as _

from dealers.calc.territory import span_of
from dealers.dealer_choices import CandidateStatus
from dealers.models import DealerCandidate, Territory
from dealers.selectors.divisions import UnknownDivision, division_called
from salesops.accounts.models import Center, User
from salesops.web.filters import ActorFilterSet, NamedChoiceFilter, SearchFilter
from stores.choices import CustomerStatus
from stores.models import Customer


class DealerScope(ActorFilterSet):
    """By center and rep, for those who see more than one of them."""

    center = NamedChoiceFilter(queryset=Center.objects.order_by("code"), label=_("center"))
    rep = NamedChoiceFilter(queryset=User.objects.reps().order_by("name"), label=_("rep"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        actor = self.request.actor
        if not actor.sees_all:
            del self.filters["center"]
        if actor.is_rep:
            del self.filters["rep"]


class CandidateFilter(DealerScope):
    q = SearchFilter(fields=("name", "legal_name", "contact_name"))
    status = django_filters.ChoiceFilter(choices=CandidateStatus, label=_("stage"))

    class Meta:
        model = DealerCandidate
        fields = ["q", "status", "center", "rep"]


class DealerFilter(DealerScope):
    q = SearchFilter(fields=("name", "code", "legal_name"))
    status = django_filters.ChoiceFilter(choices=CustomerStatus)

    class Meta:
        model = Customer
        fields = ["q", "status", "center", "rep"]


class TerritoryFilter(ActorFilterSet):
    q = SearchFilter(fields=("customer__name", "customer__code"), label=_("dealer"))
    division = django_filters.CharFilter(label=_("division"), method="by_division")
    is_exclusive = django_filters.ChoiceFilter(
        label=_("exclusive"), choices=[("yes", _("yes")), ("no", _("no"))], method="by_exclusive"
    )
    on = django_filters.DateFilter(label=_("holds on"), method="by_day")

    class Meta:
        model = Territory
        fields = ["q", "division", "is_exclusive", "on"]

    def by_division(self, rows, name, value):
        """What lies in the division or around it; a word that names none, or several, finds nothing."""
        try:
            return rows.within(*span_of(division_called(value.strip()).code))
        except UnknownDivision:
            return rows.none()

    def by_exclusive(self, rows, name, value):
        return rows.filter(is_exclusive=value == "yes")

    def by_day(self, rows, name, value):
        return rows.holding_on(value)
