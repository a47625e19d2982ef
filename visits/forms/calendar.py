"""Forms of the calendar: a visit's other day, why one was missed, why somebody looks (handbook H4.4, H4.5, H0)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import ActorFormMixin
from visits.choices import MissedReason


class MoveVisitForm(ActorFormMixin, forms.Form):
    on = forms.DateField(label=_("to which day"), widget=forms.DateInput(attrs={"autofocus": True}))
    reason = forms.CharField(label=_("why"), max_length=200)


class MissedForm(ActorFormMixin, forms.Form):
    missed_reason = forms.ChoiceField(label=_("why missed"), choices=MissedReason)
    note = forms.CharField(label=_("note"), max_length=200, required=False)


class LookForm(ActorFormMixin, forms.Form):
    reason = forms.CharField(
        label=_("why do you look at this day"),
        max_length=200,
        help_text=_("The rep is told at once, with this reason, and can look it up later."),
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
