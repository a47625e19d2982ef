"""Forms of market reports and tasks (handbook H5.6, H5.7)."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.web.forms import ActorFormMixin, fit_widgets
from stores.models import HandsetModel
from visits.choices import ReportKind, ReportStrength
from visits.models import Task


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class HandOverTaskForm(ActorFormMixin, forms.Form):
    """Another rep of the task's center."""

    rep = forms.ModelChoiceField(label=_("New owner"), queryset=User.objects.none())
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args, task: Task, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        reps = User.objects.active().filter(role=Role.REP, center_id=task.center_id).exclude(pk=task.rep_id)
        self.fields["rep"].queryset = reps.order_by("name")


class ReportForm(forms.Form):
    """What a rep saw in the market; the id is made by the page, so that sending twice reports once."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What kind"), choices=ReportKind)
    what = forms.CharField(label=_("What happened"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    strength = forms.ChoiceField(label=_("How strong"), choices=ReportStrength, initial=ReportStrength.MEDIUM)
    competitor = forms.CharField(label=_("Competitor"), max_length=40, required=False)
    model = forms.ModelChoiceField(label=_("Model"), queryset=HandsetModel.objects.none(), required=False)
    since_on = forms.DateField(label=_("Since"), required=False)
    suggestion = forms.CharField(label=_("Suggested response"), max_length=1000, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model"].queryset = HandsetModel.objects.filter(ended_on=None).order_by("-is_own", "brand", "name")
        fit_widgets(self)


class NextStepForm(forms.Form):
    """What is agreed to be done next; it becomes a task of the store's rep."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What to do"), max_length=200)
    due_on = forms.DateField(label=_("Until"))

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        fit_widgets(self)
        self.fields["due_on"].widget.attrs["min"] = on.isoformat()

    def clean_due_on(self) -> date:
        day = self.cleaned_data["due_on"]
        if day < self.on:
            raise forms.ValidationError(_("This day is over. Choose today or a later day."))
        return day
