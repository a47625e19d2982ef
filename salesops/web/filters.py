"""The base of all list filters: choices narrowed to the actor's rows, one search box."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import and_, or_

import django_filters
from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from salesops.periods.month import Month
from salesops.searching.texts import patterns
from salesops.web.filter_bar import fields_in_html, make_lean
from salesops.web.forms import fit_widgets, narrow_choices
from salesops.web.look_up import LeanSelect, NamedRows, let_grow
from salesops.web.templatetags.web import month


class ActorFilterSet(django_filters.FilterSet):
    """A filter whose choices show only what its looker may see; the less usual ones wait behind a button."""

    behind_button: tuple[str, ...] = ()
    # A search knows that it found few rows, of a table that may have many.
    has_few = False

    @property
    def form(self) -> forms.Form:
        if not hasattr(self, "_form"):
            form = super().form
            _leave_out_the_only_choice(form, self.request.actor)
            narrow_choices(form, self.request.actor)
            fit_widgets(form)
            _name_the_whole(form)
            let_grow(form, self.request.get_full_path())
            make_lean(form)
        return self._form

    def in_html(self) -> SafeString:
        """The fields of the bar above the list."""
        return fields_in_html(self.form, self.behind_button)

    @property
    def is_in_use(self) -> bool:
        """Whether a filter narrows the list, so that an empty one can say why."""
        return any(self.data.get(name) for name in self.filters) if self.data else False

    @property
    def of_page(self) -> dict[str, bool]:
        """What a page should know of the rows: whether they were found by words, and whether they are few."""
        said = getattr(self.form, "cleaned_data", {})
        words = any(isinstance(search, SearchFilter) and said.get(name) for name, search in self.filters.items())
        return {"is_searched": words, "is_short": self.has_few}

    def in_words(self) -> Iterator[tuple[str, str, str]]:
        """The filters in use: name, label, and what each asks for."""
        for name, value in getattr(self.form, "cleaned_data", {}).items():
            if value not in (None, "", []):
                field = self.form.fields[name]
                yield name, str(field.label), _said_by(field, value)


class SearchFilter(django_filters.CharFilter):
    """One box over several fields: every word must occur in one, or in a search text, which knows pinyin."""

    def __init__(self, *args, fields: tuple[str, ...] = (), texts: tuple[str, ...] = (), **kwargs) -> None:
        self.fields, self.texts = fields, texts
        kwargs.setdefault("label", _("Search"))
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={
                    "type": "search",
                    "placeholder": _("Search"),
                    "data-shortcut": "/",
                    "autocomplete": "off",
                }
            ),
        )
        super().__init__(*args, **kwargs)

    def filter(self, rows, value):
        for word in (value or "").split():
            written = [Q(**{f"{field}__icontains": word}) for field in self.fields]
            rows = rows.filter(reduce(or_, [*written, *(_found_in(text, word) for text in self.texts)]))
        return rows


class NamedChoiceFilter(django_filters.ModelChoiceFilter):
    """A choice among rows that are called by their `name`, of which there may be hundreds."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, widget=LeanSelect, **kwargs)

    @property
    def field(self) -> forms.Field:
        field = super().field
        field.iterator = NamedRows
        return field


def _found_in(text: str, word: str) -> Q:
    return reduce(and_, (Q(**{f"{text}__contains": pattern}) for pattern in patterns(word)), Q())


def _said_by(field: forms.Field, value) -> str:
    if isinstance(value, Month):
        return month(value)
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(field, forms.ModelChoiceField):
        return str(value)
    return str(dict(getattr(field, "choices", ())).get(value, value))


def _leave_out_the_only_choice(form: forms.Form, actor: Actor) -> None:
    """Ask nobody for a center or a rep where there is but one to choose."""
    for name, field in list(form.fields.items()):
        asked = getattr(getattr(field, "queryset", None), "model", None)
        has_one = (asked is Center and not actor.sees_all) or (asked is User and actor.is_rep and not actor.covers)
        if has_one:
            del form.fields[name]


def _name_the_whole(form: forms.Form) -> None:
    """An unused choice says that it shows all."""
    for field in form.fields.values():
        if getattr(field, "empty_label", None) is not None:
            field.empty_label = _("All")
            field.widget.choices = field.choices
