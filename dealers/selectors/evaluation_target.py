"""What of the months' targets was reached in a dealer's quarter (handbook H10.6)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q, Sum
from django.urls import reverse

from dealers.calc.evaluation import Evidence, Measured
from dealers.calc.quarters import Quarter
from dealers.choices import PlanStatus
from dealers.models import ProfitPlan, TargetCell
from dealers.target_choices import TargetLevel, TargetStatus
from stores.models import Customer, SalesMonth

_BECAUSE = "a dealer is evaluated by all that is known of it; its page narrows who reads it"


class _Month(NamedTuple):
    """Units wanted and sold in a month, and where the first of those wanted stand."""

    wanted: int
    sold: int
    url: str


def reached_by_dealer(ids: set[int], quarter: Quarter) -> dict[int, Measured]:
    """Sold of the months' targets, of the dealer and of the customers that it supplies.

    A customer's month without a target goes by its approved plan, and without either it is left out on both sides.
    Four queries.
    """
    owners = _owners(ids)
    wanted = _planned(owners, quarter) | _targets(owners, quarter)
    sales = SalesMonth.objects.unscoped(because=_BECAUSE).filter(store__customer__in=owners)
    sales = sales.filter(month__gte=quarter.first_day, month__lt=quarter.next_first_day).order_by()
    sums = sales.values_list("store__customer", "month").annotate(n=Sum("sell_out"))
    sold = {(customer, month): units for customer, month, units in sums}
    lines: dict[int, dict[date, _Month]] = defaultdict(dict)
    for (customer, month), (units, url) in sorted(wanted.items()):
        for dealer in owners[customer]:
            before = lines[dealer].get(month, _Month(0, 0, url))
            lines[dealer][month] = _Month(
                before.wanted + units, before.sold + sold.get((customer, month), 0), before.url
            )
    return {dealer: _reached(months) for dealer, months in lines.items()}


def _owners(ids: set[int]) -> dict[int, set[int]]:
    """The dealers that a customer counts for: itself, and the one that supplies it."""
    rows = Customer.objects.unscoped(because=_BECAUSE).filter(Q(pk__in=ids) | Q(dealer__in=ids), merged_into=None)
    return {pk: {pk, dealer} & ids for pk, dealer in rows.values_list("pk", "dealer")}


def _targets(customers: Collection[int], quarter: Quarter) -> dict[tuple[int, date], tuple[int, str]]:
    cells = TargetCell.objects.unscoped(because=_BECAUSE).filter(node__customer__in=customers, quantity__gt=0)
    cells = cells.filter(node__level=TargetLevel.CUSTOMER, node__version__status=TargetStatus.APPROVED)
    cells = cells.filter(month__gte=quarter.first_day, month__lt=quarter.next_first_day).order_by()
    sums = cells.values_list("node__customer", "month", "node__version").annotate(n=Sum("quantity"))
    return {
        (customer, month): (units, reverse("dealers:target_detail", args=[version]))
        for customer, month, version, units in sums
    }


def _planned(customers: Collection[int], quarter: Quarter) -> dict[tuple[int, date], tuple[int, str]]:
    plans = ProfitPlan.objects.unscoped(because=_BECAUSE).filter(customer__in=customers, status=PlanStatus.APPROVED)
    plans = plans.filter(month__gte=quarter.first_day, month__lt=quarter.next_first_day).order_by()
    sums = plans.annotate(units=Sum("lines__quantity")).values_list("customer", "month", "pk", "units")
    return {
        (customer, month): (units, reverse("dealers:plan_detail", args=[plan]))
        for customer, month, plan, units in sums
        if units
    }


def _reached(months: Mapping[date, _Month]) -> Measured:
    evidence = tuple(
        Evidence(f"{day:%Y-%m}", f"{one.sold} / {one.wanted}", one.sold >= one.wanted, one.url)
        for day, one in sorted(months.items())
    )
    sold, wanted = (Decimal(sum(getattr(one, name) for one in months.values())) for name in ("sold", "wanted"))
    return Measured(sold, wanted, evidence)
