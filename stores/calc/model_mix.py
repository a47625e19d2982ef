"""A store's forecast split by models (handbook H8.2).

The store is what can be forecast; its models are its mix of the last three months, the latest
counting most, drawn towards the center's mix as far as twenty units count. One month alone is
too few units to tell a mix from chance. A model is never drafted from last year: it had another
life then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import floor, sqrt
from typing import NamedTuple

from salesops.periods.month import Month
from stores.calc.apportion import apportion
from stores.calc.forecast import Method, StoreForecast

SHRINKING_UNITS = 20
MONTH_WEIGHTS = (0.5, 0.3, 0.2)
# A model launched on a month's last days must not be blown up without end.
LAUNCH_GROWTH_LIMIT = 3.0
# Beside the store's error: single units scatter, and the mix moves.
UNIT_SCATTER = 1.2
MIX_SCATTER = 0.2
EIGHT_OF_TEN = 1.28

UnitsByStore = Mapping[str, Mapping[str, int | float]]


@dataclass(frozen=True, slots=True)
class ModelLife:
    """When a model is sold: from the launch up to, not including, the end."""

    launched_on: date | None = None
    ends_on: date | None = None

    def share_of(self, month: Month) -> float:
        """Give the share of the month's days on which the model is sold."""
        start = max(self.launched_on or month.first_day, month.first_day)
        end = min(self.ends_on or month.next_first_day, month.next_first_day)
        return max(0, (end - start).days) / month.last_day.day


class _MonthOfLife(NamedTuple):
    """Whether a model was sold in a month, and by how much its units grow to those of the target month."""

    is_sold: bool
    growth: float


@dataclass(frozen=True, slots=True)
class MixInputs:
    """What a line's share was made from: the store's units a month, of the model and in all, and the center's share.

    `rounded_up` says from which remainder on, and to which model among equal ones, the store's lines were rounded
    up so that they add up to its point; None where nothing had to be.
    """

    recent_units: float
    center_share: float
    share: float
    store_units: float = field(default=0.0, compare=False)
    rounded_up: tuple[float, str] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """Units of one model in one store; the points of a store's lines add up to the store's."""

    store: str
    model: str
    low: int
    point: int
    high: int
    method: Method
    inputs: MixInputs


def split_by_model(
    forecasts: Iterable[StoreForecast],
    sold: Mapping[Month, UnitsByStore],
    *,
    target: Month,
    lives: Mapping[str, ModelLife],
) -> tuple[ForecastLine, ...]:
    """Split each store's point by what it sold of each model in the latest months.

    Models that have ended by the target drop out; one launched or ending within a month
    counts by its days. A model that nobody sold yet is the launch's to plan, not the draft's.
    """
    stores = sorted({store for units in sold.values() for store in units})
    life = _months_of_life(sold, target, lives)
    recent = {store: _recent_units(store, sold, life) for store in stores}
    center = _shares(_sums(recent.values()))
    return tuple(line for forecast in forecasts for line in _lines_of(forecast, recent.get(forecast.store, {}), center))


def _months_of_life(
    sold: Mapping[Month, UnitsByStore], target: Month, lives: Mapping[str, ModelLife]
) -> dict[Month, dict[str, _MonthOfLife]]:
    """What each of the months was in each model's life, as seen from the target."""
    models = sorted({model for units in sold.values() for of_store in units.values() for model in of_store})
    return {
        month: {model: _month_of_life(lives.get(model, ModelLife()), month, target) for model in models}
        for month in sold
    }


def _recent_units(
    store: str, sold: Mapping[Month, UnitsByStore], life: Mapping[Month, Mapping[str, _MonthOfLife]]
) -> dict[str, float]:
    """Average a store's units by model over the months that it and the model were there."""
    months = [month for month in sorted(sold, reverse=True) if store in sold[month]]
    weighted = list(zip(months, MONTH_WEIGHTS, strict=False))
    recent = {}
    for model in sorted({model for month in months[: len(MONTH_WEIGHTS)] for model in sold[month][store]}):
        there = [(month, weight) for month, weight in weighted if life[month][model].is_sold] or weighted
        units = sum(
            weight * max(0, sold[month][store].get(model, 0)) * life[month][model].growth for month, weight in there
        )
        if units > 0:
            recent[model] = units / sum(weight for _, weight in there)
    return recent


def _lines_of(
    forecast: StoreForecast, recent: Mapping[str, float], center: Mapping[str, float]
) -> Sequence[ForecastLine]:
    shares = _shares({model: recent.get(model, 0.0) + SHRINKING_UNITS * center[model] for model in center})
    points = apportion(forecast.point if shares else 0, list(shares.values()))
    rounded_up, store_units = _rounded_up(forecast.point, shares, points), sum(recent.values())
    return [
        _line(forecast, model, point, MixInputs(recent.get(model, 0.0), center[model], share, store_units, rounded_up))
        for (model, share), point in zip(shares.items(), points, strict=True)
        if point or model in recent
    ]


def _rounded_up(total: int, shares: Mapping[str, float], points: Sequence[int]) -> tuple[float, str] | None:
    """The least remainder that was rounded up, and the last model with it."""
    quotas = ((model, total * share, point) for (model, share), point in zip(shares.items(), points, strict=True))
    rounded = [(quota - floor(quota), model) for model, quota, point in quotas if point > quota]
    if not rounded:
        return None
    least = min(rounded)[0]
    return least, max(model for remainder, model in rounded if remainder == least)


def _line(forecast: StoreForecast, model: str, point: int, inputs: MixInputs) -> ForecastLine:
    mean = forecast.point * inputs.share
    scatter = EIGHT_OF_TEN**2 * (UNIT_SCATTER * mean + (MIX_SCATTER * mean) ** 2)
    below, above = (
        sqrt((miss * inputs.share) ** 2 + scatter)
        for miss in (forecast.point - forecast.low, forecast.high - forecast.point)
    )
    return ForecastLine(
        store=forecast.store,
        model=model,
        low=min(point, max(0, floor(mean - below + 0.5))),
        point=point,
        high=max(point, floor(mean + above + 0.5)),
        method=forecast.method,
        inputs=inputs,
    )


def _month_of_life(life: ModelLife, month: Month, target: Month) -> _MonthOfLife:
    before, after = life.share_of(month), life.share_of(target)
    growth = min(after / before, LAUNCH_GROWTH_LIMIT) if before else after
    return _MonthOfLife(is_sold=before > 0, growth=growth)


def _sums(parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for part in parts:
        for model, units in part.items():
            sums[model] = sums.get(model, 0.0) + units
    return dict(sorted(sums.items()))


def _shares(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {model: weight / total for model, weight in weights.items()}
