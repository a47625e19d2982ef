"""The machine's part of a customer's review, from what is known of its month (handbook H9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dealers.calc.profit import Profit, Sale, Terms, profit_of_customer
from reports.calc.review import compare

StoreModel = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What was planned: the quantities, and what the plan's own account came to."""

    id: int
    status: str
    revision: int
    quantities: Mapping[StoreModel, int]
    profit: Profit


@dataclass(frozen=True, slots=True)
class ProfitTerms:
    """The plan's terms, or the contract's where there is no plan."""

    rebate_percent: Decimal
    support_yuan: Decimal
    own_cost_yuan: Decimal
    average_stock_yuan: Decimal


@dataclass(frozen=True, slots=True)
class PriceFacts:
    id: int
    list_yuan: Decimal
    supply_yuan: Decimal


@dataclass(frozen=True, slots=True)
class StoreFigures:
    """What was done and found in one store in the month; None is unknown."""

    store_id: int
    is_reported: bool
    visits_planned: int
    visits_done_as_planned: int
    visits_done: int
    minutes: int
    image_score: Decimal | None
    market_reports: int
    stock: int | None


@dataclass(frozen=True, slots=True)
class Sold:
    """Net units by store and model in one month, and the stores that reported any sell-out in it."""

    units: Mapping[StoreModel, int] = field(default_factory=dict)
    reporting: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CustomerMonth:
    """All that a review is made from."""

    stores: tuple[StoreFigures, ...]
    actual: Sold
    last_month: Sold
    last_year: Sold
    plan: PlanFacts | None
    terms: ProfitTerms
    prices: Mapping[int, PriceFacts]
    campaigns: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class DraftLine:
    store_id: int
    model_id: int
    planned: int | None
    actual: int
    last_month: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    lines: tuple[DraftLine, ...]
    stores: tuple[StoreFigures, ...]
    planned_profit_yuan: Decimal | None
    earned_profit_yuan: Decimal | None
    inputs: dict[str, Any]


def review_draft(month: CustomerMonth) -> ReviewDraft:
    """Lay plan, actual, last month and last year beside each other, and account for both profits.

    What was earned is unknown until a store has reported; a model without a price is named, not guessed.
    """
    sold = _sold_by_model(month.actual)
    has_sales = any(store.is_reported for store in month.stores)
    return ReviewDraft(
        lines=_lines(month),
        stores=month.stores,
        planned_profit_yuan=month.plan.profit.profit_yuan if month.plan else None,
        earned_profit_yuan=_earned(sold, month).profit_yuan if has_sales else None,
        inputs=_inputs(sold, month),
    )


def sales_of(sold: Iterable[tuple[int, PriceFacts]], rebate_percent: Decimal) -> list[Sale]:
    """Units with their prices, as the customer's account takes them."""
    return [Sale(units, price.list_yuan, price.supply_yuan, rebate_percent / 100) for units, price in sold]


def _lines(month: CustomerMonth) -> tuple[DraftLine, ...]:
    plan = month.plan.quantities if month.plan else {}
    keys = {*plan, *month.actual.units, *month.last_month.units, *month.last_year.units}
    compared = compare(
        actual=month.actual.units,
        plan=plan,
        last_month=_known(month.last_month, keys),
        last_year=_known(month.last_year, keys),
    )
    lines = (
        DraftLine(store_id, model_id, row.plan, row.actual, row.last_month, row.last_year)
        for (store_id, model_id), row in compared.items()
    )
    return tuple(line for line in lines if line.planned or line.actual or line.last_month or line.last_year)


def _known(sold: Sold, keys: Iterable[StoreModel]) -> dict[StoreModel, int]:
    """A store that reported and did not sell a model sold none of it; one that did not report is unknown."""
    return {key: sold.units.get(key, 0) for key in keys if key in sold.units or key[0] in sold.reporting}


def _sold_by_model(sold: Sold) -> dict[int, int]:
    by_model: dict[int, int] = {}
    for (_store_id, model_id), units in sorted(sold.units.items()):
        by_model[model_id] = by_model.get(model_id, 0) + units
    return by_model


def _earned(sold: Mapping[int, int], month: CustomerMonth) -> Profit:
    terms = month.terms
    priced = [(units, month.prices[model_id]) for model_id, units in sold.items() if model_id in month.prices]
    on_top = Terms(terms.support_yuan, terms.own_cost_yuan, terms.average_stock_yuan)
    return profit_of_customer(sales_of(priced, terms.rebate_percent), on_top)


def _plan(plan: PlanFacts) -> dict[str, Any]:
    """Which plan, in which state, and the account that it came to."""
    parts = ("revenue_yuan", "rebates_yuan", "support_yuan", "purchase_cost_yuan", "own_cost_yuan")
    account = {name: str(getattr(plan.profit, name)) for name in parts}
    return {"id": plan.id, "status": plan.status, "revision": plan.revision, "account": account}


def _inputs(sold: Mapping[int, int], month: CustomerMonth) -> dict[str, Any]:
    plan, terms = month.plan, month.terms
    return {
        "plan": plan and _plan(plan),
        "terms": {
            "rebate_percent": str(terms.rebate_percent),
            "support_yuan": str(terms.support_yuan),
            "own_cost_yuan": str(terms.own_cost_yuan),
            "average_stock_yuan": str(terms.average_stock_yuan),
        },
        "sold": [
            [model_id, units, price.id, str(price.list_yuan), str(price.supply_yuan)]
            for model_id, units in sold.items()
            if (price := month.prices.get(model_id))
        ],
        "campaigns": list(month.campaigns),
        "unpriced": [[model_id, units] for model_id, units in sold.items() if model_id not in month.prices and units],
    }
