"""Compliance in words and columns, the same on the page and in its files (handbook H4.5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visits.calc.compliance import Compliance, Ratio
from visits.forms.compliance import Asked
from visits.selectors.compliance import EXCLUSION_LABELS, NORM_PERCENT
from visits.selectors.compliance_groups import TIMES, By, Group, Grouped
from visits.selectors.compliance_rows import CallRow, Figure, StoreRow

BY = {
    By.REP: gettext_lazy("rep"),
    By.CLASS: gettext_lazy("class"),
    By.STORE: gettext_lazy("store"),
    By.DAY: gettext_lazy("day"),
    By.WEEK: gettext_lazy("week (Mon–Sun)"),
    By.MONTH: gettext_lazy("month"),
}
FIGURES = {
    Figure.PLANNED: gettext_lazy("Planned visits"),
    Figure.KEPT: gettext_lazy("Planned visits done on their day"),
    Figure.MISSED: gettext_lazy("Missed visits"),
    Figure.EXCLUDED: gettext_lazy("Planned visits left out of the figures"),
    Figure.MOVED: gettext_lazy("Visits moved by hand"),
    Figure.DONE: gettext_lazy("Visits done"),
    Figure.UNPLANNED: gettext_lazy("Unplanned visits"),
    Figure.EFFECTIVE: gettext_lazy("Visits with an order"),
    Figure.MINUTES: gettext_lazy("Minutes against standard"),
    Figure.INVALID: gettext_lazy("Visits without check-out"),
    Figure.FREQUENCY: gettext_lazy("Frequency reached"),
    Figure.COVERAGE: gettext_lazy("Coverage"),
}
COLUMNS = (
    gettext_lazy("Visit compliance"),
    gettext_lazy("Visits done"),
    gettext_lazy("Unplanned"),
    gettext_lazy("With an order"),
    gettext_lazy("Missed"),
    gettext_lazy("Moved by hand"),
    gettext_lazy("Frequency reached"),
    gettext_lazy("Coverage"),
    gettext_lazy("Minutes against standard"),
    gettext_lazy("Order kept"),
    gettext_lazy("Kilometres against plan"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, and where its rows are."""

    label: Any
    ratio: Ratio | None = None
    count: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A group as the page shows it."""

    label: str
    group: Group
    address: str
    cells: list[Cell]

    @property
    def is_below_norm(self) -> bool:
        percent = self.group.figures.as_planned.percent
        return percent is not None and percent < NORM_PERCENT


def line_of(group: Group, asked: Asked) -> Line:
    """A group's figures, each with the address of its rows; a group of days is opened by its own span."""

    def rows(figure: Figure) -> str:
        return asked.address(figure=figure.value, group=group.key)

    address = asked.address(rep=group.key, by=By.CLASS.value) if asked.by is By.REP and group.key else ""
    return Line(label_of(group, asked.by), group, address, list(_cells(group, rows)))


def label_of(group: Group, by: By) -> str:
    if not group.key:
        return _("Together")
    if by in TIMES:
        shown = "YEAR_MONTH_FORMAT" if by is By.MONTH else "SHORT_DATE_FORMAT"
        day = date_format(group.subject, shown)
        return _("week of %(day)s") % {"day": day} if by is By.WEEK else day
    return str(group.subject)


def left_out(figures: Compliance) -> list[tuple[str, int]]:
    """What left the denominator, in words."""
    return [(str(EXCLUSION_LABELS[reason]), count) for reason, count in figures.excluded]


def table_of(found: Grouped, by: By) -> tuple[list[str], Iterator[list]]:
    """The figures as columns of a file: numerator and denominator each in its own."""
    names = [str(BY[by]), *(str(name) for name in COLUMNS)]
    headers = [names[0], *(head for name in names[1:] for head in (name, f"{name} ÷", f"{name} %"))]
    groups = [*found.groups, found.whole]
    return headers, (_file_row(group, by) for group in groups)


def table_of_rows(rows: Sequence[CallRow | StoreRow], figure: Figure) -> tuple[list[str], Iterator[list]]:
    """The rows behind a figure as columns of a file."""
    if figure in {Figure.FREQUENCY, Figure.COVERAGE}:
        headers = [_("store"), _("code"), _("class"), _("rep"), _("visits asked"), _("visits done")]
        return headers, (
            [row.store.name, row.store.code, row.store.store_class, str(row.rep), row.required, row.done]
            for row in rows
        )
    headers = [
        _("day"),
        _("rep"),
        _("store"),
        _("code"),
        _("class"),
        _("planned"),
        _("done"),
        _("minutes"),
        _("remark"),
    ]
    return headers, (
        [
            row.on,
            str(row.rep),
            row.store.name,
            row.store.code,
            row.store.store_class,
            _("yes") if row.planned else _("no"),
            _("yes") if row.is_done else _("no"),
            row.visit.minutes if row.visit else None,
            row.left_out or row.why_missed,
        ]
        for row in rows
    )


def _cells(group: Group, rows) -> Iterator[Cell]:
    figures = group.figures
    values = (
        (figures.as_planned, Figure.PLANNED),
        (figures.done, Figure.DONE),
        (figures.unplanned, Figure.UNPLANNED),
        (figures.effective, Figure.EFFECTIVE),
        (len(figures.missed), Figure.MISSED),
        (figures.moved, Figure.MOVED),
        (figures.frequency, Figure.FREQUENCY),
        (figures.coverage, Figure.COVERAGE),
        (figures.minutes, Figure.MINUTES),
        (figures.order_kept if group.has_order else None, Figure.PLANNED),
        (group.kilometres, Figure.DONE),
    )
    for label, (value, figure) in zip(COLUMNS, values, strict=True):
        if isinstance(value, Ratio):
            yield Cell(label, ratio=value, address=rows(figure) if value.denominator else "")
        else:
            yield Cell(label, count=value, address=rows(figure) if value else "")


def _file_row(group: Group, by: By) -> list:
    row: list[Any] = [label_of(group, by)]
    for cell in _cells(group, lambda _figure: ""):
        ratio = cell.ratio
        row += [ratio.numerator, ratio.denominator, ratio.percent] if ratio else [cell.count, None, None]
    return row
