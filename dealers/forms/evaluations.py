"""Forms of evaluations of dealers (handbook H10.6)."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from dealers.evaluation_choices import Adjustment
from dealers.models import EvaluationTerms
from salesops.web.forms import ActorFormMixin
from salesops.web.layout import lay_out

WORDS = {"widget": forms.Textarea(attrs={"rows": 3})}
TERMS_ROWS = (
    ("target_weight", "distribution_weight"),
    ("stock_weight", "payment_weight"),
    ("discipline_weight", "team_weight"),
    ("reporting_weight",),
    ("a_line", "b_line", "c_line"),
    ("shortest_cover_days", "longest_cover_days"),
    ("points_per_breach",),
)


class ScoreForm(ActorFormMixin, forms.Form):
    score = forms.DecimalField(
        label=_("score instead"),
        max_digits=4,
        decimal_places=1,
        required=False,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Empty: as measured."),
    )
    reason = forms.CharField(label=_("reason"), max_length=200, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("score") is not None and not cleaned.get("reason"):
            self.add_error("reason", _("Please say why the score is another one."))
        return cleaned


class ProposalForm(ActorFormMixin, forms.Form):
    adjustment = forms.ChoiceField(label=_("adjustment"), choices=Adjustment)
    improve_by = forms.DateField(label=_("improve by"), required=False, help_text=_("Only with “Improve by a day”."))
    reason = forms.CharField(label=_("reason"), max_length=400, **WORDS)
    follow_up = forms.CharField(label=_("what became of the last adjustment"), max_length=1000, required=False, **WORDS)

    def clean(self):
        """A day beside another adjustment is left out."""
        cleaned = super().clean()
        if cleaned.get("adjustment") != Adjustment.IMPROVE:
            cleaned["improve_by"] = None
        elif not cleaned.get("improve_by"):
            self.add_error("improve_by", _("Say by which day."))
        return cleaned


class RemarkForm(ActorFormMixin, forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=200, help_text=_("The rep reads it."), **WORDS)


class ApprovalForm(ActorFormMixin, forms.Form):
    reason = forms.CharField(label=_("remark"), max_length=200, required=False, **WORDS)


class EvaluationTermsForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = EvaluationTerms
        fields = [name for row in TERMS_ROWS for name in row]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        lay_out(self, TERMS_ROWS)
