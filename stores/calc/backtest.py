"""How well the forecast would have done: rolling origins over a panel (handbook H8.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from salesops.periods.month import Month
from stores.calc.forecast import StoreForecast, forecast_stores
from stores.calc.panel import Panel
from stores.calc.seasons import SPRING_FESTIVALS


@dataclass(frozen=True, slots=True)
class Score:
    """Errors as shares of what was sold, and how often the range held."""

    wape: float
    wape_of_mean_of_three: float
    wape_of_last_year: float
    bias: float
    coverage: float


def backtest(panel: Panel, *, origins: int = 12, festivals: Mapping[int, date] = SPRING_FESTIVALS) -> Score:
    """Forecast each of the last months from what was known before it, and compare.

    A store counts in a month in which it reported and for which it has a mean of three and
    a last year to be measured against.
    """
    judged = [_judge(panel, panel.end - back, festivals) for back in range(origins, 0, -1)]
    sold, point, low, high, recent, last_year = np.concatenate(judged, axis=1)
    total = sold.sum()
    return Score(
        wape=float(np.abs(point - sold).sum() / total),
        wape_of_mean_of_three=float(np.abs(recent - sold).sum() / total),
        wape_of_last_year=float(np.abs(last_year - sold).sum() / total),
        bias=float((point - sold).sum() / total),
        coverage=float(((low <= sold) & (sold <= high)).mean()),
    )


def _judge(panel: Panel, target: Month, festivals: Mapping[int, date]) -> np.ndarray:
    column = target - panel.first
    forecasts: tuple[StoreForecast, ...] = forecast_stores(panel, target, festivals)
    lines = np.array(
        [
            panel.units[:, column],
            [forecast.point for forecast in forecasts],
            [forecast.low for forecast in forecasts],
            [forecast.high for forecast in forecasts],
            panel.units[:, column - 3 : column].mean(axis=1),
            panel.units[:, column - 12],
        ]
    )
    return lines[:, ~np.isnan(lines).any(axis=0)]
