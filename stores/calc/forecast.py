"""What a store will sell in a month to come (handbook H8.2).

One rule for every store of a center:

    (½ · level + ½ · recent · season ^ exponent) · ramp · festival

A store whose history is too short for it takes a part from elsewhere: from its center, from
how new stores grow, from stores like it. The method beside the number says which.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import ceil, floor
from statistics import fmean, median

import numpy as np

from salesops.periods.month import Month
from stores.calc.panel import Panel, StoreMonths
from stores.calc.ranges import spreads
from stores.calc.robust import SHORT_EXPONENT, Levels, best_exponent, levels_of, past_ratios
from stores.calc.seasons import (
    MONTHS_FOR_SEASON,
    SPRING_FESTIVALS,
    coefficient,
    festival_factors,
    festival_strength,
)

RULE_VERSION = "robust-2"
MONTHS_FOR_LEVEL = 3
# So many of a store's months are named behind its level; what lay before them is one number, the level of then.
MONTHS_NAMED = 15
# The share of its later level that a new store sells in its first twelve months.
OPENING_RAMP = (0.27, 0.55, 0.65, 0.70, 0.78, 0.80, 0.85, 0.90, 0.92, 0.95, 0.99, 1.0)
# A guess without a level behind it misses by about twice as much.
GUESS_WIDENING = 2.0


class Method(StrEnum):
    """What the history allowed."""

    ROBUST = "robust"
    SHORT = "short_history"
    OPENING = "opening"
    LIKE_STORES = "like_stores"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the point was made from, in the order of the rule.

    `earlier` is the level before the latest `MONTHS_NAMED` months, `opened` the month from which a new store climbs,
    `past` the festival's factor of the months that it touched.
    """

    months: int
    level: float
    recent: float
    season: float = 1.0
    exponent: float = 0.0
    ramp: float = 1.0
    festival: float = 1.0
    earlier: float | None = field(default=None, compare=False)
    opened: Month | None = field(default=None, compare=False)
    past: Mapping[Month, float] = field(default_factory=dict, compare=False)

    @property
    def usual(self) -> float:
        """The units before the ramp of a new store and the festival change them."""
        return max(0.0, (self.level + self.recent * self.season**self.exponent) / 2)

    @property
    def value(self) -> float:
        return self.usual * self.ramp * self.festival


@dataclass(frozen=True, slots=True)
class StoreForecast:
    """Units of one store in the month; eight times of ten it stays within low and high."""

    store: str
    low: int
    point: int
    high: int
    method: Method
    inputs: Inputs
    spread: tuple[float, float] = field(default=(1.0, 1.0), compare=False)


@dataclass(frozen=True, slots=True)
class _Outlook:
    """What holds for the whole center in the target month; the season may be unknown."""

    target: Month
    first: Month
    festival: float
    season: float | None
    exponent: float
    past: Mapping[Month, float]


def forecast_stores(
    panel: Panel, target: Month, festivals: Mapping[int, date] = SPRING_FESTIVALS
) -> tuple[StoreForecast, ...]:
    """Forecast every store of a center from the months before the target, in the codes' order."""
    panel = panel.before(target)
    factors = festival_factors((*panel.months, target), festivals)
    factors **= festival_strength(panel.units, panel.months, factors)
    units = panel.units / factors[:-1]
    known, ahead = units.shape[1], target - panel.end + 1
    levels = levels_of(units)
    exponent = best_exponent(units, levels, ahead)
    season = coefficient(units, known, known - 1 + ahead)
    past = {month: float(factor) for month, factor in zip(panel.months, factors, strict=False) if factor != 1.0}
    outlook = _Outlook(target, panel.first, float(factors[-1]), season, exponent, past)
    own = [_inputs_of_store(store, units[row], levels, row, outlook) for row, store in enumerate(panel.stores)]
    inputs = _with_like_stores(panel.stores, own, outlook)
    spread = spreads(past_ratios(units, levels, ahead, exponent), np.array([made.value for made in inputs]))
    return tuple(
        _forecast(store.code, made, season is not None, spread[row])
        for row, (store, made) in enumerate(zip(panel.stores, inputs, strict=True))
    )


