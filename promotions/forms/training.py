"""Forms of courses, sessions, scores and appraisals (handbook H7)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from promotions.models import Appraisal, Course, Promoter
from promotions.models.training import BEST_SCORE
from salesops.web.forms import ActorFormMixin


class CourseForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = Course
        fields = [
            *("name", "is_required", "required_from", "days_to_do", "pass_score", "valid_months"),
            "is_active",
        ]


class SessionForm(ActorFormMixin, forms.Form):
    """One course, one day, those who took part."""

    course = forms.ModelChoiceField(label=_("course"), queryset=Course.objects.none())
    held_on = forms.DateField(label=_("held on"))
    promoters = forms.ModelMultipleChoiceField(
        label=_("who took part"), queryset=Promoter.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=_("note"), max_length=200, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = Course.objects.filter(is_active=True).order_by("name", "pk")
        people = Promoter.objects.visible_to(self.actor).here()
        self.fields["promoters"].queryset = people.order_by("name", "pk")


class ScoresForm(ActorFormMixin, forms.Form):
    """One score for each who took part; empty is no test."""

    def __init__(self, *args, results, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for result in results:
            self.fields[f"score_{result.promoter_id}"] = forms.IntegerField(
                label=result.promoter.name,
                min_value=0,
                max_value=BEST_SCORE,
                required=False,
                initial=result.score,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )


class AppraisalForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = Appraisal
        fields = ["target_units", "recommendation_percent", "recommendation_note"]

    def _get_validation_exclusions(self) -> set[str]:
        """Whose and of which month is the page's."""
        return super()._get_validation_exclusions() | {"promoter", "month"}


def scores_in(cleaned: dict) -> dict[int, int | None]:
    """By the promoter's id."""
    return {int(name.removeprefix("score_")): score for name, score in cleaned.items()}
