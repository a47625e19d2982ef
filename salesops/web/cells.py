"""Cells of a list: each column is looked at once, then its cells are written for all rows.

The outcome is that of django-tables2, which finds out anew for every cell how it is made.
"""

from collections.abc import Callable, Iterator
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
        self._is_as_found = _is_as_found(column)
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
        return f"{opening}{' data-empty' if is_empty else ''}>{render_value_in_context(cell, self._context)}</td>"

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
        content = self._render(value, row, column)
        return column.link(content, **_known(value, row, column)) if column.link else content

    def _opening(self) -> SafeString:
        label = format_html(' data-label="{}"', capfirst(self._column.header))
        return mark_safe(f"<td {self._column.attrs['td'].as_html()}{label}")  # noqa: S308 - both parts are escaped


def _is_as_found(column: BoundColumn) -> bool:
    """Whether a file gets the value itself, as no part of the list says otherwise."""
    is_plain = getattr(column.value, "__func__", None) is Column.value
    return is_plain and type(column.column).render is Column.render


def finder(column: BoundColumn, model: type[models.Model]) -> Callable[[models.Model], Any]:
    """How a row is asked for the value of a column: along its path, a choice by its label."""
    *path, last = A(column.accessor).bits
    if _is_choice(model, column):
        last = f"get_{last}_display"

    def find(record: models.Model) -> Any:
        for name in path:
            record = getattr(record, name, None)
        value = getattr(record, last, None)
        return value() if callable(value) and not isinstance(value, models.Manager) else value

    return find


def _is_choice(model: type[models.Model], column: BoundColumn) -> bool:
    try:
        return bool(A(column.accessor).get_field(model).choices)
    except (FieldDoesNotExist, AttributeError):
        return False


def _caller(function: Callable) -> Callable[[Any, BoundRow, BoundColumn], Any]:
    """Call with those of the known values that the function takes."""
    names, takes_all = signature(function)
    if names == ("value",) and not takes_all:
        return lambda value, *_: function(value)

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
