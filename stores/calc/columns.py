"""The geometry of a chart of months: columns for two figures, a mark for last year's (handbook H2.5)."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 360, 170
LEFT, TOP, FOOT = 30, 8, 18
_STEPS = (1, 2, 5, 10)
_LINES = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """What one month has to show; None is not known, which is no nought."""

    sell_in: int
    sell_out: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One month: where its bars stand, its middle for the label, and the height of last year's mark."""

    middle: float
    sell_in: Bar
    sell_out: Bar | None
    mark: Bar | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid with the figure it stands for."""

    y: float
    figure: int


@dataclass(frozen=True, slots=True)
class Chart:
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def chart_of(months: Sequence[Figures]) -> Chart:
    """Place the months from left to right under a round top line; what is below nought lies on the ground."""
    most = max((figure for month in months for figure in _known(month)), default=0)
    step = _round_step(most)
    top = step * max(1, -(-most // step))
    slot = (WIDTH - LEFT) / max(1, len(months))
    columns = tuple(_column(month, LEFT + place * slot, slot, top) for place, month in enumerate(months))
    return Chart(columns, tuple(Line(_y(figure, top), figure) for figure in range(0, top + 1, step)))


def _known(month: Figures) -> list[int]:
    return [figure for figure in (month.sell_in, month.sell_out, month.last_year) if figure is not None]


def _round_step(most: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 … with which a few lines reach the top."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power * _LINES >= most:
                return step * power
        power *= 10


def _column(month: Figures, left: float, slot: float, top: int) -> Column:
    width = round(slot * 0.36, 1)
    middle = left + slot / 2
    return Column(
        middle=round(middle, 1),
        sell_in=_bar(month.sell_in, middle - width, width, top),
        sell_out=None if month.sell_out is None else _bar(month.sell_out, middle, width, top),
        mark=None
        if month.last_year is None
        else Bar(round(middle - 2, 1), round(_y(month.last_year, top) - 1, 1), width + 4, 2),
    )


def _bar(figure: int, x: float, width: float, top: int) -> Bar:
    y = _y(figure, top)
    return Bar(round(x, 1), round(y, 1), width, round(HEIGHT - FOOT - y, 1))


def _y(figure: int, top: int) -> float:
    ground = HEIGHT - FOOT
    return round(ground - (ground - TOP) * max(0, figure) / top, 1)
