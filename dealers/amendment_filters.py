"""What the list of amendments can be narrowed by (handbook H8.4)."""

import django_filters
from django.utils.translation import gettext_lazy as _

from dealers.amendment_choices import AmendmentKind, AmendmentStatus
from dealers.models import PlanAmendment
from salesops.accounts.models import Center, User
from salesops.web.filters import ActorFilterSet, NamedChoiceFilter
from salesops.web.forms import MonthField
from stores.search_box import ReferredSearch


class PlanMonthFilter(django_filters.Filter):
    field_class = MonthField

    def filter(self, rows, value):
        return rows.filter(plan__month=value.first_day) if value else rows


class AmendmentFilter(ActorFilterSet):
    search = ReferredSearch(through=("plan__customer",), label=_("customer"))
    month = PlanMonthFilter(label=_("month"))
    status = django_filters.ChoiceFilter(choices=AmendmentStatus.choices, label=_("status"))
    kind = django_filters.ChoiceFilter(choices=AmendmentKind.choices, label=_("kind"))
    center = NamedChoiceFilter(field_name="plan__center", queryset=Center.objects.order_by("code"), label=_("center"))
    rep = NamedChoiceFilter(field_name="plan__rep", queryset=User.objects.active().reps(), label=_("rep"))
    behind_button = ("center", "rep")

    class Meta:
        model = PlanAmendment
        fields = ["search", "month", "status", "kind", "center", "rep"]
