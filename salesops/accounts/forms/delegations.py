"""The form of a leave hand-over."""

from datetime import timedelta

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import User
from salesops.web.forms import ActorFormMixin, PageFormHelper


class HandOverForm(ActorFormMixin, forms.Form):
    """People think in the last day of leave; the record keeps the day after it."""

    rep = forms.ModelChoiceField(label=_("rep on leave"), queryset=User.objects.active().reps())
    colleague = forms.ModelChoiceField(label=_("colleague"), queryset=User.objects.active().reps())
    starts_on = forms.DateField(label=_("first day"))
    last_day = forms.DateField(label=_("last day"))
    reason = forms.CharField(label=_("reason"), max_length=200)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.actor.is_rep:
            self.fields["rep"].queryset = self.fields["rep"].queryset.filter(pk=self.actor.user_id)
            self.fields["rep"].initial = self.actor.user_id
            self.fields["colleague"].queryset = self.fields["colleague"].queryset.exclude(pk=self.actor.user_id)
        self.helper = PageFormHelper(self)
        self.helper.layout = Layout(
            Row(Column("rep"), Column("colleague")), Row(Column("starts_on"), Column("last_day")), "reason"
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        starts_on, last_day = cleaned.get("starts_on"), cleaned.pop("last_day", None)
        if starts_on and last_day and last_day < starts_on:
            self.add_error("last_day", _("The last day lies before the first."))
        elif last_day:
            cleaned["ends_on"] = last_day + timedelta(days=1)
        return cleaned
