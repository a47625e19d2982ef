"""Forms of the second factor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.web.forms import ActorFormMixin, PageFormHelper

_DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


class FactorCodeForm(forms.Form):
    """A code of the authenticator."""

    code = forms.CharField(
        label=_("code of the authenticator"),
        max_length=40,
        widget=forms.TextInput(attrs=_DIGITS),
        help_text=_("Six digits, new ones every half minute."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)


class RecoveryCodeForm(FactorCodeForm):
    """A code from the list that was shown once."""

    code = forms.CharField(
        label=_("recovery code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        help_text=_("One from the list that you kept; each opens once."),
    )


class OwnPasswordForm(forms.Form):
    """A deed that only the person itself may do, even where somebody sits at its open screen."""

    password = forms.CharField(
        label=_("password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.helper = PageFormHelper(self)

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("The password is wrong."))
        return self.cleaned_data["password"]


class FactorResetForm(ActorFormMixin, forms.Form):
    reason = forms.CharField(
        label=_("reason"),
        max_length=200,
        help_text=_("How you made sure that it is the person, such as a call back. The person reads it."),
    )


class LoginRulesForm(ActorFormMixin, forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("roles whose logins need a second factor"),
        choices=Role,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who has none sets it up before anything else, from the next page on."),
    )
