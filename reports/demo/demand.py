"""What a store would sell in expectation: its level, its models, and how the days share a month.

These are the truths behind the figures: the program sees only what was sold.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from reports.demo.archive import Store
from reports.demo.campaigns import Campaign, takes_part
from reports.demo.handsets import Handset, predecessor
from reports.demo.season import days_of, month_weights, months_apart, next_month
from reports.demo.stream import Stream
from reports.demo.world import Center, World

# A new store's months one to twelve; the first is short by itself, as it opens in mid-month.
_RAMP = (0.54, 0.55, 0.65, 0.70, 0.78, 0.80, 0.85, 0.90, 0.92, 0.95, 0.99, 1.0)
_DRIFT = 0.035
_NOISE = ((15.0, 0.12), (25.0, 0.07), (38.0, 0.05), (60.0, 0.045), (math.inf, 0.04))
_COLLAPSE = 0.001
_CARRIES = {"A": (0.95, 0.95, 0.95), "B": (0.75, 0.825, 0.90), "C": (0.30, 0.45, 0.60)}
# Days within which a store has a new model, where nothing is slow.
_ARRIVES_WITHIN = {"A": 14, "B": 22, "C": 26}
_MOST_MODELS = {"A": math.inf, "B": 14, "C": 8}
_OWN_MIX = 0.45
_TAKEN_FROM_PREDECESSOR = 0.35


@dataclass(frozen=True, slots=True)
class Carried:
    """A model in a store: from which month and day on, and how well it goes there."""

    handset: Handset
    since: date
    arrives_on: date
    affinity: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One store, model and month in expectation, with the cumulated weights of its days."""

    carried: Carried
    month: date
    expected: float
    first_day: int
    days: tuple[float, ...]


def store_cells(world: World, center: Center, store: Store) -> list[Cell]:
    """All cells of a store in the order of months, then of launches."""
    levels = month_levels(world, store)
    carried = carried_models(world, center, store)
    joined = {
        campaign.code for campaign in center.campaigns if takes_part(world.options.seed, campaign.code, store.code)
    }
    cells = []
    for month in world.months:
        if store.opened_on < next_month(month) and store.is_open_on(max(month, store.opened_on)):
            running = [one for one in center.campaigns_by_month[month] if one.code in joined]
            cells += _month_cells(world, store, month, levels[month], carried, running)
    return cells


def month_levels(world: World, store: Store) -> dict[date, float]:
    """The store's level of each month before its season: drift, noise, ramp, and rare collapses."""
    stream = Stream(world.options.seed, "level", store.code)
    noise = next(deviation for limit, deviation in _NOISE if store.level < limit)
    levels, drift = {}, 0.0
    for month in world.months:
        drift += stream.normal(0.0, _DRIFT)
        factor = math.exp(drift + stream.normal(0.0, noise))
        collapsed, depth = stream.chance(_COLLAPSE), 0.05 + 0.23 * stream.uniform()
        age = max(0, months_apart(store.opened_on, month))
        ramp = _RAMP[age] if age < len(_RAMP) else 1.0
        levels[month] = store.level * factor * ramp * (depth if collapsed else 1.0)
    return levels


def carried_models(world: World, center: Center, store: Store) -> list[Carried]:
    """Which models the store takes in, and when; a small shop has room for few at once."""
    carried: list[Carried] = []
    chances = _CARRIES[store.size_class]
    for handset in world.handsets:
        stream = Stream(world.options.seed, "carry", f"{store.code}|{handset.code}")
        draw, affinity = stream.uniform(), stream.lognormal(1.0, _OWN_MIX)
        age = next((age for age, chance in enumerate(chances) if draw < chance), None)
        if age is None:
            continue
        since = _months_on(handset.launched_on.replace(day=1), age)
        beside = sum(1 for other in carried if other.handset.ended_on > since)
        if beside < _MOST_MODELS[store.size_class]:
            mix = Stream(world.options.seed, "mix", f"{center.plan.code}|{handset.code}")
            came_on = max(since, arrives_on(world, center, store, handset))
            carried.append(Carried(handset, since, came_on, affinity * mix.lognormal(1.0, 0.1)))
    return carried


def arrives_on(world: World, center: Center, store: Store, handset: Handset) -> date:
    """When the store takes the model in, if it does so in the launch's month: the large ones earlier."""
    draw = Stream(world.options.seed, "arrival", f"{store.code}|{handset.code}").uniform()
    return handset.launched_on + timedelta(days=int(draw * _ARRIVES_WITHIN[store.size_class] * center.plan.pace))


def _month_cells(
    world: World,
    store: Store,
    month: date,
    level: float,
    carried: list[Carried],
    campaigns: list[Campaign],
) -> list[Cell]:
    promoted = bool(campaigns)
    first, last = _open_days(world, store, month)
    season = month_weights(month, promoted, store.store_format)
    weights = _model_weights(world, carried, month)
    total = math.fsum(weights.values())
    volume = level * math.fsum(season[first:last])
    cells = []
    for one in carried:
        weight = weights.get(one.handset.code, 0.0)
        launched = max(first, (one.handset.launched_on - month).days)
        start = max(first, (one.arrives_on - month).days)
        if not weight or start >= last:
            continue
        on_model = tuple(c for c in campaigns if one.handset.code in c.models)
        days = _day_curve(month, promoted, store.store_format, start, last, on_model)
        plain = math.fsum(season[launched:last])
        expected = volume * weight / total * days[-1] / plain
        cells.append(Cell(one, month, expected, start, days))
    return cells


def _model_weights(world: World, carried: list[Carried], month: date) -> dict[str, float]:
    """The pull of each model on sale; a new one takes part of it from the one it follows."""
    weights = {
        one.handset.code: one.handset.weight * one.affinity * one.handset.life_weight(month)
        for one in carried
        if one.since <= month and one.handset.is_sold_in(month)
    }
    for one in carried:
        before = predecessor(one.handset, world.handsets)
        if one.handset.code in weights and before is not None and before.code in weights:
            left = weights[before.code] - _TAKEN_FROM_PREDECESSOR * weights[one.handset.code]
            weights[before.code] = max(0.1 * weights[before.code], left)
    return weights


def _open_days(world: World, store: Store, month: date) -> tuple[int, int]:
    """First and last day (excluded) of the month on which the store sold and the day is over."""
    end = min(next_month(month), world.options.today)
    if store.closed_on is not None:
        end = min(end, store.closed_on)
    return max(0, (store.opened_on - month).days), max(0, (end - month).days)


@lru_cache(maxsize=4096)
def _day_curve(
    month: date,
    promoted: bool,
    store_format: str,
    start: int,
    last: int,
    campaigns: tuple[Campaign, ...],
) -> tuple[float, ...]:
    days, season = days_of(month), month_weights(month, promoted, store_format)
    return tuple(
        accumulate(
            season[place] * math.prod(campaign.factor(days[place]) for campaign in campaigns)
            for place in range(start, last)
        )
    )


def _months_on(month: date, count: int) -> date:
    for _ in range(count):
        month = next_month(month)
    return month
