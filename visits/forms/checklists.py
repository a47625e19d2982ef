"""The form of a line of the checklist (handbook H5.2)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import fit_widgets
from stores.choices import StoreClass, StoreFormat
from visits.models import ChecklistLine
from visits.selectors.checklists import line_titles


class LineForm(forms.ModelForm):
    """A step or an own point; without a choice of classes or formats it is for all stores."""

    step = forms.ChoiceField(label=_("step"), choices=line_titles)
    only_classes = forms.MultipleChoiceField(
        label=_("only for classes"), choices=StoreClass, required=False, widget=forms.CheckboxSelectMultiple
    )
    only_formats = forms.MultipleChoiceField(
        label=_("only for formats"), choices=StoreFormat, required=False, widget=forms.CheckboxSelectMultiple
    )
    position = forms.IntegerField(label=_("place"), min_value=1, max_value=200, required=False)

    class Meta:
        model = ChecklistLine
        fields = ["step", "title", "title_en", "position", "is_required", "only_classes", "only_formats"]
        help_texts = {"title": _("Of an own point, such as: greet the owner by name.")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["only_classes"] = list(self.instance.only_classes)
        self.initial["only_formats"] = [code for code in self.instance.only_formats.split(",") if code]
        fit_widgets(self)

    def clean_only_classes(self) -> str:
        return "".join(self.cleaned_data["only_classes"])

    def clean_only_formats(self) -> str:
        return ",".join(self.cleaned_data["only_formats"])
