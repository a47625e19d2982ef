"""How far a forecast may miss: the range that holds eight times of ten (handbook H8.2)."""

import numpy as np

# The bare quantiles of past forecasts hold less than eight of ten of those to come.
WIDENING = 1.1
QUANTILES = (0.1, 0.9)
CLASSES = 3
ERRORS_FOR_CLASS = 30
UNKNOWN_SPREAD = (0.6, 1.6)


def spreads(ratios: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Give each store the low and high factor around its point, learned by size of store.

    Small stores miss by more than large ones, so the stores are judged in three classes of
    size; a class with too few past forecasts learns from the whole center.
    """
    everyone = _spread(ratios, UNKNOWN_SPREAD)
    by_store = np.empty((len(sizes), 2))
    for rows in np.array_split(np.argsort(sizes, kind="stable"), CLASSES):
        by_store[rows] = _spread(ratios[rows], everyone)
    return by_store


def _spread(ratios: np.ndarray, otherwise: tuple[float, float]) -> tuple[float, float]:
    known = ratios[~np.isnan(ratios)]
    if known.size < ERRORS_FOR_CLASS:
        return otherwise
    low, high = np.quantile(known, QUANTILES)
    return (
        max(0.0, 1 - WIDENING * max(0.0, 1 - float(low))),
        1 + WIDENING * max(0.0, float(high) - 1),
    )
