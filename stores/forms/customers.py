"""The forms of a customer (handbook H2.1)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import ActorFormMixin
from salesops.web.layout import lay_out
from stores import rules
from stores.choices import CustomerKind
from stores.models import Customer

ROWS = (
    ("code", "name"),
    ("kind", "rep", "dealer"),
    ("legal_name", "tax_id"),
    ("contact_name", "contact_role", "phone"),
    ("contact_note",),
    ("payment_days", "credit_yuan", "cooperates_since"),
    ("rebate_percent", "monthly_support_yuan", "monthly_cost_yuan"),
    ("status", "reason"),
)


class CustomerForm(ActorFormMixin, forms.ModelForm):
    """Only the fields that this person may change in this customer; the center follows the rep."""

    reason = forms.CharField(
        label=_("reason"), max_length=200, required=False, help_text=_("Why you change it, for the history.")
    )

    class Meta:
        model = Customer
        fields = [name for row in ROWS for name in row if name != "reason"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self._meta.fields) - self.editable():
            del self.fields[name]
        if "rep" in self.fields:
            self.fields["rep"].queryset = self.fields["rep"].queryset.reps().active().order_by("name")
        if "dealer" in self.fields:
            dealers = self.fields["dealer"].queryset.standing().filter(kind=CustomerKind.DEALER)
            self.fields["dealer"].queryset = dealers.exclude(pk=self.instance.pk).order_by("name")
        lay_out(self, ROWS)

    def editable(self) -> frozenset[str]:
        return rules.editable_customer_fields(self.actor, self.instance)


class CustomerNewForm(CustomerForm):
    reason = None

    def editable(self) -> frozenset[str]:
        return rules.CUSTOMER_ARCHIVE
