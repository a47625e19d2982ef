"""Forms of a dealer's team (handbook H10.5)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dealers.models import DealerPerson, PersonTraining
from dealers.selectors.business import stores_to_deliver_to
from salesops.web.forms import ActorFormMixin
from stores.models import Customer, Store


class PersonForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = DealerPerson
        fields = ["name", "role", "joined_on", "duties"]
        help_texts = {"duties": _("No phone numbers, please: they are not kept here.")}


class LeavingForm(ActorFormMixin, forms.Form):
    left_on = forms.DateField(label=_("last day"))
    reason = forms.CharField(label=_("reason"), max_length=200, required=False)


class PlaceForm(ActorFormMixin, forms.Form):
    store = forms.ModelChoiceField(label=_("store"), queryset=Store.objects)
    starts_on = forms.DateField(label=_("from"))
    end_last_on = forms.DateField(label=_("last day"), required=False, help_text=_("Empty: until further notice."))

    def __init__(self, *args, dealer: Customer, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["store"].queryset = stores_to_deliver_to(self.actor, dealer)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("end_last_on")
        if first and last and last < first:
            self.add_error("end_last_on", _("The last day lies before the first."))
        return cleaned


class TrainingForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = PersonTraining
        fields = ["topic", "held_on", "score", "note"]
