"""How well the forecast would have done: rolling origins over a panel (handbook H8.2).

Each of the last months is forecast from what was known before it, and so are the plain rules that a
forecast must beat. All are judged on the same store-months.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from salesops.periods.month import Month, months_between
from stores.calc.forecast import forecast_stores
from stores.calc.panel import Panel
from stores.calc.promoted import learn_lifts, without_promotions
from stores.calc.seasons import SPRING_FESTIVALS

ORIGINS = 12
FORECAST, LAST_MONTH, MEAN_OF_THREE, LAST_YEAR = "forecast", "last_month", "mean_of_three", "same_month_last_year"
RULES = (FORECAST, LAST_MONTH, MEAN_OF_THREE, LAST_YEAR)


@dataclass(frozen=True, slots=True)
class Promotions:
    """How much of each month was promoted, with a column more than the panel for none after it.

    `groups` numbers each row's product from 0: products have lifts of their own.
    """

    promoted: np.ndarray
    groups: np.ndarray


@dataclass(frozen=True, slots=True)
class Errors:
    """How far a rule missed.

    WAPE: Σ|forecast − sold| ÷ Σ|sold|. Bias: Σ(forecast − sold) ÷ Σ|sold|. MASE: the miss by the store's own mean
    step from month to month before the first origin, averaged (Hyndman & Koehler, 2006); None without a step.
    """

    wape: float
    bias: float
    mase: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """The errors of the forecast and of the plain rules, and how often the range held what was sold."""

    judged: int
    errors: Mapping[str, Errors]
    coverage: float

    @property
    def ours(self) -> Errors:
        return self.errors[FORECAST]

    def ratio_to(self, rule: str) -> float | None:
        """Our WAPE by the rule's; None where the rule could say nothing or never missed."""
        other = self.errors.get(rule)
        return self.ours.wape / other.wape if other and other.wape else None


class NothingToJudge(ValueError):
    """No store has a month with sales that could be forecast from three before it."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """Store-months side by side: what was sold, what each rule had said, the range, the store's mean step."""

    sold: np.ndarray
    points: Mapping[str, np.ndarray]
    low: np.ndarray
    high: np.ndarray
    step: np.ndarray

    @classmethod
    def joined(cls, parts: Sequence["_Cells"]) -> "_Cells":
        return cls(
            sold=np.concatenate([part.sold for part in parts]),
            points={rule: np.concatenate([part.points[rule] for part in parts]) for rule in RULES},
            low=np.concatenate([part.low for part in parts]),
            high=np.concatenate([part.high for part in parts]),
            step=np.concatenate([part.step for part in parts]),
        )

    def judged_by(self, rules: Iterable[str]) -> np.ndarray:
        """Which cells have something to say of each of the rules."""
        return ~np.isnan(np.stack([self.sold, *(self.points[rule] for rule in rules)])).any(axis=0)

    def errors(self, rule: str, judged: np.ndarray) -> Errors:
        missed, total = (self.points[rule] - self.sold)[judged], np.abs(self.sold[judged]).sum()
        step = self.step[judged]
        steps = np.abs(missed[step > 0]) / step[step > 0]
        return Errors(
            wape=float(np.abs(missed).sum() / total),
            bias=float(missed.sum() / total),
            mase=float(steps.mean()) if steps.size else None,
        )


def backtest(
    panels: Iterable[tuple[Panel, Promotions | None]],
    *,
    origins: int = ORIGINS,
    festivals: Mapping[int, date] = SPRING_FESTIVALS,
) -> Score:
    """Forecast each of the last months of each center, and compare.

    A store counts in a month in which it reported and for which each rule has its months before. Where no
    store has a year of history, the same month last year is left out of the comparison.
    Raises `NothingToJudge` if nothing is left.
    """
    cells = _Cells.joined([part for panel, known in panels for part in _judge(panel, known, origins, festivals)])
    rules = RULES if cells.judged_by(RULES).any() else RULES[:-1]
    judged = cells.judged_by(rules)
    if not np.abs(cells.sold[judged]).sum():
        raise NothingToJudge
    held = (cells.low <= cells.sold) & (cells.sold <= cells.high)
    return Score(
        judged=int(judged.sum()),
        errors={rule: cells.errors(rule, judged) for rule in rules},
        coverage=float(held[judged].mean()),
    )


def _judge(panel: Panel, known: Promotions | None, origins: int, festivals: Mapping[int, date]) -> Iterator[_Cells]:
    first = max(panel.first, panel.end - origins)
    with np.errstate(invalid="ignore"):
        step = np.abs(np.diff(panel.before(first).units, axis=1))
    counted = (~np.isnan(step)).sum(axis=1)
    mean_step = np.divide(np.nansum(step, axis=1), counted, out=np.zeros(len(step)), where=counted > 0)
    for target in months_between(first, panel.end - 1):
        yield _judge_month(panel, known, target, festivals, mean_step)


def _judge_month(
    panel: Panel, known: Promotions | None, target: Month, festivals: Mapping[int, date], step: np.ndarray
) -> _Cells:
    column, before = target - panel.first, panel.before(target)
    factor = np.ones(len(panel.stores))
    if known is not None:
        past, ahead = known.promoted[:, :column], known.promoted[:, column]
        lifts = learn_lifts(before.units, past, known.groups)
        before = replace(before, units=without_promotions(before.units, past, lifts))
        factor = lifts.factors(ahead[:, np.newaxis])[:, 0]
    forecasts = forecast_stores(before, target, festivals)
    point, low, high = (
        np.array([getattr(forecast, name) for forecast in forecasts]) * factor for name in ("point", "low", "high")
    )
    return _Cells(
        sold=panel.units[:, column],
        points={
            FORECAST: point,
            LAST_MONTH: _column(panel, column - 1),
            MEAN_OF_THREE: sum(_column(panel, column - back) for back in (1, 2, 3)) / 3,
            LAST_YEAR: _column(panel, column - 12),
        },
        low=low,
        high=high,
        step=step,
    )


def _column(panel: Panel, column: int) -> np.ndarray:
    return panel.units[:, column] if column >= 0 else np.full(len(panel.stores), np.nan)
