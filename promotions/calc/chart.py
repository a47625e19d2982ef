"""The geometry of a chart of days: what was sold, and the lines of what is usual and what is the goal (H6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from promotions.calc.tracking import DayTrack

WIDTH, HEIGHT = 360, 150
LEFT, TOP, FOOT = 30, 8, 18


@dataclass(frozen=True, slots=True)
class DayBar:
    """One day's column; the label stands below every so many days."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    track: DayTrack
    has_label: bool


@dataclass(frozen=True, slots=True)
class DayChart:
    bars: tuple[DayBar, ...]
    top: int
    usual_y: float
    goal_y: float


def chart_of(days: Sequence[DayTrack]) -> DayChart:
    """Place the days from left to right; a day with more returns than sales lies on the ground."""
    if not days:
        return DayChart((), 1, HEIGHT - FOOT, HEIGHT - FOOT)
    top = max(1, *(day.sold or 0 for day in days), -int(-days[0].goal // 1))
    slot = (WIDTH - LEFT) / len(days)
    every = -(-len(days) // 10)
    bars = tuple(_bar(day, LEFT + place * slot, slot, top, place % every == 0) for place, day in enumerate(days))
    return DayChart(bars, top, _y(float(days[0].usual), top), _y(float(days[0].goal), top))


def _bar(day: DayTrack, left: float, slot: float, top: int, has_label: bool) -> DayBar:
    y = _y(day.sold or 0, top)
    width = round(slot * 0.7, 1)
    return DayBar(
        x=round(left + slot * 0.15, 1),
        y=y,
        width=width,
        height=round(HEIGHT - FOOT - y, 1),
        middle=round(left + slot / 2, 1),
        track=day,
        has_label=has_label,
    )


def _y(figure: float, top: int) -> float:
    ground = HEIGHT - FOOT
    return round(ground - (ground - TOP) * max(0.0, figure) / top, 1)
