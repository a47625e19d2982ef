"""Plan the routes of one rep, or of all reps of a center, here and now (handbook H4.3)."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from salesops.errors import DomainError
from visits.calc.routing.choices import solve_both
from visits.calc.routing.comparison import figures_of
from visits.calc.routing.problem import DAYS_OF_WEEK, DayRoute, Plan, Problem
from visits.calc.routing.record import record_of_totals, record_of_unplaced
from visits.calc.routing.solver import solve
from visits.choices import RouteBasis
from visits.route_words import clock_time
from visits.selectors.center_runs import reps_to_plan
from visits.selectors.route_choices import former_orders, stability_of
from visits.selectors.routes import cycle_start_for, route_problem_of
from visits.services.routes import approve_route_plan, store_choice, store_proposal, submit_route_plan

JOB = Actor.system(gettext_noop("plan_routes"))
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Command(BaseCommand):
    help = (
        "Plan the routes of a rep over the two-week cycle and print them; nothing is written. With --commit the plan "
        "is put in force at once and its visits are laid into the calendar: the decision of whoever runs the command. "
        "With --center all reps of the center are planned on all processors and a line is printed for each; --draft "
        "keeps the plans as drafts, for a rep with a plan in force one that keeps most of it and one made anew."
    )

    def add_arguments(self, parser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--rep", help="the rep's login name")
        whose.add_argument("--center", metavar="CODE", help="all reps of this center")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--commit", action="store_true", help="put the plan in force")
        what.add_argument("--draft", action="store_true", help="keep the plans as drafts")
        parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes that plan at once")

    def handle(self, *args, rep: str | None, center: str | None, **options) -> None:
        if options["workers"] < 1:
            raise CommandError("At least one process must plan.")
        if center is None:
            self._plan_one(rep, **options)
        elif options["commit"]:
            raise CommandError("A center's plans are put in force rep by rep; --draft keeps them as drafts.")
        else:
            self._plan_center(center, **options)

    def _plan_one(self, rep: str, *, commit: bool, draft: bool, **options) -> None:
        at = timezone.now()
        person = _rep(rep)
        try:
            problem = route_problem_of(person)
            plan = solve(problem)
            starts_on = cycle_start_for(person, timezone.localdate(at))
            answer = _answer(rep, starts_on, problem, plan)
            if commit:
                answer["version"] = _put_in_force(person, problem, plan, at)
            elif draft:
                answer["version"] = store_proposal(person, problem, plan, actor=JOB, at=at).version
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else _as_text(answer))

    def _plan_center(self, code: str, *, workers: int, draft: bool, **options) -> None:
        began = perf_counter()
        lines = []
        for line in _planned_reps(_center(code), workers, draft=draft):
            lines.append(line)
            if not options["json"]:
                self.stdout.write(_line_as_text(line))
        report = {"center": code, "seconds": round(perf_counter() - began, 1), "reps": lines}
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))


def _center(code: str) -> Center:
    center = Center.objects.filter(code=code).first()
    if center is None:
        raise CommandError(f"There is no center “{code}”.")
    return center


def _planned_reps(center: Center, workers: int, *, draft: bool) -> Iterator[dict[str, Any]]:
    """Plan the reps side by side, and give each as it comes; only this process knows the database."""
    reps = list(reps_to_plan(center).select_related("center"))
    asked = [(rep, route_problem_of(rep), former_orders(rep)) for rep in reps]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        answers = pool.map(solve_both, [(problem, former) for _rep, problem, former in asked])
        for (rep, problem, _former), (kept, anew) in zip(asked, answers, strict=True):
            plans = ({RouteBasis.KEPT: kept} if kept else {}) | {RouteBasis.ANEW: anew}
            if draft:
                store_choice(rep, problem, plans, actor=JOB, at=timezone.now())
            yield _line(rep, plans)


def _line(rep: User, plans: dict[RouteBasis, Plan]) -> dict[str, Any]:
    plan = next(iter(plans.values()))
    figures = figures_of(plan)
    stability = stability_of(rep, plan)
    return {
        "rep": rep.username,
        "basis": next(iter(plans)).value,
        "visits": figures.visits,
        "missing_visits": figures.missing_visits,
        "unplaced": len(plan.unplaced),
        "travel_minutes": figures.travel,
        "kilometres": round(figures.metres / 1000, 1),
        "longest_day": figures.longest,
        "mean_day": figures.mean,
        "kept_share": stability["kept_share"] if stability else None,
    }


def _line_as_text(line: dict[str, Any]) -> str:
    kept = f", {line['kept_share']:.0%} keep their day" if line["kept_share"] is not None else ""
    return (
        f"{line['rep']}: {line['visits']} visits, {line['missing_visits']} missing, {line['travel_minutes']:g} min "
        f"on {line['kilometres']:g} km{kept}"
    )


def _rep(username: str) -> User:
    person = User.objects.select_related("center").filter(username=username).first()
    if person is None:
        raise CommandError(f"There is no user “{username}”.")
    return person


@transaction.atomic
def _put_in_force(rep: User, problem: Problem, plan: Plan, at) -> int:
    proposal = store_proposal(rep, problem, plan, actor=JOB, at=at)
    submit_route_plan(proposal, actor=JOB, at=at)
    return approve_route_plan(proposal, actor=JOB, at=at).version


def _answer(username: str, starts_on, problem: Problem, plan: Plan) -> dict[str, Any]:
    minutes = {store.code: store.minutes for store in problem.stores}
    totals = record_of_totals(plan)
    return {
        "rep": username,
        "cycle_starts_on": starts_on.isoformat(),
        "days": [
            {
                "day": day.day,
                "date": (starts_on + timedelta(days=day.day)).isoformat(),
                "weekday": WEEKDAYS[day.day % DAYS_OF_WEEK],
                "route": day.name,
                "stops": _stops(day, minutes),
                "total_minutes": day.total,
                "travel_minutes": day.travel,
                "waiting_minutes": day.waiting,
                "metres": day.metres,
                "limit": day.limit,
            }
            for day in plan.days
        ],
        "unplaced": record_of_unplaced(plan.unplaced),
        "uneven": totals.pop("uneven"),
        "totals": {name: value for name, value in totals.items() if name != "days"},
    }


def _stops(day: DayRoute, minutes: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "store": stop.code,
            "arrive": clock_time(stop.arrive_minute),
            "arrive_minute": stop.arrive_minute,
            "minutes": minutes[stop.code],
            "travel_minutes": stop.travel_minutes,
            "metres": stop.metres,
        }
        for stop in day.stops
    ]


def _as_text(answer: dict[str, Any]) -> str:
    lines = [
        f"{day['date']} {day['weekday']} {day['route'] or '-':4} {day['total_minutes']:g}/{day['limit']:g} min  "
        + " ".join(f"{stop['store']}@{stop['arrive']}" for stop in day["stops"])
        for day in answer["days"]
    ]
    lines += [f"left out: {item['store']} ({item['reason']})" for item in answer["unplaced"]]
    return "\n".join(lines)
