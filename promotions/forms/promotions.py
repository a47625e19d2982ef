"""Forms of a promotion: its offer, its stores."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from promotions.forms.store_rules import StoreRuleForm
from promotions.models import Promotion
from promotions.selectors.targets import Targets
from salesops.web.forms import ActorFormMixin
from stores.choices import StoreClass
from stores.models import HandsetModel

REASON_LENGTH = 200
MOST_UNITS = 1_000_000


class PromotionForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = Promotion
        fields = ["name", "kind", "mechanics", "starts_on", "ends_on", "handset_models", "budget_yuan"]
        widgets = {"handset_models": forms.CheckboxSelectMultiple, "mechanics": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        models = HandsetModel.objects.own().on_sale(on)
        self.fields["handset_models"].queryset = models.order_by("name", "pk")


class TargetForm(StoreRuleForm):
    """A rule for stores; an empty part lets all through."""

    target_units = forms.IntegerField(
        min_value=0,
        max_value=MOST_UNITS,
        required=False,
        label=_("target (extra units of all stores)"),
        help_text=_("It is shared out by what each store sold of the models. Empty: by the units of its class."),
    )
    extra_a = forms.IntegerField(min_value=0, max_value=10_000, initial=0, label=_("extra units of an A store"))
    extra_b = forms.IntegerField(min_value=0, max_value=10_000, initial=0, label=_("extra units of a B store"))
    extra_c = forms.IntegerField(min_value=0, max_value=10_000, initial=0, label=_("extra units of a C store"))

    def targets(self) -> Targets:
        cleaned = self.cleaned_data
        return Targets(
            **self.parts(),
            extra_units_by_class={name: cleaned[f"extra_{name.lower()}"] for name in StoreClass.values},
            target_units=cleaned["target_units"],
        )
