"""The day of a center as it goes: who is where by acts alone, planned and done, marks (handbook H5.3, H12)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from visits.choices import VisitStatus
from visits.models import PlannedVisit, Visit, VisitMark, VisitPhoto
from visits.selectors.marks import UNJUDGED

MINUTES_OF_HOUR = 60


@dataclass(frozen=True, slots=True)
class RepDay:
    """One rep's day up to now; only check-ins and check-outs say where somebody was."""

    rep: User
    planned: int
    done_as_planned: int
    visits: tuple[Visit, ...]
    next_planned: PlannedVisit | None
    marks: int
    photos: int

    @property
    def open_visit(self) -> Visit | None:
        return next((visit for visit in self.visits if visit.status == VisitStatus.OPEN), None)

    @property
    def last(self) -> Visit | None:
        return self.visits[-1] if self.visits else None

    @property
    def last_act_at(self) -> datetime | None:
        return (self.last.checked_out_at or self.last.checked_in_at) if self.last else None

    @property
    def done(self) -> int:
        return sum(visit.status != VisitStatus.OPEN for visit in self.visits)

    @property
    def next_at(self) -> str:
        """When the next planned visit is to begin."""
        if self.next_planned is None:
            return ""
        minute = self.next_planned.arrive_minute
        return f"{minute // MINUTES_OF_HOUR:02d}:{minute % MINUTES_OF_HOUR:02d}"


@dataclass(frozen=True, slots=True)
class LiveDay:
    """The reps of one look, those in a store first, then those at work, then those not begun."""

    on: date
    reps: list[RepDay]

    @property
    def planned(self) -> int:
        return sum(rep.planned for rep in self.reps)

    @property
    def done_as_planned(self) -> int:
        return sum(rep.done_as_planned for rep in self.reps)

    @property
    def in_store(self) -> int:
        return sum(rep.open_visit is not None for rep in self.reps)

    @property
    def not_begun(self) -> int:
        return sum(not rep.visits for rep in self.reps)

    @property
    def marks(self) -> int:
        return sum(rep.marks for rep in self.reps)


def live_day(actor: Actor, on: date, center_id: int | None = None) -> LiveDay:
    """The day of the reps that this person sees, of one center if asked. Five queries."""
    reps = User.objects.visible_to(actor).filter(role=Role.REP, is_active=True).select_related("center")
    reps = list(reps.filter(center_id=center_id) if center_id else reps)
    planned, visits = _planned(actor, on), _visits(actor, on)
    marks = _counts(VisitMark.objects.visible_to(actor).filter(visit__visited_on=on, status__in=UNJUDGED))
    photos = _counts(VisitPhoto.objects.visible_to(actor).filter(visit__visited_on=on))
    days = [_day_of(rep, planned[rep.pk], visits[rep.pk], marks.get(rep.pk, 0), photos.get(rep.pk, 0)) for rep in reps]
    return LiveDay(on, sorted(days, key=lambda day: (day.open_visit is None, not day.visits, day.rep.name, day.rep.pk)))


def _day_of(rep: User, planned: Iterable[PlannedVisit], visits: Iterable[Visit], marks: int, photos: int) -> RepDay:
    planned, visits = list(planned), tuple(visits)
    taken = {visit.planned_id for visit in visits}
    ahead = [one for one in planned if one.pk not in taken]
    done = sum(visit.planned_id is not None and visit.status == VisitStatus.CLOSED for visit in visits)
    return RepDay(rep, len(planned), done, visits, ahead[0] if ahead else None, marks, photos)


def _planned(actor: Actor, on: date) -> dict[int, list[PlannedVisit]]:
    rows = PlannedVisit.objects.visible_to(actor).on_day(on).due().select_related("store")
    return _by_rep(rows.order_by("arrive_minute", "position", "pk"))


def _visits(actor: Actor, on: date) -> dict[int, list[Visit]]:
    rows = Visit.objects.visible_to(actor).filter(visited_on=on).select_related("store")
    return _by_rep(rows.order_by("checked_in_at", "pk"))


def _by_rep(rows: Iterable) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        found[row.rep_id].append(row)
    return found


def _counts(rows) -> dict[int, int]:
    return dict(rows.order_by().values_list("visit__rep_id").annotate(number=Count("pk")))
