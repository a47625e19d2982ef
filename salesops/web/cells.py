"""Cells of a list: each column is looked at once, then its cells are written for all rows.

The outcome is that of django-tables2, which finds out anew for every cell how it is made.
"""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.template.base import render_value_in_context
from django.utils.html import format_html, mark_safe
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django_tables2 import A, Column, ManyToManyColumn, TemplateColumn
from django_tables2.columns.base import BoundColumn
from django_tables2.columns.linkcolumn import BaseLinkColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import signature

# These look at more than the value of their cell.
_SPECIAL = (BaseLinkColumn, ManyToManyColumn, TemplateColumn)


class Cells:
    """The cells of one column: `shown` on a page, `plain` in a file."""

    def __init__(self, column: BoundColumn, model: type[models.Model] | None) -> None:
        self._column = column
        self._empty = column.column.empty_values
        self._is_special = model is None or isinstance(column.column, _SPECIAL)
        self._find = None if self._is_special else finder(column, model)
        self._render, self._value = _caller(column.render), _caller(column.value)
        self._is_shown_as_found = _is_plain(column.render, Column.render)
        self._is_as_found = self._is_shown_as_found and _is_plain(column.value, Column.value)
        self._has_own_attrs = any(callable(value) for value in _td_attrs(column).values())
        self._head = "" if self._has_own_attrs else self._opening()
        self._context = _Localised(column.localize)

    def shown(self, row: BoundRow) -> str:
        """The whole cell; an empty one says so, for phones leave it out."""
        cell = self._cell(row)
        if self._has_own_attrs:
            self._column.current_value, self._column.current_record = cell, row.record
        opening = self._opening() if self._has_own_attrs else self._head
        is_empty = isinstance(cell, str) and cell == self._column.default
        return f"{opening}{' data-empty' if is_empty else ''}>{self._written(cell)}</td>"

    def _written(self, cell: Any) -> str:
        """Most cells are text; what else there is gets written as in a template."""
        kind = type(cell)
        if kind is SafeString:
            return cell
        return escape(cell) if kind is str else render_value_in_context(cell, self._context)

    def plain(self, row: BoundRow) -> Any:
        if self._is_special:
            return row.get_cell_value(self._column.name)
        value = self._find(row.record)
        if value in self._empty:
            return None
        return value if self._is_as_found else self._value(value, row, self._column)

    def _cell(self, row: BoundRow) -> Any:
        column = self._column
        if self._is_special:
            return row.get_cell(column.name)
        value = self._find(row.record)
        if value in self._empty:
            return column.default
        content = value if self._is_shown_as_found else self._render(value, row, column)
        return self._linked(content, value, row) if column.link else content

    def _linked(self, content: Any, value: Any, row: BoundRow) -> Any:
        """A link without attributes of its own needs no more than its address."""
        link, known = self._column.link, _known(value, row, self._column)
        if link.attrs:
            return link(content, **known)
        address = link.compose_url(**known)
        return content if address is None else format_html('<a href="{}">{}</a>', address, content)

    def _opening(self) -> SafeString:
        label = format_html(' data-label="{}"', capfirst(self._column.header))
        return mark_safe(f"<td {self._column.attrs['td'].as_html()}{label}")  # noqa: S308 - both parts are escaped


def _is_plain(function: Callable, plain: Callable) -> bool:
    return getattr(function, "__func__", None) is plain


def finder(column: BoundColumn, model: type[models.Model]) -> Callable[[models.Model], Any]:
    """How a row is asked for the value of a column: along its path, a choice by its label in today's language."""
    *path, last = A(column.accessor).bits
    labels = _labels(model, column)

    def find(record: models.Model) -> Any:
        for name in path:
            record = getattr(record, name, None)
        value = getattr(record, last, None)
        if labels:
            return labels.get(value, value)
        return value() if callable(value) and not isinstance(value, models.Manager) else value

    return find


def _labels(model: type[models.Model], column: BoundColumn) -> dict[Any, str]:
    try:
        return {value: str(label) for value, label in A(column.accessor).get_field(model).flatchoices or ()}
    except (FieldDoesNotExist, AttributeError):
        return {}


def _caller(function: Callable) -> Callable[[Any, BoundRow, BoundColumn], Any]:
    """Call with those of the known values that the function takes."""
    names, takes_all = signature(function)
    if names == ("value",) and not takes_all:
        return lambda value, *_: function(value)
    if names == ("value", "record") and not takes_all:
        return lambda value, row, _column: function(value, row.record)

    def call(value: Any, row: BoundRow, column: BoundColumn) -> Any:
        known = _known(value, row, column)
        return function(**(known if takes_all else {name: known[name] for name in names}))

    return call


def _known(value: Any, row: BoundRow, column: BoundColumn) -> dict[str, Any]:
    return {
        "value": value,
        "record": row.record,
        "column": column.column,
        "bound_column": column,
        "bound_row": row,
        "table": row.table,
    }


def _td_attrs(column: BoundColumn) -> dict[str, Any]:
    return column.column.attrs.get("td", {}) | column.column.attrs.get("cell", {})


class _Localised:
    """What Django's template engine asks of a context before it writes a value."""

    autoescape = True
    use_tz = True
    template_name = None

    def __init__(self, localize: bool | None) -> None:
        self.use_l10n = localize is not False


def rows_of(rows: Iterator[BoundRow], cells: list[Cells], attrs_of: Callable[[BoundRow], str]) -> SafeString:
    """The body of a list."""
    return mark_safe(  # noqa: S308 - every cell was escaped when it was written
        "\n".join(f"<tr{attrs_of(row)}>{''.join(cell.shown(row) for cell in cells)}</tr>" for row in rows)
    )
