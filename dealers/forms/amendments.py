"""What people type when an approved plan is to change (handbook H8.4)."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from dealers.forms.plans import UNITS, stores_of
from dealers.models import ProfitPlan
from dealers.selectors.catalogue import models_sold_in
from salesops.periods.month import Month
from salesops.web.forms import ActorFormMixin
from stores.models import HandsetModel, Store

REASON = {"max_length": 400, "widget": forms.Textarea(attrs={"rows": 3})}


class AmendForm(ActorFormMixin, forms.Form):
    reason = forms.CharField(
        label=_("why the plan is to change"), help_text=_("The manager reads it; it stays with the version."), **REASON
    )

    def __init__(self, *args, plan: ProfitPlan, **kwargs) -> None:
        super().__init__(*args, **kwargs)


class AmendmentLineForm(ActorFormMixin, forms.Form):
    """A model that the plan does not have, at one of the customer's stores."""

    store = forms.ModelChoiceField(label=_("store"), queryset=Store.objects)
    model = forms.ModelChoiceField(label=_("model"), queryset=HandsetModel.objects)
    units = forms.IntegerField(label=_("quantity"), validators=UNITS)

    def __init__(self, *args, plan: ProfitPlan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["store"].queryset = stores_of(plan, self.actor)
        self.fields["model"].queryset = models_sold_in(Month.of(plan.month))


class ShiftForm(ActorFormMixin, forms.Form):
    """Units of one model from one store to another; the total stays."""

    model = forms.ModelChoiceField(label=_("model"), queryset=HandsetModel.objects)
    source = forms.ModelChoiceField(label=_("from the store"), queryset=Store.objects)
    target = forms.ModelChoiceField(label=_("to the store"), queryset=Store.objects)
    units = forms.IntegerField(label=_("units"), validators=[MinValueValidator(1), MaxValueValidator(100_000)])
    reason = forms.CharField(label=_("reason"), **REASON)

    def __init__(self, *args, plan: ProfitPlan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model"].queryset = models_sold_in(Month.of(plan.month))
        for name in ("source", "target"):
            self.fields[name].queryset = stores_of(plan, self.actor)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("source") and cleaned.get("source") == cleaned.get("target"):
            self.add_error("target", _("Please choose two different stores."))
        return cleaned
