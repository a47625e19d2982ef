"""Difference in differences: how stores of the promotion moved against comparable ones (handbook H6.2).

    uplift = Σ sold − F · Σ usual,    F = Σ w · sold of the compared ÷ Σ w · usual of the compared

`usual` is what the store sold a day in the eight weeks before, for as many days. F is by how much comparable
stores, without the promotion, moved from their usual: season, weekdays, prices and rivals are in it.
The range is that of the ratio estimator over stores (Cochran, Sampling Techniques, 1977, chapter 6).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from promotions.calc.effect.ranges import Spread, estimate_of
from promotions.calc.effect.units import Estimate, StoreDays, Times, table_of, units_over

USUAL_DAYS = 56
# With fewer known days nobody can say what is usual.
LEAST_KNOWN = 21
PARTNERS = 5
LEAST_COMPARED = 5
# So many units must be usual in the days, in the promotion's stores and in those compared, to tell anything.
LEAST_UNITS = 10


@dataclass(frozen=True)
class Matched:
    """Stores of the promotion beside those compared with them: usual and sold over some days."""

    store_ids: tuple[int, ...]
    partners: tuple[tuple[int, ...], ...]
    usual: np.ndarray = field(repr=False)
    sold: np.ndarray = field(repr=False)
    weight: np.ndarray = field(repr=False)
    compared_usual: np.ndarray = field(repr=False)
    compared_sold: np.ndarray = field(repr=False)

    @cached_property
    def factor(self) -> float:
        """F: how comparable stores moved."""
        return float((self.weight @ self.compared_sold) / (self.weight @ self.compared_usual))

    @property
    def baselines(self) -> np.ndarray:
        return self.factor * self.usual

    def estimate(self, rows: Sequence[int] | None = None) -> Estimate:
        """The effect over all stores, or over some of them by their places."""
        usual, sold = (self.usual, self.sold) if rows is None else (self.usual[list(rows)], self.sold[list(rows)])
        of_factor = self._spread_of_factor
        shared = replace(of_factor, variance=of_factor.variance * float(usual.sum()) ** 2)
        return estimate_of(float(sold.sum()), self.factor * float(usual.sum()), (self._spread_of(usual, sold), shared))

    @cached_property
    def _spread_of_factor(self) -> Spread:
        misses = self.weight * (self.compared_sold - self.factor * self.compared_usual)
        count = self.weight.sum() ** 2 / (self.weight @ self.weight)
        freedom = max(float(count) - 1, 1.0)
        variance = misses @ misses / (self.weight @ self.compared_usual) ** 2
        return Spread(float(variance * count / freedom), freedom)

    def _spread_of(self, usual: np.ndarray, sold: np.ndarray) -> Spread:
        """How the promotion's stores scatter around their own ratio, but never less than stores scatter anyway."""
        expected = np.maximum(self.factor * usual, 1.0)
        anyway = Spread(self._dispersion * float(expected.sum()), self._spread_of_factor.freedom)
        count = len(usual)
        if count < 2 or usual.sum() <= 0:
            return anyway
        misses = sold - sold.sum() / usual.sum() * usual
        own = Spread(float(misses @ misses) * count / (count - 1), count - 1)
        return max(own, anyway, key=lambda spread: spread.variance)

    @cached_property
    def _dispersion(self) -> float:
        """By how much compared stores scatter around their baseline; pure counts would by 1."""
        expected = self.factor * self.compared_usual
        squares, counts = self.weight @ (self.compared_sold - expected) ** 2, self.weight @ expected
        return max(1.0, float(squares / counts)) if counts > 0 else 1.0


@dataclass(frozen=True)
class Match:
    """Which stores are laid beside which, before any span is looked at."""

    table: np.ndarray = field(repr=False)
    usual_a_day: np.ndarray = field(repr=False)
    rows: tuple[int, ...]
    partners: tuple[tuple[int, ...], ...]
    ids: tuple[int, ...]

    def over(self, span: slice) -> Matched:
        """What both sides usually sell in so many days, and what they sold.

        A store of which nothing is known in the span counts neither for nor against: as its baseline.
        """
        weight = np.zeros(len(self.table))
        for found in self.partners:
            weight[list(found)] += 1 / len(found)
        inside, compared = list(self.rows), np.flatnonzero(weight)
        usual, sold = self.usual_a_day * (span.stop - span.start), units_over(self.table, span)
        matched = Matched(
            store_ids=tuple(self.ids[row] for row in inside),
            partners=tuple(tuple(self.ids[row] for row in found) for found in self.partners),
            usual=usual[inside],
            sold=sold[inside],
            weight=weight[compared],
            compared_usual=usual[compared],
            compared_sold=sold[compared],
        )
        return replace(matched, sold=np.where(np.isnan(matched.sold), matched.baselines, matched.sold))


def match(stores: Sequence[StoreDays], times: Times, *, is_over: bool) -> Match | None:
    """Lay each store of the promotion beside those like it that reported too; None if there are too few."""
    table = table_of(stores, times)
    asked = (times.during, times.after) if is_over else (times.during,)
    usual = _usual_a_day(table[:, times.before][:, -USUAL_DAYS:])
    has_usual, reported = ~np.isnan(usual), ~np.isnan(sum(units_over(table, span) for span in asked))
    rows = [row for row, store in enumerate(stores) if store.is_in and has_usual[row]]
    others = [row for row, store in enumerate(stores) if not store.is_in and has_usual[row] and reported[row]]
    if not rows or len(others) < LEAST_COMPARED:
        return None
    partners = tuple(_nearest(stores[row], stores, others) for row in rows)
    compared = sorted({row for found in partners for row in found})
    days = times.during.stop - times.during.start
    if min(usual[rows].sum(), usual[compared].sum()) * days < LEAST_UNITS:
        return None
    return Match(table, usual, tuple(rows), partners, tuple(store.store_id for store in stores))


def _usual_a_day(recent: np.ndarray) -> np.ndarray:
    known = (~np.isnan(recent)).sum(axis=1)
    return np.divide(np.nansum(recent, axis=1), known, out=np.full(len(recent), np.nan), where=known >= LEAST_KNOWN)


def _nearest(store: StoreDays, stores: Sequence[StoreDays], others: Sequence[int]) -> tuple[int, ...]:
    """The stores without the promotion that are most like it: its center first, then its class, then its size."""

    def distance(row: int) -> tuple[bool, bool, float, int]:
        other = stores[row]
        size = abs(np.log((store.size + 1) / (other.size + 1)))
        return (other.center != store.center, other.store_class != store.store_class, size, other.store_id)

    return tuple(sorted(others, key=distance)[:PARTNERS])
