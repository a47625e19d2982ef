"""Entering a day that the public calendar does not know."""

from django import forms

from salesops.periods.models import WorkdayOverride


class OverrideForm(forms.ModelForm):
    class Meta:
        model = WorkdayOverride
        fields = ["day", "is_workday", "note"]
        widgets = {"day": forms.DateInput(attrs={"type": "date"})}
