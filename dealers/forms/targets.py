"""What people type into targets (handbook H8.1)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealers.calc.targets import Parts
from dealers.models import TargetVersion
from dealers.models.targets import FIRST_YEAR, LAST_YEAR
from salesops.exchange.problems import UnreadableFile
from salesops.exchange.reading import check_upload
from salesops.exchange.sentences import sentence
from salesops.web.forms import ActorFormMixin

MOST_UNITS = 100_000_000
REASON_LENGTH = 200
PARTS = ("history_parts", "season_parts", "potential_parts", "equal_parts")


def parts_in(cleaned: Mapping[str, Any]) -> Parts:
    return Parts(*(cleaned[name] for name in PARTS))


class PartsForm(ActorFormMixin, forms.ModelForm):
    """By how many parts each basis counts; the numbers need not come to a hundred."""

    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, label=_("year"))
    reason = forms.CharField(max_length=REASON_LENGTH, required=False, label=_("reason"))

    class Meta:
        model = TargetVersion
        fields = ["year", *PARTS, "reason"]

    def clean(self):
        said = super().clean()
        if all(name in said for name in PARTS) and not any(said[name] for name in PARTS):
            raise ValidationError(_("At least one basis must have a part."))
        return said

    def validate_constraints(self) -> None:
        """The service gives the version its number and scope."""


class CompanyTargetsForm(PartsForm):
    total = forms.IntegerField(
        min_value=1, max_value=MOST_UNITS, label=_("units in the year"), help_text=_("Of all our models, sell-out.")
    )
    field_order = ["year", "total", *PARTS, "reason"]


class CenterTargetsForm(PartsForm):
    keeps_weights = forms.BooleanField(
        required=False,
        initial=True,
        label=_("keep the weights of the version before"),
        help_text=_("What is new weighs by the parts below. Without a version before, the parts count for all."),
    )
    field_order = ["year", "keeps_weights", *PARTS, "reason"]


class NumberForm(ActorFormMixin, forms.Form):
    """Another number, or none: then the machine shares it out by weight again."""

    units = forms.IntegerField(
        min_value=0,
        max_value=MOST_UNITS,
        required=False,
        label=_("units"),
        help_text=_("Fixed by hand; the others of the level share the rest. Left empty: shared out by weight again."),
    )
    holds_year = forms.BooleanField(
        required=False, label=_("the year stays"), help_text=_("The other months share the difference.")
    )
    reason = forms.CharField(max_length=REASON_LENGTH, label=_("reason"))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, can_hold_year: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not can_hold_year:
            del self.fields["holds_year"]


class AmendForm(ActorFormMixin, forms.Form):
    reason = forms.CharField(max_length=REASON_LENGTH, label=_("reason"))


class TargetFileForm(ActorFormMixin, forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("As it was exported, with other numbers. What differs is fixed by hand; the rest is shared out."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        max_length=255,
    )
    reason = forms.CharField(max_length=REASON_LENGTH, label=_("reason"))

    def clean_file(self):
        upload = self.cleaned_data["file"]
        try:
            check_upload(upload.name, upload.size)
        except UnreadableFile as refusal:
            raise ValidationError(sentence(refusal.code, refusal.params), code=refusal.code) from refusal
        return upload
