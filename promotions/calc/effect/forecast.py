"""What would have sold by the stores' own weeks before (handbook H6.2, H8.2).

The plans' forecast rule (`stores.calc.robust`: half the level, half the latest three), here over weeks instead of
months, put on days by weekday and spring festival. How far it misses is seen by forecasting, from the weeks before
each, spans of the same length before the promotion.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from promotions.calc.effect.ranges import Spread, estimate_of
from promotions.calc.effect.units import WEEKS_BEFORE, Estimate, StoreDays, Times, table_of, units_over
from stores.calc.ranges import WIDENING
from stores.calc.robust import Levels, levels_of
from stores.calc.seasons import festival_weight

# So many weeks are seen before the first forecast that is judged.
WEEKS_TO_LEARN = 6
LEAST_JUDGED = 6
DAYS_OF_A_KNOWN_WEEK = 4
LEAST_DAY_WEIGHT = 0.05
# So many units must be forecast to tell anything.
LEAST_UNITS = 10


@dataclass(frozen=True)
class Forecast:
    """Baseline and sold by store over some days, and by which share former forecasts of all stores missed."""

    store_ids: tuple[int, ...]
    baselines: np.ndarray = field(repr=False)
    sold: np.ndarray = field(repr=False)
    misses: np.ndarray = field(repr=False)
    days: int

    def estimate(self, rows: Sequence[int] | None = None) -> Estimate:
        """The effect over all stores, or over some of them by their places.

        All stores miss together, by somewhat more than the usual miss; fewer stores miss by more, by their counts.
        """
        part = slice(None) if rows is None else list(rows)
        baseline, sold = float(self.baselines[part].sum()), float(self.sold[part].sum())
        whole = self._whole
        together = Spread((WIDENING * self._usual_miss * baseline) ** 2, self._freedom)
        alone = Spread(max(0.0, sold - baseline) + baseline * (1 - baseline / whole if whole else 0.0), self._freedom)
        return estimate_of(sold, baseline, (together, alone))

    @cached_property
    def _whole(self) -> float:
        return float(self.baselines.sum())

    @cached_property
    def _usual_miss(self) -> float:
        return float(np.sqrt((self.misses**2).mean()))

    @property
    def _freedom(self) -> float:
        """Forecasts a week apart share their days: so many of them are independent."""
        return max(1.0, (len(self.misses) - 1) * 7 / max(self.days, 7))


@dataclass(frozen=True)
class Outlook:
    """What was known of the promotion's stores before it began, from which any days ahead are forecast."""

    times: Times
    ids: tuple[int, ...]
    table: np.ndarray = field(repr=False)
    weights: np.ndarray = field(repr=False)
    levels: Levels = field(repr=False)

    def over(self, span: slice) -> Forecast | None:
        """Forecast some days; None where too little is known. Stores that did not report sold as forecast."""
        points = self.levels.points(WEEKS_BEFORE, 1.0, 0.0)
        known = np.flatnonzero(~np.isnan(points))
        baselines = np.maximum(points[known], 0.0) * self.weights[span].sum() / 7
        misses = self._misses(span)
        if baselines.sum() < LEAST_UNITS or len(misses) < LEAST_JUDGED:
            return None
        sold = units_over(self.table[known], span)
        return Forecast(
            store_ids=tuple(self.ids[row] for row in known),
            baselines=baselines,
            sold=np.where(np.isnan(sold), baselines, sold),
            misses=misses,
            days=span.stop - span.start,
        )

    def _misses(self, span: slice) -> np.ndarray:
        """Forecast as many days, as far ahead, from each earlier week: what came ÷ what was forecast − 1."""
        ahead, length = span.start - self.times.during.start, span.stop - span.start
        misses = []
        for week in range(WEEKS_TO_LEARN, WEEKS_BEFORE):
            there = slice(week * 7 + ahead, week * 7 + ahead + length)
            if there.stop > self.times.before.stop:
                break
            points = self.levels.points(week, 1.0, 0.0) * self.weights[there].sum() / 7
            came = units_over(self.table, there)
            judged = ~np.isnan(points) & ~np.isnan(came)
            if points[judged].sum() > 0:
                misses.append(came[judged].sum() / points[judged].sum() - 1)
        return np.array(misses)


def outlook(stores: Sequence[StoreDays], times: Times) -> Outlook:
    """Learn weekdays and levels from the weeks before."""
    inside = [store for store in stores if store.is_in]
    table = table_of(inside, times)
    weights = day_weights(table[:, times.before], times)
    levels = levels_of(_weeks(table[:, times.before] / weights[times.before]))
    return Outlook(times, tuple(store.store_id for store in inside), table, weights, levels)


def day_weights(before: np.ndarray, times: Times) -> np.ndarray:
    """What each day weighs against an ordinary one: its weekday, learned from the weeks before, and the festival."""
    festival = np.array([festival_weight(day) for day in times.all])
    flat = before / festival[times.before]
    known = np.maximum((~np.isnan(flat)).sum(axis=0), 1).reshape(-1, 7)
    means = (np.nansum(flat, axis=0).reshape(-1, 7) / known).mean(axis=0)
    shares = means / means.mean() if means.mean() > 0 else np.ones(7)
    return np.maximum(shares, LEAST_DAY_WEIGHT)[np.arange(len(festival)) % 7] * festival


def _weeks(flat: np.ndarray) -> np.ndarray:
    """Units by store and week; a week of which too few days are known is not known."""
    days = flat.reshape(len(flat), -1, 7)
    known = (~np.isnan(days)).sum(axis=2)
    sums = np.nansum(days, axis=2) * 7
    return np.divide(sums, known, out=np.full(sums.shape, np.nan), where=known >= DAYS_OF_A_KNOWN_WEEK)
