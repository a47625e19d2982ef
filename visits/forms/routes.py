"""Forms of route plans (handbook H4.3)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import ActorFormMixin
from visits.calc.routing.problem import Cycle
from visits.route_words import day_of_cycle


class RouteReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("What should change"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )


class MoveStopForm(ActorFormMixin, forms.Form):
    """Where a stop goes; a position beyond the last stop is the end of the day."""

    day = forms.TypedChoiceField(label=_("day"), coerce=int)
    position = forms.IntegerField(label=_("order"), min_value=1, max_value=200)

    def __init__(self, *args, cycle: Cycle, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].choices = [(day, day_of_cycle(day)) for day in cycle.days]
