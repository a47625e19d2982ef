"""The price of a version of the image standard, before it is published (handbook H5.1, H5.5)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from salesops.accounts.models import Center
from stores.models import Store
from visits.calc.minutes import Pace, RouteDay, Share, StepTime, hours_a_week, no_longer_fit, pace_of
from visits.choices import RouteStatus, VisitStep
from visits.models import ImageCheck, ImageItem, ImageStandard, RouteParameters, RouteStop, StepSeconds
from visits.selectors.image import standard_on
from visits.selectors.standards import CYCLE_WEEKS, standards_by_center

BECAUSE = "what a step costs the whole company, without anybody's name"
MEASURED_DAYS = timedelta(days=90)
MOST_SHOWN = 12

Kind = tuple[int, str, str]
"""Center, class and format of stores."""
Pieces = Callable[[int, Kind], int]
"""How many more items a visit gets, by the store's id and kind."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What leaving an item out would save, and what weight it has of the whole."""

    item: ImageItem
    hours: float
    weight_percent: float


@dataclass(frozen=True, slots=True)
class Price:
    """What a version costs more than the one that holds now."""

    pace: Pace
    seconds_a_visit: float
    visits_a_week: float
    hours: float
    days: int
    overfull: Sequence[RouteDay]
    savings: Sequence[Saving]

    @property
    def shown(self) -> Sequence[RouteDay]:
        return self.overfull[:MOST_SHOWN]


def price_of(standard: ImageStandard, on: date) -> Price:
    """Rep-hours a week, the route days that no longer fit, and the lightest items to drop. Ten queries."""
    pace = pace_of(_times(on))
    now = standard_on(on)
    items = list(standard.items.order_by("position"))
    held = list(now.items.all()) if now and now != standard else []
    visits = visits_a_week(active_stores())

    def more(kind: Kind) -> int:
        return _applying(items, kind) - _applying(held, kind)

    shares = [Share(number, more(kind)) for kind, number in visits.items()]
    touched = sum(share.visits_a_week for share in shares if share.pieces)
    hours = hours_a_week(shares, pace)
    days = route_days(lambda _store, kind: more(kind))
    return Price(
        pace=pace,
        seconds_a_visit=hours * 3600 / touched if touched else 0.0,
        visits_a_week=touched,
        hours=hours,
        days=len(days),
        overfull=no_longer_fit(days, pace),
        savings=_savings(items, visits, pace),
    )


def _savings(items: Sequence[ImageItem], visits: dict[Kind, float], pace: Pace) -> list[Saving]:
    """The items that say the least for their time come first."""
    weight = sum(item.weight for item in items) or 1
    found = [
        Saving(
            item,
            hours_a_week((Share(number, _applying([item], kind)) for kind, number in visits.items()), pace),
            item.weight * 100 / weight,
        )
        for item in items
    ]
    return sorted(found, key=lambda saving: (saving.weight_percent / (saving.hours or 1), saving.item.position))[:3]


def _applying(items: Sequence[ImageItem], kind: Kind) -> int:
    _center, store_class, store_format = kind
    store = Store(store_class=store_class, format=store_format)
    return sum(item.applies_to(store) for item in items)


def _times(on: date) -> list[StepTime]:
    """Image steps of the last 90 days with the number of their answers. Two queries."""
    rows = StepSeconds.objects.unscoped(because=BECAUSE).filter(step=VisitStep.IMAGE)
    seconds = dict(rows.filter(visit__visited_on__gt=on - MEASURED_DAYS).values_list("visit_id", "seconds"))
    checks = ImageCheck.objects.unscoped(because=BECAUSE).filter(visit__step_seconds__step=VisitStep.IMAGE)
    checks = checks.filter(visit__visited_on__gt=on - MEASURED_DAYS)
    answers = dict(checks.order_by().values_list("visit_id").annotate(number=Count("pk")))
    return [StepTime(number, answers.get(visit_id, 0)) for visit_id, number in seconds.items()]


def active_stores() -> QuerySet[Store]:
    """The stores that are visited, of the centers at work."""
    return Store.objects.unscoped(because=BECAUSE).active().filter(center__is_active=True)


def visits_a_week(stores: QuerySet[Store]) -> dict[Kind, float]:
    """Visits a week to these stores by center, class and format, from the visit standards. Three queries."""
    rows = list(stores.order_by().values_list("center_id", "store_class", "format").annotate(number=Count("pk")))
    standards = standards_by_center(Center.objects.filter(pk__in={row[0] for row in rows}))
    return {
        (center_id, store_class, store_format): number
        * standards[center_id][store_class].visits_per_cycle
        / CYCLE_WEEKS
        for center_id, store_class, store_format, number in rows
    }


def route_days(more: Pieces, center_id: int | None = None) -> list[RouteDay]:
    """The days of the plans in force, of one center or all, against their reps' time. Two queries."""
    stops = RouteStop.objects.unscoped(because=BECAUSE).filter(plan__status=RouteStatus.APPROVED)
    if center_id is not None:
        stops = stops.filter(plan__center_id=center_id)
    columns = (
        *("plan_id", "cycle_day", "route_name", "minutes", "travel_minutes", "plan__rep_id", "plan__rep__name"),
        *("plan__center_id", "store_id", "store__store_class", "store__format"),
    )
    minutes: Counter[tuple] = Counter()
    pieces: dict[tuple, int] = defaultdict(int)
    owner: dict[tuple, tuple[int, int]] = {}
    for plan_id, day, route, stay, way, rep_id, name, center_id, store_id, *sort in stops.values_list(*columns):
        key = (plan_id, day, f"{name} {route}")
        minutes[key] += stay + way
        pieces[key] += more(store_id, (center_id, *sort))
        owner[key] = (rep_id, center_id)
    limits = _limits()
    return [
        RouteDay(f"{key[2]} · {key[1] + 1}", minutes[key], limits(*owner[key]), pieces[key]) for key in sorted(minutes)
    ]


def _limits() -> Callable[[int, int], float]:
    """The working time of a rep, or of its center, or as delivered. One query."""
    rows = list(RouteParameters.objects.unscoped(because=BECAUSE))
    of_rep = {row.rep_id: row for row in rows if row.rep_id}
    of_center = {row.center_id: row for row in rows if not row.rep_id}

    def limit(rep_id: int, center_id: int) -> float:
        row = of_rep.get(rep_id) or of_center.get(center_id) or RouteParameters()
        return row.daily_minutes - row.rest_minutes - row.office_minutes

    return limit
