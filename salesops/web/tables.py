"""The base of all lists: sortable on a desktop, a card for each row on a phone."""

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_tables2.rows import BoundRow

from salesops.web.cells import Cells, rows_of
from salesops.web.templatetags.web import badge, money, month, percent, quantity

NUMBER = {"td": {"class": "is-number"}, "th": {"class": "is-number"}}


class BaseTable(tables.Table):
    """A list in our own template; `Meta` of a room need not inherit ours."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("template_name", "django_tables2/salesops.html")
        kwargs.setdefault("empty_text", self._meta.empty_text or _("Nothing here yet."))
        super().__init__(*args, **kwargs)

    def body(self) -> SafeString:
        """The rows of the page as HTML."""
        cells = [Cells(column, self.data.model) for column in self.columns]
        return rows_of(self.paginated_rows, cells, self._attrs_of_row)

    def _attrs_of_row(self, row: BoundRow) -> str:
        """Most lists say nothing of a row; the others what their `row_attrs` give."""
        return f" {row.attrs.as_html()}" if self.row_attrs else ""


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


class MonthColumn(tables.Column):
    def render(self, value) -> str:
        return month(value)

    def value(self, value) -> str:
        return value.strftime("%Y-%m")


class BadgeColumn(tables.Column):
    """A state of a field with choices: its colour by the value, its words by the label."""

    def render(self, value, record, bound_column) -> str:
        state = bound_column.accessor.resolve(record, quiet=True)
        return badge(state, value)

    def value(self, value) -> str:
        return str(value)
