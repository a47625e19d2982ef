"""The form of a live display sample (handbook H2.5)."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import ActorFormMixin
from stores.forms.sales import ImeiField
from stores.models import Sku


class SampleForm(ActorFormMixin, forms.Form):
    sku = forms.ModelChoiceField(label=_("SKU"), queryset=Sku.objects.none())
    imei = ImeiField(label="IMEI")
    starts_on = forms.DateField(label=_("since"))

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["imei"].required = True
        skus = Sku.objects.own().launched(on).select_related("model")
        self.fields["sku"].queryset = skus.order_by("model__name", "pk")

    def clean_imei(self) -> str:
        if len(self.cleaned_data["imei"]) != 1:
            raise forms.ValidationError(_("Give one IMEI."))
        return self.cleaned_data["imei"][0]

    def clean_starts_on(self) -> date:
        if self.cleaned_data["starts_on"] > self.on:
            raise forms.ValidationError(_("This day has not come yet. Choose today or an earlier day."))
        return self.cleaned_data["starts_on"]
