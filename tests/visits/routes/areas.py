"""Small areas with a rep, stores and standards, for the tests of routes."""

from datetime import datetime
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from salesops.accounts.actor import Actor
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.visits.calc.routing.cities import handbook_example
from visits.models import RouteParameters, VisitStandard

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
