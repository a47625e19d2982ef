"""What a launch or a promotion costs the field in the visits, before it is published (handbook H5.1, H6)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from promotions.models import ExecutionCheck, Launch, LaunchStore, Promotion, PromotionStore, SellIn
from visits.calc.minutes import Pace, RouteDay, Share, StepTime, hours_a_week, no_longer_fit, pace_of
from visits.choices import VisitStep
from visits.models import StepSeconds
from visits.selectors.minutes import BECAUSE, MEASURED_DAYS, MOST_SHOWN, active_stores, route_days, visits_a_week

# One answer of a model or of a proof: two numbers or three ticks.
GUESSED_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class WorkPrice:
    """What each visit to the stores costs as long as the work is due there."""

    pace: Pace
    forms: int
    stores: int
    visits_a_week: float
    hours: float
    days: int
    overfull: Sequence[RouteDay]

    @property
    def seconds_a_visit(self) -> float:
        return self.forms * self.pace.seconds

    @property
    def shown(self) -> Sequence[RouteDay]:
        return self.overfull[:MOST_SHOWN]


def price_of_launch(launch: Launch, on: date) -> WorkPrice | None:
    """One answer for each model at each store that is to carry some; None as long as no stores are chosen.

    Eleven queries.
    """
    places = LaunchStore.objects.unscoped(because=BECAUSE).filter(launch=launch, quantity__gt=0)
    return _price(places.values_list("store_id", flat=True), launch.models.count(), on)


def price_of_promotion(promotion: Promotion, on: date) -> WorkPrice | None:
    """One proof in each visit while it runs; None as long as no stores are chosen. Ten queries."""
    places = PromotionStore.objects.unscoped(because=BECAUSE).filter(promotion=promotion)
    return _price(places.values_list("store_id", flat=True), 1, on)


def _price(store_ids: Collection[int], forms: int, on: date) -> WorkPrice | None:
    wanted = set(store_ids)
    if not wanted:
        return None
    pace = _pace(on)
    visits = sum(visits_a_week(active_stores().filter(pk__in=wanted)).values())
    days = route_days(lambda store_id, _kind: forms if store_id in wanted else 0)
    return WorkPrice(
        pace=pace,
        forms=forms,
        stores=len(wanted),
        visits_a_week=visits,
        hours=hours_a_week([Share(visits, forms)], pace),
        days=len(days),
        overfull=no_longer_fit(days, pace),
    )


def _pace(on: date) -> Pace:
    """The median seconds of an answer in the visits of 90 days, else a guess. Three queries."""
    rows = StepSeconds.objects.unscoped(because=BECAUSE).filter(step=VisitStep.WORK)
    times = rows.filter(visit__visited_on__gt=on - MEASURED_DAYS).values_list("visit_id", "seconds")
    answers: Counter[int] = Counter()
    for model in (SellIn, ExecutionCheck):
        made = model.objects.unscoped(because=BECAUSE).filter(visit__visited_on__gt=on - MEASURED_DAYS)
        answers.update(dict(made.order_by().values_list("visit_id").annotate(number=Count("pk"))))
    measured = pace_of(StepTime(seconds, answers[visit_id]) for visit_id, seconds in times)
    return measured if measured.is_measured else Pace(GUESSED_SECONDS, 0)
