"""The lines of a center's drafts: forecast by store, split by model, and what comes on top (handbook H8.2)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from dealers.calc.carriage import Carriage, carriage_of
from dealers.calc.material import Increase, IncreaseKind, Material, ModelFacts, MonthSold, Stock, StoreFacts, StoreModel
from salesops.periods.month import Month
from stores.calc.forecast import MONTHS_NAMED, StoreForecast, forecast_stores
from stores.calc.forecast import RULE_VERSION as FORECAST_RULE
from stores.calc.model_mix import MONTH_WEIGHTS, ForecastLine, ModelLife, split_by_model
from stores.calc.panel import Panel, StoreMonths
from stores.calc.running_month import PartOfMonth, full_by_part, with_running_month

RULE_VERSION = f"plan-2/{FORECAST_RULE}"
NO_PRICE = Decimal("0.00")
NOT_SOLD = (None, 0)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """The machine's part of one line of a plan."""

    store_id: int
    model_id: int
    baseline: int
    launch: int
    promotion: int
    promoter: int
    low: int
    high: int
    method: str
    list_yuan: Decimal
    supply_yuan: Decimal
    stock: int | None
    carriage: Carriage
    inputs: dict[str, Any]


class _MonthShown(NamedTuple):
    """A month of a store as the evidence of its lines shows it; `sold` is all that the center sold in it."""

    month: Month
    written: str
    units: int
    sold: MonthSold


@dataclass(frozen=True)
class _Center:
    """The center's forecasts by store, and the sales that stand behind them."""

    material: Material
    forecasts: Mapping[str, StoreForecast]
    sold: Mapping[Month, MonthSold]
    shown: Mapping[int, list[_MonthShown]]
    mix_months: tuple[Month, ...]
    lives: Mapping[int, ModelLife]
    numbers: Mapping[str, dict[str, Any]]
    growth: float | None


def lines_by_customer(material: Material) -> dict[int, list[DraftLine]]:
    """Draft every planned store of a center; a customer without such a store has no lines."""
    if not any(store.is_planned for store in material.stores):
        return {}
    center = _center_of(material)
    planned = {store.code: store for store in material.stores if store.is_planned}
    models = {model.code: model for model in material.models}
    split = _split(center, planned)
    lines: dict[int, list[DraftLine]] = defaultdict(list)
    for made in split:
        store, model = planned[made.store], models[made.model]
        lines[store.customer_id].append(_line(center, store, model, made))
    covered = {(planned[made.store].id, models[made.model].id) for made in split}
    for store, model in _launched(material, planned.values(), covered):
        lines[store.customer_id].append(_line(center, store, model, None))
    return dict(lines)


def _center_of(material: Material) -> _Center:
    sold = {month: rows for month, rows in material.sold.items() if month < material.end}
    store_units = _store_units(sold)
    panel = Panel.of(_histories(material, store_units), end=material.end)
    growth = None
    if material.part is not None:
        growth = full_by_part(panel, material.part)
        panel = with_running_month(panel, material.part)
    forecasts = {forecast.store: forecast for forecast in forecast_stores(panel, material.month)}
    mix_months, shown = _mix_months(sold), _shown(store_units, sold)
    numbers = {
        store.code: _store_numbers(
            forecasts[store.code], {seen.month for seen in shown.get(store.id, ())}, material.part
        )
        for store in material.stores
        if store.is_planned
    }
    lives = {
        model.id: model.life for model in material.models if _is_partial(model.life, (*mix_months, material.month))
    }
    return _Center(material, forecasts, sold, shown, mix_months, lives, numbers, growth)


def _store_units(sold: Mapping[Month, MonthSold]) -> dict[int, dict[Month, int]]:
    """What each store sold in the months that it reported."""
    by_store: dict[int, dict[Month, int]] = defaultdict(dict)
    for month, rows in sold.items():
        sums: dict[int, int] = defaultdict(int)
        for (store_id, _model_id), (_row_id, units) in rows.items():
            sums[store_id] += units
        for store_id, units in sums.items():
            by_store[store_id][month] = units
    return by_store


