"""Forms of a promotion: its offer, its stores."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from promotions.models import Promotion
from promotions.selectors.targets import Targets
from salesops.accounts.models import Center
from salesops.web.forms import ActorFormMixin
from stores.choices import StoreClass, StoreFormat
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
    divisions = forms.CharField(
        max_length=200,
        required=False,
        label=_("division codes"),
        help_text=_("The first digits of administrative divisions, with commas between: 3101, 330106."),
    )
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

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.actor.sees_all:
            del self.fields["centers"]

    def clean_divisions(self) -> tuple[str, ...]:
        codes = self.cleaned_data["divisions"].replace("，", ",").replace("、", ",").split(",")
        codes = [code.strip() for code in codes if code.strip()]
        if not all(code.isascii() and code.isdigit() and 2 <= len(code) <= 12 for code in codes):
            raise forms.ValidationError(_t("Division codes are digits, two at least."))
        return tuple(codes)

    def targets(self) -> Targets:
        cleaned = self.cleaned_data
        return Targets(
            center_ids=tuple(center.pk for center in cleaned.get("centers", ())),
            classes=tuple(cleaned["classes"]),
            formats=tuple(cleaned["formats"]),
            divisions=cleaned["divisions"],
            extra_units_by_class={name: cleaned[f"extra_{name.lower()}"] for name in StoreClass.values},
            target_units=cleaned["target_units"],
        )