def _inputs_of_store(
    store: StoreMonths, units: np.ndarray, levels: Levels, row: int, outlook: _Outlook
) -> Inputs | None:
    months = int(levels.months[row, -1])
    if not months:
        return None
    if months < MONTHS_FOR_LEVEL:
        return _inputs_of_opening(store, units, outlook)
    return Inputs(
        months=months,
        level=float(levels.level[row, -1]),
        recent=float(levels.recent[row, -1]),
        season=outlook.season or 1.0,
        exponent=outlook.exponent if months >= MONTHS_FOR_SEASON else SHORT_EXPONENT,
        festival=outlook.festival,
        earlier=_earlier(levels, row),
        past=outlook.past,
    )


def _earlier(levels: Levels, row: int) -> float | None:
    """The level that the named months went on from; None if they are all that was reported."""
    months = levels.months[row]
    before = int(months[-1]) - MONTHS_NAMED
    return float(levels.level[row, np.searchsorted(months, before)]) if before > 0 else None


def _inputs_of_opening(store: StoreMonths, units: np.ndarray, outlook: _Outlook) -> Inputs:
    """Undo the ramp of the months seen, and climb on to the target's place on it.

    A store that reports since the center's first month may be any age: it has no ramp.
    """
    seen = [(outlook.first + int(column), float(units[column])) for column in _reported(units)]
    opened = store.opened
    if opened is None and seen[0][0] > outlook.first:
        opened = seen[0][0]
    level = fmean(sold / _ramp(opened, month) for month, sold in seen)
    ramp = _ramp(opened, outlook.target)
    return Inputs(len(seen), level, level, ramp=ramp, festival=outlook.festival, opened=opened, past=outlook.past)


def _with_like_stores(stores: Sequence[StoreMonths], own: list[Inputs | None], outlook: _Outlook) -> list[Inputs]:
    """Give a store without history the median of the stores of its kind, else of the center."""
    usual_by_kind: dict[str, list[float]] = {}
    for store, made in zip(stores, own, strict=True):
        if made is not None and made.months >= MONTHS_FOR_LEVEL:
            usual_by_kind.setdefault(store.kind, []).append(made.usual)
    everyone = [usual for kind in usual_by_kind.values() for usual in kind] or [0.0]
    return [
        made or _inputs_of_like_stores(store, median(usual_by_kind.get(store.kind, everyone)), outlook)
        for store, made in zip(stores, own, strict=True)
    ]


def _inputs_of_like_stores(store: StoreMonths, usual: float, outlook: _Outlook) -> Inputs:
    ramp = _ramp(store.opened or outlook.target, outlook.target)
    return Inputs(0, usual, usual, ramp=ramp, festival=outlook.festival, opened=store.opened or outlook.target)


def _ramp(opened: Month | None, month: Month) -> float:
    if opened is None:
        return 1.0
    age = min(max(month - opened, 0), len(OPENING_RAMP) - 1)
    return OPENING_RAMP[age]


def _reported(units: np.ndarray) -> np.ndarray:
    return np.flatnonzero(~np.isnan(units))


def _forecast(store: str, inputs: Inputs, has_season: bool, spread: Sequence[float]) -> StoreForecast:
    method = _method(inputs.months, has_season)
    widening = 1.0 if inputs.months >= MONTHS_FOR_LEVEL else GUESS_WIDENING
    low, high = (max(0.0, 1 + widening * (factor - 1)) for factor in spread)
    return StoreForecast(
        store=store,
        low=floor(inputs.value * low),
        point=floor(inputs.value + 0.5),
        high=ceil(inputs.value * high),
        method=method,
        inputs=inputs,
        spread=(low, high),
    )


def _method(months: int, has_season: bool) -> Method:
    if months >= MONTHS_FOR_SEASON and has_season:
        return Method.ROBUST
    if months >= MONTHS_FOR_LEVEL:
        return Method.SHORT
    return Method.OPENING if months else Method.LIKE_STORES
