"""Launches, promotions and promoters in some customers' month (handbook H6, H7, H9)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from promotions.choices import ContributionKind, Executed
from promotions.models import Assignment, ExecutionCheck, SellIn
from promotions.selectors.contributions import Contribution, contributions_at
from reports.calc.drafting import Sold
from reports.selectors.missing import BECAUSE
from salesops.periods.month import Month

NOTHING_SOLD = Sold()
CAMPAIGNS = frozenset({ContributionKind.LAUNCH, ContributionKind.PROMOTION})

Campaign = tuple[int, ContributionKind, int]


def campaigns_in(
    customer_of: Mapping[int, int], month: Month, sold: Mapping[int, Sold]
) -> dict[int, list[dict[str, Any]]]:
    """By customer, what ran at its stores: what the plans read of it, and what was done and sold of its models.

    Planned are the very contributions that a plan of the month is built from; done are the stores that took some of a
    launch, or proved a promotion, by the month's end. Three queries beside the contributions' own.
    """
    parts: dict[Campaign, list[Contribution]] = defaultdict(list)
    for part in contributions_at(list(customer_of), month):
        if part.kind in CAMPAIGNS:
            parts[customer_of[part.store_id], part.kind, part.object_id].append(part)
    done = _done(customer_of, month)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for (customer, kind, pk), of_campaign in sorted(parts.items()):
        found[customer].append(_campaign(of_campaign, done[kind, pk], sold.get(customer, NOTHING_SOLD)))
    for customer, line in _promoters(customer_of, month, sold):
        found[customer].append(line)
    return dict(found)


def _campaign(parts: list[Contribution], done: set[int], sold: Sold) -> dict[str, Any]:
    stores = {part.store_id for part in parts}
    places = {(part.store_id, part.model_id) for part in parts}
    return {
        "kind": str(parts[0].kind),
        "name": str(parts[0].source),
        "url": parts[0].url,
        "stores": len(stores),
        "done": len(stores & done),
        "planned": sum(part.quantity for part in parts),
        "actual": sum(sold.units.get(place, 0) for place in places),
    }


def _done(customer_of: Mapping[int, int], month: Month) -> dict[tuple[str, int], set[int]]:
    """The stores that took some of a launch or proved a promotion, by kind and campaign. Two queries."""
    there = {"store__in": list(customer_of)}
    taken = SellIn.objects.unscoped(because=BECAUSE).filter(**there, quantity__gt=0, done_on__lt=month.next_first_day)
    proved = ExecutionCheck.objects.unscoped(because=BECAUSE).filter(
        **there, executed=Executed.YES, checked_on__lt=month.next_first_day
    )
    done: dict[tuple[str, int], set[int]] = defaultdict(set)
    for pk, store_id in taken.values_list("launch_id", "store_id"):
        done[ContributionKind.LAUNCH, pk].add(store_id)
    for pk, store_id in proved.values_list("promotion_id", "store_id"):
        done[ContributionKind.PROMOTION, pk].add(store_id)
    return done


def _promoters(
    customer_of: Mapping[int, int], month: Month, sold: Mapping[int, Sold]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Who stood in the stores on some day of the month, and what these stores sold. One query."""
    rows = Assignment.objects.unscoped(because=BECAUSE).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=month.first_day),
        store__in=list(customer_of),
        starts_on__lt=month.next_first_day,
    )
    people: dict[int, set[int]] = defaultdict(set)
    stores: dict[int, set[int]] = defaultdict(set)
    for promoter_id, store_id in rows.values_list("promoter_id", "store_id"):
        people[customer_of[store_id]].add(promoter_id)
        stores[customer_of[store_id]].add(store_id)
    for customer, there in sorted(stores.items()):
        units = sold.get(customer, NOTHING_SOLD).units
        yield (
            customer,
            {
                "kind": str(ContributionKind.PROMOTER),
                "people": len(people[customer]),
                "stores": len(there),
                "actual": sum(n for (store_id, _model), n in units.items() if store_id in there),
            },
        )
