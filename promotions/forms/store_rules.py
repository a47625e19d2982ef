"""The rule by which a launch or a promotion finds its stores (handbook H6)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.web.forms import ActorFormMixin
from stores.choices import StoreClass, StoreFormat


class StoreRuleForm(ActorFormMixin, forms.Form):
    """A rule for stores; an empty part lets all through. Who sees one center alone chooses none."""

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
        label=_("cities or districts"),
        help_text=_("Names or beginnings of the code, with spaces between them; a store of any of them is taken."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.actor.sees_all:
            del self.fields["centers"]

    def parts(self) -> dict[str, Any]:
        """The parts of the rule as `promotions.selectors.store_rules.StoreRule` takes them."""
        said = self.cleaned_data
        return {
            "center_ids": tuple(center.pk for center in said.get("centers", ())),
            "classes": tuple(said["classes"]),
            "formats": tuple(said["formats"]),
            "divisions": said["divisions"].strip(),
        }
