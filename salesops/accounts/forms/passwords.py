"""Forms for passwords: one's own, and a new one for somebody who forgot."""

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import User
from salesops.web.forms import PageFormHelper

_NEW = {"autocomplete": "new-password"}


class PasswordReset(forms.Form):
    """A new password, typed twice, for a user."""

    password = forms.CharField(
        label=_("new password"),
        min_length=8,
        strip=False,
        widget=forms.PasswordInput(attrs=_NEW),
        help_text=_("At least 8 characters, not only digits, and no common word."),
    )
    again = forms.CharField(label=_("new password again"), strip=False, widget=forms.PasswordInput(attrs=_NEW))

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.helper = PageFormHelper(self)

    def clean_password(self) -> str:
        password_validation.validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]

    def clean(self) -> dict:
        cleaned = super().clean()
        if "password" in cleaned and cleaned["password"] != cleaned.get("again"):
            self.add_error("again", _("The two passwords differ."))
        return cleaned


class PasswordChange(PasswordReset):
    """One's own password, behind the old one."""

    old = forms.CharField(
        label=_("old password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["old", "password", "again"]

    def clean_old(self) -> str:
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(_("The old password is wrong."))
        return self.cleaned_data["old"]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("old") and cleaned.get("password") == cleaned["old"]:
            self.add_error("password", _("This is the old password; choose another one."))
        return cleaned
