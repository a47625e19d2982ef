"""The forms of a proposed store (handbook H2.2)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import ActorFormMixin
from salesops.web.layout import lay_out
from stores.choices import CoordinateSystem, CustomerStatus
from stores.forms.positions import PositionReading
from stores.forms.stores import TIME
from stores.models import StoreProposal

ROWS = (
    ("name",),
    ("customer", "customer_name"),
    ("format", "starts_as"),
    ("address",),
    ("phone", "contact_name"),
    ("opens_at", "closes_at"),
    ("position_text",),
    ("lon", "lat", "position_system"),
)


class ProposalForm(ActorFormMixin, forms.ModelForm):
    """What a rep can say of a store at its door; the reason is asked for beside the stores that it may be."""

    belong_together = (("lon", "lat", "position_system", "position_text"), ("customer", "customer_name"))

    position_text = forms.CharField(
        label=_("position as text"),
        max_length=100,
        required=False,
        help_text=_("Paste what a map app copies, such as 120.153576,30.287459. It goes before the fields below."),
    )
    reason = forms.CharField(
        label=_("It is another store, because"),
        max_length=200,
        required=False,
        help_text=_("The center manager reads it before deciding."),
    )

    class Meta:
        model = StoreProposal
        fields = [*(name for row in ROWS for name in row if name != "position_text"), "reason"]
        widgets = {"opens_at": TIME, "closes_at": TIME}
        help_texts = {"customer_name": _("If the owner is no customer yet; leave the customer empty then.")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        customers = self.fields["customer"].queryset.standing().exclude(status=CustomerStatus.ENDED)
        self.fields["customer"].queryset = customers.order_by("name")
        self.fields["position_system"].required = False
        self.position_notes: list[str] = []
        lay_out(self, ROWS)

    def clean(self):
        cleaned = super().clean()
        self.position_notes = PositionReading(self).take(cleaned)
        if bool(cleaned.get("customer")) == bool(cleaned.get("customer_name")):
            self.add_error("customer", _("Choose a customer, or give the name of a new one."))
        return cleaned

    def get_initial_for_field(self, field, field_name):
        """What stands in the fields is WGS-84, in whatever system it once was given."""
        if field_name == "position_system":
            return CoordinateSystem.WGS84
        return super().get_initial_for_field(field, field_name)


class RemarkForm(ActorFormMixin, forms.Form):
    reason = forms.CharField(
        label=_("reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("The rep reads it.")
    )
