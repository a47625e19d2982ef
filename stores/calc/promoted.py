"""What promotions did to sales, taken out of the history and put on what is ahead (handbook H6.2, H8.2).

A month sells ``base · exp(lift · promoted)``: the base is what the months before sold without their
promotions, moved as the stores without one moved that month, and ``promoted`` says how much of the month was
promoted (0 to 1) or how deep the price cut was. One lift is learned for the center by Poisson likelihood,
which sums what sold rather than averaging ratios of single units; each group (a product) has its own,
drawn towards the center's as far as its units are too few to tell it apart.
"""

from dataclasses import dataclass

import numpy as np

from stores.calc.robust import levels_of

ROUNDS = 3
NEWTON_STEPS = 8
# A product's lift differs from the center's by about a third, in logs.
SPREAD_OF_GROUPS = 0.3
# So many units say that the center did not move, before its own are counted.
UNITS_OF_NO_MOVE = 20.0
# Five times as much, or a fifth, is believed of a promotion; more is a fault in the data.
LARGEST_LIFT = np.log(5.0)


@dataclass(frozen=True, slots=True)
class Lifts:
    """The log of what a full promotion multiplies sales by: the center's, and each row's own."""

    pooled: float
    by_row: np.ndarray

    def factors(self, promoted: np.ndarray) -> np.ndarray:
        """What promotions multiply sales by; `promoted` has a row for each row of the panel."""
        return np.exp((promoted.T * self.by_row).T)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells that tell something, flat: what sold, what was the base, how promoted, whose group."""

    sold: np.ndarray
    base: np.ndarray
    promoted: np.ndarray
    group: np.ndarray


def learn_lifts(units: np.ndarray, promoted: np.ndarray, groups: np.ndarray) -> Lifts:
    """Learn the lifts from months (columns) of stores (rows); NaN units were not reported.

    `groups` numbers each row's product from 0. Without a promoted month the lifts are 0.
    """
    lifts = Lifts(0.0, np.zeros(len(units)))
    for _ in range(ROUNDS):
        cells = _cells(units, promoted, groups, without_promotions(units, promoted, lifts))
        if not cells.sold.size:
            break
        pooled = _pooled(cells)
        lifts = Lifts(pooled, _by_group(cells, pooled, int(groups.max()) + 1)[groups])
    return lifts


def without_promotions(units: np.ndarray, promoted: np.ndarray, lifts: Lifts) -> np.ndarray:
    """The history as it would have been without its promotions."""
    return units / lifts.factors(promoted)


def _cells(units: np.ndarray, promoted: np.ndarray, groups: np.ndarray, clean: np.ndarray) -> _Cells:
    base = levels_of(clean).recent[:, :-1]
    base = base * _moved_together(np.where(promoted > 0, np.nan, clean), base)
    there = (promoted > 0) & (base > 0) & ~np.isnan(units)
    return _Cells(
        sold=np.maximum(units[there], 0.0),
        base=base[there],
        promoted=promoted[there],
        group=np.broadcast_to(groups[:, np.newaxis], units.shape)[there],
    )


def _moved_together(unpromoted: np.ndarray, base: np.ndarray) -> np.ndarray:
    """By how much the stores without a promotion sold more or less than their base, month by month.

    Drawn to no move at all as far as their units are few; where everybody was promoted nothing can be told.
    """
    known = ~np.isnan(unpromoted) & ~np.isnan(base)
    sold, expected = np.where(known, unpromoted, 0.0).sum(axis=0), np.where(known, base, 0.0).sum(axis=0)
    return np.maximum(sold + UNITS_OF_NO_MOVE, 0.0) / (expected + UNITS_OF_NO_MOVE)


def _pooled(cells: _Cells) -> float:
    lift = 0.0
    for _ in range(NEWTON_STEPS):
        mean = cells.base * np.exp(lift * cells.promoted)
        slope = (cells.promoted * (cells.sold - mean)).sum()
        lift = float(np.clip(lift + slope / (cells.promoted**2 * mean).sum(), -LARGEST_LIFT, LARGEST_LIFT))
    return lift


def _by_group(cells: _Cells, pooled: float, groups: int) -> np.ndarray:
    """Each group's lift: the likeliest under a normal prior around the center's."""
    mean = cells.base * np.exp(pooled * cells.promoted)
    scatter = max(1.0, float(((cells.sold - mean) ** 2 / mean).mean()))
    weight = 1 / SPREAD_OF_GROUPS**2
    lift = np.full(groups, pooled)
    for _ in range(NEWTON_STEPS):
        mean = cells.base * np.exp(lift[cells.group] * cells.promoted)
        slope = _summed(cells.promoted * (cells.sold - mean), cells.group, groups) / scatter - weight * (lift - pooled)
        bend = _summed(cells.promoted**2 * mean, cells.group, groups) / scatter + weight
        lift = np.clip(lift + slope / bend, -LARGEST_LIFT, LARGEST_LIFT)
    return lift


def _summed(values: np.ndarray, group: np.ndarray, groups: int) -> np.ndarray:
    return np.bincount(group, weights=values, minlength=groups)
