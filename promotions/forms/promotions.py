"""Forms of a promotion: its offer, its stores, its cancelling."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from promotions.models import Promotion
from promotions.selectors.targets import Targets
from salesops.accounts.models import Center
from salesops.web.forms import ActorFormMixin
from stores.choices import StoreClass, StoreFormat
from stores.models import HandsetModel

REASON_LENGTH = 200


class PromotionForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = Promotion
        fields = ["name", "kind", "mechanics", "starts_on", "ends_on", "handset_models", "budget_yuan"]
        widgets = {"handset_models": forms.CheckboxSelectMultiple, "mechanics": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        models = HandsetModel.objects.own().on_sale(on)
        self.fields["handset_models"].queryset = models.order_by("name", "pk")


class TargetForm(ActorFormMixin, forms.Form):
    """A rule for stores; an empty part lets all through."""

    centers = forms.ModelMultipleChoiceField(
        Center.objects.filter(is_active=True).order_by("code"),
        required=False,
        label=_("centers"),
        widget=forms.CheckboxSelectMultiple,
    )
    classes = forms.MultipleChoiceField(
        choices=StoreClass, required=False, label=_("classes"), widget=forms.CheckboxSelectMultiple
    )
    formats = forms.MultipleChoiceField(
        choices=StoreFormat, required=False, label=_("formats"), widget=forms.CheckboxSelectMultiple
    )
    extra_a = forms.IntegerField(min_value=0, max_value=10_000, initial=0, label=_("extra units of an A store"))
    extra_b = forms.IntegerField(min_value=0, max_value=10_000, initial=0, label=_("extra units of a B store"))
    extra_c = forms.IntegerField(min_value=0, max_value=10_000, initial=0, label=_("extra units of a C store"))

    def targets(self) -> Targets:
        cleaned = self.cleaned_data
        return Targets(
            center_ids=tuple(center.pk for center in cleaned["centers"]),
            classes=tuple(cleaned["classes"]),
            formats=tuple(cleaned["formats"]),
            extra_units_by_class={name: cleaned[f"extra_{name.lower()}"] for name in StoreClass.values},
        )


class CancelForm(forms.Form):
    reason = forms.CharField(max_length=REASON_LENGTH, label=_("reason"))
