"""Forms of visit standards and route parameters (handbook H4.1, H4.2)."""

from django import forms

from salesops.web.forms import ActorFormMixin
from visits.models import RouteParameters, VisitStandard
from visits.selectors.standards import PARAMETERS


class StandardForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = VisitStandard
        fields = ["visits_per_cycle", "minutes"]


class ParametersForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = RouteParameters
        fields = PARAMETERS
        widgets = {"starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
