"""Forms of material: an item, and one move of it in a store."""

from django import forms
from django.utils.translation import gettext_lazy as _

from promotions.choices import MoveKind
from promotions.models import MaterialItem
from promotions.services.materials import Move
from salesops.web.forms import ActorFormMixin

MOST_PIECES = 100_000


class ItemForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = MaterialItem
        fields = ["kind", "name", "per_store"]


class MoveForm(ActorFormMixin, forms.Form):
    """How many pieces were sent, received or used; less than nought sets an earlier move right."""

    kind = forms.ChoiceField(choices=MoveKind, label=_("what happened"))
    quantity = forms.IntegerField(min_value=-MOST_PIECES, max_value=MOST_PIECES, label=_("quantity"))

    def move(self, on) -> Move:
        return Move(self.cleaned_data["kind"], self.cleaned_data["quantity"], on)

    def clean_quantity(self) -> int:
        quantity = self.cleaned_data["quantity"]
        if quantity == 0:
            raise forms.ValidationError(_("How many?"))
        return quantity
