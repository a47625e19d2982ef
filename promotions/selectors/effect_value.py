"""What a unit of a promotion's models is worth to us (handbook H6.2)."""

from decimal import ROUND_HALF_UP, Decimal

from promotions.models import Promotion
from stores.selectors.prices import price_list


def unit_value_of(promotion: Promotion) -> Decimal | None:
    """The mean supply price (CNY) of its models on its first day; None where none has a price. Two queries."""
    models = [model.pk for model in promotion.handset_models.all()]
    prices = price_list(models)
    known = [price.supply_yuan for pk in models if (price := prices.on(pk, promotion.starts_on))]
    if not known:
        return None
    return (sum(known, Decimal(0)) / len(known)).quantize(Decimal("0.01"), ROUND_HALF_UP)
