"""Forms of the image standard (handbook H5.5)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import fit_widgets
from stores.choices import StoreClass, StoreFormat
from visits.models import ImageItem


class StandardForm(forms.Form):
    name = forms.CharField(label=_("name"), max_length=80)
    valid_from = forms.DateField(label=_("valid from"))
    mend_percent = forms.IntegerField(
        label=_("an item fails below (%)"),
        min_value=0,
        max_value=100,
        initial=60,
        help_text=_("A failed item becomes a task of the store's rep; 0: none does."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fit_widgets(self)


class ItemForm(forms.ModelForm):
    """One line of the standard; without a choice of classes or formats it applies everywhere."""

    only_classes = forms.MultipleChoiceField(
        label=_("only for classes"), choices=StoreClass, required=False, widget=forms.CheckboxSelectMultiple
    )
    only_formats = forms.MultipleChoiceField(
        label=_("only for formats"), choices=StoreFormat, required=False, widget=forms.CheckboxSelectMultiple
    )
    example_file = forms.FileField(label=_("example photo"), required=False)

    class Meta:
        model = ImageItem
        fields = ["name", "name_en", "kind", "weight", "required", "only_classes", "only_formats"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["only_classes"] = list(self.instance.only_classes)
        self.initial["only_formats"] = [code for code in self.instance.only_formats.split(",") if code]
        fit_widgets(self)

    def clean_only_classes(self) -> str:
        return "".join(self.cleaned_data["only_classes"])

    def clean_only_formats(self) -> str:
        return ",".join(self.cleaned_data["only_formats"])
