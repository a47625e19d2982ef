"""The forms of a user."""

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import User
from salesops.web.forms import ActorFormMixin, PageFormHelper


class UserForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = User
        fields = ["username", "name", "role", "center", "phone", "language"]
        labels = {"name": _("full name")}
        help_texts = {
            "username": _("For the login; letters, digits and @ . + - _ only."),
            "center": _("For reps and center managers only."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)
        self.helper.layout = Layout(
            Row(Column("username"), Column("name")),
            Row(Column("role"), Column("center")),
            Row(Column("phone"), Column("language")),
        )


class UserNewForm(UserForm):
    password = forms.CharField(
        label=_("first password"),
        min_length=8,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("The person changes it after the first login."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout.append("password")

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, User(**_known(self.cleaned_data)))
        return password


def _known(cleaned: dict) -> dict:
    return {name: cleaned[name] for name in ("username", "name") if name in cleaned}
