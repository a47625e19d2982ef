"""Forms of promoters: the archive, leaving, what is sealed, a place in a store (handbook H7)."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from promotions.calc.masks import read_bank_account, read_id_number, read_phone
from promotions.models import Assignment, Promoter
from promotions.promoter_choices import LeavingReason
from salesops.accounts.models import User
from salesops.web.forms import ActorFormMixin
from stores.models import Store

REASON_LENGTH = 200


class PromoterForm(ActorFormMixin, forms.ModelForm):
    """A rep takes on its own people; who decides for the center says who leads."""

    class Meta:
        model = Promoter
        fields = ["name", "kind", "rep", "employed_on", "monthly_cost_yuan", "note"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        reps = User.objects.visible_to(self.actor).reps().active()
        if self.actor.is_rep:
            reps = reps.filter(pk__in=self.actor.rep_ids)
        self.fields["rep"].queryset = reps.order_by("name", "pk")


class PromoterNewForm(PromoterForm):
    on_probation = forms.BooleanField(label=_("begins with a probation"), required=False, initial=True)


class LeaveForm(forms.Form):
    left_on = forms.DateField(label=_("last day"))
    leaving_reason = forms.ChoiceField(label=_("left because"), choices=LeavingReason)
    note = forms.CharField(label=_("note"), max_length=REASON_LENGTH, required=False)


class ComeBackForm(forms.Form):
    employed_on = forms.DateField(label=_("employed since"))
    reason = forms.CharField(label=_("reason"), max_length=REASON_LENGTH)


class PersonalForm(forms.Form):
    """Empty fields leave what is sealed as it is."""

    phone = forms.CharField(label=_("phone number"), max_length=20, required=False, widget=forms.TextInput)
    id_number = forms.CharField(label=_("id card number"), max_length=24, required=False)
    bank_account = forms.CharField(label=_("bank account number"), max_length=30, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "inputmode": "text"}
        self.fields["phone"].widget.attrs["inputmode"] = "tel"

    def clean_phone(self) -> str:
        return self._read("phone", read_phone, _("Write a mobile number of eleven digits."))

    def clean_id_number(self) -> str:
        return self._read("id_number", read_id_number, _("This is no id card number: a digit is wrong or missing."))

    def clean_bank_account(self) -> str:
        return self._read("bank_account", read_bank_account, _("This is no card number: a digit is wrong or missing."))

    def _read(self, name: str, read, refusal) -> str:
        text = self.cleaned_data[name]
        number = read(text) if text else ""
        if number is None:
            raise forms.ValidationError(refusal)
        return number


class AssignmentForm(ActorFormMixin, forms.ModelForm):
    """The form's last day is one that still belongs."""

    last_on = forms.DateField(label=_("last day"), required=False, help_text=_("Empty: until further notice."))

    class Meta:
        model = Assignment
        fields = ["store", "starts_on", "last_on", "share_percent"]

    def __init__(self, *args, promoter: Promoter, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        stores = Store.objects.visible_to(self.actor).standing().filter(center=promoter.center_id)
        self.fields["store"].queryset = stores.order_by("name", "pk")
        self.fields["starts_on"].initial = max(on, promoter.employed_on)

    def _get_validation_exclusions(self) -> set[str]:
        """The promoter is the page's, the rest the service checks."""
        return super()._get_validation_exclusions() | {"promoter"}


class EndAssignmentForm(forms.Form):
    last_on = forms.DateField(label=_("last day"))
