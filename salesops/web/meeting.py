"""Two people at one form: what each touched, and what the second has to decide (handbook H2.3)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

SEEN = "seen"
TAKE_THEIRS = "take_theirs"


@dataclass(frozen=True, slots=True)
class Met:
    """One field that the other one changed, in words: before, theirs, yours."""

    name: str
    label: str
    before: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """What both changed, to be decided; and what only the other one changed, which now stands in the form."""

    both: tuple[Met, ...]
    theirs_only: tuple[Met, ...]


def as_seen(form: forms.BaseForm) -> str:
    """What the fields hold as the form opens, to be sent along with it."""
    return json.dumps({name: _opened(form, name) for name in form.fields}, ensure_ascii=False)


def seen_in(said: QueryDict) -> dict[str, str]:
    """What the person saw, if the form tells; a broken telling tells nothing."""
    try:
        seen = json.loads(said.get(SEEN, ""))
    except ValueError:
        return {}
    return {name: str(value) for name, value in seen.items()} if isinstance(seen, dict) else {}


def meet(form: forms.BaseForm, fresh: forms.BaseForm, seen: Mapping[str, str]) -> Meeting:
    """Compare field by field; what the person did not touch takes the other's value in the form."""
    both, theirs_only = [], []
    for name in form.fields:
        theirs, yours = _opened(fresh, name), _sent(form, name)
        before = seen.get(name)
        if theirs in (yours, before):
            continue
        met = _met(form, name, before, theirs, yours)
        (theirs_only if yours == before else both).append(met)
    _fill(form, fresh, {met.name for met in theirs_only} - _bound_to(form, {met.name for met in both}))
    return Meeting(tuple(both), tuple(theirs_only))


def with_theirs(form: forms.BaseForm, fresh: forms.BaseForm, names: list[str]) -> forms.BaseForm:
    """Give up one's own values of some fields, and of the fields that belong to them."""
    chosen = {name for name in names if name in form.fields}
    _fill(form, fresh, chosen | _bound_to(form, chosen))
    return form


def _bound_to(form: forms.BaseForm, names: set[str]) -> set[str]:
    """The other fields of a group that makes sense as a whole only, such as a position."""
    groups = [set(group) for group in getattr(form, "belong_together", ())]
    return {name for group in groups if group & names for name in group if name in form.fields}


def _fill(form: forms.BaseForm, fresh: forms.BaseForm, names: set[str]) -> None:
    form.data = form.data.copy()
    for name in names:
        field, value = form.fields[name], fresh[name].value()
        shown = field.widget.format_value(value) if not isinstance(field.widget, forms.CheckboxInput) else value
        values = [str(one) for one in (shown if isinstance(shown, list) else [shown]) if one not in (None, False, "")]
        form.data.setlist(form.add_prefix(name), values)


def _opened(form: forms.BaseForm, name: str) -> str:
    widget = form.fields[name].widget
    value = form.get_initial_for_field(form.fields[name], name)
    if isinstance(widget, forms.CheckboxInput):
        return str(bool(value))
    return _flat(widget.format_value(form.fields[name].prepare_value(value)))


def _sent(form: forms.BaseForm, name: str) -> str:
    widget = form.fields[name].widget
    return _flat(widget.value_from_datadict(form.data, form.files, form.add_prefix(name)))


def _flat(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ",".join(sorted(str(one) for one in value if one not in (None, "")))
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _met(form: forms.BaseForm, name: str, before: str | None, theirs: str, yours: str) -> Met:
    field = form.fields[name]
    words = [_in_words(field, value or "") for value in (before, theirs, yours)]
    return Met(name, str(field.label or name), *words)


def _in_words(field: forms.Field, value: str) -> str:
    """The label of a choice instead of its code."""
    if not hasattr(field, "choices"):
        return value
    labels = {str(code): str(label) for code, label in field.choices}
    return ", ".join(labels.get(code, code) for code in value.split(","))
