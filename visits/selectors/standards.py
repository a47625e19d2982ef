"""Visit standards and route parameters, with the defaults where nobody set any (handbook H4.1, H4.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from salesops.periods.selectors import week_of
from stores.choices import StoreClass
from stores.class_effects import ClassLoad
from stores.models import Store
from visits.models import RouteParameters, VisitStandard

CYCLE_WEEKS = 2
# Visits in two weeks, and minutes in the store.
HANDBOOK_STANDARDS = {StoreClass.A: (6, 40), StoreClass.B: (4, 25), StoreClass.C: (1, 15)}

PARAMETERS = (
    "starts_at",
    "daily_minutes",
    "rest_minutes",
    "office_minutes",
    "speed_kmh",
    "detour_factor",
    "max_stops",
    "start_lon",
    "start_lat",
    "extra_days",
)

Standards = dict[str, VisitStandard]


def standards_of(center: Center) -> Standards:
    """A center's standard by class; a class that nobody set has the handbook's, unsaved. One query."""
    return standards_by_center([center])[center.pk]


def standards_by_center(centers: Iterable[Center]) -> dict[int, Standards]:
    """The same for several centers, by the center's id. One query."""
    found: dict[int, Standards] = {center.pk: _handbook_standards(center) for center in centers}
    rows = VisitStandard.objects.unscoped(because="a center's standard holds for all who work in it")
    for row in rows.filter(center__in=found).select_related("center"):
        found[row.center_id][row.store_class] = row
    return found


def centers_with_standards(actor: Actor) -> list[tuple[Center, Standards]]:
    """Whose standards this person may look at: its own center's, or all. Two queries."""
    centers = list(centers_seen_by(actor).order_by("code"))
    standards = standards_by_center(centers)
    return [(center, standards[center.pk]) for center in centers]


def centers_seen_by(actor: Actor) -> QuerySet[Center]:
    """The active centers whose parameters this person may look at."""
    centers = Center.objects.filter(is_active=True)
    return centers if actor.sees_all else centers.filter(pk=actor.center_id)


def parameters_of(rep: User) -> RouteParameters:
    """A rep's own day; else, unsaved, one that begins as its center's does. One query."""
    rows = {row.rep_id: row for row in _parameter_rows().filter(Q(rep=rep) | Q(rep=None, center_id=rep.center_id))}
    default = rows.get(None)
    values = {name: getattr(default, name) for name in PARAMETERS} if default else {}
    return rows.get(rep.pk) or RouteParameters(center_id=rep.center_id, rep=rep, **values)


def parameters_by_rep(center: Center) -> dict[int | None, RouteParameters]:
    """The days of those reps who have their own, and the center's default under None. One query."""
    rows = {row.rep_id: row for row in _parameter_rows().filter(center=center)}
    return {None: RouteParameters(center=center)} | rows


def parameters_of_center(center: Center) -> RouteParameters:
    """What holds for the reps of a center who have no day of their own. One query."""
    return _parameter_rows().filter(center=center, rep=None).first() or RouteParameters(center=center)


def _handbook_standards(center: Center) -> Standards:
    return {
        store_class: VisitStandard(center=center, store_class=store_class, visits_per_cycle=visits, minutes=minutes)
        for store_class, (visits, minutes) in HANDBOOK_STANDARDS.items()
    }


def _parameter_rows() -> QuerySet[RouteParameters]:
    return RouteParameters.objects.unscoped(because="the planner needs the day of the rep it plans for")


def class_loads(center_id: int) -> dict[str, ClassLoad]:
    """What a store of each class asks of its rep in a week. Two queries."""
    standards = standards_of(Center.objects.get(pk=center_id))
    return {
        store_class: ClassLoad(
            visits_per_week=Fraction(row.visits_per_cycle, CYCLE_WEEKS),
            minutes_per_week=Fraction(row.visits_per_cycle * row.minutes, CYCLE_WEEKS),
        )
        for store_class, row in standards.items()
    }


def week_minutes(center_id: int) -> dict[int, int]:
    """The minutes a week that each rep of a center has for stores and ways. Three queries."""
    center = Center.objects.get(pk=center_id)
    days = {row.rep_id: row for row in _parameter_rows().filter(center=center)}
    default = days.get(None) or RouteParameters(center=center)
    return {
        rep_id: _field_minutes(days.get(rep_id, default)) * week_of(center).working_days
        for rep_id in User.objects.reps().filter(center=center).values_list("pk", flat=True)
    }


def _field_minutes(day: RouteParameters) -> int:
    return day.daily_minutes - day.rest_minutes - day.office_minutes


@dataclass(frozen=True, slots=True)
class CenterStandards:
    """What one center's page of standards shows."""

    center: Center
    lines: list["ClassLine"]
    day: RouteParameters
    reps: list[tuple[User, RouteParameters | None]]


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class's standard and the work that it makes."""

    standard: VisitStandard
    stores: int

    @property
    def visits(self) -> int:
        return self.stores * self.standard.visits_per_cycle

    @property
    def minutes(self) -> int:
        return self.visits * self.standard.minutes


def standards_pages(actor: Actor) -> list[CenterStandards]:
    """Standards, work and days of each center that this person may look at. Five queries."""
    standards = centers_with_standards(actor)
    ids = [center.pk for center, _standards in standards]
    counts = Store.objects.visible_to(actor).active().filter(center__in=ids).order_by()
    stores = {
        (row["center"], row["store_class"]): row["count"]
        for row in counts.values("center", "store_class").annotate(count=Count("pk"))
    }
    days = {(row.center_id, row.rep_id): row for row in _parameter_rows().filter(center__in=ids)}
    reps = list(User.objects.visible_to(actor).reps().active().filter(center__in=ids).order_by("username"))
    shown = [rep for rep in reps if not actor.is_rep or rep.pk in actor.rep_ids]
    return [
        CenterStandards(
            center=center,
            lines=[ClassLine(row, stores.get((center.pk, row.store_class), 0)) for row in by_class.values()],
            day=days.get((center.pk, None)) or RouteParameters(center=center),
            reps=[(rep, days.get((center.pk, rep.pk))) for rep in shown if rep.center_id == center.pk],
        )
        for center, by_class in standards
    ]
