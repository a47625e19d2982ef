"""The form of an execution check, filled in at the store."""

from django import forms
from django.utils.translation import gettext_lazy as _

from promotions.choices import Executed
from promotions.models import ExecutionCheck
from salesops.web.forms import ActorFormMixin


class CheckForm(ActorFormMixin, forms.ModelForm):
    executed = forms.ChoiceField(choices=Executed, widget=forms.RadioSelect, label=_("carried out"))
    picture = forms.FileField(
        required=False,
        label=_("photo"),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    field_order = ["executed", "has_material", "is_price_right", "picture", "note"]

    class Meta:
        model = ExecutionCheck
        fields = ["executed", "has_material", "is_price_right", "note"]
