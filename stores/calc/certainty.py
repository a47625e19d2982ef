"""How sure a class is: the weeks of the window are drawn anew and the area is ranked again (handbook H3).

The weeks are drawn once for all stores of an area, so that a season they share moves nobody. A store
whose months came in one piece has no weeks to draw from; its months are drawn from a negative binomial
of the same mean instead, whose spread (variance = mean + mean² ÷ 30) is that of counts in shops.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from stores.calc.classification import WHOLE, Lines, StoreClass

VERSION = "resample-1"
RESAMPLES = 200
WEEKS_OF_MONTH = 4
DISPERSION = 30
CLASSES = tuple(StoreClass)

# Of the resamples, how many gave A, how many B, how many C.
Counts = tuple[int, int, int]


class Method(StrEnum):
    """What was drawn for a store."""

    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A ranked store: its volume in whole hundredths of the measure, and what can be drawn.

    ``weeks`` are hundredths too and fill the whole window, empty where only months are known;
    ``months`` are the units of the reported months.
    """

    code: str
    volume: int
    months: tuple[int, ...]
    weeks: tuple[int, ...] = ()

    @property
    def method(self) -> Method:
        return Method.WEEKS if self.weeks else Method.MONTHS

    @property
    def kept(self) -> dict[str, tuple[int, ...]]:
        """What a run keeps of it: what was drawn from, by the method; code and volume stand beside."""
        return {self.method: self.weeks or self.months}


def class_counts(
    area: Iterable[Evidence], lines: Lines, *, seed: Sequence[int], resamples: int = RESAMPLES
) -> dict[str, Counts]:
    """Count for each store of an area in how many resamples it has which class; same seed, same counts."""
    stores = sorted(area, key=lambda store: store.code)
    if not stores:
        return {}
    drawn = _drawn(stores, np.random.default_rng(list(seed)), resamples)
    classes = ranked_classes(drawn, lines)
    counts = np.stack([(classes == place).sum(axis=0) for place in range(len(CLASSES))], axis=1)
    return {store.code: tuple(row) for store, row in zip(stores, counts.tolist(), strict=True)}


def ranked_classes(volumes: np.ndarray, lines: Lines) -> np.ndarray:
    """Class many areas at once, one a row, as 0, 1, 2; the columns are in the order of the codes.

    The same whole-number comparison as in `classification`, which is what the tests hold it to.
    """
    volumes = np.maximum(volumes, 0)
    order = np.argsort(-volumes, axis=1, kind="stable")
    ranked = np.take_along_axis(volumes, order, axis=1)
    sums = np.cumsum(ranked, axis=1)
    before, total = (sums - ranked) * WHOLE, sums[:, -1:]
    is_a = (ranked > 0) & (before < lines.a * total)
    is_b = (ranked > 0) & (before < lines.b * total)
    classes = np.empty(volumes.shape, dtype=np.int8)
    np.put_along_axis(classes, order, np.where(is_a, 0, np.where(is_b, 1, 2)).astype(np.int8), axis=1)
    return classes


def sureness(counts: Counts, store_class: StoreClass) -> int:
    """The percent of the resamples that gave this class."""
    return _percent(counts[CLASSES.index(store_class)], sum(counts))


def next_likely(counts: Counts, store_class: StoreClass) -> StoreClass | None:
    """The class it most likely has instead; none if no resample gave another."""
    others = [(count, other) for count, other in zip(counts, CLASSES, strict=True) if other != store_class and count]
    return max(others, key=lambda pair: pair[0])[1] if others else None


def _percent(part: int, whole: int) -> int:
    """Cut off, so that 100 % is said only of what never came out otherwise."""
    return part * 100 // whole


def _drawn(stores: list[Evidence], rng: np.random.Generator, resamples: int) -> np.ndarray:
    drawn = np.empty((resamples, len(stores)), dtype=np.int64)
    by_weeks = [place for place, store in enumerate(stores) if store.weeks]
    by_months = [place for place, store in enumerate(stores) if not store.weeks]
    if by_weeks:
        drawn[:, by_weeks] = _of_weeks([stores[place].weeks for place in by_weeks], rng, resamples)
    if by_months:
        drawn[:, by_months] = _of_months([stores[place] for place in by_months], rng, resamples)
    return drawn


def _of_weeks(weeks: list[tuple[int, ...]], rng: np.random.Generator, resamples: int) -> np.ndarray:
    """As many weeks as the window has, drawn with replacement, the same for all stores."""
    matrix = np.array(weeks, dtype=np.int64)
    count = matrix.shape[1]
    times = rng.multinomial(count, np.full(count, 1 / count), size=resamples)
    return times @ matrix.T


def _of_months(stores: list[Evidence], rng: np.random.Generator, resamples: int) -> np.ndarray:
    """The store's volume, times what its units come to when drawn, against what they were.

    The sum of the months is drawn at once, from the negative binomial that has its mean and variance.
    """
    most = max(len(store.months) for store in stores)
    units = np.array([[*store.months, *[0] * (most - len(store.months))] for store in stores], dtype=np.float64)
    months = np.maximum(units, 0)
    sums = months.sum(axis=1)
    is_sold = sums > 0
    # Where nothing was sold nothing is drawn; the draws ask for more than nothing all the same.
    sums, squares = np.where(is_sold, sums, 1), np.where(is_sold, (months**2).sum(axis=1), 1)
    shape = DISPERSION * sums**2 / squares
    sold = rng.poisson(rng.gamma(shape, sums / shape, size=(resamples, len(stores))))
    volumes = np.array([store.volume for store in stores], dtype=np.float64)
    return np.rint(np.where(is_sold, sold * (volumes / sums), volumes)).astype(np.int64)
