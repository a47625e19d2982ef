"""Forms of what binds a dealer: contracts and territories (handbook H10.1)."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dealers.forms.divisions import DivisionsField
from salesops.web.forms import ActorFormMixin


class _Span(ActorFormMixin, forms.Form):
    """Days of which the last one still belongs."""

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("end_last_on")
        if first and last and last < first:
            self.add_error("end_last_on", _("The last day lies before the first."))
        return cleaned


class ContractForm(_Span):
    """The first contract of a candidate, with its territory and what the archive keeps of its terms."""

    number = forms.CharField(label=_("contract number"), max_length=60, required=False)
    starts_on = forms.DateField(label=_("valid from"))
    end_last_on = forms.DateField(label=_("last day"))
    divisions = DivisionsField(label=pgettext_lazy("dealer", "territory"), required=False)
    is_exclusive = forms.BooleanField(
        label=_("exclusive"), required=False, help_text=_("No other dealer has these divisions exclusively meanwhile.")
    )
    payment_days = forms.IntegerField(
        label=_("payment term (days)"), initial=30, validators=[MinValueValidator(0), MaxValueValidator(365)]
    )
    credit_yuan = forms.DecimalField(
        label=_("credit (CNY)"), initial=0, max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )


class NextContractForm(_Span):
    number = forms.CharField(label=_("contract number"), max_length=60, required=False)
    starts_on = forms.DateField(label=_("valid from"))
    end_last_on = forms.DateField(label=_("last day"))
    note = forms.CharField(label=_("note"), max_length=200, required=False)


class TerritoryForm(_Span):
    divisions = DivisionsField()
    is_exclusive = forms.BooleanField(
        label=_("exclusive"), required=False, help_text=_("No other dealer has these divisions exclusively meanwhile.")
    )
    starts_on = forms.DateField(label=_("valid from"))
    end_last_on = forms.DateField(label=_("last day"), required=False, help_text=_("Empty: until further notice."))


class EndForm(ActorFormMixin, forms.Form):
    last_on = forms.DateField(label=_("last day"))
