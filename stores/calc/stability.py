"""How often classes change although no store does: simulated areas with levels that stay (handbook H3).

Levels, season and counts are those that were measured in shops (lognormal levels, a season shared by
all, each store's own month, negative binomial counts). Each month is classified by the bare rule and with
a noise band, from the same sales; right is the class that the bare rule gives the true levels.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from salesops.periods.month import Month
from stores.calc.certainty import DISPERSION, WEEKS_OF_MONTH, Counts, Evidence, class_counts
from stores.calc.classification import WHOLE, Lines, Placing, StoreClass, StoreHistory, classify
from stores.calc.noise_band import kept_codes

_FIRST = Month(2020, 1)
_MEDIAN_UNITS = 28
_LEVEL_SPREAD = 0.80
_SEASON_SPREAD = 0.20
_MONTH_SPREAD = 0.08
_WINDOW = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """What is simulated; the same setting gives the same result."""

    seed: int = 1
    areas: int = 60
    stores: int = 20
    months: int = 36
    percent: int = 95
    by_weeks: bool = True


@dataclass(slots=True)
class Tally:
    """What one way of classing came to, over all areas and months after the first."""

    judged: int = 0
    flips: int = 0
    right: int = 0
    runs: int = 0
    short: int = 0
    held: dict[str, StoreClass] = field(default_factory=dict)

    def add(self, placings: tuple[Placing, ...], shown: dict[str, StoreClass], truth: dict[str, StoreClass]) -> None:
        """Count a month of one area; the first one has nothing to be compared with."""
        if self.held:
            self.judged += len(shown)
            self.flips += sum(self.held[code] != shown[code] for code in shown)
            self.right += sum(shown[code] == truth[code] for code in shown)
            self.runs += 1
            held = sum(placing.volume for placing in placings if shown[placing.code] == StoreClass.A)
            self.short += held * WHOLE < Lines().a * placings[0].total
        self.held = shown


@dataclass(frozen=True, slots=True)
class Stability:
    bare: Tally
    banded: Tally

    @property
    def fewer_flips_percent(self) -> float:
        return round(100 - 100 * self.banded.flips / self.bare.flips, 1)


def simulate(setting: Setting) -> Stability:
    """Classify every area month after month, both ways."""
    rng = np.random.default_rng(setting.seed)
    bare, banded = Tally(), Tally()
    for area in range(setting.areas):
        bare.held, banded.held = {}, {}
        levels, sales = _area(setting, rng)
        truth = _classes(
            classify(_histories(levels[:, None].repeat(_WINDOW, axis=1), {}), window=_window(0), on=_day(0))
        )
        for month, sold in enumerate(_windows(sales)):
            _one_month(setting, (area, month), sold, truth, bare, banded)
    return Stability(bare, banded)


def _one_month(
    setting: Setting, place: tuple[int, int], sold: np.ndarray, truth: dict[str, StoreClass], bare: Tally, banded: Tally
) -> None:
    months = sold.sum(axis=2)
    placings = classify(_histories(months, banded.held), window=_window(place[1]), on=_day(place[1]))
    shown = _classes(placings)
    bare.add(placings, shown, truth)
    counts = class_counts(_evidence(sold, setting.by_weeks), Lines(), seed=(setting.seed, *place))
    banded.add(placings, shown | _kept(placings, counts, setting.percent), truth)


def _kept(placings: tuple[Placing, ...], counts: dict[str, Counts], percent: int) -> dict[str, StoreClass]:
    kept = kept_codes(placings, counts, Lines(), percent=percent)
    return {placing.code: placing.previous for placing in placings if placing.code in kept}


def _area(setting: Setting, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """True levels of an area's stores, and units sold by store, month and week."""
    shape = (setting.stores, setting.months)
    levels = _MEDIAN_UNITS * np.exp(_LEVEL_SPREAD * rng.standard_normal(setting.stores))
    season = np.exp(_SEASON_SPREAD * rng.standard_normal(setting.months))
    means = levels[:, None] * season * np.exp(_MONTH_SPREAD * rng.standard_normal(shape))
    weeks = np.repeat(means[:, :, None] / WEEKS_OF_MONTH, WEEKS_OF_MONTH, axis=2)
    return np.rint(levels * 100).astype(int), rng.poisson(rng.gamma(DISPERSION, weeks / DISPERSION))


def _windows(sales: np.ndarray) -> Iterator[np.ndarray]:
    for end in range(_WINDOW, sales.shape[1] + 1):
        yield sales[:, end - _WINDOW : end]


def _histories(months: np.ndarray, previous: dict[str, StoreClass]) -> list[StoreHistory]:
    return [
        StoreHistory(_code(place), tuple(row), previous=previous.get(_code(place)))
        for place, row in enumerate(months.tolist())
    ]


def _evidence(sold: np.ndarray, by_weeks: bool) -> list[Evidence]:
    volumes = sold.sum(axis=(1, 2)).tolist()
    return [
        Evidence(_code(place), volume, tuple(months), tuple(weeks) if by_weeks else ())
        for place, (volume, months, weeks) in enumerate(
            zip(volumes, sold.sum(axis=2).tolist(), sold.reshape(len(sold), -1).tolist(), strict=True)
        )
    ]


def _classes(placings: tuple[Placing, ...]) -> dict[str, StoreClass]:
    return {placing.code: placing.computed for placing in placings}


def _code(place: int) -> str:
    return f"S{place:03d}"


def _window(month: int) -> list[Month]:
    return [_FIRST + month + offset for offset in range(_WINDOW)]


def _day(month: int):
    return (_FIRST + month + _WINDOW).first_day
