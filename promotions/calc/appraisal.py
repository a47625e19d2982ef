"""A promoter's month in points, and what it earns (handbook H7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

WHOLE = Decimal(100)
TENTH = Decimal("0.1")
CENT = Decimal("0.01")


class LineCode(StrEnum):
    SALES = "sales"
    ATTENDANCE = "attendance"
    IMAGE = "image"
    SKILL = "skill"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion: its weight in percent, and its points of a hundred; None where nothing is known."""

    code: LineCode
    weight: int
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Stay:
    """A promoter's share of the working time in a store, from a day to the day before another."""

    person: int
    store: int
    starts_on: date
    ends_on: date | None
    share_percent: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What a center pays: for each unit from a share of the target on, and for a hundred points."""

    yuan_per_unit: Decimal = Decimal(0)
    units_from_percent: int = 0
    full_score_yuan: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Incentive:
    """Both parts of what a month earns."""

    for_units_yuan: Decimal
    for_score_yuan: Decimal

    @property
    def total_yuan(self) -> Decimal:
        return self.for_units_yuan + self.for_score_yuan


def units_of(sold: Mapping[int, int], stays: Iterable[Stay], first: date, end: date) -> dict[int, dict[int, Decimal]]:
    """What each promoter sold, by store: a store's units are shared by the days and shares of its promoters.

    Days without anybody belong to nobody, so that a person is not paid for what a store sells alone.
    """
    days = (end - first).days
    weights: dict[tuple[int, int], Decimal] = {}
    for stay in stays:
        held = (min(stay.ends_on or end, end) - max(stay.starts_on, first)).days
        if held > 0:
            key = (stay.store, stay.person)
            weights[key] = weights.get(key, Decimal(0)) + Decimal(held * stay.share_percent)
    whole: dict[int, Decimal] = {}
    for (store, _person), weight in weights.items():
        whole[store] = whole.get(store, Decimal(0)) + weight
    units: dict[int, dict[int, Decimal]] = {}
    for (store, person), weight in sorted(weights.items()):
        base = max(whole[store], Decimal(days) * WHOLE)
        share = Decimal(sold.get(store, 0)) * weight / base
        units.setdefault(person, {})[store] = share.quantize(TENTH, ROUND_HALF_UP)
    return units


def ratio_points(actual: Decimal | int, goal: Decimal | int | None) -> Decimal | None:
    """Actual against goal as points, from nothing to a hundred; without a goal nothing is known."""
    if not goal:
        return None
    points = max(Decimal(0), Decimal(actual)) * WHOLE / Decimal(goal)
    return min(WHOLE, points).quantize(TENTH, ROUND_HALF_UP)


def score_of(lines: Iterable[Line]) -> Decimal | None:
    """The weighted mean of what is known; a line without figures leaves its weight to the others."""
    known = [line for line in lines if line.points is not None and line.weight]
    weight = sum(line.weight for line in known)
    if not weight:
        return None
    total = sum((line.points * line.weight for line in known if line.points is not None), Decimal(0))
    return (total / weight).quantize(TENTH, ROUND_HALF_UP)


def known_percent(lines: Iterable[Line]) -> int:
    """How much of the whole weight a score rests on, in whole percent: little of it is a weak word on a month."""
    lines = list(lines)
    whole = sum(line.weight for line in lines)
    known = sum(line.weight for line in lines if line.points is not None)
    return int((Decimal(known) * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP)) if whole else 0


def incentive_of(units: Decimal, target: int | None, score: Decimal | None, terms: Terms) -> Incentive:
    """Units × yuan a unit, if the share of the target is reached, and the full bonus × points ÷ 100."""
    is_reached = not terms.units_from_percent or (
        bool(target) and units * WHOLE >= Decimal(target or 0) * terms.units_from_percent
    )
    for_units = units * terms.yuan_per_unit if is_reached else Decimal(0)
    for_score = (score or Decimal(0)) * terms.full_score_yuan / WHOLE
    return Incentive(max(Decimal(0), for_units).quantize(CENT, ROUND_HALF_UP), for_score.quantize(CENT, ROUND_HALF_UP))
