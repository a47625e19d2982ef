"""What lies in a customer's stores, and what it is worth (handbook H8.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dealers.calc.checks import LineNumbers
from dealers.calc.material import Stock, StoreModel

# Less says more of what was not counted than of what the stock earns.
SHARE_THAT_TELLS = Decimal("0.8")


class Counted(NamedTuple):
    """The latest count of one SKU."""

    store_id: int
    model_id: int
    counted_on: date
    units: int


class Flow(NamedTuple):
    """All that was ever sold in to, and out of, a store."""

    store_id: int
    model_id: int
    sold_in: int
    sold_out: int


@dataclass(frozen=True, slots=True)
class StockValue:
    """Units of some stores and their value; None for a value that nothing is known of."""

    counted_units: int
    derived_units: int
    value_yuan: Decimal | None


def stock_by_store_and_model(counts: Iterable[Counted], flows: Iterable[Flow]) -> dict[StoreModel, Stock]:
    """Take the count where somebody counted, else what went in and did not go out.

    A store without any sell-in on record says nothing about its stock.
    """
    stock = {
        (flow.store_id, flow.model_id): Stock(
            max(0, flow.sold_in - flow.sold_out), None, (flow.sold_in, -flow.sold_out)
        )
        for flow in flows
        if flow.sold_in > 0
    }
    counted: dict[StoreModel, Stock] = {}
    for count in counts:
        before = counted.get((count.store_id, count.model_id), Stock(0, count.counted_on))
        day = max(before.counted_on or count.counted_on, count.counted_on)
        units, made_of = before.units + count.units, (*before.made_of, count.units)
        counted[count.store_id, count.model_id] = Stock(units, day, made_of)
    return stock | counted


def known_share(lines: Iterable[LineNumbers]) -> Decimal | None:
    """Of the units planned, the share for which somebody knows the stock; None where nothing is planned."""
    planned = list(lines)
    units = sum(line.quantity for line in planned)
    if units == 0:
        return None
    return Decimal(sum(line.quantity for line in planned if line.stock is not None)) / units


def value_of_stock(held: Iterable[tuple[int, Stock]], supply_by_model: Mapping[int, Decimal]) -> StockValue:
    """Add up stocks by model at the supply price (CNY); a model without a price counts in units alone."""
    held = list(held)
    value = sum((stock.units * supply_by_model.get(model_id, Decimal(0)) for model_id, stock in held), Decimal(0))
    return StockValue(
        counted_units=sum(stock.units for _, stock in held if stock.counted_on is not None),
        derived_units=sum(stock.units for _, stock in held if stock.counted_on is None),
        value_yuan=value if held else None,
    )
