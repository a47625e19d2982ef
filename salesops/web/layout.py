"""Fields side by side, as many as the form has."""

from collections.abc import Iterable

from crispy_forms.layout import Column, Layout, Row
from django import forms

from salesops.web.forms import PageFormHelper


def lay_out(form: forms.BaseForm, rows: Iterable[tuple[str, ...]]) -> None:
    """Set the form's rows, without the fields that this person does not get."""
    present = [[name for name in row if name in form.fields] for row in rows]
    form.helper = PageFormHelper(form)
    form.helper.layout = Layout(*(Row(*(Column(name) for name in row)) for row in present if row))
