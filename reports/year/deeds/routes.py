"""Classes decided, routes planned and approved each quarter, and visits sent as a phone sends them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from reports.year.company import BECAUSE, Company
from salesops.accounts.models import User
from stores.choices import RunStatus, SaleKind
from stores.models import ClassificationRun, Sku, Store
from stores.services.class_decisions import make_valid
from visits.calc.routing.solver import solve
from visits.choices import PlannedVisitStatus
from visits.models import PlannedVisit
from visits.selectors.routes import NothingToPlan, route_problem_of
from visits.services.receive import receive_visit
from visits.services.routes import approve_route_plan, store_proposal, submit_route_plan

_DECIDES_ON, _ROUTES_ON = 3, 5
_ROUNDS = 500
_TEN, _SENT_AT = 10 * 60, 18 * 60
_SKIPPED, _COUNTED, _ITEMS = ("photo", "next"), ("stock", "sales"), range(1, 6)
_VISITS_A_DAY, _MISSED, _TWICE = 2, 0.12, 0.1


def decide_classes(company: Company) -> None:
    """On the 3rd each manager makes the month's proposal valid."""
    if company.day.day != _DECIDES_ON:
        return
    company.clock.set(company.day, _TEN)
    runs = ClassificationRun.objects.unscoped(because=BECAUSE).filter(
        month=company.month.first_day, status=RunStatus.PROPOSED
    )
    for run in runs.order_by("pk"):
        make_valid(run, actor=company.manager(run.center_id), at=company.clock.at)
        company.note("classes made valid")


def plan_routes(company: Company, *, is_first: bool = False) -> None:
    """Each quarter, after the classes are valid, every rep gets a new plan."""
    if not is_first and (company.day.day != _ROUTES_ON or company.day.month % 3 != 1):
        return
    company.clock.set(company.day, _TEN)
    for rep in company.reps:
        _plan(company, rep)


def _plan(company: Company, rep: User) -> None:
    try:
        problem = route_problem_of(rep)
    except NothingToPlan:
        return
    actor, at = company.doer(rep.pk), company.clock.at
    plan = store_proposal(rep, problem, solve(problem, rounds=_ROUNDS), actor=actor, at=at)
    submit_route_plan(plan, actor=actor, at=at)
    approve_route_plan(plan, actor=company.manager(plan.center_id), at=at)
    company.note("routes approved")


def visit_stores(company: Company) -> None:
    """Each rep, or who stands in, does some of the day's visits and sends them in the evening, a few of them twice."""
    company.clock.set(company.day, _SENT_AT)
    rows = PlannedVisit.objects.unscoped(because=BECAUSE)
    today = rows.filter(planned_on=company.day, status=PlannedVisitStatus.PLANNED).select_related("store")
    done: dict[int, int] = {}
    for planned in today.order_by("rep_id", "position", "pk"):
        stream = company.stream("visit", f"{planned.store.code}|{company.day}")
        number = done.get(planned.rep_id, 0)
        if number >= _VISITS_A_DAY or stream.chance(_MISSED):
            continue
        done[planned.rep_id] = number + 1
        payload = _payload(company, planned.store, number)
        for _time in range(2 if stream.chance(_TWICE) else 1):
            receive_visit(payload, actor=company.doer(planned.rep_id), at=company.clock.at)
        company.journal.visits.add(payload["client_id"])
        _remember_sold(company, planned.store, payload["counts"])
        company.note("visits")


def _remember_sold(company: Company, store: Store, counts: list[dict[str, Any]]) -> None:
    """What a visit counts as sold since the last one is a sales record of the day."""
    model_by_sku = dict(Sku.objects.values_list("code", "model_id"))
    for count in counts:
        place = SaleKind.SELL_OUT, store.pk, model_by_sku[count["sku"]], company.month.first_day
        company.journal.sold[place] += count["sold"]
    if counts:
        company.journal.sold_on = company.day


def _payload(company: Company, store: Store, number: int) -> dict[str, Any]:
    stream = company.stream("found", f"{store.code}|{company.day}")
    begins = company.clock.at.replace(hour=10, minute=0) + timedelta(minutes=50 * number)
    skus = [sku for place, sku in company.rates if place == store.pk][:2]
    counts = [
        {"sku": sku.code, "stock": stream.between(0, 20), "sold": stream.between(0, 2)}
        for sku in Sku.objects.filter(pk__in=skus).order_by("pk")
    ]
    measured = [{"position": position, "measured": stream.between(0, 3)} for position in _ITEMS]
    arrival = {"device_at": begins.isoformat(), "outside_reason": "", "note": ""}
    if store.lon is not None:
        arrival |= {"lon": float(store.lon), "lat": float(store.lat), "accuracy_metres": 12}
    return {
        "client_id": str(UUID(int=stream.between(0, 2**53) << 64 | stream.between(0, 2**53), version=4)),
        "store": store.code,
        "checked_in": arrival,
        "sent_device_at": company.clock.at.isoformat(),
        "counts": counts,
        "image": {"standard_version": 1, "items": measured},
        # In a store that sold nothing yet there is nothing to count.
        "skipped": [{"step": step, "reason": "店主不便"} for step in (*_SKIPPED, *(() if counts else _COUNTED))],
        "checked_out": {"device_at": (begins + timedelta(minutes=stream.between(8, 40))).isoformat()},
    }
