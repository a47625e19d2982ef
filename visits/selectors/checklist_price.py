"""The price of a checklist before it is published (handbook H5.1): rep-hours a week, and the days that burst."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from stores.models import Store
from visits.calc.minutes import Pace, RouteDay, Share, StepTime, hours_a_week, no_longer_fit, pace_of
from visits.choices import VisitStep
from visits.models import Checklist, StepSeconds, VisitTick
from visits.selectors.checklists import Asked, asked_of, checklist_of, with_lines
from visits.selectors.minutes import BECAUSE, MEASURED_DAYS, MOST_SHOWN, Kind, active_stores, route_days, visits_a_week

# What a step takes where too few visits were measured; a point to be ticked then is like an item of the image standard.
GUESSED_SECONDS = {
    VisitStep.PHOTO: 20.0,
    VisitStep.IMAGE: 40.0,
    VisitStep.STOCK: 40.0,
    VisitStep.PRICES: 30.0,
    VisitStep.SALES: 30.0,
    VisitStep.ORDER: 40.0,
    VisitStep.MARKET: 30.0,
    VisitStep.NEXT: 15.0,
    VisitStep.PREPARE: 10.0,
    VisitStep.OUTSIDE: 8.0,
    VisitStep.GREET: 8.0,
    VisitStep.TRAIN: 60.0,
}
ONE_SECOND = Pace(1.0, 1)


@dataclass(frozen=True, slots=True)
class StepPrice:
    """Seconds that a step takes in one visit."""

    name: str
    pace: Pace


@dataclass(frozen=True, slots=True)
class ChecklistPrice:
    """What a version costs more than the one that holds; less than nothing is saved."""

    steps: Sequence[StepPrice]
    visits_a_week: float
    hours: float
    days: int
    overfull: Sequence[RouteDay]

    @property
    def shown(self) -> Sequence[RouteDay]:
        return self.overfull[:MOST_SHOWN]


def price_of_checklist(draft: Checklist, on: date) -> ChecklistPrice:
    """Weigh the required steps and points of a draft against those of the version that holds. Thirteen queries."""
    paces = _paces(on)
    now, new = checklist_of(draft.center_id), with_lines(pk=draft.pk).get()

    def more(kind: Kind) -> int:
        _center, store_class, store_format = kind
        store = Store(store_class=store_class, format=store_format)
        return round(_seconds(asked_of(new, store), paces) - _seconds(asked_of(now, store), paces))

    visits = visits_a_week(active_stores().filter(center_id=draft.center_id))
    days = route_days(lambda _store, kind: more(kind), draft.center_id)
    kinds = [Store(store_class=store_class, format=store_format) for _center, store_class, store_format in visits]
    asked = {step for store in kinds for version in (new, now) for step in asked_of(version, store).required}
    return ChecklistPrice(
        steps=[StepPrice(str(step.label), pace) for step, pace in paces.items() if step in asked],
        visits_a_week=sum(visits.values()),
        hours=hours_a_week((Share(number, more(kind)) for kind, number in visits.items()), ONE_SECOND),
        days=len(days),
        overfull=no_longer_fit(days, ONE_SECOND),
    )


def _seconds(asked: Asked, paces: dict[VisitStep, Pace]) -> float:
    required_points = sum(point.is_required for point in asked.points)
    steps = sum(paces[step].seconds for step in asked.required if step != VisitStep.POINTS)
    return steps + required_points * paces[VisitStep.POINTS].seconds


def _paces(on: date) -> dict[VisitStep, Pace]:
    """The median seconds of each step, and of each point, in the visits of 90 days; else a guess. Two queries."""
    rows = StepSeconds.objects.unscoped(because=BECAUSE).filter(visit__visited_on__gt=on - MEASURED_DAYS)
    ticks = _ticks(on)
    times: dict[str, list[StepTime]] = defaultdict(list)
    for visit_id, step, seconds in rows.values_list("visit_id", "step", "seconds").iterator():
        times[step].append(StepTime(seconds, ticks.get(visit_id, 0) if step == VisitStep.POINTS else 1))
    paces = {}
    for step, guess in GUESSED_SECONDS.items():
        measured = pace_of(times[step])
        paces[step] = measured if measured.is_measured else Pace(guess, 0)
    return paces | {VisitStep.POINTS: pace_of(times[VisitStep.POINTS])}


def _ticks(on: date) -> dict[int, int]:
    """How many points were done in each visit of 90 days that has any. One query."""
    rows = VisitTick.objects.unscoped(because=BECAUSE).filter(visit__visited_on__gt=on - MEASURED_DAYS)
    return dict(rows.order_by().values_list("visit_id").annotate(number=Count("pk")))
