"""A center's stores and reps as their territories are weighed (handbook H4.3)."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from salesops.accounts.models import Center, User
from salesops.errors import DomainError
from stores.calc.coordinates import position_fault
from stores.models import Store
from visits.calc.areas import Field, Load, Outlet, spread
from visits.calc.territory import Headcount, Staffing, Territory, balance, headcount
from visits.models import RouteParameters, VisitRule
from visits.selectors.routes import cycle_of
from visits.selectors.standards import parameters_by_rep, standards_of

BECAUSE = "the territories of a center whose manager was let to it"


class NobodyToShareAmong(DomainError):
    """A center without reps has no territories."""


def fields_of(center: Center) -> list[Field]:
    """The active reps' time in a cycle. Two queries."""
    reps = list(User.objects.reps().active().filter(center=center).select_related("center").order_by("username"))
    if not reps:
        raise NobodyToShareAmong(_("%(center)s has no active reps.") % {"center": center})
    days = parameters_by_rep(center)
    return [_field(rep, days.get(rep.pk) or days[None]) for rep in reps]


def outlets_of(center: Center) -> list[Outlet]:
    """Active stores with a rep and a place, and what each asks for. Three queries."""
    standards = standards_of(center)
    rows = VisitRule.objects.unscoped(because=BECAUSE).filter(store__center=center, visits_per_cycle__isnull=False)
    own = dict(rows.values_list("store", "visits_per_cycle"))
    stores = Store.objects.unscoped(because=BECAUSE).active().filter(center=center, rep__isnull=False)
    return [
        Outlet(
            code=store.code,
            lon=float(store.lon),
            lat=float(store.lat),
            visits=own.get(store.pk, standards[store.store_class].visits_per_cycle),
            minutes=standards[store.store_class].minutes,
            rep=store.rep.username,
        )
        for store in stores.select_related("rep").order_by("code")
        if not position_fault(store.lon, store.lat)
    ]


def territory_of(center: Center) -> Territory:
    """What would even out work and shorten ways. Five queries, and two seconds of work for 2,500 stores."""
    return balance(outlets_of(center), fields_of(center))


def headcount_of(center: Center) -> Headcount:
    """How many reps the center's standard needs. Five queries."""
    return headcount(outlets_of(center), fields_of(center))


def record_of_territory(territory: Territory) -> dict[str, Any]:
    """A suggestion in lists, texts and numbers."""
    return {
        "moves": [asdict(move) for move in territory.moves],
        "suggestions": [asdict(suggestion) for suggestion in territory.suggestions],
        "travel_gain_minutes": round(territory.travel_gain, 1),
        "spread_before": round(spread(territory.before), 3),
        "spread_after": round(spread(territory.after), 3),
        "before": [_record_of_load(load) for load in territory.before],
        "after": [_record_of_load(load) for load in territory.after],
    }


def record_of_headcount(answer: Headcount) -> dict[str, Any]:
    """The answer in lists and numbers."""
    return {
        "needed": answer.needed,
        "now": _record_of_staffing(answer.now),
        "staffing": [_record_of_staffing(row) for row in answer.staffing],
    }


def _field(rep: User, day: RouteParameters) -> Field:
    days = len(cycle_of(rep, day.extra_days).days)
    start = (float(day.start_lon), float(day.start_lat)) if day.start_lon is not None else None
    return Field(
        rep=rep.username,
        minutes=days * max(0, day.daily_minutes - day.rest_minutes - day.office_minutes),
        days=days,
        speed_kmh=float(day.speed_kmh),
        detour_factor=float(day.detour_factor),
        start=start,
    )


def _record_of_load(load: Load) -> dict[str, Any]:
    return asdict(load) | {"total": round(load.total, 1), "use": round(load.use, 3)}


def _record_of_staffing(row: Staffing) -> dict[str, Any]:
    return asdict(row) | {"use": round(row.use, 3)}
