"""What people type into a plan (handbook H8.2)."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from dealers.models import PlanAction, ProfitPlan
from dealers.selectors.catalogue import models_sold_in
from salesops.periods.month import Month
from salesops.web.forms import ActorFormMixin
from stores.models import HandsetModel, Store

UNITS = [MinValueValidator(0), MaxValueValidator(100_000)]


class LineForm(ActorFormMixin, forms.Form):
    """Another quantity than the draft's; the reason is kept beside it."""

    quantity = forms.IntegerField(label=_("Change to"), validators=UNITS)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class LineAddForm(ActorFormMixin, forms.Form):
    store = forms.ModelChoiceField(label=_("store"), queryset=Store.objects)
    model = forms.ModelChoiceField(label=_("model"), queryset=HandsetModel.objects)
    quantity = forms.IntegerField(label=_("quantity"), validators=UNITS)
    reason = forms.CharField(label=_("reason"), max_length=200)

    def __init__(self, *args, plan: ProfitPlan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["store"].queryset = stores_of(plan, self.actor)
        self.fields["model"].queryset = models_sold_in(Month.of(plan.month))


class TermsForm(ActorFormMixin, forms.ModelForm):
    """Terms that hold in this month alone; empty means as in the contract."""

    class Meta:
        model = ProfitPlan
        fields = ["typed_support_yuan", "typed_own_cost_yuan", "terms_reason", "note"]


class ActionForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = PlanAction
        fields = ["store", "text", "due_on"]

    def __init__(self, *args, plan: ProfitPlan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["store"].queryset = stores_of(plan, self.actor)


def stores_of(plan: ProfitPlan, actor):
    """The customer's active stores in the plan's center, as far as the actor sees them."""
    stores = Store.objects.visible_to(actor).active().filter(customer=plan.customer_id, center=plan.center_id)
    return stores.order_by("code")
