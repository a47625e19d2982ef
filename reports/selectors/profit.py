"""How a customer's profit as earned was made (handbook H9; architecture rule 6)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dealers.calc.profit import Profit, Terms, profit_of_customer, profit_of_sale
from reports.calc.drafting import PriceFacts, sales_of
from reports.models import BusinessReview
from stores.models import HandsetModel


@dataclass(frozen=True, slots=True)
class ModelPart:
    """What one model brought: its units at the prices of the month."""

    model: HandsetModel
    units: int
    price: PriceFacts
    profit: Profit


@dataclass(frozen=True, slots=True)
class ProfitEvidence:
    """The account as it was kept when the review was built; models without a price stand beside it."""

    review: BusinessReview
    profit: Profit
    rebate_percent: Decimal
    parts: tuple[ModelPart, ...]
    unpriced: tuple[tuple[HandsetModel, int], ...]
    has_plan: bool


def profit_evidence_of(review: BusinessReview) -> ProfitEvidence:
    """Open the earned profit of a review that the caller may see. One query."""
    kept = review.inputs
    terms = {name: Decimal(value) for name, value in kept.get("terms", {}).items()}
    rebate = terms.pop("rebate_percent", Decimal(0))
    sold = [_sold(*row) for row in kept.get("sold", ())]
    ids = [model_id for model_id, _units, _price in sold] + [model_id for model_id, _units in kept.get("unpriced", ())]
    models = HandsetModel.objects.in_bulk(ids)
    sales = sales_of([(units, price) for _model_id, units, price in sold], rebate)
    parts = [
        ModelPart(models[model_id], units, price, profit_of_sale(sale))
        for (model_id, units, price), sale in zip(sold, sales, strict=True)
    ]
    return ProfitEvidence(
        review=review,
        profit=profit_of_customer(sales, Terms(**terms)),
        rebate_percent=rebate,
        parts=tuple(sorted(parts, key=lambda part: -part.profit.revenue_yuan)),
        unpriced=tuple((models[model_id], units) for model_id, units in kept.get("unpriced", ())),
        has_plan=bool(kept.get("plan")),
    )


def _sold(*row: Any) -> tuple[int, int, PriceFacts]:
    model_id, units, price_id, list_yuan, supply_yuan = row
    return model_id, units, PriceFacts(price_id, Decimal(list_yuan), Decimal(supply_yuan))
