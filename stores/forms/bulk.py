"""The form of a change of many stores or customers: which ones, which fields, which values (handbook H2.3)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.core.validators import EMPTY_VALUES
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from salesops.accounts.actor import Actor
from salesops.web.forms import ActorFormMixin
from stores.choices import CustomerKind
from stores.selectors.bulk import Subject

TICKED, ALL = "ticked", "all"
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field with the box that says whether it is changed."""

    name: str
    field: forms.BoundField
    is_ticked: bool


class BulkForm(ActorFormMixin, forms.Form):
    """Which objects, and new values for the fields whose box is ticked; the others stay as they are."""

    query = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    seen_count = forms.IntegerField(required=False, widget=forms.HiddenInput)
    which = forms.ChoiceField(label=_("which ones"), widget=forms.RadioSelect)
    changed = forms.MultipleChoiceField(
        label=_("fields"),
        required=False,
        error_messages={"invalid_choice": _("One of the fields is not yours to change for many.")},
    )
    reason = forms.CharField(label=_("reason"), max_length=200, help_text=_("Why you change it, for the history."))

    own_fields: tuple[str, ...] = ()

    def __init__(self, *args, count: int, ticked_count: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].choices = _which(count, ticked_count)
        self.fields["changed"].choices = [(name, self.fields[name].label) for name in self.own_fields]
        self.needed = {name for name in self.own_fields if self.fields[name].required}
        for name in self.own_fields:
            self.fields[name].required = False
        if "dealer" in self.fields:
            dealers = self.fields["dealer"].queryset.filter(kind=CustomerKind.DEALER)
            self.fields["dealer"].queryset = dealers.order_by("name")

    def rows(self) -> Iterator[FieldRow]:
        ticked = self["changed"].value() or ()
        return (FieldRow(name, self[name], name in ticked) for name in self.own_fields)

    def clean(self) -> dict:
        """Give the new values as `values`; what stands beside an empty box was not said."""
        cleaned = super().clean()
        changed = cleaned.get("changed", [])
        for name in set(self.own_fields) - set(changed):
            self.errors.pop(name, None)
        for name in self.needed & set(changed) - self.errors.keys():
            if cleaned.get(name) in EMPTY_VALUES:
                self.add_error(name, self.fields[name].error_messages["required"])
        if not changed and "changed" not in self.errors:
            self.add_error("changed", _("Tick at least one field, and give it a value."))
        return cleaned | {"values": {name: cleaned[name] for name in changed if name in cleaned}}


def bulk_form_of(subject: Subject, actor: Actor) -> type[BulkForm]:
    """The form with the fields that this person may change for many."""
    allowed = subject.bulk_fields(actor)
    names = tuple(column.name for column in subject.model._meta.fields if column.name in allowed)
    widgets = {name: TIME for name in ("opens_at", "closes_at") if name in names}
    fields = fields_for_model(subject.model, fields=names, widgets=widgets)
    ticked = forms.ModelMultipleChoiceField(
        queryset=subject.model.objects.all(),
        required=False,
        widget=forms.MultipleHiddenInput,
        error_messages={"invalid_choice": _("One of the ticked ones is not there any more.")},
    )
    return type(BulkForm)("BulkForm", (BulkForm,), fields | {"ticked": ticked, "own_fields": names})


def _which(count: int, ticked_count: int) -> list[tuple[str, str]]:
    words = ngettext("The one that is ticked", "The %(count)s that are ticked", ticked_count)
    ticked = [(TICKED, words % {"count": f"{ticked_count:,}"})] if ticked_count else []
    words = ngettext("The one that matches the filter", "All %(count)s that match the filter", count)
    return [*ticked, (ALL, words % {"count": f"{count:,}"})]
