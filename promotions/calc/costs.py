"""What a promotion costs, from its lines (handbook H6.2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from stores.calc.apportion import apportion_by_key

BOOKED = "booked"


@dataclass(frozen=True, slots=True)
class Cost:
    """An amount (CNY) of one kind, planned or booked; without a store it is of the whole promotion."""

    kind: str
    stage: str
    store_id: int | None
    amount_yuan: Decimal


@dataclass(frozen=True, slots=True)
class KindSum:
    """Planned and booked of one kind."""

    kind: str
    planned_yuan: Decimal
    booked_yuan: Decimal | None


def sums_by_kind(costs: Iterable[Cost]) -> list[KindSum]:
    """Planned and booked by kind."""
    planned: dict[str, Decimal] = defaultdict(Decimal)
    booked: dict[str, Decimal] = defaultdict(Decimal)
    for cost in costs:
        (booked if cost.stage == BOOKED else planned)[cost.kind] += cost.amount_yuan
    return [KindSum(kind, planned[kind], booked.get(kind)) for kind in sorted({*planned, *booked})]


def counted(costs: Iterable[Cost]) -> list[Cost]:
    """The lines that count: of each kind the booked ones if there is any, else the planned ones."""
    costs = list(costs)
    is_booked = {cost.kind for cost in costs if cost.stage == BOOKED}
    return [cost for cost in costs if (cost.stage == BOOKED) == (cost.kind in is_booked)]


def total(costs: Iterable[Cost]) -> Decimal:
    return sum((cost.amount_yuan for cost in counted(costs)), Decimal(0))


def by_store(costs: Iterable[Cost], weights: Mapping[int, int]) -> dict[int, Decimal]:
    """What counts by store; what names no store is shared out by the stores' weights, to the fen, and tallies."""
    shares = dict.fromkeys(weights, Decimal(0))
    of_all = Decimal(0)
    for cost in counted(costs):
        if cost.store_id in shares:
            shares[cost.store_id] += cost.amount_yuan
        else:
            of_all += cost.amount_yuan
    if not shares:
        return {}
    parts = apportion_by_key(int(of_all * 100), weights)
    return {store_id: amount + Decimal(parts[store_id]) / 100 for store_id, amount in shares.items()}
