"""The form of a contact (handbook H2.1, H2.2)."""

from django import forms

from salesops.web.forms import ActorFormMixin
from stores.models import CustomerContact, StoreContact

FIELDS = ["name", "role", "phone", "note"]


class StoreContactForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = StoreContact
        fields = FIELDS


class CustomerContactForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = CustomerContact
        fields = FIELDS