def _is_partial(life: ModelLife, months: Iterable[Month]) -> bool:
    """Whether a model was not sold on all days of these months, so that its units had to be grown."""
    return any(life.share_of(month) != 1 for month in months)


def _mix_months(reported: Iterable[Month]) -> tuple[Month, ...]:
    """The latest complete months that were reported: where the mix of models is read."""
    return tuple(sorted(reported, reverse=True)[: len(MONTH_WEIGHTS)])


def _histories(material: Material, units: Mapping[int, Mapping[Month, int]]) -> Iterator[StoreMonths]:
    for store in material.stores:
        known = units.get(store.id, {})
        if known or store.is_planned:
            yield StoreMonths(store.code, known, kind=store.kind, opened=store.opened)


def _split(center: _Center, planned: Mapping[str, StoreFacts]) -> tuple[ForecastLine, ...]:
    """Split the planned stores; the center's own mix counts every store that reported."""
    code_by_store = {store.id: store.code for store in center.material.stores}
    code_by_model = {model.id: model.code for model in center.material.models}
    sold: dict[Month, dict[str, dict[str, int]]] = {month: {} for month in center.mix_months}
    for month, by_store in sold.items():
        for (store_id, model_id), (_row_id, units) in center.sold[month].items():
            if model_id in code_by_model:
                by_store.setdefault(code_by_store[store_id], {})[code_by_model[model_id]] = units
    return split_by_model(
        (center.forecasts[code] for code in sorted(planned)),
        sold,
        target=center.material.month,
        lives={model.code: model.life for model in center.material.models},
    )


def _launched(
    material: Material, stores: Iterable[StoreFacts], covered: set[tuple[int, int]]
) -> Iterator[tuple[StoreFacts, ModelFacts]]:
    """What only a launch or a promotion brings into a store; nobody can take away what is not there."""
    store_by_id = {store.id: store for store in stores}
    model_by_id = {model.id: model for model in material.models}
    brought = {place for place, parts in material.increases.items() if any(part.quantity > 0 for part in parts)}
    for store_id, model_id in sorted(brought - covered):
        if store_id in store_by_id and model_id in model_by_id:
            yield store_by_id[store_id], model_by_id[model_id]


def _line(center: _Center, store: StoreFacts, model: ModelFacts, made: ForecastLine | None) -> DraftLine:
    material, place = center.material, (store.id, model.id)
    increases = material.increases.get(place, ())
    baseline = made.point if made else 0
    added = _added(baseline, increases)
    stock = material.stock.get(place)
    forecast = center.forecasts[store.code]
    return DraftLine(
        store_id=store.id,
        model_id=model.id,
        baseline=baseline,
        launch=added[IncreaseKind.LAUNCH],
        promotion=added[IncreaseKind.PROMOTION],
        promoter=added[IncreaseKind.PROMOTER],
        low=max(0, (made.low if made else 0) + min(0, added[IncreaseKind.PROMOTER])),
        high=(made.high if made else 0) + sum(added.values()),
        method=forecast.method.value,
        list_yuan=model.price.list_yuan if model.price else NO_PRICE,
        supply_yuan=model.price.supply_yuan if model.price else NO_PRICE,
        stock=stock.units if stock else None,
        carriage=_carriage(center, store, model),
        inputs={
            "rule": RULE_VERSION,
            "months": _months(center, place),
            "part": _part(center, store.code),
            "store": center.numbers[store.code],
            "share": _share(center, made, model),
            "promotions": [_increase(increase) for increase in increases],
            "price": _price(model),
            "stock": _stock(stock) if stock else None,
        },
    )


def _added(baseline: int, increases: Iterable[Increase]) -> dict[IncreaseKind, int]:
    """What comes on top of the baseline, by kind.

    A launch says what the store is to sell of the model in all: what the baseline expects of it already is no more on
    top. Promoters who go take no more than the baseline.
    """
    named = dict.fromkeys(IncreaseKind, 0)
    for increase in increases:
        named[increase.kind] += increase.quantity
    return named | {
        IncreaseKind.LAUNCH: max(0, named[IncreaseKind.LAUNCH] - baseline),
        IncreaseKind.PROMOTER: max(-baseline, named[IncreaseKind.PROMOTER]),
    }


