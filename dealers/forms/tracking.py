"""What people type into the weekly tracking (handbook H8.3)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dealers.models import TrackingTerms
from dealers.tracking_choices import Cause
from salesops.web.forms import ActorFormMixin


class AnswerForm(ActorFormMixin, forms.Form):
    cause = forms.ChoiceField(label=_("cause"), choices=[("", "—"), *Cause.choices])
    remark = forms.CharField(label=_("what exactly"), max_length=200, required=False)
    action = forms.CharField(
        label=_("what is done"),
        max_length=200,
        help_text=_("It becomes a task at the store and shows in its next visit."),
    )
    action_due_on = forms.DateField(label=_("done until"))


class TrackingTermsForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = TrackingTerms
        fields = ["green_from", "red_below", "least_missing", "answer_workdays"]
