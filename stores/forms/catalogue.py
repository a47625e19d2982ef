"""The forms of the catalogue (handbook H2.6)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import ActorFormMixin
from salesops.web.layout import lay_out
from stores.models import HandsetModel, Price, Sku


class HandsetModelForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = HandsetModel
        fields = ["code", "name", "brand", "series", "is_own", "launched_on", "ended_on"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        lay_out(self, (("code", "name"), ("brand", "series"), ("launched_on", "ended_on"), ("is_own",)))


class SkuForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = Sku
        fields = ["code", "colour", "memory"]


class PriceForm(ActorFormMixin, forms.ModelForm):
    """A price from a day on; one of the same day is replaced."""

    reason = forms.CharField(label=_("reason"), max_length=200, required=False)

    class Meta:
        model = Price
        fields = ["starts_on", "list_yuan", "supply_yuan"]
