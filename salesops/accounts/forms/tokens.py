"""The form that lets a program in."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import ApiScope
from salesops.accounts.models import ApiToken, User

LONGEST = timedelta(days=366)


class TokenForm(forms.ModelForm):
    scopes = forms.MultipleChoiceField(
        label=_("may read"), choices=ApiScope, widget=forms.CheckboxSelectMultiple, initial=[ApiScope.STORES]
    )

    class Meta:
        model = ApiToken
        fields = ["name", "user", "scopes", "expires_on"]
        widgets = {"expires_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "name": _("Such as: ERP, tills of a chain, monthly report."),
            "user": _("The program sees what this person sees. Best a person of its own, who never logs in."),
            "expires_on": _("At most a year ahead; then give a new one."),
        }

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["user"].queryset = User.objects.filter(is_active=True).order_by("role", "username")

    def clean_expires_on(self):
        day = self.cleaned_data["expires_on"]
        if not self.on <= day <= self.on + LONGEST:
            raise ValidationError(_("Choose a day between today and a year from now."))
        return day
