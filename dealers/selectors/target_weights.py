"""What targets are shared out by: last year's sales, the season, capacity, equal shares (handbook H8.1)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from dealers.calc.target_scope import year_of
from dealers.calc.targets import SCALE, Key, Parts, mixed, season_of
from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.models import HandsetModel, SalesMonth, Store

BECAUSE = "weights of the whole company, or of the center whose split is made"
YEAR = 12
SEASON_YEARS = 3

Slot = tuple[Month, str]
Weights = Mapping[Slot, Mapping[Key, int]]


class Spot(NamedTuple):
    """An active store with those who are responsible for it."""

    store_id: int
    center_id: int
    rep_id: int
    customer_id: int
    store_class: str
    capacity_units: int | None


def series_of(year: int) -> list[str]:
    """The series of our own models that are sold in a year; a model without a series counts under an empty name."""
    models = HandsetModel.objects.own().not_ended(date(year, 1, 1)).order_by("series")
    return list(models.values_list("series", flat=True).distinct())


def spots(center: Center | None = None) -> list[Spot]:
    """The active stores of a center, or of all active ones, in the order of their codes. One query."""
    stores = Store.objects.unscoped(because=BECAUSE).active().filter(center__is_active=True)
    stores = stores.filter(center=center) if center else stores
    fields = ("pk", "center_id", "rep_id", "customer_id", "store_class", "monthly_capacity_units")
    return [Spot(*row) for row in stores.order_by("code").values_list(*fields)]


def weights_of_year(year: int, series: Sequence[str], parts: Parts, on: date) -> dict[Slot, int]:
    """How the company's year lies on its months and series. One query.

    Last year's sales say both at once; the season is the mean shape of up to three years, times each series' share;
    capacity says nothing of months and is left out.
    """
    end = Month.of(on)
    rows = _months(end - YEAR * SEASON_YEARS, end).values_list("month", "model__series").annotate(Sum("sell_out"))
    years: list[dict[int, int]] = [defaultdict(int) for _year in range(SEASON_YEARS)]
    last: dict[tuple[int, str], int] = defaultdict(int)
    of_series: dict[str, int] = defaultdict(int)
    for day, name, units in rows:
        back = (end - 1 - Month.of(day)) // YEAR
        years[back][day.month] += units
        if back == 0:
            last[day.month, name] += units
            of_series[name] += units
    season = season_of(years)
    slots = [(month, name) for month in year_of(year) for name in series]
    bases = {
        "history": {(month, name): last[month.month, name] for month, name in slots},
        "season": {(month, name): season[month.month] * max(0, of_series[name]) for month, name in slots},
        "equal": dict.fromkeys(slots, SCALE),
    }
    return mixed(parts, bases)


def weights_of_places(slots: Iterable[Slot], found: Sequence[Spot], parts: Parts, on: date, *, by: str) -> Weights:
    """For each month and series what each store weighs, or each center (`by` "store_id" or "center_id"). One query."""
    end = Month.of(on)
    path = {"store_id": "store", "center_id": "store__center"}[by]
    months = _months(end - YEAR, end)
    if by == "store_id" and found:
        months = months.filter(store__center=found[0].center_id)
    season: dict[tuple[int, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    history: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for place, day, name, units in months.values_list(path, "month", "model__series").annotate(Sum("sell_out")):
        season[day.month, name][place] += units
        history[name][place] += units
    potential = _potential(found, by)
    equal: dict[int, int] = defaultdict(int)
    for spot in found:
        equal[getattr(spot, by)] += 1
    return {
        (month, name): _of_slot(parts, equal, history[name], season[month.month, name], potential)
        for month, name in slots
    }


def _of_slot(parts: Parts, equal: Mapping, history: Mapping, season: Mapping, potential: Mapping) -> dict[Key, int]:
    """Places that have no active store any more weigh nothing, whatever they sold."""
    bases = {"history": history, "season": season, "potential": potential, "equal": equal}
    return mixed(parts, {name: {key: values.get(key, 0) for key in equal} for name, values in bases.items()})


def _potential(found: Sequence[Spot], by: str) -> dict[int, int]:
    """Monthly capacity in tenths; a store whose archive lacks it counts as the mean of its class."""
    known: dict[str, list[int]] = defaultdict(list)
    for spot in found:
        if spot.capacity_units is not None:
            known[spot.store_class].append(spot.capacity_units)
    mean = {name: round(10 * sum(units) / len(units)) for name, units in known.items()}
    sums: dict[int, int] = defaultdict(int)
    for spot in found:
        own = mean.get(spot.store_class, 0) if spot.capacity_units is None else 10 * spot.capacity_units
        sums[getattr(spot, by)] += own
    return sums


def _months(start: Month, end: Month) -> QuerySet[SalesMonth]:
    return SalesMonth.objects.unscoped(because=BECAUSE).within(start, end).filter(model__is_own=True).order_by()
