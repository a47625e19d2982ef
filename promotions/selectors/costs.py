"""What promotions cost (handbook H6.2)."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from promotions.calc.costs import Cost, by_store, total
from promotions.choices import CostKind, CostStage
from promotions.models import CostLine, Promotion, PromotionStore, TempBooking

BECAUSE = "the caller names the promotions it may see"


def costs_of(promotion_ids: Iterable[int]) -> dict[int, list[Cost]]:
    """All planned and booked costs by promotion; booked helpers are a planned cost of their store. Two queries."""
    ids = list(promotion_ids)
    found: dict[int, list[Cost]] = defaultdict(list)
    for line in CostLine.objects.unscoped(because=BECAUSE).filter(promotion__in=ids).order_by("pk"):
        found[line.promotion_id].append(Cost(line.kind, line.stage, line.store_id, line.amount_yuan))
    for booking in TempBooking.objects.unscoped(because=BECAUSE).filter(promotion__in=ids).order_by("pk"):
        cost = Cost(CostKind.TEMP_STAFF, CostStage.PLANNED, booking.store_id, booking.cost_yuan)
        found[booking.promotion_id].append(cost)
    return {pk: found[pk] for pk in ids}


def cost_of(promotion_ids: Iterable[int]) -> dict[int, Decimal]:
    """What each promotion costs (CNY): of each kind what is booked, else what is planned. Queries of `costs_of`."""
    return {pk: total(costs) for pk, costs in costs_of(promotion_ids).items()}


def cost_by_store(promotion: Promotion) -> dict[int, Decimal]:
    """The same by store; costs that name none are shared out by the extra units expected. One query more."""
    places = PromotionStore.objects.unscoped(because=BECAUSE).filter(promotion=promotion)
    return by_store(costs_of([promotion.pk])[promotion.pk], dict(places.values_list("store_id", "extra_units")))


def planned_of(promotion_ids: Iterable[int]) -> dict[int, Decimal]:
    """What each promotion is planned to cost (CNY), whatever is booked. Queries of `costs_of`."""
    found = costs_of(promotion_ids)
    return {
        pk: sum((cost.amount_yuan for cost in costs if cost.stage == CostStage.PLANNED), Decimal(0))
        for pk, costs in found.items()
    }
