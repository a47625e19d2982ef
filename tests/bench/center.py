"""A center of fifty reps with fifty stores each, to measure how long planning all their routes takes (handbook H4.3).

    DATABASE_URL=… python -m tests.bench.center                  # migrates, and makes the center where it is not yet
    DATABASE_URL=… python -m tests.bench.center --plan           # and plans it by plan_routes, which is measured
    DATABASE_URL=… python -m tests.bench.center --plan --again   # puts the drafts in force first, and plans once more

Works on the database of DATABASE_URL (PostgreSQL or SQLite). The last line is one JSON object: seconds by the clock,
processor seconds of all processes, and what was planned. Planning again makes two plans for each rep, one that keeps
most of the plan in force and one made anew.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesops.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from salesops.accounts.actor import Actor  # noqa: E402
from salesops.accounts.models import Center, User  # noqa: E402
from stores.models import Store  # noqa: E402
from tests.bench.servers import ROOT  # noqa: E402
from tests.bench.towns import SHAPES, TOWN, places  # noqa: E402
from tests.factories.accounts import CenterFactory, UserFactory  # noqa: E402
from tests.factories.stores import CustomerFactory, StoreFactory  # noqa: E402
from visits.calc.routing.periodic.search import compile_kernel  # noqa: E402
from visits.choices import RouteBasis, RouteStatus  # noqa: E402
from visits.models import RouteParameters, RoutePlan  # noqa: E402
from visits.services.routes import approve_route_plan, submit_route_plan  # noqa: E402

BENCH = Actor.system("bench")
BECAUSE = "bench"
# Degrees from one rep's area to the next; ten areas lie in a row.
APART, IN_A_ROW = 0.3, 10


@transaction.atomic
def make_center(code: str, *, reps: int, stores: int, seed: int) -> Center:
    """The center with its reps, their days and their stores; dense areas, roads and twin towns take turns.

    It works six days a week, in which fifty stores of that mix fit a rep; in five they do not."""
    draw, shapes = Random(seed), list(SHAPES)
    center = CenterFactory(code=code, name=f"Bench {code}", works_saturday=True)
    for number in range(reps):
        middle = (TOWN[0] + number % IN_A_ROW * APART, TOWN[1] + number // IN_A_ROW * APART)
        rep = UserFactory(username=f"{code}-{number + 1:03}".lower(), center=center)
        customer = CustomerFactory(code=f"{code}-{number + 1:03}", rep=rep)
        RouteParameters.objects.create(center=center, rep=rep, start_lon=middle[0], start_lat=middle[1])
        for place, (cls, lon, lat) in enumerate(places(shapes[number % len(shapes)], stores, draw, middle=middle)):
            StoreFactory(
                code=f"{code}-{number + 1:03}-{place + 1:03}", customer=customer, store_class=cls, lon=lon, lat=lat
            )
    return center


def put_in_force(center: Center) -> int:
    """Submit and approve each rep's draft, the one made anew where there are two; how many."""
    drafts = RoutePlan.objects.unscoped(because=BECAUSE).filter(center=center, status=RouteStatus.DRAFT)
    found = list(drafts.filter(basis=RouteBasis.ANEW).select_related("rep"))
    for draft in found:
        at = timezone.now()
        approve_route_plan(submit_route_plan(draft, actor=BENCH, at=at), actor=BENCH, at=at)
    return len(found)


def measure(code: str, workers: int) -> dict:
    """Run plan_routes as an operator would; seconds by the clock and of all its processes."""
    compile_kernel()
    command = [
        sys.executable,
        "manage.py",
        "plan_routes",
        "--center",
        code,
        "--draft",
        "--json",
        "--workers",
        str(workers),
    ]
    load, began = os.getloadavg()[0], time.perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output)
        _pid, status, used = os.wait4(process.pid, 0)
        seconds, process.returncode = time.perf_counter() - began, os.waitstatus_to_exitcode(status)
        output.seek(0)
        if process.returncode:
            raise SystemExit(f"plan_routes ended with {process.returncode}.")
        lines = json.load(output)["reps"]
    kept = [line["kept_share"] for line in lines if line["kept_share"] is not None]
    return {
        "seconds": round(seconds, 1),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "workers": workers,
        "load_before": round(load, 1),
        "reps": len(lines),
        "visits": sum(line["visits"] for line in lines),
        "missing_visits": sum(line["missing_visits"] for line in lines),
        "travel_minutes": round(sum(line["travel_minutes"] for line in lines)),
        "kept_share": round(sum(kept) / len(kept), 4) if kept else None,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--code", default="BENCH", help="the center's")
    parser.add_argument("--reps", type=int, default=50)
    parser.add_argument("--stores", type=int, default=50, help="of each rep")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--plan", action="store_true", help="plan the center and measure it")
    parser.add_argument("--again", action="store_true", help="put the drafts in force before")
    options = parser.parse_args()
    call_command("migrate", verbosity=0, interactive=False)
    center = Center.objects.filter(code=options.code).first()
    if center is None:
        center = make_center(options.code, reps=options.reps, stores=options.stores, seed=options.seed)
    answer = {
        "center": center.code,
        "all_reps": User.objects.reps().filter(center=center).count(),
        "stores": Store.objects.unscoped(because=BECAUSE).filter(center=center).count(),
    }
    if options.again:
        answer["in_force"] = put_in_force(center)
    if options.plan:
        answer |= measure(center.code, options.workers)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
