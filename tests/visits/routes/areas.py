"""Small areas with a rep, stores and standards, for the tests of routes."""

from datetime import datetime
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from salesops.accounts.actor import Actor
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.visits.calc.routing.cities import handbook_example
from visits.calc.routing.edited import plan_in_order
from visits.calc.routing.solver import solve
from visits.models import PlannedVisit, RouteParameters, VisitStandard
from visits.selectors.routes import route_problem_of
from visits.services.routes import approve_route_plan, store_proposal, submit_route_plan

SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Monday evening, when the day has begun.
MONDAY = datetime(2026, 11, 23, 18, 0, tzinfo=SHANGHAI)
JOB = Actor.system("tests")


def stores_of(rep, count, *, store_class="B", seed=1, **facts):
    """Scatter a rep's stores over a few kilometres."""
    draw = Random(seed)
    customer = CustomerFactory(rep=rep)
    return [
        StoreFactory(
            customer=customer,
            store_class=store_class,
            lon=Decimal(f"{120.60 + draw.gauss(0, 0.01):.6f}"),
            lat=Decimal(f"{31.31 + draw.gauss(0, 0.01):.6f}"),
            **facts,
        )
        for _ in range(count)
    ]


def handbook_area(rep):
    """The handbook's twenty stores as rows: a six-day week, five stores a day."""
    rep.center.works_saturday = True
    rep.center.save(update_fields=["works_saturday"])
    example = handbook_example()
    lon, lat = example.rep.start
    RouteParameters.objects.create(
        center=rep.center, rep=rep, max_stops=5, speed_kmh=25, start_lon=Decimal(str(lon)), start_lat=Decimal(str(lat))
    )
    for store_class, visits in (("A", 6), ("B", 4), ("C", 1)):
        VisitStandard.objects.create(center=rep.center, store_class=store_class, visits_per_cycle=visits, minutes=30)
    customer = CustomerFactory(rep=rep)
    return [
        StoreFactory(
            customer=customer,
            code=stop.code,
            store_class=stop.cls,
            lon=Decimal(f"{stop.lon:.6f}"),
            lat=Decimal(f"{stop.lat:.6f}"),
        )
        for stop in example.stores
    ]


def proposed_plan(rep, **kwargs):
    """A draft as the solver makes it; it takes a version of its own, or the one it is given."""
    problem = route_problem_of(rep)
    return store_proposal(rep, problem, solve(problem), actor=JOB, at=MONDAY, **kwargs)


def drafted_plan(rep, *, at=MONDAY, stores=None):
    """A draft in which each store is visited on Monday and Thursday of both weeks, without a search."""
    stores = stores or stores_of(rep, 2)
    problem = route_problem_of(rep)
    codes = [store.code for store in stores]
    orders = {day: codes if day in (0, 3, 7, 10) else [] for day in problem.cycle.days}
    return store_proposal(rep, problem, plan_in_order(problem, orders), actor=JOB, at=at)


def submitted_plan(rep, *, at=MONDAY, stores=None):
    return submit_route_plan(drafted_plan(rep, at=at, stores=stores), actor=JOB, at=at)


def plan_in_force_of(rep, *, at=MONDAY, stores=None):
    return approve_route_plan(submitted_plan(rep, at=at, stores=stores), actor=JOB, at=at)


def calendar_of(rep):
    """All planned visits of a rep, by date and order."""
    rows = PlannedVisit.objects.unscoped(because="tests").filter(rep=rep).select_related("store")
    return list(rows.order_by("planned_on", "position", "pk"))
