"""The form that asks why an import is undone."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UndoForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("It stays in the history of every row."))
