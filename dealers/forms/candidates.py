"""Forms of candidates (handbook H10.1)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dealers.dealer_choices import MARKS, Criterion
from dealers.forms.divisions import DivisionsField
from dealers.models import CandidateMark, CandidateVisit, DealerCandidate
from dealers.services.candidates import Marks
from salesops.accounts.models import User
from salesops.web.forms import ActorFormMixin
from salesops.web.layout import lay_out

REASON_LENGTH = 200
ROWS = (
    ("name", "legal_name"),
    ("rep", "found_on"),
    ("contact_name", "phone"),
    ("address",),
    ("divisions",),
    ("found_through",),
    ("note",),
)


class CandidateForm(ActorFormMixin, forms.ModelForm):
    """A rep writes down its own; who decides for the center says whose it is."""

    divisions = DivisionsField(label=_("wanted territory"), required=False)

    class Meta:
        model = DealerCandidate
        fields = [name for row in ROWS for name in row]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        reps = User.objects.visible_to(self.actor).reps().active()
        if self.actor.is_rep:
            reps = reps.filter(pk__in=self.actor.rep_ids)
        self.fields["rep"].queryset = reps.order_by("name", "pk")
        lay_out(self, ROWS)


class VisitForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = CandidateVisit
        fields = ["visited_on", "met_with", "findings", "next_step"]
        widgets = {"findings": forms.Textarea(attrs={"rows": 5})}


class MarksForm(ActorFormMixin, forms.Form):
    """A mark for each criterion, and what it was seen by."""

    def __init__(self, *args, marks: dict[str, CandidateMark], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for criterion in Criterion:
            given = marks.get(criterion.value)
            self.fields[criterion.value] = forms.TypedChoiceField(
                label=criterion.label, choices=[("", "–"), *MARKS], coerce=int, initial=given.mark if given else ""
            )
            self.fields[f"{criterion.value}_evidence"] = forms.CharField(
                label=_("Seen by"), max_length=200, required=False, initial=given.evidence if given else ""
            )
        lay_out(self, [(name, f"{name}_evidence") for name in Criterion.values])

    def marks(self) -> Marks:
        cleaned = self.cleaned_data
        return {name: (cleaned[name], cleaned[f"{name}_evidence"]) for name in Criterion.values}


class DecisionForm(ActorFormMixin, forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))
