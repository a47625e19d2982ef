"""Filters of the list of evaluations (handbook H10.6)."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from dealers.business_filters import OF_DEALER
from dealers.calc.quarters import Quarter
from dealers.dealer_filters import DealerScope
from dealers.evaluation_choices import Adjustment, EvaluationStatus, Grade
from dealers.models import DealerEvaluation
from salesops.web.filters import SearchFilter


class EvaluationFilter(DealerScope):
    q = SearchFilter(fields=OF_DEALER)
    quarter = django_filters.CharFilter(
        label=_("quarter"), method="by_quarter", widget=forms.TextInput(attrs={"placeholder": "2026Q3"})
    )
    status = django_filters.ChoiceFilter(choices=EvaluationStatus)
    grade = django_filters.ChoiceFilter(choices=Grade)
    adjustment = django_filters.ChoiceFilter(choices=Adjustment)
    behind_button = ("adjustment", "center", "rep")

    class Meta:
        model = DealerEvaluation
        fields = ["q", "quarter", "status", "grade", "adjustment", "center", "rep"]

    def by_quarter(self, rows, name, value):
        """What is no quarter finds nothing."""
        try:
            return rows.filter(quarter=Quarter.parse(value).first_day)
        except ValueError:
            return rows.none()
