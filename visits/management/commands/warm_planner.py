"""Have the route planner compiled before anybody waits for it (handbook H4.3; decision 41)."""

from django.core.management.base import BaseCommand

from visits.calc.routing.problem import Problem, Rep, StoreStop
from visits.calc.routing.solver import solve

HERE = (121.47, 31.23)
LIMITED_HOURS = {"opens_minute": 600, "closes_minute": 900}


class Command(BaseCommand):
    help = (
        "Compile the route planner once for an installation, some twenty seconds; later runs and workers read it from "
        "the cache (NUMBA_CACHE_DIR, or beside the source). Needs no database."
    )
    requires_system_checks = []

    def handle(self, *args, **options) -> None:
        for hours in ({}, LIMITED_HOURS):
            stores = tuple(StoreStop(f"S{n}", HERE[0], HERE[1] + n / 100, 30, 2, **hours) for n in range(4))
            problem = Problem(stores, Rep(start=HERE, end=HERE))
            plan = solve(problem, rounds=100)
            solve(problem, rounds=100, former={day.day: [stop.code for stop in day.stops] for day in plan.days})
        self.stdout.write("The route planner is compiled.")
