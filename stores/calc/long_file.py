"""A long table of sales by month, as other programs write it: ``series,month,value`` (handbook H8.2).

Optional columns: ``center``, whose season the series share, and ``product``, whose promotions work alike.
A month without a row, or with an empty value, was not reported.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from salesops.periods.month import Month
from stores.calc.backtest import Promotions
from stores.calc.panel import Panel, StoreMonths

# Forecasts are whole units: other measures are counted in thousandths.
FRACTIONS = 1000


class UnreadableFile(ValueError):
    """What is wrong with the file, and in which row."""


@dataclass(frozen=True, slots=True)
class Sales:
    """The panels of the file's centers, and each series' product."""

    panels: Sequence[Panel]
    products: Mapping[str, str]


def read_sales(lines: Iterable[str]) -> Sales:
    """Read ``series,month,value[,center][,product]``; raise `UnreadableFile` with the row that cannot be read."""
    centers: dict[str, dict[str, dict[Month, float]]] = {}
    products: dict[str, str] = {}
    for number, row in _rows(lines, ("series", "month", "value")):
        series, month = _series(row, number), _month(row["month"], number)
        products.setdefault(series, row.get("product") or series)
        months = centers.setdefault(row.get("center", ""), {}).setdefault(series, {})
        if month in months:
            raise UnreadableFile(f"row {number}: {series} has {month} twice.")
        if row["value"]:
            months[month] = _number(row["value"], number)
    every = [units for series in centers.values() for months in series.values() for units in months.values()]
    if not every:
        raise UnreadableFile("there is no row with a value.")
    scale = 1 if all(units.is_integer() for units in every) else FRACTIONS
    end = max(month for series in centers.values() for months in series.values() for month in months) + 1
    return Sales([_panel(series, scale, end) for series in centers.values()], products)


def read_promotions(lines: Iterable[str], sales: Sales) -> list[Promotions]:
    """Read ``series,month[,promoted]`` for each panel: how much of the month was promoted, or how deep the cut was.

    Without a number the month was promoted as a whole. Months after the panel's end are what is planned.
    """
    promoted: dict[str, dict[Month, float]] = {}
    for number, row in _rows(lines, ("series", "month")):
        strength = row.get("promoted") or row.get("value") or "1"
        promoted.setdefault(_series(row, number), {})[_month(row["month"], number)] = _share(strength, number)
    return [_promotions(panel, promoted, sales.products) for panel in sales.panels]


def _promotions(panel: Panel, promoted: Mapping[str, Mapping[Month, float]], products: Mapping[str, str]) -> Promotions:
    table = np.zeros((len(panel.stores), panel.end - panel.first + 1))
    for row, store in enumerate(panel.stores):
        for month, strength in promoted.get(store.code, {}).items():
            if panel.first <= month <= panel.end:
                table[row, month - panel.first] = strength
    _, groups = np.unique([products[store.code] for store in panel.stores], return_inverse=True)
    return Promotions(table, groups)


def _panel(series: Mapping[str, Mapping[Month, float]], scale: int, end: Month) -> Panel:
    return Panel.of(
        (
            StoreMonths(code, {month: units * scale for month, units in months.items()})
            for code, months in series.items()
        ),
        end=end,
    )


def _rows(lines: Iterable[str], needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by its columns' names, with its number as a spreadsheet counts."""
    reader = csv.reader(lines)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        missing = [name for name in needed if name not in names]
        if missing:
            raise UnreadableFile(f"row 1: there is no column {', '.join(missing)}.")
        for cells in reader:
            if cells:
                padded = [*map(str.strip, cells), *[""] * (len(names) - len(cells))]
                yield reader.line_num, dict(zip(names, padded, strict=False))
    except csv.Error as fault:
        raise UnreadableFile(f"row {reader.line_num}: {fault}.") from fault


def _series(row: Mapping[str, str], number: int) -> str:
    if not row["series"]:
        raise UnreadableFile(f"row {number}: the series is empty.")
    return row["series"]


def _month(text: str, number: int) -> Month:
    try:
        return _parsed(text)
    except ValueError as fault:
        raise UnreadableFile(f"row {number}: {text!r} is not a month like 2026-11.") from fault


@cache
def _parsed(text: str) -> Month:
    """2026-11, 2026-11-01, 2026/11 or 202611."""
    parts = text.replace("/", "-").split("-")
    if len(parts) == 1 and len(text) == len("202611"):
        parts = [text[:4], text[4:]]
    if not 2 <= len(parts) <= 3:
        raise ValueError(text)
    return Month.parse(f"{parts[0]}-{parts[1]:0>2}")


def _number(text: str, number: int) -> float:
    try:
        value = float(text)
    except ValueError as fault:
        raise UnreadableFile(f"row {number}: {text!r} is not a number.") from fault
    if not np.isfinite(value):
        raise UnreadableFile(f"row {number}: {text!r} is not a number.")
    return value


def _share(text: str, number: int) -> float:
    value = _number(text, number)
    if value < 0:
        raise UnreadableFile(f"row {number}: a month cannot be promoted by {text}.")
    return value
