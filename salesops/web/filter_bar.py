"""The fields of a filter bar, written out at once: every list pays for them on every page."""

from collections.abc import Container, Iterable

from django import forms
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from salesops.web.look_up import LeanSelect


def make_lean(form: forms.BaseForm) -> None:
    """Give selects the widget that writes its options at once."""
    for field in form.fields.values():
        if type(field.widget) is forms.Select:
            field.widget = LeanSelect(field.widget.attrs)
            field.widget.choices = field.choices


def fields_in_html(form: forms.BaseForm, behind_button: Container[str]) -> SafeString:
    """The fields in their order; the less usual ones wait behind a button."""
    visible = form.visible_fields()
    others = _in_a_row(field for field in visible if field.name in behind_button)
    return format_html(
        "{}{}{}",
        _in_a_row(field for field in visible if field.name not in behind_button),
        format_html('<div class="filter-more">{}</div>', others) if others else "",
        format_html_join("", "{}", ([field] for field in form.hidden_fields())),
    )


def _in_a_row(fields: Iterable[BoundField]) -> SafeString:
    return format_html_join("", "{}", ([_with_label(field)] for field in fields))


def _with_label(field: BoundField) -> SafeString:
    looks = "form-select" if isinstance(field.field.widget, forms.Select) else "form-control"
    errors = field.errors
    return format_html(
        '<div id="div_{id}" class="mb-3"><label for="{id}" class="form-label">{label}</label>{widget}{errors}</div>',
        id=field.auto_id,
        label=field.label,
        widget=field.as_widget(attrs={"class": f"{looks} is-invalid" if errors else looks}),
        errors=format_html('<div id="{}_error" class="invalid-feedback">{}</div>', field.auto_id, " ".join(errors))
        if errors
        else "",
    )