def _carriage(center: _Center, store: StoreFacts, model: ModelFacts) -> Carriage:
    """By what the draft knows: counted pieces, or a sale in the last complete month."""
    material = center.material
    standard = material.standard.get((store.store_class, store.kind))
    if not standard:
        return Carriage.UNKNOWN
    stock = material.stock.get((store.id, model.id))
    _row_id, units = center.sold.get(material.end - 1, {}).get((store.id, model.id), NOT_SOLD)
    months = center.shown.get(store.id, ())
    return carriage_of(
        is_asked=model.id in standard,
        is_known=(bool(months) and months[-1].month == material.end - 1) or (stock is not None and stock.is_counted),
        is_carried=units > 0 or (stock is not None and stock.is_counted and stock.units > 0),
    )


def _months(center: _Center, place: StoreModel) -> list[list[Any]]:
    """The store's last months: month, its units, this model's units, and the roll-up row of these."""
    shown = [
        (written, units, sold.get(place, NOT_SOLD)) for _month, written, units, sold in center.shown.get(place[0], ())
    ]
    return [[written, units, of_model, row_id] for written, units, (row_id, of_model) in shown]


def _shown(
    store_units: Mapping[int, Mapping[Month, int]], sold: Mapping[Month, MonthSold]
) -> dict[int, list[_MonthShown]]:
    """Each store's last months as a line's evidence shows them, with its units."""
    written = {month: str(month) for month in sold}
    return {
        store_id: [
            _MonthShown(month, written[month], units, sold[month])
            for month, units in sorted(months.items())[-MONTHS_NAMED:]
        ]
        for store_id, months in store_units.items()
    }


def _part(center: _Center, store: str) -> dict[str, Any] | None:
    part = center.material.part
    if part is None or center.growth is None or store not in part.units:
        return None
    return {
        "month": str(part.month),
        "days": part.days,
        "units": part.units[store],
        "growth": center.growth,
    }


def _store_numbers(forecast: StoreForecast, months: set[Month], part: PartOfMonth | None) -> dict[str, Any]:
    made = forecast.inputs
    named = months | {part.month} if part else months
    return {
        "low": forecast.low,
        "point": forecast.point,
        "high": forecast.high,
        "months": made.months,
        "level": made.level,
        "recent": made.recent,
        "season": made.season,
        "exponent": made.exponent,
        "ramp": made.ramp,
        "festival": made.festival,
        "spread": list(forecast.spread),
        "earlier": made.earlier,
        "opened": str(made.opened) if made.opened else None,
        "past": {str(month): factor for month, factor in made.past.items() if month in named},
    }


def _share(center: _Center, made: ForecastLine | None, model: ModelFacts) -> dict[str, Any] | None:
    if made is None:
        return None
    life = center.lives.get(model.id)
    return {
        "months": [str(month) for month in center.mix_months],
        "recent_units": made.inputs.recent_units,
        "store_units": made.inputs.store_units,
        "center_share": made.inputs.center_share,
        "share": made.inputs.share,
        "rounded_up": made.inputs.rounded_up and list(made.inputs.rounded_up),
        "life": life and [life.launched_on and life.launched_on.isoformat(), life.ends_on and life.ends_on.isoformat()],
    }


def _stock(stock: Stock) -> dict[str, Any]:
    return {"counted_on": stock.counted_on and stock.counted_on.isoformat(), "made_of": list(stock.made_of)}


def _increase(increase: Increase) -> dict[str, Any]:
    said = {"kind": increase.kind.value, "quantity": increase.quantity, "source": increase.source, "url": increase.url}
    return said | {"reason": increase.reason} if increase.reason else said


def _price(model: ModelFacts) -> dict[str, Any] | None:
    if model.price is None:
        return None
    return {"id": model.price.id, "starts_on": model.price.starts_on.isoformat()}
