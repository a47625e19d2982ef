"""The day's work of a rep: which stores, in which order, what is due there (handbook H5.1)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max, QuerySet

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from stores.models import Store
from visits import due
from visits.choices import VisitStatus
from visits.due import DueWork
from visits.models import PlannedVisit, Task, Visit
from visits.selectors.findings import open_tasks_at
from visits.selectors.visits import open_visit_of

MINUTES_OF_HOUR = 60


@dataclass(frozen=True, slots=True)
class Stop:
    """One store of the day: planned, or visited without a plan; `for_rep` is whose it is if not one's own."""

    store: Store
    number: int | None
    planned: PlannedVisit | None
    visit: Visit | None
    for_rep: User | None
    days_since: int | None
    tasks: list[Task] = field(default_factory=list)
    work: list[DueWork] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return self.visit is not None and self.visit.status != VisitStatus.OPEN

    @property
    def is_open(self) -> bool:
        return self.visit is not None and self.visit.status == VisitStatus.OPEN

    @property
    def arrives_at(self) -> str:
        if self.planned is None:
            return ""
        return f"{self.planned.arrive_minute // MINUTES_OF_HOUR:02d}:{self.planned.arrive_minute % MINUTES_OF_HOUR:02d}"


@dataclass(frozen=True, slots=True)
class Day:
    """The stops still ahead in their order, then what is done."""

    on: date
    ahead: list[Stop]
    done: list[Stop]
    open_visit: Visit | None

    @property
    def planned_count(self) -> int:
        return sum(stop.planned is not None for stop in (*self.ahead, *self.done))

    @property
    def done_count(self) -> int:
        return sum(stop.planned is not None for stop in self.done)

    @property
    def hours_left(self) -> float:
        """From the arrival at the next stop to the end of the last one, ways included."""
        ahead = [stop.planned for stop in self.ahead if stop.planned]
        if not ahead:
            return 0.0
        first = min(planned.arrive_minute for planned in ahead)
        last = max(planned.arrive_minute + planned.minutes for planned in ahead)
        return round((last - first) / MINUTES_OF_HOUR, 1)


def day_of(actor: Actor, on: date) -> Day:
    """A rep's day, with the stores it covers for others. Five queries, and those of the due work."""
    planned = list(_planned(actor, on))
    visits = {visit.store_id: visit for visit in _visits(actor, on)}
    stores = {row.store_id: row.store for row in planned} | {pk: visit.store for pk, visit in visits.items()}
    last = _last_visits(stores, on)
    tasks, work = open_tasks_at(stores), due.work_at(stores, on)
    by_store = {row.store_id: row for row in planned}
    numbers = {row.store_id: number for number, row in enumerate(planned, start=1)}
    stops = [
        Stop(
            store=store,
            number=numbers.get(pk),
            planned=by_store.get(pk),
            visit=visits.get(pk),
            for_rep=None if store.rep_id == actor.user_id else store.rep,
            days_since=(on - last[pk]).days if pk in last else None,
            tasks=tasks[pk],
            work=work[pk],
        )
        for pk, store in stores.items()
    ]
    return Day(on, [stop for stop in stops if not stop.is_done], [s for s in stops if s.is_done], open_visit_of(actor))


def last_visit_of(store: Store, before: date) -> Visit | None:
    """The last visit to a store before a day. One query."""
    visits = Visit.objects.unscoped(because="the store was seen already").filter(store=store, visited_on__lt=before)
    return visits.order_by("-visited_on", "-checked_in_at").first()


def stores_to_visit(actor: Actor, words: str) -> QuerySet[Store]:
    """The active stores of the reps this person works for that are found by these words."""
    stores = Store.objects.visible_to(actor).active().filter(rep_id__in=actor.rep_ids)
    return stores.look_up(words).order_by("name", "pk")


def _planned(actor: Actor, on: date) -> QuerySet[PlannedVisit]:
    planned = PlannedVisit.objects.visible_to(actor).on_day(on).due().filter(rep_id__in=actor.rep_ids)
    return planned.select_related("store__rep").order_by("rep_id", "position", "pk")


def _visits(actor: Actor, on: date) -> QuerySet[Visit]:
    """The last visit of each store of the day comes last."""
    visits = Visit.objects.visible_to(actor).filter(visited_on=on)
    return visits.filter(rep_id__in=actor.rep_ids).select_related("store__rep").order_by("checked_in_at")


def _last_visits(store_ids: Iterable[int], on: date) -> dict[int, date]:
    visits = Visit.objects.unscoped(because="the stores were seen already").exclude(status=VisitStatus.OPEN)
    earlier = visits.filter(store_id__in=list(store_ids), visited_on__lt=on)
    return dict(earlier.values_list("store_id").annotate(last=Max("visited_on")).order_by())
