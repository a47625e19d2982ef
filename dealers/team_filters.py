"""Filters of the list of dealers' people (handbook H10.5)."""

import django_filters
from django.utils.translation import gettext_lazy as _

from dealers.business_filters import OF_DEALER, OfDealers
from dealers.models import DealerPerson
from dealers.team_choices import PersonRole
from salesops.web.filters import SearchFilter


class PersonFilter(OfDealers):
    q = SearchFilter(fields=("name", *OF_DEALER))
    role = django_filters.ChoiceFilter(choices=PersonRole)
    state = django_filters.ChoiceFilter(
        choices=[("here", _("there now")), ("untrained", _("there and never trained"))],
        label=_("status"),
        method="by_state",
    )

    class Meta:
        model = DealerPerson
        fields = ["q", "role", "state", "center", "rep"]

    def by_state(self, rows, name, value):
        here = rows.here()
        return here if value == "here" else here.filter(trainings=None)
