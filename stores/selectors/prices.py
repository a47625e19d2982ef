"""What a model cost on a day (handbook H2.6)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stores.choices import SaleKind
from stores.models import Price


@dataclass(frozen=True, slots=True)
class PriceList:
    """All prices of some models; asking it costs no query."""

    days: dict[int, list[date]]
    prices: dict[int, list[Price]]

    def on(self, model_id: int, day: date) -> Price | None:
        """The price that was valid on that day, if the model had one yet."""
        place = bisect_right(self.days.get(model_id, []), day)
        return self.prices[model_id][place - 1] if place else None

    def amount(self, kind: str, model_id: int, day: date, quantity: int) -> Decimal | None:
        """What so many pieces are worth: sold in at the supply price, sold out at the list price."""
        price = self.on(model_id, day)
        if price is None:
            return None
        return quantity * (price.supply_yuan if kind == SaleKind.SELL_IN else price.list_yuan)


def price_list(model_ids: Iterable[int] | None = None) -> PriceList:
    """Load the prices of these models, or of all. One query."""
    rows = Price.objects.order_by("model_id", "starts_on")
    if model_ids is not None:
        rows = rows.filter(model_id__in=set(model_ids))
    days, prices = defaultdict(list), defaultdict(list)
    for price in rows:
        days[price.model_id].append(price.starts_on)
        prices[price.model_id].append(price)
    return PriceList(dict(days), dict(prices))
