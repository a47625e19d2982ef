"""Sales of a promotion whose true effect is known: seasons, drifting stores, uneven effects, a dip afterwards."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from promotions.calc.effect.units import StoreDays, Times

STARTS_ON = date(2026, 9, 7)
WEEKDAYS = np.array([0.92, 0.92, 0.92, 0.93, 1.10, 1.25, 1.20])


@dataclass(frozen=True)
class Simulated:
    stores: list[StoreDays]
    times: Times
    true_net: float


def simulated(seed: int, *, lift: float, dip: float = 0.15, inside: int = 40, outside: int = 60, days: int = 10):
    """Units of stores with and without a promotion; its lift is uneven, a part of it is missing afterwards."""
    random = np.random.default_rng(seed)
    times, stores = Times(STARTS_ON, STARTS_ON + timedelta(days=days - 1)), inside + outside
    usual = random.lognormal(np.log(0.6), 0.7, stores)
    base = usual[:, np.newaxis] * _season(random, times) * _drift(random, stores, times)
    expected = base.copy()
    uneven = random.lognormal(-0.01, 0.15, inside)
    expected[:inside, times.during] *= (1 + (lift - 1) * uneven)[:, np.newaxis]
    extra = (expected - base).sum(axis=1)
    expected[:, times.after] *= (1 - dip * extra / base[:, times.after].sum(axis=1))[:, np.newaxis]
    units = random.poisson(expected * random.gamma(30, 1 / 30, expected.shape)).astype(float)
    true_net = float((expected - base).sum())
    return Simulated(_laid_out(random, usual, units, inside), times, true_net)


def _season(random, times: Times) -> np.ndarray:
    """Weekdays, and weeks in which all stores sell more or less together."""
    weeks = np.cumsum(random.normal(0, 0.03, times.after.stop // 7 + 1))
    return WEEKDAYS[[day.weekday() for day in times.all]] * np.exp(weeks)[np.arange(times.after.stop) // 7]


def _drift(random, stores: int, times: Times) -> np.ndarray:
    """Each store's own way from month to month."""
    months = np.arange(times.after.stop) // 28
    shape = (stores, months[-1] + 1)
    return np.exp(np.cumsum(random.normal(0, 0.03, shape), axis=1) + random.normal(0, 0.1, shape))[:, months]


def _laid_out(random, usual, units, inside: int) -> list[StoreDays]:
    size = usual * 300 * random.lognormal(0, 0.1, len(usual))
    classes = np.where(usual > 0.8, "A", np.where(usual > 0.4, "B", "C"))
    return [
        StoreDays(row, "center", str(classes[row]), float(size[row]), row < inside, units[row])
        for row in range(len(usual))
    ]
