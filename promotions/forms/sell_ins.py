"""The form of a sell-in: a few taps in the store (handbook H6.1)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from promotions.choices import RefusalReason
from promotions.models import SellIn
from promotions.services.sell_ins import Said
from salesops.web.forms import fit_widgets


class SellInForm(forms.Form):
    done_on = forms.DateField(label=_("day"))
    quantity = forms.IntegerField(min_value=0, max_value=100_000, required=False, label=_("quantity"))
    is_displayed = forms.BooleanField(required=False, label=_("stands on display"))
    price_seen_yuan = SellIn._meta.get_field("price_seen_yuan").formfield()
    refusal = forms.ChoiceField(
        choices=[("", _("not refused")), *RefusalReason.choices], required=False, label=_("refused because")
    )
    note = forms.CharField(max_length=200, required=False, label=_("note"))

    def __init__(self, *args, price_yuan=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if price_yuan is not None:
            self.fields["price_seen_yuan"].help_text = _("The launch asks %(price)s.") % {
                "price": f"¥ {price_yuan:,.2f}"
            }
        fit_widgets(self)

    def clean(self):
        said = super().clean()
        if said.get("refusal") and said.get("quantity"):
            raise ValidationError(_("A store that takes some has not refused."))
        return said

    def said(self) -> Said:
        cleaned = self.cleaned_data
        return Said(
            quantity=cleaned["quantity"] or 0,
            is_displayed=cleaned["is_displayed"],
            price_seen_yuan=cleaned["price_seen_yuan"],
            refusal=cleaned["refusal"],
            note=cleaned["note"].strip(),
        )
