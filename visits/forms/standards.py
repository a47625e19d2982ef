"""Forms of visit standards and route parameters (handbook H4.1, H4.2)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import ActorFormMixin
from visits.models import RouteParameters, VisitStandard
from visits.route_words import day_of_cycle
from visits.selectors.standards import PARAMETERS

DAYS_OF_CYCLE = 14


def days_to_choose() -> list[tuple[int, str]]:
    """The days of two weeks, as people say them."""
    return [(day, day_of_cycle(day)) for day in range(DAYS_OF_CYCLE)]


class StandardForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = VisitStandard
        fields = ["visits_per_cycle", "minutes"]


class ParametersForm(ActorFormMixin, forms.ModelForm):
    extra_days = forms.TypedMultipleChoiceField(
        label=_("added working days"),
        choices=days_to_choose,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = RouteParameters
        fields = PARAMETERS
        widgets = {"starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
