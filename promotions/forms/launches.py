"""Forms of a launch: what it is, its models' terms, its stores, its files (handbook H6.1)."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from promotions.choices import LaunchFileKind
from promotions.forms.store_rules import StoreRuleForm
from promotions.models import Course, Launch, LaunchFile, LaunchModel
from promotions.selectors.launch_targets import LaunchRule
from promotions.services.launch_files import MAX_BYTES, is_allowed
from promotions.services.launches import Terms
from salesops.web.forms import ActorFormMixin, fit_widgets
from stores.models import HandsetModel

REASON_LENGTH = 200


class LaunchForm(ActorFormMixin, forms.ModelForm):
    models = forms.ModelMultipleChoiceField(
        HandsetModel.objects.none(), label=_("models"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Launch
        fields = ["name", "models", "starts_on", "ends_on", "answer_due_on", "predecessor", "course", "arguments"]
        widgets = {"arguments": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = HandsetModel.objects.own().not_ended(on).order_by("-launched_on", "name", "pk")
        self.fields["models"].queryset = own
        self.fields["predecessor"].queryset = HandsetModel.objects.own().order_by("name", "pk")
        self.fields["course"].queryset = Course.objects.filter(is_active=True).order_by("name", "pk")
        if self.instance.pk:
            self.initial["models"] = [row.model_id for row in self.instance.models.all()]


class TermsForm(forms.Form):
    """The price that every store asks, and the parts of a store's quantity, of each model."""

    def __init__(self, *args, launch: Launch, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(launch.models.select_related("model"))
        for row in self.rows:
            price, weight = LaunchModel._meta.get_field("price_yuan"), LaunchModel._meta.get_field("weight")
            name = {"name": row.model.name}
            self.fields[f"price_{row.model_id}"] = price.formfield(
                initial=row.price_yuan, label=_("%(name)s: price (CNY)") % name
            )
            self.fields[f"weight_{row.model_id}"] = weight.formfield(
                initial=row.weight, label=_("%(name)s: parts of the quantity") % name, min_value=1, max_value=100
            )
        fit_widgets(self)

    def terms(self) -> dict[int, Terms]:
        said = self.cleaned_data
        ids = [row.model_id for row in self.rows]
        return {model_id: Terms(said[f"price_{model_id}"], said[f"weight_{model_id}"]) for model_id in ids}


class LaunchTargetForm(StoreRuleForm):
    """A rule for stores; an empty part lets all through. Without a quantity the stores' usual pace is taken."""

    least_sold = forms.IntegerField(
        min_value=0,
        max_value=100_000,
        required=False,
        label=_("sold at least, in three months"),
        help_text=_("Units of the predecessor; without one, of all our models."),
    )
    quantity = forms.IntegerField(
        min_value=1,
        max_value=10_000_000,
        required=False,
        label=_("quantity"),
        help_text=_("Left empty: what these stores would sell at their usual pace. Count first shows it."),
    )

    def rule(self) -> LaunchRule:
        return LaunchRule(**self.parts(), least_sold=self.cleaned_data["least_sold"] or 0)


class ShareForm(forms.ModelForm):
    """A number fixed by hand; left empty the machine shares it out again."""

    reason = forms.CharField(max_length=REASON_LENGTH, required=False, label=_("reason"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed"].max_value = 10_000_000
        self.fields["typed"].help_text = _("The others of the same level share the rest. Left empty: as suggested.")
        fit_widgets(self)


class LaunchFileForm(forms.ModelForm):
    kind = forms.ChoiceField(choices=LaunchFileKind, label=_("kind"))

    class Meta:
        model = LaunchFile
        fields = ["kind", "title", "file"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("PDF, pictures, Office files or MP4, up to %(size)s MB.") % {
            "size": MAX_BYTES // 1024**2
        }
        fit_widgets(self)

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if not is_allowed(upload.name):
            raise ValidationError(_("Such files are not taken: use PDF, pictures, Office files or MP4."))
        if upload.size > MAX_BYTES:
            raise ValidationError(_("This file is too large."))
        return upload
