"""Forms of the image standard (handbook H5.5)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import fit_widgets
from visits.models import ImageItem


class StandardForm(forms.Form):
    name = forms.CharField(label=_("name"), max_length=80)
    valid_from = forms.DateField(label=_("valid from"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fit_widgets(self)


class ItemForm(forms.ModelForm):
    class Meta:
        model = ImageItem
        fields = ["name", "name_en", "kind", "weight", "required"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fit_widgets(self)
