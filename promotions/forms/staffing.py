"""Forms of the headcount standard and of a center's terms (handbook H7)."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from promotions.models import PromoterTerms
from promotions.models.staffing import MOST_PROMOTERS
from promotions.selectors.staffing import Cell
from salesops.web.forms import ActorFormMixin
from stores.choices import StoreClass, StoreFormat

CELLS = [(store_class, store_format) for store_class in StoreClass.values for store_format in StoreFormat.values]


class HeadcountForm(ActorFormMixin, forms.Form):
    """One number for each class and format."""

    starts_on = forms.DateField(label=_("valid from"))
    reason = forms.CharField(label=_("reason"), max_length=200, required=False)

    def __init__(self, *args, now: dict[Cell, int], on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = on
        for cell in CELLS:
            self.fields[name_of(cell)] = forms.IntegerField(
                label=f"{cell[0]} {StoreFormat(cell[1]).label}",
                min_value=0,
                max_value=MOST_PROMOTERS,
                initial=now.get(cell, 0),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def rows(self):
        """The fields as the page lays them out: a row for each class."""
        return [(c, [self[name_of((c, f))] for f in StoreFormat.values]) for c in StoreClass.values]


class TermsForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = PromoterTerms
        fields = [
            "leaver_days",
            "hours_per_day",
            "most_hours_per_day",
            "hours_per_week",
            "overtime_hours_per_month",
            "rest_days_per_week",
            "grace_minutes",
            *("weight_sales", "weight_attendance", "weight_image", "weight_skill", "weight_recommendation"),
            *("yuan_per_unit", "units_from_percent", "full_score_yuan", "least_known_percent"),
        ]


def name_of(cell: Cell) -> str:
    return f"cell_{cell[0]}_{cell[1]}"


def wanted_in(cleaned: dict) -> dict[Cell, int]:
    return {cell: cleaned[name_of(cell)] for cell in CELLS}
