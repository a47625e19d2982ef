"""The base of all lists: sortable on a desktop, a card for each row on a phone."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice

import django_tables2 as tables
from django.db import models
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import template_localtime
from django.utils.translation import gettext_lazy as _
from django_tables2.columns import library
from django_tables2.columns.base import BoundColumn
from django_tables2.rows import BoundRow

from salesops.web.cells import Cells, rows_of
from salesops.web.templatetags.web import badge, money, month, percent, quantity

_CHUNK = 2_000
NUMBER = {"td": {"class": "is-number"}, "th": {"class": "is-number"}}


class BaseTable(tables.Table):
    """A list in our own template; `Meta` of a room need not inherit ours."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("template_name", "django_tables2/salesops.html")
        kwargs.setdefault("empty_text", self._meta.empty_text or _("Nothing here yet."))
        super().__init__(*args, **kwargs)
        if self.data.model is None and self._meta.model:
            self._take_headers_of(self._meta.model)

    def _take_headers_of(self, model: type[models.Model]) -> None:
        """Rows that come as a list carry no model: their headers would be the names of the code."""
        for column in self.columns.iterall():
            field = column.accessor.get_field(model) if column.column.verbose_name is None else None
            if field is not None:
                column.column.verbose_name = capfirst(field.verbose_name)

    def body(self) -> SafeString:
        """The rows of the page as HTML."""
        cells = [Cells(column, self.data.model) for column in self.columns]
        return rows_of(self.paginated_rows, cells, self._attrs_of_row)

    def columns_of_file(self) -> list[BoundColumn]:
        return [column for column in self.columns if not column.column.exclude_from_export]

    def rows_of_file(self, complete: Callable[[list], None]) -> Iterator[list]:
        """All rows in the order of the list, as values; memory does not grow with them.

        `complete` gets them by some thousands, to add what their query does not bring.
        """
        cells = [Cells(column, self.data.model) for column in self.columns_of_file()]
        for records in _batched(_one_by_one(self.data.data), _CHUNK):
            complete(records)
            for record in records:
                row = BoundRow(record, table=self)
                yield [cell.plain(row) for cell in cells]

    def _attrs_of_row(self, row: BoundRow) -> str:
        """Most lists say nothing of a row; the others what their `row_attrs` give."""
        return f" {row.attrs.as_html()}" if self.row_attrs else ""


def _one_by_one(data: Iterable) -> Iterator:
    return data.iterator(_CHUNK) if isinstance(data, QuerySet) else iter(data)


def _batched(records: Iterator, size: int) -> Iterator[list]:
    while batch := list(islice(records, size)):
        yield batch


class NumberColumn(tables.Column):
    """Right-aligned figures of equal width; the export gets the plain value."""

    shown = staticmethod(quantity)

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("attrs", NUMBER)
        super().__init__(*args, **kwargs)

    def render(self, value) -> str:
        return self.shown(value)

    def value(self, value):
        return value


class QuantityColumn(NumberColumn):
    """Pieces: whole numbers with separators."""


class MoneyColumn(NumberColumn):
    """Yuan with two places."""

    shown = staticmethod(money)


class PercentColumn(NumberColumn):
    """A share such as 0.825, shown as 82.5 %."""

    shown = staticmethod(percent)


@library.register
class DayColumn(tables.Column):
    """A day; a file gets the day itself."""

    shape = "SHORT_DATE_FORMAT"
    of_field = models.DateField

    def __init__(self, *args, format: str = "", **kwargs) -> None:  # noqa: A002 - as django-tables2 calls it
        attrs = {"td": {"class": "is-day"}} | kwargs.pop("attrs", {})
        super().__init__(*args, attrs=attrs, **kwargs)
        self.format = format or self.shape

    @classmethod
    def from_field(cls, field, **kwargs):
        return cls(**kwargs) if isinstance(field, cls.of_field) else None

    def render(self, value) -> str:
        return date_format(template_localtime(value), self.format)

    def value(self, value):
        return value


@library.register
class MomentColumn(DayColumn):
    """A moment in the reader's time zone."""

    shape = "SHORT_DATETIME_FORMAT"
    of_field = models.DateTimeField


class MonthColumn(tables.Column):
    def render(self, value) -> str:
        return month(value)

    def value(self, value) -> str:
        return value.strftime("%Y-%m")


# A page has a few states in many rows; a text that is marked as safe is another one than the same text that is not.
_badge = lru_cache(maxsize=1_000, typed=True)(badge)


class BadgeColumn(tables.Column):
    """A state of a field with choices: its colour by the value, its words by the label."""

    def render(self, value, record, bound_column) -> str:
        *path, last = bound_column.accessor.bits
        for name in path:
            record = getattr(record, name, None)
        return _badge(getattr(record, last, None), value)

    def value(self, value) -> str:
        return str(value)
