"""The lines of a review whose plan or sales became others after it was built (handbook H9; architecture rule 6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from dealers.models import PlanLine
from reports.calc.drafting import StoreModel
from reports.calc.review import Comparison
from reports.models import BusinessReview, ReviewLine
from salesops.periods.month import Month
from stores.models import SalesMonth

BECAUSE = "what lines of a review that the caller may see were made from"


@dataclass(frozen=True, slots=True)
class Now:
    """What plan and records say now of the places that some lines compare."""

    planned: dict[StoreModel, int]
    sold: dict[tuple[Month, StoreModel], int]
    reporting: set[tuple[Month, int]]

    def of(self, line: ReviewLine, month: Month) -> Comparison:
        """The line as it would be built now; a store that did not report a month is unknown, not nothing."""
        place = line.store_id, line.model_id
        return Comparison(
            actual=self.sold.get((month, place), 0),
            plan=self.planned.get(place),
            last_month=self._known(month - 1, place),
            last_year=self._known(month - 12, place),
        )

    def _known(self, month: Month, place: StoreModel) -> int | None:
        return self.sold.get((month, place), 0 if (month, place[0]) in self.reporting else None)


def changed_of_review(review: BusinessReview, lines: Sequence[ReviewLine]) -> dict[int, Comparison]:
    """By line, what it would be now; lines that stand as they were built are not there. Two queries."""
    month = Month.of(review.month)
    now = _now(review, month, {line.store_id for line in lines})
    found = {line.pk: now.of(line, month) for line in lines}
    return {line.pk: found[line.pk] for line in lines if found[line.pk] != kept_of(line)}


def kept_of(line: ReviewLine) -> Comparison:
    return Comparison(line.actual, line.planned, line.last_month, line.last_year)


def _now(review: BusinessReview, month: Month, store_ids: set[int]) -> Now:
    months = [(month - ago).first_day for ago in (0, 1, 12)]
    rows = SalesMonth.objects.unscoped(because=BECAUSE).filter(store__in=store_ids, month__in=months, records__gt=0)
    sold = {
        (Month.of(day), (store_id, model_id)): units
        for store_id, model_id, day, units in rows.filter(model__is_own=True).values_list(
            "store_id", "model_id", "month", "sell_out"
        )
    }
    plan = (review.inputs.get("plan") or {}).get("id")
    planned = (
        PlanLine.objects.unscoped(because=BECAUSE).filter(plan=plan).values_list("store_id", "model_id", "quantity")
    )
    return Now(
        planned={(store_id, model_id): units for store_id, model_id, units in planned},
        sold=sold,
        reporting={(of_month, place[0]) for of_month, place in sold},
    )
