"""The accepted target of a customer's month, for its plan (handbook H8.1, H8.2)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Min, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from dealers.models import ProfitPlan, TargetCell
from dealers.target_choices import TargetLevel, TargetStatus
from salesops.periods.month import Month
from stores.models import Customer

BECAUSE = "the job drafts the plans of every center"


@dataclass(frozen=True, slots=True)
class AcceptedTarget:
    """Units of a customer's stores in one month, the version that holds, and the place where it can be read."""

    units: int
    version: int
    place: int

    def as_kept(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class TargetOfPlan:
    """What a plan was to reach when it was drafted, and what it lacks or has above it."""

    units: int
    gap: int
    url: str

    @property
    def missing(self) -> int:
        return -self.gap


def accepted_targets(customers: Sequence[Customer], month: Month) -> dict[int, AcceptedTarget]:
    """By customer, from the splits in force of its own center. One query.

    A store counts for the customer that it belongs to now, and a merged one for the store that it became.
    """
    center_by_customer = {customer.pk: customer.center_id for customer in customers}
    cells = TargetCell.objects.unscoped(because=BECAUSE).filter(
        node__level=TargetLevel.STORE, node__version__status=TargetStatus.APPROVED, month=month.first_day
    )
    of_now = Coalesce("node__store__merged_into__customer", "node__store__customer")
    rows = cells.annotate(now=of_now).filter(now__in=center_by_customer).order_by()
    sums = rows.values_list("now", "node__center", "node__version").annotate(Sum("quantity"), Min("node__parent"))
    return {
        customer: AcceptedTarget(units, version, place)
        for customer, center, version, units, place in sums
        if center == center_by_customer[customer]
    }


def target_of(plan: ProfitPlan, planned: int) -> TargetOfPlan | None:
    """The target that the plan's draft was made with, opening to its version. No query."""
    kept: dict[str, Any] | None = plan.inputs.get("target")
    if not kept:
        return None
    address = reverse("dealers:target_detail", args=[kept["version"]])
    quarter = (plan.month.month + 2) // 3
    return TargetOfPlan(kept["units"], planned - kept["units"], f"{address}?place={kept['place']}&quarter={quarter}")
