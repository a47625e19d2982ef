"""What the forms of all rooms share: layout, widgets, and choices narrowed to the actor's rows."""

from datetime import date

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from salesops.accounts.actor import Actor
from salesops.periods.month import Month

# Days that people mean; a typing error beyond them could not even be counted on from.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class PageFormHelper(FormHelper):
    """The template holds the form's tag, token and buttons; the helper lays out the fields."""

    def __init__(self, form: forms.BaseForm | None = None) -> None:
        super().__init__(form)
        self.form_tag = False
        self.disable_csrf = True
        self.include_media = False


def narrow_choices(form: forms.BaseForm, actor: Actor | None) -> None:
    """Let every choice of rows offer, and accept, only what this person may see."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField) and hasattr(field.queryset, "visible_to"):
            field.queryset = field.queryset.visible_to(actor)


def fit_widgets(form: forms.BaseForm) -> None:
    """Give phones the right keyboard, every browser its own date picker, labels their capital, days their bounds."""
    for field in form.fields.values():
        field.label = capfirst(field.label) if field.label else field.label
        if isinstance(field, forms.DateField):
            field.validators += [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]
        if isinstance(field, forms.DateField) and isinstance(field.widget, forms.DateInput):
            field.widget.input_type = "date"
            field.widget.format = "%Y-%m-%d"
        elif isinstance(field, forms.DecimalField | forms.FloatField):
            field.widget.attrs.setdefault("inputmode", "decimal")
        elif isinstance(field, forms.IntegerField):
            field.widget.attrs.setdefault("inputmode", "numeric")


class ActorFormMixin:
    """A form that knows who fills it in."""

    def __init__(self, *args, actor: Actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        narrow_choices(self, actor)
        fit_widgets(self)
        if not hasattr(self, "helper"):
            self.helper = PageFormHelper(self)


class MonthField(forms.CharField):
    """A month as people type it, 2026-11, cleaned to a `Month`."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-11"})
    default_error_messages = {"invalid": _("Write the month like 2026-11.")}

    def prepare_value(self, value):
        return str(value) if isinstance(value, Month) else value

    def to_python(self, value) -> Month | None:
        if isinstance(value, Month):
            return value
        written = super().to_python(value)
        if not written:
            return None
        try:
            return Month.parse(written)
        except ValueError as mistake:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from mistake
