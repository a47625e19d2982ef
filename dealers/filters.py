"""What a list of plans can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from dealers.choices import PlanStatus
from dealers.models import ProfitPlan
from salesops.accounts.models import User
from salesops.web.filters import ActorFilterSet
from salesops.web.forms import MonthField
from stores.search_box import ReferredSearch


class MonthFilter(django_filters.Filter):
    field_class = MonthField

    def filter(self, rows, value):
        return rows.of_month(value) if value else rows


class PlanFilter(ActorFilterSet):
    search = ReferredSearch(through=("customer",), label=_("customer"))
    month = MonthFilter(label=_("month"))
    status = django_filters.ChoiceFilter(choices=PlanStatus.choices, label=_("status"))
    rep = django_filters.ModelChoiceFilter(queryset=User.objects.active().reps(), label=_("rep"))

    class Meta:
        model = ProfitPlan
        fields = ["search", "month", "status", "rep"]
