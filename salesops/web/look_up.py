"""Choices among rows that may become many: a plain select while they are few, a box that searches beyond.

The page that shows a form also answers its searches, at its own address with `?look_up=FIELD&words=…`: so what is
found is what that form would accept from that person, and nothing needs a door of its own.
"""

from collections.abc import Iterable
from html import escape

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

# What somebody finds by eye in a select, and how many of the found ones are shown.
MOST_OFFERED = 100
MOST_FOUND = 20
LOOK_UP = "look_up"
WORDS = "-words"

Option = tuple[str, str]


class NamedRows(ModelChoiceIterator):
    """Ids and names of the rows; nothing else is read to offer them."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from self.queryset.values_list("pk", "name")


class LeanSelect(forms.Select):
    """A choice among hundreds, written out at once; Django renders each option by a template of its own."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        options = [(str(key), str(label)) for key, label in self.choices]
        return self.written(name, value, self.build_attrs(self.attrs, attrs), options)

    def written(self, name: str, value, attrs: dict, options: Iterable[Option]) -> SafeString:
        chosen = set(self.format_value(value))
        inner = "".join(
            f'<option value="{escape(key)}"{" selected" if key in chosen else ""}>{escape(label)}</option>'
            for key, label in options
        )
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(attrs), mark_safe(inner))  # noqa: S308


class SearchedSelect(LeanSelect):
    """The choice of a field over rows that can be looked up; one query where it is drawn, two where one is chosen.

    Options stand in the order of their words: the database need not sort thousands of rows to tell that they are many.

    Without JavaScript words are sent beside the choice: if one row fits, it is chosen, and several are offered.
    """

    def __init__(self, field: forms.ModelChoiceField, address: str) -> None:
        super().__init__(field.widget.attrs)
        self.is_required = field.required
        self._field, self._address, self._words = field, address, ""

    def use_required_attribute(self, initial) -> bool:
        return self._field.empty_label is not None

    def value_from_datadict(self, data, files, name):
        self._words = (data.get(f"{name}{WORDS}") or "").strip()
        if not self._words:
            return super().value_from_datadict(data, files, name)
        found = self._found(self._words)[:2]
        return found[0].pk if len(found) == 1 else self._words

    def answer(self, words: str) -> list[dict[str, str]]:
        """The rows that fit, with what tells one from another of the same name. One query."""
        return [
            {"key": str(row.pk), "label": self._field.label_from_instance(row), "sign": _sign(row)}
            for row in self._found(words)[:MOST_FOUND]
        ]

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        attrs = self.build_attrs(self.attrs, attrs)
        options = self._offered()
        if len(options) <= MOST_OFFERED:
            return self.written(name, value, attrs, self._with_empty(options))
        return self._searched(name, value, attrs)

    def _offered(self) -> list[Option]:
        """One more than are offered, so that it shows whether they are many. Of named rows nothing else is read."""
        rows = self._field.queryset.order_by()[: MOST_OFFERED + 1]
        if issubclass(self._field.iterator, NamedRows):
            return [(str(key), name) for key, name in rows.values_list("pk", "name")]
        return [(str(row.pk), self._field.label_from_instance(row)) for row in rows]

    def _searched(self, name: str, value, attrs: dict) -> SafeString:
        key = next(iter(self.format_value(value)), "")
        rows = [*self._found(self._words)[:MOST_FOUND]] if self._words else [*self._chosen(key)]
        return format_html(
            '<div class="searched" data-look-up="{}" data-field="{}" data-none="{}" data-more="{}">{}'
            '<input type="text" name="{}{}" value="{}" class="form-control" autocomplete="off" maxlength="80"'
            ' placeholder="{}" aria-label="{}"></div>',
            self._address,
            name,
            gettext("Nothing found."),
            gettext("There are more; please type more of it."),
            self.written(name, value, attrs, self._options(rows, self._told)),
            name,
            WORDS,
            self._words,
            gettext("Name or code"),
            gettext("Search: %(what)s") % {"what": self._field.label},
        )

    def _found(self, words: str) -> QuerySet:
        return self._field.queryset.look_up(words)

    def _chosen(self, key: str) -> Iterable[models.Model]:
        """The chosen row, or none where no such row can be chosen."""
        try:
            return self._field.queryset.filter(pk=key) if key else ()
        except ValueError:
            return ()

    def _told(self, row: models.Model) -> str:
        sign = _sign(row)
        label = self._field.label_from_instance(row)
        return f"{label} ({sign})" if sign and sign not in label else label

    def _options(self, rows: Iterable[models.Model], told) -> list[Option]:
        return self._with_empty((str(row.pk), told(row)) for row in rows)

    def _with_empty(self, options: Iterable[Option]) -> list[Option]:
        empty = [] if self._field.empty_label is None else [("", str(self._field.empty_label))]
        return empty + sorted(options, key=lambda option: option[1])


def let_grow(form: forms.BaseForm, address: str) -> None:
    """Let each choice among rows that can be looked up be searched once they are many; `address` is the page's."""
    for field in form.fields.values():
        if _may_grow(field):
            field.error_messages["invalid_choice"] = gettext_lazy("Please choose one of those that were found.")
            field.widget = SearchedSelect(field, address)


def look_up(form: forms.BaseForm, request: HttpRequest) -> JsonResponse:
    """The answer to a search in one field of a form."""
    field = form.fields.get(request.GET[LOOK_UP])
    if field is None or not isinstance(field.widget, SearchedSelect):
        raise Http404
    return JsonResponse({"found": field.widget.answer(request.GET.get("words", "")), "most": MOST_FOUND})


def _may_grow(field: forms.Field) -> bool:
    is_one = isinstance(field, forms.ModelChoiceField) and not isinstance(field, forms.ModelMultipleChoiceField)
    return is_one and type(field.widget) in (forms.Select, LeanSelect) and hasattr(field.queryset, "look_up")


def _sign(row: models.Model) -> str:
    return getattr(row, "code", "") or getattr(row, "username", "")
