"""What a list of reviews can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from reports.choices import ReviewStatus
from reports.models import BusinessReview
from salesops.accounts.models import Center, User
from salesops.web.filters import ActorFilterSet
from salesops.web.forms import MonthField
from stores.search_box import ReferredSearch


class MonthFilter(django_filters.Filter):
    field_class = MonthField

    def filter(self, rows, value):
        return rows.of_month(value) if value else rows


class ReviewFilter(ActorFilterSet):
    search = ReferredSearch(through=("customer",), label=_("customer"))
    month = MonthFilter(label=_("month"))
    status = django_filters.ChoiceFilter(choices=ReviewStatus.choices, label=_("status"))
    center = django_filters.ModelChoiceFilter(queryset=Center.objects.order_by("code"), label=_("center"))
    rep = django_filters.ModelChoiceFilter(queryset=User.objects.active().reps(), label=_("rep"))

    walk = django_filters.ChoiceFilter(
        choices=[("missing", _("still to go through")), ("done", _("gone through"))],
        method="by_walk",
        label=_("with the customer"),
    )

    class Meta:
        model = BusinessReview
        fields = ["search", "month", "status", "walk", "center", "rep"]

    def by_walk(self, rows, name, value):
        """What is confirmed and still to go through with the customer, or was gone through."""
        return rows.filter(status=ReviewStatus.CONFIRMED, walk__isnull=value == "missing")
